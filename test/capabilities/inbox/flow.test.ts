import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capabilities } from '../../../src/capabilities/index.js';
import type { Button } from '../../../src/chat/card.js';
import { plainText } from '../../../src/chat/plain-text.js';
import { peopleWith } from '../../../src/database/people.js';
import { timesOf } from '../../../src/database/person-times.js';
import type { Answer } from '../../../src/engine/request.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, claire, ines, type Member, marc, rita } from '../../helpers/network.js';

/** Friday, Nov 27, 9:12 AM in New York. */
const MORNING = '2026-11-27T14:12:00Z';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot(MORNING, {
    capabilities: capabilities.filter(({ name }) => ['inbox', 'stock-counts'].includes(name)),
  });
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const wordsOf = (answer: Answer): string[] => {
  if (answer.type === 'reply') return plainText(answer.card).split('\n');
  return answer.type === 'refusal' ? [answer.sentence] : [answer.type];
};
const says = async (who: Member, words: string, room: string | null = 'C0MADISON') =>
  wordsOf(await bot.as(who, room).says(words));

const buttonsOf = (answer: Answer): Button[] =>
  answer.type === 'reply' ? answer.card.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : [])) : [];

const presses = async (who: Member, answer: Answer, label: string) => {
  const found = buttonsOf(answer).find((each) => each.label === label);
  if (!found) throw new Error(`no button ${label} on ${wordsOf(answer).join('\n')}`);
  const { action, boutique = null, subject } = found;
  return bot.as(who, null).press({ interaction: action, boutique, subject });
};

const count = async (zone = 'vitrine-2', serials: string | null = 'RG-20-88', who = ana) =>
  bot.as(who).submit(await bot.as(who).says('count'), {
    zone: `MADISON/${zone}`,
    also: null,
    reason: 'weekly',
    serials,
  });

/** Counted twice: Inès decides on the three that are missing. */
const toBeDecided = async () => {
  await count();
  await bot.as(ana).presses('Close zone');
  await bot.as(ben).answers('Recount', { serials: 'RG-20-88' });
  await bot.as(ben).presses('Close zone');
};

const nameCauses = async () => {
  const form = await bot.as(ines).presses('Name the causes');
  if (form.type !== 'form') throw new Error('no form');
  const fields = Object.keys(form.form.fields).filter((field) => field.startsWith('cause.'));
  const causes = Object.fromEntries(fields.map((field) => [field, 'not-counted']));
  await bot.as(ines).submit(form, { ...causes, note: null });
};

describe('/inbox', () => {
  it('shows what waits, with the button that resolves it, and what one had a part in', async () => {
    await count();
    const answer = await bot.as(ana).says('inbox');

    expect(wordsOf(answer)).toEqual([
      'Your inbox · 1 thing waiting',
      'Waits for you',
      'Counting Vitrine 2 Madison Avenue',
      'You asked for',
      'Count of Vitrine 2 Madison Avenue · 9:12 AM · still open',
    ]);
    expect(buttonsOf(answer).map(({ label, boutique }) => [label, boutique])).toEqual([
      ['Add serials', 'MADISON'],
      ['See', 'MADISON'],
    ]);
    expect(await presses(ana, answer, 'Add serials')).toMatchObject({ type: 'form', form: { title: 'Add serials' } });
  });

  it('has nothing for whom nothing waits', async () => {
    expect(await says(rita, 'inbox')).toEqual([
      'Nothing waits for you',
      'Type /vitrine help to see what you can do here, or /vitrine find and a few words.',
    ]);
  });

  it('shows a decision to whoever takes it, and each press looks anew', async () => {
    await toBeDecided();
    const answer = await bot.as(ines).says('inbox');

    expect(wordsOf(answer).slice(0, 3)).toEqual([
      'Your inbox · 1 thing waiting',
      'Waits for you',
      'Vitrine 2: 3 pieces differ Madison Avenue · came just now',
    ]);
    expect(wordsOf(await presses(ines, answer, 'Decide')).at(-2)).toContain('3 causes to be named');
    await nameCauses();
    expect(buttonsOf(await presses(ines, answer, 'Decide')).map(({ label }) => label)).toContain('Approve');
  });

  it('shows boutiques that need attention to those who answer for them, the neediest first', async () => {
    await toBeDecided();
    await count('window', null);
    const rodeo = bot.as(rita, 'C0RODEO');
    await rodeo.submit(await rodeo.says('count'), {
      ...{ zone: 'RODEO/window', also: null, reason: 'weekly', serials: null },
    });
    expect(await says(marc, 'inbox', null)).toEqual([
      'Your inbox',
      'Nothing waits for you.',
      'Needs attention',
      'Madison Avenue 1 count without all causes',
    ]);

    await bot.waits({ hours: 25 });
    expect((await says(claire, 'inbox', null)).slice(-2)).toEqual([
      'Madison Avenue 1 count without all causes, 1 count open for over a day',
      'Beverly Hills 1 count open for over a day',
    ]);
    expect((await says(ines, 'inbox')).slice(-1)).toEqual([
      'Madison Avenue 1 count without all causes, 1 count open for over a day',
    ]);
    expect((await says(ana, 'inbox')).join('\n')).not.toContain('Needs attention');
  });

  it('is the same on Home, where a tally is whole', async () => {
    await count();
    const { title, cards, messages } = await bot.as(ana).home();

    expect(title).toBe('Ana Ruiz, this waits for you');
    expect(cards.map((each) => each.title)).toEqual(['Counting Vitrine 2', 'You asked for']);
    expect(messages.map((each) => each.title)).toEqual(['Your inbox', 'Counting Vitrine 2']);
  });
});

describe('/vitrine', () => {
  it('says what this person may do at this boutique', async () => {
    const expected = [
      'What you can do at Madison Avenue',
      'Stock counts',
      '/count Count a zone',
      '/count open Open counts: since when, and what is next',
      'Inbox',
      '/inbox See what waits for you, and what you asked for',
      '/inbox away Name who stands in while you are away',
      '/vitrine help What you can do here',
      '/vitrine find Find cases, requests and counts by words',
      'A boutique’s code after a command means that boutique: /count MADISON.',
    ];
    expect(await says(ana, 'vitrine help')).toEqual(expected);
    expect(await says(ana, 'vitrine')).toEqual(expected);
    expect(await says(marc, 'vitrine help')).toEqual(expected.filter((line) => line !== '/count Count a zone'));
    const elsewhere = await says(rita, 'vitrine help');
    expect(elsewhere.filter((line) => line.startsWith('/count'))).toEqual([]);
    expect((await says(marc, 'vitrine help', null))[0]).toBe('What you can do');
  });

  it('says so where it does not know the words, and names itself where a command is unknown', async () => {
    expect((await says(ana, 'vitrine sing a song')).slice(0, 2)).toEqual([
      'What you can do at Madison Avenue',
      'I don’t know “sing a song”. This is what I know.',
    ]);
    expect(await says(ana, 'sing')).toEqual(["I don't know that command. Type /vitrine help to see what I know."]);
  });

  it('finds counts by zone, boutique and state, the newest first, and shows how they stand', async () => {
    await count('window');
    await bot.waits({ minutes: 30 });
    await count('safe', null);

    expect(await says(ana, 'vitrine find madison')).toEqual([
      'What fits “madison”',
      'Count of Safe Madison Avenue · 9:42 AM · still open',
      'Count of Window Madison Avenue · 9:12 AM · still open',
    ]);
    expect(await says(ines, 'vitrine find OPEN windów')).toEqual([
      'What fits “OPEN windów”',
      'Count of Window Madison Avenue · 9:12 AM · still open',
    ]);
    const found = await bot.as(marc, null).says('vitrine find safe');
    expect(wordsOf(await presses(marc, found, 'See'))).toEqual([
      'Count of Safe',
      'Boutique Madison Avenue',
      'Now still open',
      'Still to count Safe',
      'Opened Ana Ruiz, Fri, Nov 27, 9:42 AM',
    ]);
    expect(await says(ana, 'vitrine find voided')).toEqual([
      'Nothing fits “voided”',
      'Try fewer words, or others. I find only what you may see.',
    ]);
    expect((await says(ana, 'vitrine find'))[0]).toBe('What shall I find?');
  });

  it('finds nothing of another boutique, nor is it shown by its button', async () => {
    await count();
    const found = await bot.as(ana).says('vitrine find vitrine');
    expect((await says(rita, 'vitrine find vitrine 2'))[0]).toBe('Nothing fits “vitrine 2”');
    expect(wordsOf(await presses(rita, found, 'See'))[0]).toContain('Associates, store managers,');

    const [{ action: interaction = '', subject = '' } = {}] = buttonsOf(found);
    const forged = { interaction, boutique: 'RODEO', subject };
    expect(wordsOf(await bot.as(rita).press(forged))).toEqual(['This count no longer exists.']);
  });

  it('finds a serial only once the count is decided, and only for who sees the report', async () => {
    await toBeDecided();
    await nameCauses();
    for (const who of [ana, ines, marc])
      expect((await says(who, 'vitrine find br-25-03'))[0]).toContain('Nothing fits');

    await bot.as(ines).presses('Approve');
    for (const who of [ines, marc, claire])
      expect(await says(who, 'vitrine find br-25-03')).toEqual([
        'What fits “br-25-03”',
        'Count of Vitrine 2 Madison Avenue · 9:12 AM · waits for the register document',
      ]);
    for (const who of [ana, ben, rita])
      expect((await says(who, 'vitrine find BR-25-03'))[0]).toBe('Nothing fits “BR-25-03”');

    await bot.as(claire).answers('Enter document number', { document: 'ADJ-2041' });
    expect((await says(ana, 'vitrine find adj-2041'))[1]).toBe('Count of Vitrine 2 Madison Avenue · 9:12 AM · closed');
  });
});

describe('/inbox away', () => {
  const away = { who: 'ben', from: '2026-11-27', until: '2026-12-04' };

  it('hands the roles on for some days, told to everybody whom it concerns, in one card each', async () => {
    const form = await bot.as(ines).says('inbox away');
    expect(form).toMatchObject({ form: { title: 'While you are away' }, prefill: { from: '2026-11-27' } });
    expect(await bot.as(ines).finds(form, 'who', '')).toEqual([
      { value: 'ana', label: 'Ana Ruiz, Madison Avenue' },
      { value: 'ben', label: 'Ben Carter, Madison Avenue' },
      { value: 'claire', label: 'Claire Novak' },
      { value: 'marc', label: 'Marc Delorme' },
    ]);
    expect(await bot.as(ines).finds(form, 'who', 'cart')).toHaveLength(1);

    expect(wordsOf(await bot.as(ines).submit(form, away))).toEqual([
      'Ben Carter stands in for you',
      'From Fri, Nov 27 to the end of Fri, Dec 4. They have been told.',
      'A card in your messages with Vitrine changes or ends it.',
    ]);
    expect(bot.as(ines).lastSees()).toContain('You are away Fri, Nov 27 to Fri, Dec 4');
    expect(bot.as(ben).lastSees()).toContain('You stand in for Inès Laurent · Fri, Nov 27 to Fri, Dec 4');
    expect(bot.as(marc).lastSees()).toBe('Inès Laurent is away Fri, Nov 27 to Fri, Dec 4\nBen Carter stands in.');
    expect(await bot.connection.prisma.auditEvent.findMany({ where: { event: 'inbox.away' } })).toMatchObject([
      { actorId: 'ines', facts: { from: 'ines', to: 'ben', ends: '2026-12-05T05:00:00.000Z' } },
    ]);
    expect((await says(ben, 'inbox'))[1]).toBe('For Inès Laurent, until Fri, Dec 4');
    expect((await says(ines, 'inbox'))[1]).toBe('You are away until Fri, Dec 4: Ben Carter stands in');
  });

  it('whoever stands in finds the decisions in their inbox, until the last day is over', async () => {
    await bot.as(ines).submit(await bot.as(ines).says('inbox away'), { ...away, who: 'marc' });
    await toBeDecided();
    bot.clock.now = new Date('2026-12-05T04:59:00Z');
    expect((await says(marc, 'inbox', null)).slice(1, 4)).toEqual([
      'For Inès Laurent, until Fri, Dec 4',
      'Waits for you',
      'Vitrine 2: 3 pieces differ Madison Avenue · waits for 7 days',
    ]);

    bot.clock.now = new Date('2026-12-05T05:01:00Z');
    expect((await says(marc, 'inbox', null)).join()).not.toMatch(/For Inès|3 pieces/);
  });

  it('shows what is planned, and ends it in the cards that everybody has', async () => {
    await bot.as(ines).submit(await bot.as(ines).says('inbox away'), away);
    const shown = await bot.as(ines).says('inbox away');
    expect(wordsOf(shown)).toEqual(['While you are away', 'Fri, Nov 27 to Fri, Dec 4 Ben Carter stands in']);
    expect(buttonsOf(shown).map(({ label }) => label)).toEqual(['Change', 'End', 'Add an absence']);

    await bot.waits({ hours: 24 });
    expect(wordsOf(await presses(ines, shown, 'End'))[0]).toBe('You are back');
    for (const who of [ines, ben, marc]) {
      expect(bot.as(who).sees()).toHaveLength(1);
      expect(bot.as(who).lastSees()).toContain('Ended by Inès Laurent, Sat, Nov 28.');
    }
    expect((await says(ben, 'inbox')).join()).not.toContain('For Inès');
    expect(wordsOf(await bot.as(ines).says('inbox away'))).toEqual(['form']);
  });

  it('changes it: whoever stood in reads that somebody else does', async () => {
    await bot.as(ines).submit(await bot.as(ines).says('inbox away'), away);
    await bot.waits({ hours: 48 });
    const form = await bot.as(ines).presses('Change');
    expect(form).toMatchObject({
      form: { fields: { who: { widget: { known: { value: 'ben', label: 'Ben Carter' } } } } },
      prefill: { who: 'ben', from: '2026-11-29', until: '2026-12-04' },
    });
    await bot.as(ines).submit(form, { who: 'ana', from: '2026-11-29', until: '2026-12-07' });

    expect(bot.as(ben).lastSees()).toContain('Ana Ruiz stands in instead: changed by Inès Laurent, Sun, Nov 29.');
    expect(bot.as(ana).lastSees()).toContain('You stand in for Inès Laurent · Fri, Nov 27 to Mon, Dec 7');
    expect(bot.as(ines).sees()).toHaveLength(1);
    expect(bot.as(marc).lastSees()).toContain('away Fri, Nov 27 to Mon, Dec 7\nAna Ruiz stands in.');
    expect(await bot.connection.prisma.delegation.findMany()).toMatchObject([{ toId: 'ana', endedAt: null }]);
    expect(await bot.connection.prisma.auditEvent.findFirst({ where: { event: 'inbox.away-changed' } })).toMatchObject({
      before: { to: 'ben' },
      after: { to: 'ana' },
    });
  });

  it('lasts for the network until the day is over at every boutique', async () => {
    await bot.as(marc, null).submit(await bot.as(marc, null).says('inbox away'), {
      ...{ who: 'claire', from: '2026-11-30', until: '2026-11-30' },
    });
    expect(bot.as(claire).lastSees()).toContain('You stand in for Marc Delorme · Mon, Nov 30');
    // Midnight in New York, where it begins first; midnight in Los Angeles, where it ends last.
    expect(await bot.connection.prisma.delegation.findFirst()).toMatchObject({
      starts: new Date('2026-11-30T05:00:00Z'),
      ends: new Date('2026-12-01T08:00:00Z'),
    });
  });

  it.each([
    ['who has no role there', ines, { ...away, who: 'rita' }, 'who', /no role at your boutique/],
    ['who is nobody', ines, { ...away, who: 'tom' }, 'who', /Choose somebody from the list/],
    ['oneself', ines, { ...away, who: 'ines' }, 'who', /Choose somebody from the list/],
    ['an associate for the network', marc, { ...away, who: 'ana' }, 'who', /no role across the network/],
    ['days backwards', ines, { ...away, from: '2026-12-04', until: '2026-12-02' }, 'until', /end after the beginning/],
    ['days that are over', ines, { ...away, from: '2026-11-20' }, 'from', /Choose Fri, Nov 27 or later/],
    ['half a year', ines, { ...away, until: '2027-05-01' }, 'until', /at most 60 days/],
  ])('refuses %s, beside the field', async (_, who, answers, field, sentence) => {
    const form = await bot.as(who).says('inbox away');
    expect(await bot.as(who).submit(form, answers)).toEqual({
      type: 'corrections',
      corrections: { [field]: expect.stringMatching(sentence) },
    });
    expect(await bot.connection.prisma.delegation.count()).toBe(0);
  });

  it('refuses days that overlap, and whoever is away then; a circle too', async () => {
    const [first, second] = [await bot.as(ines).says('inbox away'), await bot.as(ines).says('inbox away')];
    await bot.as(ines).submit(first, away);
    expect(await bot.as(ines).submit(second, { who: 'ana', from: '2026-12-04', until: '2026-12-10' })).toMatchObject({
      corrections: {
        from: 'You are away Fri, Nov 27 to Fri, Dec 4 already, and Ben Carter stands in. Change that one, or choose other days.',
      },
    });
    const circle = await bot.as(ben).says('inbox away');
    expect(await bot.as(ben).submit(circle, { ...away, who: 'ines' })).toMatchObject({
      corrections: {
        who: 'You stand in for Inès Laurent, who is away Fri, Nov 27 to Fri, Dec 4. Choose somebody else.',
      },
    });
    expect(await bot.as(ana).submit(await bot.as(ana).says('inbox away'), { ...away, who: 'ines' })).toMatchObject({
      corrections: { who: 'Inès Laurent is away Fri, Nov 27 to Fri, Dec 4. Choose somebody else.' },
    });
    expect(await bot.as(ines).submit(second, { who: 'ana', from: '2026-12-05', until: '2026-12-10' })).toMatchObject({
      type: 'reply',
    });
    expect(await bot.connection.prisma.delegation.count()).toBe(2);
  });

  it('tells whoever counts on somebody who is away in the same days', async () => {
    await bot.as(ines).submit(await bot.as(ines).says('inbox away'), away);
    await bot.as(ben).submit(await bot.as(ben).says('inbox away'), { ...away, who: 'ana', from: '2026-12-01' });
    expect(bot.as(ines).lastSees()).toBe(
      'Ben Carter is away too\nThey stand in for you Fri, Nov 27 to Fri, Dec 4, and are away Tue, Dec 1 to Fri, Dec 4.',
    );
  });

  it('is changed and ended by whoever is away, and by nobody else', async () => {
    await bot.as(ines).submit(await bot.as(ines).says('inbox away'), away);
    const shown = await bot.as(ines).says('inbox away');
    expect(wordsOf(await presses(ben, shown, 'End'))).toEqual(['Inès Laurent changes or ends this.']);
    expect(await bot.connection.prisma.auditEvent.count({ where: { event: 'refused', actorId: 'ben' } })).toBe(1);
    const form = await presses(ines, shown, 'Change');
    await presses(ines, shown, 'End');
    expect(wordsOf(await bot.as(ines).submit(form, away))).toEqual(['This absence is over already.']);
    expect(wordsOf(await presses(ines, shown, 'Change'))).toEqual(['This absence is over already.']);
  });

  it('needs nobody who stands in: one is away, and what one owes goes up', async () => {
    const form = await bot.as(ines).says('inbox away');
    expect(form).toMatchObject({ form: { fields: { who: { required: false } } } });
    expect(wordsOf(await bot.as(ines).submit(form, { ...away, who: null }))).toEqual([
      'You are away Fri, Nov 27 to Fri, Dec 4',
      'Nobody stands in for you: what you owe goes to your manager meanwhile.',
      'A card in your messages with Vitrine changes or ends it.',
    ]);
    expect(bot.as(marc).lastSees()).toBe('Inès Laurent is away Fri, Nov 27 to Fri, Dec 4\nNobody stands in.');
    expect((await says(ines, 'inbox'))[1]).toBe('You are away until Fri, Dec 4: nobody stands in');
    expect(await says(ines, 'inbox away')).toContain('Fri, Nov 27 to Fri, Dec 4 Nobody stands in');

    const { prisma } = bot.connection;
    expect(await prisma.delegation.findMany()).toMatchObject([{ fromId: 'ines', toId: null }]);
    expect((await peopleWith(prisma, ['store-manager'], 'MADISON', bot.clock.now)).map(({ id }) => id)).toEqual([
      'ines',
    ]);
    expect((await timesOf(prisma, { ids: ['ines'] }, bot.clock.now)).get('ines')?.away).toHaveLength(1);
    expect(await bot.as(ana).submit(await bot.as(ana).says('inbox away'), { ...away, who: 'ines' })).toMatchObject({
      corrections: { who: 'Inès Laurent is away Fri, Nov 27 to Fri, Dec 4. Choose somebody else.' },
    });
  });

  it('gets somebody who stands in later, and loses them again', async () => {
    await bot.as(ines).submit(await bot.as(ines).says('inbox away'), { ...away, who: null });
    await bot.as(ines).answers('Change', away);
    expect(bot.as(ben).lastSees()).toContain('You stand in for Inès Laurent');
    expect(bot.as(marc).lastSees()).toContain('Ben Carter stands in.');

    const form = await bot.as(ines).presses('Change');
    expect(form).toMatchObject({ form: { title: 'Change your absence' }, prefill: { who: 'ben' } });
    await bot.as(ines).submit(form, { ...away, who: null });
    expect(bot.as(ben).lastSees()).toContain('Nobody stands in any more: changed by Inès Laurent, Fri, Nov 27.');
    expect(bot.as(marc).lastSees()).toContain('Nobody stands in.');
  });

  it('refuses a second absence in the same days, where nobody stands in', async () => {
    await bot.as(ines).submit(await bot.as(ines).says('inbox away'), { ...away, who: null });
    const second = await bot.as(ines).press({ interaction: 'inbox.away', boutique: null, subject: '' });
    expect(await bot.as(ines).submit(second, away)).toMatchObject({
      corrections: { from: expect.stringContaining('already, and nobody stands in. Change that one') },
    });
  });

  it('two who hand over to each other at once are not both away', async () => {
    const [a, b] = [await bot.as(ana).says('inbox away'), await bot.as(ben).says('inbox away')];
    const answers = await Promise.all([
      bot.as(ana).submit(a, { ...away, who: 'ben' }),
      bot.as(ben).submit(b, { ...away, who: 'ana' }),
    ]);
    expect(answers.map(({ type }) => type).sort()).toEqual(['corrections', 'reply']);
    expect(await bot.connection.prisma.delegation.count()).toBe(1);
  });
});
