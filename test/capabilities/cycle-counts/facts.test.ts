import { afterEach, beforeEach, expect, it } from 'vitest';
import { rulesFrom } from '../../../src/capabilities/cycle-counts/rules.js';
import { zonesOf } from '../../../src/capabilities/cycle-counts/store-facts.js';
import { replaceStock } from '../../../src/imports/stock-store.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { addStock, ana, ben, ines, type Piece, stock } from '../../helpers/network.js';

const FRIDAY = '2026-11-27T14:12:00Z';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot(FRIDAY);
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const MADISON = { code: 'MADISON', timeZone: 'America/New_York', currency: 'USD' };

const factsOf = async (zone: string) => {
  const all = await zonesOf(bot.connection.prisma, [MADISON], () => rulesFrom({}, {}), bot.clock.now);
  return all.get('MADISON')?.find((each) => each.zone === `MADISON/${zone}`);
};

/** Ana and Ben find all of Vitrine 2 but one ring. */
const counted = async () => {
  const serials = 'RG-20-89\nER-13-01\nBR-25-03';
  await bot
    .as(ana)
    .submit(await bot.as(ana).says('count'), { zone: 'MADISON/vitrine-2', also: null, reason: 'weekly', serials });
  await bot.as(ana).presses('Close zone');
  await bot.as(ben).answers('Recount', { serials });
  await bot.as(ben).presses('Close zone');
};

it('a zone that nobody counted is known by what lies there', async () => {
  expect(await factsOf('vitrine-2')).toEqual({
    zone: 'MADISON/vitrine-2',
    kind: 'other',
    position: 2,
    pieces: 4,
    value: 21_160,
    lastCounted: null,
    oldestSeen: null,
    moved: expect.any(Number),
    accuracies: [],
    events: [],
  });
});

it('its last count says when it was seen, and how accurate it was once that is decided', async () => {
  await counted();
  expect(await factsOf('vitrine-2')).toMatchObject({
    lastCounted: '2026-11-27',
    oldestSeen: '2026-11-27',
    moved: 0,
    accuracies: [],
  });

  const form = await bot.as(ines).presses('Name the causes');
  await bot.as(ines).submit(form, { 'cause.RG-20-88': 'sold-not-recorded', note: null });
  await bot.as(ines).presses('Approve');
  expect(await factsOf('vitrine-2')).toMatchObject({ accuracies: [75] });
});

it('a count that is closed to others says nothing of its accuracy', async () => {
  await counted();
  const form = await bot.as(ines).presses('Name the causes');
  await bot.as(ines).submit(form, { 'cause.RG-20-88': 'theft-suspected', note: null });
  await bot.as(ines).presses('Approve');
  expect(await factsOf('vitrine-2')).toMatchObject({ lastCounted: '2026-11-27', accuracies: [] });
});

it('what came and went since counts by its value', async () => {
  await counted();
  const later = [
    ...stock.filter(({ serial }) => serial !== 'RG-20-89'),
    { boutique: 'MADISON', serial: 'NK-1', zone: 'vitrine-2', description: 'Necklace', retail: 2_000_00 },
  ];
  bot.clock.now = new Date('2026-12-07T15:00:00Z');
  await addStock(bot.connection, later, '2026-12-07T12:00:00Z');
  expect(await factsOf('vitrine-2')).toMatchObject({ pieces: 4, moved: 1_250 + 2_000 });
});

it('what came and went between two counts counts both ways, although the newest export knows nothing of it', async () => {
  await counted();
  const { prisma } = bot.connection;
  const madison = stock.filter(({ boutique }) => boutique === 'MADISON');
  const imports = async (id: string, statedAt: string, more: readonly string[]) => {
    const added = more.map((serial) => ({ ...madison[0], serial, zone: 'vitrine-2', retail: 30_000_00 }) as Piece);
    const pieces = [...madison, ...added].map(({ boutique, zone, status = 'in-stock', ...piece }) => ({
      ...piece,
      ...{ boutiqueCode: boutique, zoneId: `${boutique}/${zone}`, reference: 'NK', cost: 1 },
      status: status as 'in-stock',
    }));
    const statement = { id, boutiqueCode: 'MADISON', fileName: 'stock.csv', sha256: id, statedAt: new Date(statedAt) };
    await prisma.$transaction((db) => replaceStock(db, statement, pieces, new Date(statedAt)));
  };
  bot.clock.now = new Date('2026-12-07T15:00:00Z');
  await imports('one', '2026-12-02T12:00:00Z', ['NK-1']);
  await imports('two', '2026-12-05T12:00:00Z', []);
  expect(await factsOf('vitrine-2')).toMatchObject({ pieces: 4, moved: 60_000 });

  await imports('three', '2026-12-06T12:00:00Z', []);
  expect(await prisma.stockTurnover.findMany({ orderBy: { importId: 'asc' } })).toMatchObject([
    { importId: 'one', zoneId: 'MADISON/vitrine-2', pieces: 1 },
    { importId: 'two', zoneId: 'MADISON/vitrine-2', pieces: 1 },
  ]);
});

it('a piece that moved to a zone was last seen where it lay before; one that is looked for does not count', async () => {
  await counted();
  bot.clock.now = new Date('2026-12-05T15:00:00Z');
  await addStock(bot.connection, stock, '2026-12-05T12:00:00Z');
  const safe = { zone: 'MADISON/safe', also: null, reason: 'weekly', serials: 'NK-29-27' };
  await bot.as(ana).submit(await bot.as(ana).says('count'), safe);
  await bot.as(ana).presses('Close zone');
  expect(await factsOf('safe')).toMatchObject({ lastCounted: '2026-12-05', oldestSeen: '2026-12-05' });

  const inSafe = (serials: readonly string[]) =>
    stock.map((piece) => (serials.includes(piece.serial) ? { ...piece, zone: 'safe' } : piece));
  await addStock(bot.connection, inSafe(['RG-20-88']), '2026-12-05T13:00:00Z');
  expect(await factsOf('safe')).toMatchObject({ pieces: 2, oldestSeen: '2026-12-05' });
  await addStock(bot.connection, inSafe(['RG-20-88', 'BR-25-03']), '2026-12-05T14:00:00Z');
  expect(await factsOf('safe')).toMatchObject({ pieces: 3, oldestSeen: '2026-11-27' });
});
