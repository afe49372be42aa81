import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { budgetsOf } from '../../../src/capabilities/supplies/store-budgets.js';
import { spendingsOf } from '../../../src/capabilities/supplies/store-shares.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ana, ben, ines, type Member, marc, rita } from '../../helpers/network.js';
import { daniel, furnish, priya, theo } from './orders-stage.js';

let bot: Bot;
beforeEach(async () => {
  // A Tuesday, ten in New York.
  bot = await startBot('2026-12-01T15:00:00Z');
  await furnish(bot.connection);
});
afterEach(() => bot.stop());

const ROOMS = { MADISON: 'C0MADISON', RODEO: 'C0RODEO', OAK: 'C0OAK' } as const;

const start = async (raw: Record<string, string | readonly string[]> = {}) => {
  const form = await bot.as(marc, null).says('supplies campaign');
  if (form.type !== 'form') throw new Error(JSON.stringify(form));
  const answers = { ...form.prefill, due: '2026-12-18', categories: ['boxes', 'packaging'], ...raw };
  return bot.as(marc, null).submit(form, answers);
};

const campaign = async () => (await bot.connection.prisma.supplyCampaign.findFirstOrThrow()).id;

const opens = async (who: Member, boutique: keyof typeof ROOMS) =>
  bot.as(who, ROOMS[boutique]).press({ interaction: 'supplies.fill-in', boutique, subject: await campaign() });

const fillsIn = async (who: Member, boutique: keyof typeof ROOMS, raw: Readonly<Record<string, string>>) => {
  const form = await opens(who, boutique);
  if (form.type !== 'form') return form;
  return bot.as(who, ROOMS[boutique]).submit(form, raw);
};

const board = async () => {
  await bot.waits({ minutes: 1 });
  const topic = bot
    .as(marc)
    .sees()
    .find(({ text }) => text.includes('Asked'));
  return topic?.text ?? '';
};

const state = async (boutique: string) =>
  (await bot.connection.prisma.supplyCampaignAnswer.findFirstOrThrow({ where: { boutiqueCode: boutique } })).state;

/** What boutiques received within the last year, and pieces that they sold. */
async function lastYear(used: Readonly<Record<string, number>>): Promise<void> {
  const { prisma, pool } = bot.connection;
  const at = new Date('2026-03-02T12:00:00Z');
  await prisma.supplyOrder.create({
    data: {
      ...{ id: 'old', supplier: 'Headquarters', currency: 'USD', state: 'received', orderedBy: 'marc', orderedAt: at },
      expectedOn: at,
      lines: { create: { id: 'old/RB-M', articleCode: 'RB-M', unit: 'piece', unitCost: 250n, quantity: 999 } },
    },
  });
  for (const [boutiqueCode, asked] of Object.entries(used))
    await prisma.supplyRequest.create({
      data: {
        ...{ id: `old/${boutiqueCode}`, boutiqueCode, kind: 'request', requestedBy: 'marc', state: 'closed' },
        ...{ reason: '', currency: 'USD', createdAt: at },
        lines: {
          create: {
            id: `old/${boutiqueCode}/RB-M`,
            articleCode: 'RB-M',
            unit: 'piece',
            unitCost: 250n,
            asked,
            lastYear: 0,
          },
        },
      },
    });
  for (const [boutiqueCode, quantity] of Object.entries(used))
    await prisma.supplyShare.create({
      data: {
        ...{ orderLineId: 'old/RB-M', requestLineId: `old/${boutiqueCode}/RB-M`, boutiqueCode },
        ...{ quantity, received: quantity },
      },
    });
  const shares = Object.fromEntries(Object.entries(used).map(([boutique, asked]) => [`old/${boutique}/RB-M`, asked]));
  await prisma.supplyReceipt.create({
    data: {
      ...{ id: 'old', orderId: 'old', receivedBy: 'marc', receivedAt: at },
      lines: { create: { orderLineId: 'old/RB-M', quantity: 999, shares } },
    },
  });
  for (const [index, boutique] of Object.keys(used).entries())
    for (let piece = 0; piece < 10; piece += 1)
      await pool.query(
        `insert into pieces (boutique_code, serial, reference, description, zone_id, retail, cost, status, import_id)
         select $1, $2, 'X', 'Sold', 'MADISON/safe', 1, 1, 'sold', id from stock_imports limit 1`,
        [boutique, `SOLD-${index}-${piece}`],
      );
}

describe('annual needs', () => {
  it('are asked of every boutique, with a board for the operations manager', async () => {
    const answer = JSON.stringify(await start());

    expect(answer).toContain('3 boutiques asked');
    for (const room of Object.values(ROOMS)) {
      const [told] = bot.inRoom(room);
      expect(told?.text).toContain('Annual needs 2027');
      expect(told?.text).toContain('What will you need in 2027? By Fri, Dec 18.');
    }
    expect(bot.as(ines).lastSees()).toContain('Nobody has answered yet.');
    expect(await board()).toContain('Missing: Beverly Hills, Madison Avenue and Oak Street');
    expect(bot.errors).toEqual([]);
  });

  it('begin with what was used last year, and show what stands out', async () => {
    await lastYear({ MADISON: 40, RODEO: 50, OAK: 60 });
    await start({ categories: ['boxes'] });

    const form = await opens(ana, 'MADISON');
    if (form.type !== 'form') throw new Error(JSON.stringify(form));
    expect(form.prefill).toEqual({ 'quantity.RB-M': '40' });
    const sent = JSON.stringify(await bot.as(ana).submit(form, { 'quantity.RB-M': '300' }));

    expect(sent).toContain('More than the network uses');
    expect(bot.as(ines).lastSees()).toContain('1 article over twice the network’s usual, first:');
    await fillsIn(rita, 'RODEO', { 'quantity.RB-M': '500' });
    const review = JSON.stringify(
      await bot
        .as(marc, null)
        .press({ interaction: 'supplies.review-needs', boutique: null, subject: await campaign() }),
    );
    expect(review.indexOf('RODEO Ring box M')).toBeGreaterThan(-1);
    expect(review.indexOf('RODEO Ring box M')).toBeLessThan(review.indexOf('MADISON Ring box M'));
  });

  it('are validated by the store manager, never by who filled them in', async () => {
    await start();

    await fillsIn(ana, 'MADISON', { 'quantity.RB-M': '120', 'quantity.RIB': '6' });

    expect(await state('MADISON')).toBe('answered');
    expect(bot.inRoom('C0MADISON').at(-1)?.text).toContain('Answered by Ana Ruiz, to be validated.');
    expect(JSON.stringify(await opens(ben, 'MADISON'))).toContain('Ana Ruiz answered this: it waits to be validated.');
    expect(JSON.stringify(await bot.as(ines).presses('Validate'))).not.toContain('refusal');
    expect(await state('MADISON')).toBe('validated');
    expect(bot.inRoom('C0MADISON').at(-1)?.text).toContain('Validated by Inès Laurent.');
    expect(bot.as(ana).lastSees()).toContain('Approved by Inès Laurent, to be ordered');
    expect(await board()).toContain('Validated 1');
    expect(bot.errors).toEqual([]);
  });

  it('go to the operations manager where the only store manager filled them in', async () => {
    await start();

    await fillsIn(theo, 'RODEO', { 'quantity.RB-M': '12' });

    expect(
      bot
        .as(theo)
        .sees()
        .some(({ text }) => text.includes('Passed up')),
    ).toBe(false);
    expect(bot.as(marc).lastSees()).toContain('Annual needs · Beverly Hills');
    await bot.as(marc).presses('Validate');
    expect(await state('RODEO')).toBe('validated');
  });

  it('are changed by who validates, and sent back with a reason', async () => {
    await start();
    await fillsIn(ana, 'MADISON', { 'quantity.RB-M': '120', 'quantity.RIB': '6' });

    await bot.as(ines).answers('Change', { 'quantity.RB-M': '60', 'quantity.RIB': '6' });
    expect(bot.as(ines).lastSees()).toContain('60 pieces (asked for 120)');
    await bot.as(ines).answers('Send back', { reason: 'Count the ribbon again' });

    expect(await state('MADISON')).toBe('asked');
    expect(bot.inRoom('C0MADISON').at(-1)?.text).toContain('Sent back by Inès Laurent: Count the ribbon again');
    const form = await opens(ben, 'MADISON');
    expect(form.type === 'form' && form.prefill).toEqual({ 'quantity.RB-M': '120', 'quantity.RIB': '6' });
    await fillsIn(ben, 'MADISON', { 'quantity.RB-M': '48', 'quantity.RIB': '' });
    await bot.as(ines).presses('Validate');
    const lines = await bot.connection.prisma.supplyLine.findMany({ where: { request: { state: 'approved' } } });
    expect(lines.map(({ articleCode, validated }) => [articleCode, validated])).toEqual([['RB-M', 48]]);
  });

  it('may be none: it is validated all the same, and over', async () => {
    await start();

    await fillsIn(ana, 'MADISON', {});
    expect(bot.as(ines).lastSees()).toContain('Nothing is needed.');
    await bot.as(ines).presses('Validate');

    expect(await state('MADISON')).toBe('validated');
    expect((await bot.connection.prisma.supplyRequest.findFirstOrThrow()).state).toBe('closed');
  });

  it('go up when the store manager is silent for 48 hours of trading', async () => {
    await start();
    await fillsIn(ana, 'MADISON', { 'quantity.RB-M': '120' });

    // Nine hours a day: five days from Tuesday at ten are Saturday evening, and three hours are left for Monday.
    await bot.waits({ hours: 24 * 6 + 2 });
    expect(
      bot
        .as(marc)
        .sees()
        .some(({ text }) => text.includes('Annual needs · Madison')),
    ).toBe(false);
    await bot.waits({ hours: 2 });

    expect(bot.as(marc).lastSees()).toContain('Annual needs · Madison Avenue');
    expect((await bot.connection.prisma.supplyRequest.findFirstOrThrow()).state).toBe('regional-review');
    await bot.as(marc).presses('Validate');
    expect(await state('MADISON')).toBe('validated');
    expect(bot.errors).toEqual([]);
  });

  it('are asked fifteen articles at a time', async () => {
    const codes = Array.from({ length: 20 }, (_, index) => `Z-${10 + index}`);
    await bot.connection.prisma.supplyArticle.createMany({
      data: codes.map((code) => ({
        ...{
          code,
          name: `Article ${code}`,
          category: 'office',
          unit: 'piece',
          packSize: 1,
          cost: 100n,
          currency: 'USD',
        },
        ...{ supplier: 'Headquarters', leadDays: 3, changedAt: new Date(0), changedBy: 'marc' },
      })),
    });
    await start({ categories: ['office'] });

    const next = await fillsIn(ana, 'MADISON', { 'quantity.Z-10': '4', 'quantity.Z-24': '5' });
    if (next.type !== 'form') throw new Error(JSON.stringify(next));
    expect(Object.keys(next.form.fields)).toEqual(codes.slice(15).map((code) => `quantity.${code}`));
    expect(await state('MADISON')).toBe('asked');
    await bot.as(ana).submit(next, { 'quantity.Z-29': '6' });

    expect(await state('MADISON')).toBe('answered');
    const lines = await bot.connection.prisma.supplyLine.findMany({ orderBy: { articleCode: 'asc' } });
    expect(lines.map(({ asked }) => asked)).toEqual([4, 5, 6]);
  });
});

describe('who has not answered', () => {
  it('is reminded by the clock of the boutique, and from the second time on the operations manager hears', async () => {
    await start();
    await fillsIn(ana, 'MADISON', { 'quantity.RB-M': '12' });
    const reminded = (who: Member) =>
      bot
        .as(who)
        .sees()
        .filter(({ text }) => /is due|was due/.test(text) && !text.includes('Asked')).length;

    // Friday the 11th, ten in Los Angeles.
    await bot.waits({ hours: 24 * 10 + 2, minutes: 59 });
    expect([reminded(ines), reminded(daniel), reminded(theo)]).toEqual([0, 1, 0]);
    await bot.waits({ minutes: 1 });
    expect([reminded(ines), reminded(daniel), reminded(theo)]).toEqual([0, 1, 1]);
    await bot.waits({ minutes: 5 });
    expect(reminded(daniel)).toBe(1);

    await bot.waits({ hours: 24 * 7 });
    expect([reminded(daniel), reminded(theo)]).toEqual([2, 2]);
    // Sunday the 20th: closed; Monday.
    await bot.waits({ hours: 48 });
    expect(reminded(daniel)).toBe(2);
    await bot.waits({ hours: 24 });
    expect(reminded(daniel)).toBe(3);
    expect(
      bot
        .as(marc)
        .sees()
        .filter(({ text }) => text.includes('of 3 boutiques missing')),
    ).toEqual([]);
    await bot.waits({ hours: 24 });

    expect([reminded(daniel), reminded(theo)]).toEqual([4, 4]);
    const heard = bot
      .as(marc)
      .sees()
      .filter(({ text }) => text.includes('2 of 3 boutiques missing'));
    expect(heard).toHaveLength(1);
    expect(heard[0]?.text).toContain('Missing: Beverly Hills and Oak Street');
    expect(bot.errors).toEqual([]);
  });

  it('count against the year that they are for, and against no month', async () => {
    const { prisma } = bot.connection;
    const budget = { boutiqueCode: 'MADISON', category: 'boxes', amount: 500_00n, currency: 'USD' };
    for (const [year, month] of [
      [2026, 0],
      [2026, 12],
      [2027, 0],
      [2027, 1],
    ] as const)
      await prisma.supplyBudget.create({ data: { ...budget, year, month, atRequest: 'ignore', atOrder: 'stop' } });
    await start();
    await fillsIn(ana, 'MADISON', { 'quantity.RB-M': '12' });
    await bot.as(ines).presses('Validate');

    const uses = await budgetsOf(prisma, { boutiques: ['MADISON'], years: [2026, 2027] });
    expect(uses.map(({ year, month, committed }) => [year, month, committed])).toEqual([
      [2026, 0, 0],
      [2026, 12, 0],
      [2027, 0, 30_00],
      [2027, 1, 0],
    ]);
    const lines = await prisma.supplyLine.findMany({ where: { request: { kind: 'campaign' } }, select: { id: true } });
    const spendings = await spendingsOf(
      prisma,
      lines.map(({ id }) => id),
    );
    expect(spendings).toEqual([{ boutique: 'MADISON', category: 'boxes', month: '2027-00', amount: 30_00 }]);
  });

  it('can still answer late, until it is ordered', async () => {
    await start();
    await fillsIn(ana, 'MADISON', { 'quantity.RB-M': '12' });
    await bot.as(ines).presses('Validate');
    await bot.waits({ hours: 24 * 20 });

    await fillsIn(priya, 'OAK', { 'quantity.RB-M': '30' });
    await bot.as(daniel).presses('Validate');
    const subject = `${await campaign()}/USD/Headquarters`;
    const form = await bot.as(marc, null).press({ interaction: 'supplies.order', boutique: null, subject });
    if (form.type !== 'form') throw new Error(JSON.stringify(form));
    await bot.as(marc, null).submit(form, { ...form.prefill });

    const shares = await bot.connection.prisma.supplyShare.findMany({ orderBy: { boutiqueCode: 'asc' } });
    expect(shares.map(({ boutiqueCode, quantity }) => [boutiqueCode, quantity])).toEqual([
      ['MADISON', 12],
      ['OAK', 30],
    ]);
    expect((await bot.connection.prisma.supplyOrder.findFirstOrThrow()).campaignId).toBe(await campaign());
    expect(JSON.stringify(await opens(rita, 'RODEO'))).toContain('ordered or closed without your answer');
    expect(bot.inRoom('C0RODEO').at(-1)?.text).toContain('Ordered without an answer');
  });
});

describe('a campaign', () => {
  it('is exported to headquarters, article by boutique', async () => {
    await start();
    await fillsIn(ana, 'MADISON', { 'quantity.RB-M': '12' });
    await fillsIn(rita, 'RODEO', { 'quantity.RB-M': '24', 'quantity.RIB': '3' });

    const route = { interaction: 'supplies.export-needs', boutique: null, subject: await campaign() };
    await bot.as(marc, null).press(route);

    const files = bot.inRoom('C0HQ').at(-1)?.files ?? [];
    const table = Buffer.from(files.find(({ name }) => name.endsWith('.csv'))?.bytes ?? []).toString();
    expect(table).toContain('article,name,unit,total,MADISON,OAK,RODEO');
    expect(table).toContain('RB-M,Ring box M,piece,36,12,,24');
    const book = unzipSync(files.find(({ name }) => name.endsWith('.xlsx'))?.bytes ?? new Uint8Array());
    expect(strFromU8(book['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).toMatch(/<v>36<\/v>/);
  });

  it('is closed, and takes no more answers', async () => {
    await start();
    await bot
      .as(marc, null)
      .press({ interaction: 'supplies.close-campaign', boutique: null, subject: await campaign() });

    expect(JSON.stringify(await opens(ana, 'MADISON'))).toContain('ordered or closed');
    expect(bot.inRoom('C0MADISON').at(-1)?.text).toContain('Closed without an answer');
    expect(await board()).toContain('Closed.');
  });

  it('waits for those who may answer, and for whoever follows it', async () => {
    await start();
    const lines = async (who: Member) => JSON.stringify(await bot.as(who, null).says('inbox'));

    expect(await lines(ana)).toContain('Annual needs 2027');
    expect(await lines(marc)).toContain('0 of 3 boutiques validated, due Fri, Dec 18');
    expect(await lines(marc)).toContain('annual needs open until Fri, Dec 18');
    bot.clock.now = new Date('2026-12-19T15:00:00Z');
    expect(await lines(marc)).toContain('annual needs were due Fri, Dec 18');
  });

  it('is not begun about nothing, and not by a store manager', async () => {
    expect(JSON.stringify(await start({ categories: ['gifts'] }))).toContain('The catalogue lists nothing');
    expect(JSON.stringify(await bot.as(ines).says('supplies campaign'))).toContain('Operations managers do this.');
  });
});
