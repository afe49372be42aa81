import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, type Member, marc } from '../../helpers/network.js';
import {
  addArticles,
  addBudget,
  bag,
  fill,
  formOf,
  receivedBefore,
  ribbon,
  ringBox,
  setLevel,
  wanted,
} from './stock.js';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot('2026-11-27T15:00:00Z');
  await addArticles(bot, ringBox, ribbon, bag);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

/** Articles by code, and how many of each: at most three. */
async function asks(member: Member, quantities: Record<string, number>, more: Record<string, string> = {}) {
  const lines = Object.entries(quantities).flatMap(([code, quantity], index) => [
    [`article.${index + 1}`, code],
    [`more.${index + 1}`, String(quantity)],
  ]);
  return fill(bot, member, await bot.as(member).says('supplies'), { ...wanted, ...Object.fromEntries(lines), ...more });
}

const state = async () => (await bot.connection.prisma.supplyRequest.findFirst({ orderBy: { number: 'desc' } }))?.state;

/** Another store manager at Madison. */
async function makeManager({ id }: Member): Promise<void> {
  const role = { id: `${id}/store-manager/MADISON`, personId: id, role: 'store-manager', boutiqueCode: 'MADISON' };
  await bot.connection.prisma.role.create({ data: role });
}

describe('the store manager', () => {
  it('changes a quantity, sees what it was, and approves what it is now', async () => {
    await setLevel(bot, 'MADISON', 'RB-M', 60, 12);
    await asks(ana, { 'BAG-S': 100 }, { 'quantity.RB-M': '60' });
    expect(bot.as(ines).lastSees()).toMatch(/60 × Ring box M\W+\(you have 12, none last year\)/);

    const form = formOf(await bot.as(ines).presses('Change'));
    expect(form.prefill).toEqual({ 'quantity.RB-M': '60', 'quantity.BAG-S': '100' });
    await bot.as(ines).submit(form, { 'quantity.RB-M': '40', 'quantity.BAG-S': '100' });

    expect(bot.as(ines).sees()).toHaveLength(1);
    expect(bot.as(ines).lastSees()).toContain('60, changed to 40 × Ring box M');
    expect(bot.as(ana).lastSees()).toContain('60, changed to 40 × Ring box M');

    await bot.as(ines).presses('Approve');

    expect(bot.as(ana).lastSees()).toContain('Approved by Inès Laurent, to be ordered.');
    const lines = await bot.connection.prisma.supplyLine.findMany({ orderBy: { articleCode: 'asc' } });
    expect(lines).toMatchObject([
      { articleCode: 'BAG-S', asked: 100, validated: 100 },
      { articleCode: 'RB-M', asked: 60, validated: 40 },
    ]);
  });

  it('declines with changes and a reason, and whoever asked reads both', async () => {
    await asks(ana, { 'RB-M': 60 });
    await bot.as(ines).answers('Change', { 'quantity.RB-M': '12' });
    await bot.as(ines).answers('Decline', { reason: 'We have enough until January.' });

    expect(bot.as(ana).sees()).toHaveLength(1);
    expect(bot.as(ana).lastSees()).toContain('Declined by Inès Laurent: We have enough until January.');
    expect(bot.as(ana).lastSees()).toContain('60, changed to 12 × Ring box M');
    expect(await state()).toBe('rejected');
  });

  it('can’t leave nothing of it: that is declined', async () => {
    await asks(ana, { 'RB-M': 60 });

    expect(await bot.as(ines).answers('Change', { 'quantity.RB-M': '0' })).toEqual({
      type: 'corrections',
      corrections: { 'quantity.RB-M': 'Nothing is left of it. Decline it instead, with a reason.' },
    });
  });

  it('never decides on their own request: it goes up at once', async () => {
    await asks(ines, { 'RB-M': 12 });

    expect(bot.as(ines).lastSees()).toContain('With the operations manager.');
    expect(bot.as(marc).lastSees()).toContain('12 × Ring box M');
    const { subject } = routeOfApproval();
    expect(await bot.as(ines).press({ interaction: 'engine.approve', boutique: 'MADISON', subject })).toMatchObject({
      type: 'refusal',
      sentence: 'You took part in this, so someone else decides it.',
    });
    const change = { interaction: 'supplies.change', boutique: 'MADISON', subject: await newest() };
    expect(await bot.as(ines).submit(await bot.as(ines).press(change), { 'quantity.RB-M': '99' })).toMatchObject({
      type: 'refusal',
      sentence: 'You took part in this, so someone else decides it.',
    });
  });

  it('is one of two: the second press is told what the first decided', async () => {
    await makeManager(ben);
    await asks(ana, { 'RB-M': 12 });
    const { subject } = routeOfApproval();
    const approve = { interaction: 'engine.approve', boutique: 'MADISON', subject };
    const answers = await Promise.all([bot.as(ines).press(approve), bot.as(ben).press(approve)]);

    expect(answers.map(({ type }) => type).sort()).toEqual(['done', 'refusal']);
    expect(answers.find(({ type }) => type === 'refusal')).toMatchObject({
      sentence: expect.stringMatching(/decided this at/),
    });
    expect(await state()).toBe('approved');
  });

  it('can’t change what somebody else has decided meanwhile', async () => {
    await makeManager(ben);
    await asks(ana, { 'RB-M': 12 });
    const form = await bot.as(ben).presses('Change');
    await bot.as(ines).presses('Approve');

    expect(await bot.as(ben).submit(form, { 'quantity.RB-M': '6' })).toMatchObject({ type: 'refusal' });
    expect(await bot.connection.prisma.supplyLine.findFirst()).toMatchObject({ validated: 12 });
  });
});

describe('silence', () => {
  it('passes it up after 48 hours of trading, not of the clock', async () => {
    const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, '10:00-18:00']));
    await bot.connection.prisma.boutique.update({ where: { code: 'MADISON' }, data: { tradingHours: hours } });
    await asks(ana, { 'RB-M': 12 });

    await bot.waits({ hours: 6 * 24 });
    expect(bot.as(marc).sees()).toEqual([]);
    expect(bot.as(ana).lastSees()).toContain('With the store manager.');

    await bot.waits({ hours: 24 + 2 });
    expect(bot.as(marc).lastSees()).toContain('12 × Ring box M');
    expect(bot.as(ana).sees()).toHaveLength(1);
    expect(bot.as(ana).lastSees()).toContain('With the operations manager.');
    expect(await state()).toBe('regional-review');
  });
});

describe('above the limit', () => {
  it('the operations manager decides after the store manager', async () => {
    await asks(ana, { 'RB-M': 336 });
    expect(bot.as(ines).lastSees()).toContain('The operations manager decides too. Above $1,000.');
    await bot.as(ines).presses('Approve');

    expect(await state()).toBe('regional-review');
    expect(bot.as(ana).lastSees()).toContain('With the operations manager. Above $1,000.');
    await bot.as(marc).presses('Approve');
    expect(bot.as(ana).lastSees()).toContain('Approved by Marc Delorme');
  });

  it('is as the network says', async () => {
    await bot.as(marc, null).says('supplies budgets');
    const form = await bot.as(marc, null).press({ interaction: 'supplies.set-limit', boutique: null, subject: '' });
    expect(await bot.as(marc, null).submit(form, { 'limit.USD': '30.00' })).toMatchObject({ type: 'reply' });
    await asks(ana, { 'RB-M': 12 });

    expect(bot.as(ines).lastSees()).toContain('Above $30.');
  });

  it('a change that goes above it is asked anew, and then goes up too', async () => {
    await asks(ana, { 'RB-M': 12 });
    await bot.as(ines).answers('Change', { 'quantity.RB-M': '360' });

    expect(bot.as(ines).lastSees()).toContain('12, changed to 360 × Ring box M');
    await bot.as(ines).presses('Approve');
    expect(await state()).toBe('regional-review');
    expect(bot.as(marc).lastSees()).toContain('12, changed to 360 × Ring box M');
  });
});

describe('a budget', () => {
  it('that stops refuses in words, beside the line', async () => {
    await addBudget(bot, { category: 'packaging', month: 12, amount: 2_000_00, atRequest: 'stop' });
    await receivedBefore(bot, {
      boutique: 'MADISON',
      article: 'BAG-S',
      quantity: 1,
      unitCost: 1_500_00,
      on: '2026-12-01',
    });
    await asks(ben, { 'RIB-G': 40 });

    expect(await asks(ana, { 'RB-M': 12, 'RIB-G': 30 })).toEqual({
      type: 'corrections',
      corrections: { 'article.2': 'Packaging: $180 left of $2,000 for December. Ask Marc Delorme, or ask for less.' },
    });
    expect(await asks(ana, { 'RB-M': 12, 'RIB-G': 20 })).toMatchObject({ type: 'reply' });
    expect(await asks(ana, { 'RIB-G': 40 }, { neededBy: '2027-01-04' })).toMatchObject({ type: 'reply' });
  });

  it('that warns marks the request and sends it up', async () => {
    await addBudget(bot, { category: 'packaging', month: 0, amount: 100_00, atRequest: 'warn' });
    await asks(ana, { 'RIB-G': 20 });

    const words = 'Over budget. Packaging: $100 left of $100 for all of 2026.';
    expect(bot.as(ana).lastSees()).toContain(words);
    expect(bot.as(ines).lastSees()).toContain(words);
    await bot.as(ines).presses('Approve');
    expect(bot.as(marc).lastSees()).toContain(words);
  });

  it('that ignores says nothing; a declined or cancelled request takes nothing of it', async () => {
    await addBudget(bot, { category: 'boxes', month: 12, amount: 1_00, atRequest: 'ignore' });
    await addBudget(bot, { category: 'packaging', month: 12, amount: 200_00, atRequest: 'stop' });
    await asks(ana, { 'RB-M': 12, 'RIB-G': 25 });
    expect(bot.as(ines).lastSees()).not.toContain('Over budget');
    await bot.as(ines).answers('Decline', { reason: 'Not now.' });
    await asks(ana, { 'RIB-G': 25 });
    await bot.as(ana).presses('Cancel request');

    expect(await asks(ana, { 'RIB-G': 25 })).toMatchObject({ type: 'reply' });
    expect(await asks(ana, { 'RIB-G': 1 })).toMatchObject({ type: 'corrections' });
  });

  it('that stops holds for two who ask at once', async () => {
    await addBudget(bot, { category: 'packaging', month: 12, amount: 200_00, atRequest: 'stop' });
    const answers = await Promise.all([asks(ana, { 'RIB-G': 15 }), asks(ben, { 'RIB-G': 15 })]);

    expect(answers.map(({ type }) => type).sort()).toEqual(['corrections', 'reply']);
  });

  it('that stops holds for a change too', async () => {
    await addBudget(bot, { category: 'packaging', month: 12, amount: 200_00, atRequest: 'stop' });
    await asks(ana, { 'RIB-G': 20 });

    expect(await bot.as(ines).answers('Change', { 'quantity.RIB-G': '26' })).toMatchObject({
      corrections: { 'quantity.RIB-G': expect.stringContaining('Packaging: $200 left of $200 for December') },
    });
  });
});

describe('far more than the network uses', () => {
  it('is flagged to whoever asks and to whoever decides', async () => {
    await sold('MADISON', 10);
    await sold('RODEO', 10);
    await receivedBefore(bot, { boutique: 'MADISON', article: 'RB-M', quantity: 20, on: '2026-05-03' });
    await receivedBefore(bot, { boutique: 'RODEO', article: 'RB-M', quantity: 20, on: '2026-05-04' });
    const answer = await asks(ana, { 'RB-M': 60 });

    expect(JSON.stringify(answer)).toContain('3 times the network’s usual');
    expect(bot.as(ines).lastSees()).toContain('flagged: 3 times the network’s usual');
    expect(await bot.connection.prisma.supplyLine.findFirst({ where: { asked: 60 } })).toMatchObject({
      outlier: 30,
      lastYear: 20,
    });

    await bot.as(ines).answers('Change', { 'quantity.RB-M': '40' });
    expect(bot.as(ines).lastSees()).not.toContain('flagged');
  });

  it('is not said up to twice, nor where nothing was sold or used', async () => {
    await sold('MADISON', 10);
    await asks(ana, { 'BAG-S': 900 });
    expect(bot.as(ines).lastSees()).not.toContain('flagged');
  });
});

describe('whoever asked', () => {
  it('cancels while nothing is ordered; the card of whoever decides says so', async () => {
    await asks(ana, { 'RB-M': 12 });
    await bot.as(ana).presses('Cancel request');

    expect(bot.as(ana).sees()).toHaveLength(1);
    expect(bot.as(ana).lastSees()).toContain('Cancelled.');
    expect(bot.as(ines).lastSees()).toContain('Cancelled by Ana Ruiz, who asked for it.');
    expect(await state()).toBe('cancelled');
  });

  it('can’t once something is ordered, and nobody else can at all', async () => {
    await asks(ana, { 'RB-M': 12 });
    const route = { interaction: 'supplies.cancel', boutique: 'MADISON', subject: await newest() };
    expect(await bot.as(ben).press(route)).toMatchObject({ sentence: 'Ana Ruiz asked for this, and can do that.' });

    await bot.as(ines).presses('Approve');
    await bot.connection.prisma.supplyLine.updateMany({ data: { ordered: 12 } });
    expect(await bot.as(ana).press(route)).toMatchObject({ sentence: expect.stringContaining('ordered already') });
    expect(await state()).toBe('approved');
  });
});

describe('many lines', () => {
  it('the first ten by cost stand on the card, all of them in a file; changes come fifteen at a time', async () => {
    const codes = Array.from({ length: 17 }, (_, index) => `T-${String(index).padStart(2, '0')}`);
    await addArticles(bot, ...codes.map((code, index) => ({ code, name: `Tag ${code}`, cost: (index + 1) * 100 })));
    for (const code of codes) await setLevel(bot, 'MADISON', code, 2, 1);
    const form = formOf(await bot.as(ana).says('supplies'));
    const next = formOf(await fill(bot, ana, form, { ...wanted, ...quantitiesOf(form.prefill), next: 'more' }));
    await fill(bot, ana, next, { ...wanted, ...quantitiesOf(next.prefill) });

    const [card] = bot.as(ines).sees();
    expect(card?.text).toContain('17 articles, $153');
    expect(card?.text).toContain('1 × Tag T-16');
    expect(card?.text).not.toContain('1 × Tag T-06');
    expect(card?.text).toContain('And 7 articles more');
    expect(card?.files.map(({ name }) => name)).toEqual(['supplies-MADISON-1.csv']);
    expect(
      Buffer.from(card?.files[0]?.bytes ?? [])
        .toString()
        .trim()
        .split('\r\n'),
    ).toHaveLength(18);

    const first = formOf(await bot.as(ines).presses('Change'));
    expect(Object.keys(first.form.fields)).toHaveLength(15);
    const second = formOf(await fill(bot, ines, first, { ...quantitiesOf(first.prefill), 'quantity.T-00': '3' }));
    expect(Object.keys(second.form.fields)).toHaveLength(2);
    expect(await fill(bot, ines, second, quantitiesOf(second.prefill))).toMatchObject({ type: 'reply' });
    expect(bot.as(ana).lastSees()).toContain('$155');
  });
});

const quantitiesOf = (prefill: object) =>
  Object.fromEntries(Object.entries(prefill).filter(([name]) => name.startsWith('quantity.')));

const newest = async () =>
  (await bot.connection.prisma.supplyRequest.findFirst({ orderBy: { number: 'desc' } }))?.id ?? '';

/** The button that is on the newest card to be decided. */
function routeOfApproval() {
  for (const { card } of [...bot.chat.history()].reverse())
    for (const block of card.blocks)
      for (const each of block.type === 'buttons' ? block.buttons : [])
        if (each.action === 'engine.approve') return each;
  throw new Error('nothing to approve');
}

async function sold(boutique: string, pieces: number): Promise<void> {
  await bot.connection.pool.query(
    `delete from pieces where boutique_code = '${boutique}' and status = 'sold';
     insert into pieces (boutique_code, serial, reference, description, zone_id, retail, cost, status, import_id)
     select '${boutique}', 'S-${boutique}-' || n, 'S', 'Sold', '${boutique}/safe', 1, 1, 'sold', id
     from generate_series(1, ${pieces}) as n, stock_imports where boutique_code = '${boutique}'`,
  );
}
