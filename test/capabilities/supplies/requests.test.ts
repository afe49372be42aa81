import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, marc, rita } from '../../helpers/network.js';
import { addArticles, bag, fill, formOf, receivedBefore, ribbon, ringBox, setLevel, wanted } from './stock.js';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot('2026-11-27T15:00:00Z');
  await addArticles(bot, ringBox, ribbon, bag);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const ask = async (answers: Record<string, string>) => fill(bot, ana, await bot.as(ana).says('supplies'), answers);
const requests = () => bot.connection.prisma.supplyRequest.findMany({ include: { lines: true } });

describe('the form', () => {
  it('is blank where nothing is short: three articles found by typing', async () => {
    const form = formOf(await bot.as(ana).says('supplies'));

    const others = ['article.1', 'more.1', 'article.2', 'more.2', 'article.3', 'more.3'];
    expect(Object.keys(form.form.fields)).toEqual([...others, 'neededBy', 'reason', 'next']);
    expect(form.prefill).toMatchObject({ neededBy: '2026-12-07', reason: null, next: 'send' });
    expect(await bot.as(ana).finds(form, 'article.2', 'ring m')).toEqual([
      { value: 'RB-M', label: 'Ring box M · RB-M · pieces, packs of 12' },
    ]);
  });

  it('begins with what is under par, in whole packs, with what is known of it', async () => {
    await setLevel(bot, 'MADISON', 'RB-M', 60, 12);
    await setLevel(bot, 'MADISON', 'RIB-G', 4, 9);
    await setLevel(bot, 'MADISON', 'BAG-S', 100, null);
    await receivedBefore(bot, { boutique: 'MADISON', article: 'RB-M', quantity: 270, on: '2026-05-03' });
    await receivedBefore(bot, { boutique: 'MADISON', article: 'RB-M', quantity: 40, on: '2026-10-03' });
    await receivedBefore(bot, { boutique: 'MADISON', article: 'RB-M', quantity: 500, on: '2025-10-03' });
    await receivedBefore(bot, { boutique: 'RODEO', article: 'RB-M', quantity: 700, on: '2026-10-04' });
    const form = formOf(await bot.as(ana).says('supplies'));

    expect(Object.keys(form.form.fields).filter((name) => name.startsWith('quantity.'))).toEqual(['quantity.RB-M']);
    expect(form.form.fields['quantity.RB-M']).toMatchObject({
      label: 'Ring box M',
      hint: '12 on hand, par 60; last request 40 on Oct 3; 310 last year. In pieces, packs of 12.',
    });
    expect(form.prefill).toMatchObject({ 'quantity.RB-M': '48', neededBy: '2026-12-07', reason: 'Back to par' });
  });

  it('asks for the ten that are emptiest, and has room for one more', async () => {
    const codes = Array.from({ length: 12 }, (_, index) => `TAG-${String(index).padStart(2, '0')}`);
    await addArticles(bot, ...codes.map((code) => ({ code, name: `Tag ${code}` })));
    for (const [index, code] of codes.entries()) await setLevel(bot, 'MADISON', code, 100, 50 - index);
    const { form } = formOf(await bot.as(ana).says('supplies'));

    const asked = Object.keys(form.fields).filter((name) => name.startsWith('quantity.'));
    expect(asked).toEqual(
      codes
        .slice(2)
        .reverse()
        .map((code) => `quantity.${code}`),
    );
    expect(Object.keys(form.fields)).toHaveLength(15);
    expect(form.fields['article.2']).toBeUndefined();
  });

  it('does not suggest again what is on its way', async () => {
    await setLevel(bot, 'MADISON', 'RB-M', 60, 12);
    await ask({ ...wanted, 'quantity.RB-M': '24' });
    const form = formOf(await bot.as(ben).says('supplies'));

    expect(form.prefill['quantity.RB-M']).toBe('24');
    expect(form.form.fields['quantity.RB-M']?.hint).toContain('24 on the way');
  });

  it('is saved once, however often it is sent', async () => {
    const form = await bot.as(ana).says('supplies');
    const answers = { ...wanted, 'article.1': 'RB-M', 'more.1': '12' };
    const [first, second] = await Promise.all([bot.as(ana).submit(form, answers), bot.as(ana).submit(form, answers)]);

    expect(first).toEqual(second);
    expect(await requests()).toHaveLength(1);
  });
});

describe('what can’t be asked for is said beside its field', () => {
  it.each([
    ['nothing at all', {}, /^Enter a quantity, or choose an article/, 'article.1'],
    ['a quantity of 0 everywhere', { 'article.1': 'RB-M', 'more.1': '0' }, /^Enter a quantity/, 'article.1'],
    ['an article without a quantity', { 'article.2': 'RB-M' }, /^Say how many of it/, 'more.2'],
    ['a quantity without an article', { 'more.1': '5' }, /^Choose the article of which you need 5/, 'article.1'],
    [
      'one article twice',
      { 'article.1': 'RB-M', 'more.1': '5', 'article.3': 'RB-M', 'more.3': '6' },
      /on this page already/,
      'article.3',
    ],
    ['an article that never was', { 'article.1': 'XX', 'more.1': '5' }, /^Choose an article from what/, 'article.1'],
    [
      'a day that is past',
      { ...{ 'article.1': 'RB-M', 'more.1': '5' }, neededBy: '2026-11-26' },
      /or later/,
      'neededBy',
    ],
  ])('%s', async (_, answers, sentence, field) => {
    const answer = await ask({ ...wanted, ...answers });

    expect(answer).toEqual({ type: 'corrections', corrections: { [field]: expect.stringMatching(sentence) } });
    expect(await requests()).toEqual([]);
  });

  it('an article that left the catalogue while the form was open', async () => {
    await setLevel(bot, 'MADISON', 'RB-M', 60, 12);
    const form = await bot.as(ana).says('supplies');
    await bot.connection.prisma.supplyArticle.update({ where: { code: 'RB-M' }, data: { active: false } });

    expect(await bot.as(ana).submit(form, { ...wanted, 'quantity.RB-M': '48' })).toEqual({
      type: 'corrections',
      corrections: {
        'quantity.RB-M': 'Ring box M is no longer in the catalogue. Leave it empty, or choose another article.',
      },
    });
    expect(
      await bot.as(ana).submit(form, { ...wanted, 'quantity.RB-M': '', 'article.1': 'BAG-S', 'more.1': '25' }),
    ).toMatchObject({ type: 'reply' });
  });

  it('an article of another currency', async () => {
    await addArticles(bot, { code: 'EU-1', name: 'Pouch', currency: 'EUR' });

    expect(await ask({ ...wanted, 'article.1': 'EU-1', 'more.1': '5' })).toMatchObject({
      corrections: { 'article.1': expect.stringContaining('priced in EUR') },
    });
  });

  it('a day sooner than it can be there is told, and not refused', async () => {
    const answer = await ask({ ...wanted, neededBy: '2026-11-30', 'article.1': 'RB-M', 'more.1': '12' });

    expect(answer).toMatchObject({ type: 'reply' });
    const told = 'Sooner than it can be there: Ring box M takes 10 days (Dec 7).';
    expect(JSON.stringify(answer)).toContain(told);
    expect(bot.as(ana).lastSees()).toContain(told);
    expect(bot.as(ines).lastSees()).toContain(told);
  });
});

describe('a request over several pages', () => {
  const begin = () => ask({ ...wanted, next: 'more', 'article.1': 'RB-M', 'more.1': '24' });

  it('is kept as a draft, and the next page asks for more', async () => {
    await setLevel(bot, 'MADISON', 'BAG-S', 100, 30);
    const next = formOf(await begin());

    expect(next.form.intro).toBe('Madison Avenue · so far 24 × Ring box M');
    expect(next.prefill).toMatchObject({ 'quantity.BAG-S': '75', neededBy: '2026-12-18', reason: 'For the holidays' });
    expect(bot.as(ana).lastSees()).toContain('Draft, not sent yet.');
    expect(bot.as(ines).sees()).toEqual([]);

    await bot.as(ana).submit(next, { ...wanted, 'quantity.BAG-S': '75' });

    const [request, ...others] = await requests();
    expect(others).toEqual([]);
    expect(request).toMatchObject({ state: 'manager-validation' });
    expect(request?.lines.map(({ articleCode, asked }) => [articleCode, asked]).sort()).toEqual([
      ['BAG-S', 75],
      ['RB-M', 24],
    ]);
    expect(bot.as(ines).lastSees()).toContain('2 articles, $162');
  });

  it('waits in the inbox, and is sent by its card', async () => {
    await begin();
    const home = await bot.as(ana).home();

    expect(JSON.stringify(home)).toContain('Draft, not sent yet.');
    expect(await bot.as(ana).presses('Send for approval')).toMatchObject({ type: 'reply' });
    expect(bot.as(ana).sees()).toHaveLength(1);
    expect(bot.as(ana).lastSees()).toContain('With the store manager.');
    expect(JSON.stringify(await bot.as(ana).home())).not.toContain('Draft');
  });

  it('is thrown away by its card, and then nothing is asked for', async () => {
    await begin();
    await bot.as(ana).presses('Discard');

    expect(await requests()).toMatchObject([{ state: 'cancelled' }]);
    expect(bot.as(ana).lastSees()).toContain('Discarded.');
    expect(bot.as(ines).sees()).toEqual([]);
  });

  it('is nobody else’s to send', async () => {
    await begin();
    const route = { interaction: 'supplies.send', boutique: 'MADISON', subject: (await requests())[0]?.id ?? '' };

    expect(await bot.as(ben).press(route)).toMatchObject({
      type: 'refusal',
      sentence: expect.stringContaining('Ana Ruiz'),
    });
    expect(await bot.as(rita, 'C0RODEO').press({ ...route, boutique: 'RODEO' })).toMatchObject({
      sentence: 'This request is another boutique’s.',
    });
  });

  it('shows anew what changed in the catalogue since', async () => {
    await begin();
    await bot.connection.prisma.supplyArticle.update({ where: { code: 'RB-M' }, data: { unit: 'set', cost: 30_00 } });

    expect(await bot.as(ana).presses('Send for approval')).toMatchObject({
      type: 'refusal',
      sentence: expect.stringContaining('Ring box M has changed in the catalogue since you asked'),
    });

    const form = formOf(await bot.as(ana).presses('Add articles'));
    expect(form.prefill['quantity.RB-M']).toBe('24');
    expect(await bot.as(ana).submit(form, { ...wanted, 'quantity.RB-M': '2' })).toMatchObject({ type: 'reply' });
    expect((await requests())[0]?.lines).toMatchObject([{ asked: 2, unit: 'set', unitCost: 30_00n }]);
  });
});

describe('where it stands', () => {
  it('is in what one asked for, and is found by number, article and boutique, where one has a role', async () => {
    await ask({ ...wanted, 'article.1': 'RB-M', 'more.1': '12' });
    const says = async (member: typeof ana, words: string) => JSON.stringify(await bot.as(member, null).says(words));

    expect(await says(ana, 'inbox')).toContain('Supplies request 1');
    for (const words of ['request 1', 'ring box', 'RB-M madison']) {
      expect(await says(ben, `vitrine find ${words}`)).toContain('1 article, $36');
      expect(await says(rita, `vitrine find ${words}`)).not.toContain('1 article, $36');
      expect(await says(marc, `vitrine find ${words}`)).toContain('1 article, $36');
    }
    expect(await says(ben, 'vitrine find request earrings')).not.toContain('1 article, $36');
  });
});

describe('the operations manager', () => {
  it('sees where requests wait, and those that wait too long first', async () => {
    await fill(bot, rita, await bot.as(rita, 'C0RODEO').says('supplies'), {
      ...wanted,
      'article.1': 'RB-M',
      'more.1': '2',
    });
    await ask({ ...wanted, 'article.1': 'RB-M', 'more.1': '12' });
    await ask({ ...wanted, 'article.1': 'BAG-S', 'more.1': '25' });
    const attention = async () => JSON.stringify(await bot.as(marc, null).says('inbox'));

    expect(await attention()).toContain('2 supply requests to decide');
    bot.clock.now = new Date(bot.clock.now.getTime() + 49 * 3_600_000);
    expect(await attention()).toContain('2 supply requests waiting for over two days');
    expect(await attention()).toContain('1 supply request waiting for over two days');
  });
});
