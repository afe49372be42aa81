import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, claire, ines, marc, rita } from '../../helpers/network.js';

/** Friday, Nov 27, 9:12 AM in New York. */
const MORNING = '2026-11-27T14:12:00Z';
const VITRINE_2 = 'MADISON/vitrine-2';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot(MORNING);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const count = async (serials: string | null, also: string[] | null = null) =>
  bot.as(ana).submit(await bot.as(ana).says('count'), { zone: VITRINE_2, also, reason: 'weekly', serials });

const textOf = (answer: unknown) => JSON.stringify(answer);

/** Somebody else counts the zone once more. */
const recount = async (serials: string, who = ben) => {
  await bot.as(who).answers('Recount', { serials });
  await bot.as(who).presses('Close zone');
};

/** Everything that differs gets a cause, ten at a time. */
const nameCauses = async (who = ines) => {
  let answer = await bot.as(who).presses('Name the causes');
  while (answer.type === 'form') {
    const fields = Object.keys(answer.form.fields).filter((field) => field.startsWith('cause.'));
    answer = await bot
      .as(who)
      .submit(answer, { ...Object.fromEntries(fields.map((field) => [field, 'not-counted'])), note: null });
  }
  return answer;
};

/** Ana counts, Ben finds the same, Inès knows why: ready to be decided. */
const toBeDecided = async (serials = 'RG-20-88') => {
  await count(serials);
  await bot.as(ana).presses('Close zone');
  await recount(serials);
  await nameCauses();
};

describe('a first count', () => {
  it('goes from /count to the report at headquarters', async () => {
    const saved = await count('RG-20-88\nrg-20-89\nER-13-01\nNK-11-03\nER-13-01\nRG 12?4');
    expect(textOf(saved)).toContain('4 new. 1 already scanned. 1 not readable: line 6 \\"RG 12?4\\".');
    expect(bot.inRoom('C0MADISON').map(({ text }) => text)).toEqual(['Ana Ruiz is counting Vitrine 2']);
    expect(bot.as(ana).lastSees()).toContain(
      'Counting Vitrine 2 · started 9:12 AM\n4 scanned in 1 batch. 1 scanned twice, kept once.',
    );

    await bot.waits({ minutes: 19 });
    await bot.as(ana).presses('Close zone');
    expect(bot.as(ana).lastSees()).toBe(
      'Vitrine 2 needs a recount\nSomeone else counts it once more. Thank you, your count is kept.',
    );
    expect(bot.inRoom('C0MADISON').map(({ text }) => text)).toEqual([
      'Ana Ruiz counted Vitrine 2 · 9:12 AM to 9:31 AM',
      'Recount Vitrine 2 · counted by Ana Ruiz\nTo be done by anyone but Ana Ruiz, before 11:31 AM.',
    ]);
    expect(await bot.as(ana).presses('Recount')).toEqual({
      type: 'refusal',
      sentence: 'You counted Vitrine 2, so someone else recounts it.',
    });
    await recount('RG-20-88, RG-20-89, ER-13-01, NK-11-03');
    expect(bot.inRoom('C0MADISON').at(-1)?.text).toBe('Ben Carter recounted Vitrine 2 · 9:31 AM to 9:31 AM');
    expect(bot.as(ines).lastSees().split('\n')).toEqual([
      'Vitrine 2: 2 pieces differ',
      '4 expected, 3 where they belong.',
      'Unexpected NK-11-03 · Necklace, white gold · in Vitrine 2, belongs to Beverly Hills · $4,750',
      'Missing BR-25-03 · Bracelet, platinum, 0.10 ct · of Vitrine 2 · $4,130',
      'Net +$620 · gross $8,880, at retail',
      '2 causes to be named before it can be approved.',
      'Madison Avenue · counted by Ana Ruiz and Ben Carter · frozen 9:12 AM, file stock-1127.csv',
    ]);

    expect(() => bot.as(ines).presses('Approve')).toThrow('ines sees no button "Approve"');
    expect(textOf(await nameCauses())).toContain('Every difference has its cause. Approve is on the card now.');
    expect(bot.as(ines).lastSees()).toContain(
      'Missing BR-25-03 · Bracelet, platinum, 0.10 ct · of Vitrine 2 · $4,130 · not counted',
    );
    await bot.as(ines).presses('Approve');
    expect(bot.as(ines).sees()).toHaveLength(1);
    expect(bot.as(ines).lastSees()).toContain('Approved · Inès Laurent, 9:31 AM');
    const [report] = bot.inRoom('C0HQ');
    expect(report?.text).toContain(
      'Count approved · Madison Avenue · Vitrine 2\n3 of 4 matched (75.0%) · Net +$620 · gross $8,880, at retail',
    );
    expect(report?.files.map(({ name }) => name)).toEqual(['count-MADISON-2026-11-27.csv']);
    const sheet = Buffer.from(report?.files[0]?.bytes ?? []).toString();
    expect(report?.text).toContain('Waiting for the register document.');
    expect(sheet).toContain('missing,BR-25-03,,Vitrine 2,,,,Not counted,');
    expect(sheet).toContain('matched,RG-20-89,rg-20-89,Vitrine 2,Vitrine 2,');
    expect(sheet).toContain('not readable,,RG 12?4,');
    expect(sheet).toContain('scanned before,ER-13-01,ER-13-01,');
    expect(sheet.trim().split('\r\n')).toHaveLength(1 + 1 + 6 + 4);

    expect(await bot.as(ana).press(await documentRoute())).toMatchObject({ type: 'refusal' });
    await bot.as(claire).answers('Enter document number', { document: 'ADJ-2041' });
    expect(bot.inRoom('C0HQ')).toHaveLength(1);
    expect(bot.inRoom('C0HQ')[0]?.text).toContain(
      'Register document ADJ-2041, entered by Claire Novak, 9:31 AM. Closed.',
    );
    expect(await bot.connection.prisma.count.findFirst()).toMatchObject({ state: 'closed', document: 'ADJ-2041' });
  });

  it('says so where everything is where it belongs', async () => {
    await count('RG-20-88;RG-20-89;ER-13-01;BR-25-03');
    await bot.as(ana).presses('Close zone');
    expect(bot.as(ines).lastSees()).toContain(
      'Vitrine 2: everything is where it belongs\n4 expected, 4 where they belong.',
    );
  });

  it('keeps what two people scan at once, and tells both', async () => {
    await count(null);
    const form = await bot.as(ben).presses('Count too');
    const [ours, theirs] = await Promise.all([
      bot.as(ana).answers('Add serials', { serials: 'RG-20-88, RG-20-89' }),
      bot.as(ben).submit(form, { zone: VITRINE_2, serials: 'RG-20-89, ER-13-01' }),
    ]);
    expect([ours.type, theirs.type]).toEqual(['reply', 'reply']);
    await bot.settle();
    for (const who of [ana, ben]) expect(bot.as(who).lastSees()).toContain('3 scanned in 2 batches by');
  });

  it('compares several zones together, when the last one is closed', async () => {
    await count('RG-20-88, RG-20-89, ER-13-01, BR-25-03, WT-47-07', ['MADISON/window']);
    await bot.as(ana).presses('Close zone');
    expect(bot.as(ines).sees()).toEqual([]);
    const form = await bot.as(ben).presses('Count too');
    await bot.as(ben).submit(form, { zone: 'MADISON/window', serials: 'ER-44-06 , RG-20-88' });
    await bot.as(ben).presses('Close zone');
    await recount('RG-20-88, RG-20-89, ER-13-01, BR-25-03, WT-47-07', ben);
    await recount('ER-44-06 , RG-20-88', ana);
    const card = bot.as(ines).lastSees();
    expect(card).toContain('Window and Vitrine 2: 2 pieces differ\n6 expected, 4 where they belong.');
    expect(card).toContain(
      'Wrong zone WT-47-07 · Watch, yellow gold, 0.10 ct · in Vitrine 2, belongs in Window · $5,180',
    );
    expect(card).toContain('In two zones RG-20-88 · Ring, white gold, 0.52 ct · in Window and Vitrine 2 · $4,200');
    expect(card).toContain('Net $0 · gross $0, at retail');
  });

  it('tells a piece of another zone from one that was sold', async () => {
    await count('RG-20-88 , RG-20-89, ER-13-01, BR-25-03, NK-29-27, BR-12-05, XX-1');
    await bot.as(ana).presses('Close zone');
    await recount('RG-20-88 , RG-20-89, ER-13-01, BR-25-03, NK-29-27, BR-12-05, XX-1');
    const card = bot.as(ines).lastSees();
    expect(card).toContain('Wrong zone NK-29-27 · Necklace, yellow gold · in Vitrine 2, belongs in Safe');
    expect(card).toContain('Unexpected BR-12-05 · Bracelet, white gold · in Vitrine 2, listed as sold · $6,580');
    expect(card).toContain('Unexpected XX-1 · not in any stock file · in Vitrine 2 · value unknown');
    expect(card).toContain('Net +$6,580 · gross $6,580, at retail · 1 piece of unknown value');
  });
});

describe('while it is counted', () => {
  it('holds the zone: nobody begins a second count of it', async () => {
    await count(null);
    const again = await bot
      .as(ben)
      .submit(await bot.as(ben).says('count'), { zone: VITRINE_2, also: null, reason: 'spot', serials: null });
    expect(again).toEqual({
      type: 'corrections',
      corrections: { zone: 'Ana Ruiz is counting Vitrine 2 since 9:12 AM. To help, type /count open.' },
    });
    expect(textOf(await bot.as(ben).says('count open'))).toContain(
      'Vitrine 2 · Ana Ruiz · 0 minutes · still open: Vitrine 2',
    );
  });

  it('lets two people who open the same zone at once begin one count', async () => {
    const forms = [await bot.as(ana).says('count'), await bot.as(ben).says('count')] as const;
    const raw = { zone: VITRINE_2, also: null, reason: 'weekly', serials: null };
    const answers = await Promise.all([bot.as(ana).submit(forms[0], raw), bot.as(ben).submit(forms[1], raw)]);
    expect(answers.map(({ type }) => type).sort()).toEqual(['corrections', 'reply']);
    expect(await bot.connection.prisma.count.count()).toBe(1);
  });

  it('takes the last batch back, and keeps its lines', async () => {
    await count('RG-20-88');
    await bot.as(ana).answers('Add serials', { serials: 'RG-20-88, RG-20-89' });
    await bot.as(ana).presses('Take back last batch');
    expect(bot.as(ana).lastSees()).toContain('1 scanned in 1 batch.');
    expect(await bot.connection.prisma.countLine.count()).toBe(3);
  });

  it('counts a serial once more when the batch that had it first is taken back', async () => {
    await count('RG-20-88');
    const form = await bot.as(ben).presses('Count too');
    await bot.as(ben).submit(form, { zone: VITRINE_2, serials: 'RG-20-88' });
    await bot.as(ana).presses('Take back last batch');
    expect(bot.as(ben).lastSees()).toContain('1 scanned in 1 batch by Ana Ruiz and Ben Carter.');
    await bot.as(ben).presses('Close zone');
    await recount('RG-20-88', ines);
    expect(bot.as(marc).lastSees()).toContain('4 expected, 1 where they belong.');
  });

  it('closes an empty zone only for somebody who looked', async () => {
    await count(null);
    const asked = await bot.as(ana).presses('Close zone');
    expect(asked).toMatchObject({ type: 'form', form: { title: 'Close zone' } });
    expect(await bot.as(ana).submit(asked, { empty: false })).toMatchObject({ type: 'corrections' });
    expect(await bot.as(ana).submit(asked, { empty: true })).toEqual({ type: 'done' });
    expect(bot.as(ana).lastSees()).toContain('Vitrine 2 needs a recount');
  });

  it('keeps a batch that comes after the zone was closed, and says that it does not count', async () => {
    await count('RG-20-88');
    const late = await bot.as(ana).presses('Add serials');
    await bot.as(ana).presses('Close zone');
    await bot.waits({ minutes: 2 });
    const answer = await bot.as(ana).submit(late, { serials: 'RG-20-89\nER-13-01' });
    expect(textOf(answer)).toContain('Ana Ruiz closed it at 9:12 AM. Your 2 lines came after that: kept, not counted.');
    expect(await bot.connection.prisma.countBatch.count({ where: { late: true } })).toBe(1);
    await recount('RG-20-88');
    expect(bot.as(ines).lastSees()).toContain('4 expected, 1 where they belong.');
  });

  it('asks for a confirmation on stock older than 12 hours', async () => {
    await bot.waits({ hours: 11 });
    const form = await bot.as(ana).says('count');
    const raw = { zone: VITRINE_2, also: null, reason: 'weekly', serials: 'RG-20-88' };
    expect(await bot.as(ana).submit(form, raw)).toEqual({
      type: 'corrections',
      corrections: { old: 'Tick this to count against old stock, or ask for a new export first.' },
    });
    expect(await bot.as(ana).submit(form, { ...raw, old: true })).toMatchObject({ type: 'reply' });
    expect(await bot.connection.prisma.count.findFirst()).toMatchObject({ oldStock: true });
  });

  it('shows on Home the zones that I count', async () => {
    await count('RG-20-88');
    expect((await bot.as(ana).home()).cards.map(({ title }) => title)).toEqual(['Counting Vitrine 2', 'You asked for']);
    expect((await bot.as(ben).home()).cards.map(({ title }) => title)).toEqual(['Nothing waits for you']);
  });
});

describe('once', () => {
  it('saves a batch once that arrives three times at the same moment', async () => {
    const form = await bot.as(ana).says('count');
    const raw = { zone: VITRINE_2, also: null, reason: 'weekly', serials: 'RG-20-88\nRG-20-89' };
    const answers = await Promise.all([1, 2, 3].map(() => bot.as(ana).submit(form, raw)));
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    expect(await bot.connection.prisma.countBatch.count()).toBe(1);
    await bot.settle();
    expect(bot.inRoom('C0MADISON')).toHaveLength(1);
  });

  it('keeps different batches from one form', async () => {
    await count(null);
    const form = await bot.as(ana).presses('Add serials');
    await Promise.all(['RG-20-88', 'RG-20-89', 'ER-13-01'].map((serials) => bot.as(ana).submit(form, { serials })));
    expect(await bot.connection.prisma.countBatch.count()).toBe(3);
  });

  it('decides once when Approve is pressed three times, and tells headquarters once', async () => {
    await toBeDecided();
    const [answer] = await Promise.all([1, 2, 3].map(() => bot.as(ines).presses('Approve')));
    expect(answer).toEqual({ type: 'done' });
    await bot.settle();
    expect(bot.inRoom('C0HQ')).toHaveLength(1);
    expect(await bot.connection.prisma.auditEvent.count({ where: { event: 'approval.approved' } })).toBe(1);
  });

  it('asks again whether a zone is empty, each time it is closed empty', async () => {
    await count(null);
    expect((await bot.as(ana).presses('Close zone')).type).toBe('form');
    await bot.as(ana).answers('Add serials', { serials: 'RG-20-88' });
    expect(await bot.as(ana).presses('Close zone')).toEqual({ type: 'done' });
  });
});

describe('who decides', () => {
  it('is never somebody who counted: it passes up to the operations manager, on record', async () => {
    await count('RG-20-88');
    const form = await bot.as(ines).presses('Count too');
    await bot.as(ines).submit(form, { zone: VITRINE_2, serials: 'RG-20-89' });
    await bot.as(ana).presses('Close zone');
    await recount('RG-20-88, RG-20-89');
    expect(
      bot
        .as(ines)
        .sees()
        .some(({ text }) => text.includes('differ')),
    ).toBe(false);
    expect(bot.as(marc).lastSees()).toContain('Passed up to operations managers.');
    expect(await bot.connection.prisma.auditEvent.findFirst({ where: { event: 'approval.passed-up' } })).toMatchObject({
      facts: { approval: 'stock-count', to: 'operations-manager', why: 'nobody may decide' },
    });
    await nameCauses(marc);
    await bot.as(marc).presses('Approve');
    expect(bot.inRoom('C0HQ')).toHaveLength(1);
  });

  it('is refused in words, and on record, for anybody else', async () => {
    await toBeDecided();
    const approve = bot
      .as(ines)
      .sees()[0]
      ?.card.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []))[0];
    const route = { interaction: 'engine.approve', boutique: 'MADISON', subject: approve?.subject ?? '' };
    expect(await bot.as(ana).press(route)).toEqual({
      type: 'refusal',
      sentence: 'You took part in this, so someone else decides it.',
    });
    expect(await bot.as(marc).press(route)).toEqual({
      type: 'refusal',
      sentence: 'Store managers decide this. For Madison Avenue that is Inès Laurent.',
    });
    expect(await bot.as(rita).press({ ...route, boutique: 'RODEO' })).toMatchObject({ type: 'refusal' });
    expect(await bot.connection.prisma.auditEvent.count({ where: { event: 'refused' } })).toBe(2);
    expect(bot.inRoom('C0HQ')).toEqual([]);
  });

  it('has the right at that moment: a role that was taken away is gone at the next press', async () => {
    await toBeDecided();
    await bot.connection.prisma.role.delete({ where: { id: 'ines/store-manager/MADISON' } });
    expect(await bot.as(ines).presses('Approve')).toMatchObject({ type: 'refusal' });
    expect(bot.inRoom('C0HQ')).toEqual([]);
  });

  it('passes a count up when the store manager is silent for a day', async () => {
    await toBeDecided();
    await bot.waits({ hours: 25 });
    expect(bot.as(ines).lastSees()).toContain('Passed up: no answer in time.');
    expect(bot.as(marc).lastSees()).toContain('Vitrine 2: 3 pieces differ');
    expect(
      await bot.as(ines).press({ interaction: 'engine.approve', boutique: 'MADISON', subject: await approvalId() }),
    ).toMatchObject({
      type: 'refusal',
      sentence: 'Operations managers decide this. For Madison Avenue that is Marc Delorme.',
    });
  });

  it('may send it back: counted again, by somebody who has neither counted nor seen what is expected', async () => {
    await toBeDecided();
    await bot.as(ines).answers('Send back', { reason: 'RG-20-89 is in the tray: look again.' });
    expect(bot.as(ines).lastSees()).toContain(
      'Send back: RG-20-89 is in the tray: look again. · Inès Laurent, 9:12 AM',
    );
    const announced = bot.inRoom('C0MADISON').at(-1)?.text ?? '';
    expect(announced).toContain('Recount Vitrine 2 · counted by Ana Ruiz and Ben Carter');
    expect(announced).not.toContain('RG-20-89');
    expect(await bot.as(ines).presses('Recount')).toEqual({
      type: 'refusal',
      sentence: 'You have seen what is expected in this count, so someone else counts it.',
    });

    expect(bot.as(marc).lastSees()).toContain('Vitrine 2 needs a recount, and nobody is left · Madison Avenue');
    const form = await bot.as(marc).presses('Name someone');
    expect(await bot.as(marc).finds(form, 'person', '')).toEqual([
      { value: 'marc', label: 'Marc Delorme' },
      { value: 'rita', label: 'Rita Moss, Beverly Hills' },
    ]);
    await bot.as(marc).submit(form, { person: 'rita' });
    expect(bot.as(marc).lastSees()).toContain('Marc Delorme named Rita Moss.');
    expect(bot.inRoom('C0MADISON').at(-1)?.text).toContain('To be done by Rita Moss, before 11:12 AM.');
    await recount('RG-20-88, RG-20-89, ER-13-01, BR-25-03', rita);
    expect(bot.as(ines).lastSees()).toContain('Vitrine 2: everything is where it belongs');
    await bot.as(ines).presses('Approve');
    expect(bot.inRoom('C0HQ')[0]?.text).toContain('4 of 4 matched (100%)');
    expect(await bot.connection.prisma.count.findFirst()).toMatchObject({ state: 'closed', document: null });
  });

  it('marks a count that is sent on although nobody was left to recount it', async () => {
    await bot.connection.prisma.person.updateMany({ where: { id: { in: ['ben', 'ines'] } }, data: { active: false } });
    await count('RG-20-88, ER-13-01, BR-25-03');
    await bot.as(ana).presses('Close zone');
    await bot.as(marc).presses('Send on without');
    expect(bot.as(marc).lastSees()).toContain('4 expected, 3 where they belong. Not independently recounted.');
    await nameCauses(marc);
    await bot.as(marc).presses('Approve');
    expect(bot.inRoom('C0HQ')[0]?.text).toContain('Not independently recounted.');
  });

  it('asks a third person where two disagree, and believes the two who agree', async () => {
    await count('RG-20-88, RG-20-89, ER-13-01');
    await bot.as(ana).presses('Close zone');
    await recount('RG-20-88, ER-13-01, XX-9');
    expect(bot.as(ben).lastSees()).toContain('Vitrine 2 needs a recount');
    await recount('RG-20-88, ER-13-01', ines);
    expect(bot.as(marc).lastSees()).toContain('Vitrine 2: 2 pieces differ\n4 expected, 2 where they belong.');
    expect(bot.as(marc).lastSees()).not.toContain('XX-9');
  });

  it('goes up by value: the operations manager above 10,000, the director and finance above 50,000', async () => {
    const { prisma } = bot.connection;
    const band = (role: string, above: number, position: number) => ({
      currency: 'USD',
      role,
      above: BigInt(above),
      position,
    });
    await prisma.valueBand.createMany({
      data: [band('operations-manager', 10_000_00, 1), band('director', 50_000_00, 2), band('finance', 50_000_00, 3)],
    });
    await toBeDecided('RG-20-88');
    expect(bot.as(ines).lastSees()).toContain(
      'gross $16,960, at retail Above $10,000: operations managers decide too.',
    );
    await bot.as(ines).presses('Approve');
    expect(bot.inRoom('C0HQ')).toEqual([]);
    await bot.as(marc).presses('Approve');
    expect(bot.inRoom('C0HQ')[0]?.text).toContain('Approved Inès Laurent, 9:12 AM\nApproved Marc Delorme, 9:12 AM');
  });

  it('is never who answers for the zone', async () => {
    await bot.connection.prisma.zone.update({ where: { id: VITRINE_2 }, data: { holderId: 'ines' } });
    await count('RG-20-88');
    await bot.as(ana).presses('Close zone');
    await recount('RG-20-88');
    expect(bot.as(ines).sees()).toEqual([]);
    expect(bot.as(marc).lastSees()).toContain('Passed up to operations managers.');
  });

  it('may void it with a reason: on record, told to headquarters, its zones free again', async () => {
    await toBeDecided();
    await bot.as(ines).answers('Void', { reason: 'Wrong stock file.' });
    expect(bot.as(ines).lastSees()).toContain('Voided · Inès Laurent, 9:12 AM');
    expect(bot.as(ana).lastSees()).toContain(
      'Count voided · Madison Avenue · Vitrine 2\nBy Inès Laurent. Nothing of it counts',
    );
    expect(bot.inRoom('C0HQ')[0]?.text).toContain('By Inès Laurent: Wrong stock file.');
    expect(await count('RG-20-88')).toMatchObject({ type: 'reply' });
    expect(
      await bot.connection.prisma.auditEvent.findFirst({
        where: { event: 'stock-counts.moved', reason: 'Wrong stock file.' },
      }),
    ).toMatchObject({
      before: 'awaiting-approval',
      after: 'voided',
    });
  });

  it('keeps a photo with the causes it was given for, and says so where it can’t be had', async () => {
    await count('RG-20-88');
    await bot.as(ana).presses('Close zone');
    await recount('RG-20-88');
    const photo = bot.uploads('tag.jpg', Buffer.from([0xff, 0xd8, 0xff]));
    await bot
      .as(ines)
      .answers('Name the causes', { 'cause.BR-25-03': 'wrong-tag', note: 'Two tags on one tray.', photo: [photo] });
    const [cause] = await bot.connection.prisma.countCause.findMany();
    expect(cause).toMatchObject({ serial: 'BR-25-03', cause: 'wrong-tag', note: 'Two tags on one tray.' });
    expect(await bot.connection.prisma.attachment.findUnique({ where: { id: cause?.photo ?? '' } })).toMatchObject({
      name: 'tag.jpg',
    });
    await bot.as(ines).answers('Name the causes', { 'cause.BR-25-03': 'data-entry', note: null, photo: null });
    expect(bot.as(ines).lastSees()).toContain(
      'BR-25-03 · Bracelet, platinum, 0.10 ct · of Vitrine 2 · $4,130 · data entry',
    );
  });

  it('asks for causes ten at a time, keeps the last one named, and refuses who counted', async () => {
    const serials = Array.from({ length: 12 }, (_, index) => `XX-${index + 10}`).join(', ');
    await count(`RG-20-88, RG-20-89, ER-13-01, BR-25-03, ${serials}`);
    await bot.as(ana).presses('Close zone');
    await recount(`RG-20-88, RG-20-89, ER-13-01, BR-25-03, ${serials}`);
    const first = await bot.as(ines).presses('Name the causes');
    expect(Object.keys(first.type === 'form' ? first.form.fields : {})).toHaveLength(12);
    await nameCauses();
    expect(await bot.connection.prisma.countCause.count()).toBe(12);
    const route = first.type === 'form' ? first.route : null;
    expect(
      await bot
        .as(ana)
        .press({ interaction: 'stock-counts.name-causes', boutique: 'MADISON', subject: route?.subject ?? '' }),
    ).toMatchObject({ type: 'refusal' });
  });

  it('sees on Home what waits for a decision', async () => {
    await toBeDecided();
    expect((await bot.as(ines).home()).cards.map(({ title }) => title)).toEqual([
      'Vitrine 2: 3 pieces differ',
      'Needs attention',
    ]);
    expect((await bot.as(claire).home()).cards.map(({ title }) => title)).toEqual([
      'Nothing waits for you',
      'Needs attention',
    ]);
  });
});

describe('who may count', () => {
  it.each([
    [
      rita,
      'count MADISON',
      'Associates and store managers do this. For Madison Avenue that is Ana Ruiz, Ben Carter and Inès Laurent.',
    ],
    [
      marc,
      'count',
      'Associates and store managers do this. For Madison Avenue that is Ana Ruiz, Ben Carter and Inès Laurent.',
    ],
    [ana, 'count NOWHERE', 'I know no boutique called "NOWHERE". Check the code, or ask in the boutique\'s channel.'],
    [ana, 'stock', "I don't know that command. Type /vitrine help to see what I know."],
  ])('%o asking "%s" is told: %s', async (who, words, sentence) => {
    expect(await bot.as(who).says(words)).toEqual({ type: 'refusal', sentence });
  });

  it('may leave the boutique out in its channel, or where they have only one', async () => {
    expect(await bot.as(rita, 'D1').says('count')).toMatchObject({ type: 'form', form: { intro: 'Beverly Hills' } });
    expect(await bot.as(marc, 'D1').says('count')).toMatchObject({
      type: 'refusal',
      sentence: 'Which boutique? Type /count and its code, such as MADISON, or ask in its channel.',
    });
    expect(await bot.as(ana, 'D1').says('count beverly hills')).toMatchObject({ type: 'refusal' });
  });

  it('is known by e-mail once, and by their account from then on', async () => {
    await bot.connection.prisma.chatAccount.deleteMany({ where: { personId: 'ana' } });
    bot.profiles.set(ana.userId, { email: 'ANA@vitrine.example', fullMember: true });
    expect(await bot.as(ana).says('count')).toMatchObject({ type: 'form' });
    bot.profiles.set('U0OTHER', { email: 'ana@vitrine.example', fullMember: true });
    expect(await bot.as({ ...ana, userId: 'U0OTHER' }).says('count')).toMatchObject({
      type: 'refusal',
      sentence: 'Ana Ruiz is already known here by another account. Ask your operations manager to change it.',
    });
  });

  it('is no guest and no stranger; the operations manager is asked once to add them', async () => {
    bot.profiles.set('U0GUEST', { email: 'ben@vitrine.example', fullMember: false });
    expect(await bot.as({ ...ben, userId: 'U0GUEST' }).says('count')).toMatchObject({ type: 'refusal' });
    bot.profiles.set('U0TOM', { email: 'tom@elsewhere.example', fullMember: true });
    const tom = { id: 'tom', name: 'Tom', userId: 'U0TOM' };
    for (const _ of [1, 2]) {
      expect(await bot.as(tom).says('count')).toEqual({
        type: 'refusal',
        sentence: "I don't know you yet. Marc Delorme has been asked to add you.",
      });
    }
    expect(bot.as(marc).sees()).toHaveLength(1);
  });
});

async function approvalId(): Promise<string> {
  return (await bot.connection.prisma.approval.findFirstOrThrow()).id;
}

async function documentRoute() {
  const { id } = await bot.connection.prisma.count.findFirstOrThrow();
  return { interaction: 'stock-counts.enter-document', boutique: 'MADISON', subject: id };
}

it('counts what Home shows as seen: whoever read it there does not recount it', async () => {
  await toBeDecided();
  const { prisma } = bot.connection;
  await prisma.role.create({
    data: { id: 'rita/store-manager/MADISON', personId: 'rita', role: 'store-manager', boutiqueCode: 'MADISON' },
  });
  expect((await bot.as(rita).home()).cards.map(({ title }) => title)).toEqual([
    'Vitrine 2: 3 pieces differ',
    'Needs attention',
  ]);
  await bot.as(ines).answers('Send back', { reason: 'Look again.' });
  expect(await bot.as(rita).presses('Recount')).toMatchObject({
    sentence: 'You have seen what is expected in this count, so someone else counts it.',
  });
});
