import { afterEach, beforeEach, expect, it } from 'vitest';
import { boardCard } from '../../../src/capabilities/stock-takes/cards-board.js';
import { gateReminder } from '../../../src/capabilities/stock-takes/reminding.js';
import { findCampaign, takesOf } from '../../../src/capabilities/stock-takes/store.js';
import type { Database } from '../../../src/database/client.js';
import type { Place } from '../../../src/engine/capability.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { addBoutiques, marc } from '../../helpers/network.js';

const NOW = new Date('2027-01-26T14:00:00Z');

let bot: Bot;
beforeEach(async () => {
  bot = await startBot('2026-12-01T14:00:00Z');
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

async function planned(boutiques: number): Promise<string> {
  await addBoutiques(bot.connection, boutiques - 2);
  const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, '10:00-19:00']));
  await bot.connection.pool.query('update boutiques set trading_hours = $1', [JSON.stringify(week)]);
  const form = await bot.as(marc, null).says('stock-take plan');
  const window = { first: '2027-03-08', last: '2027-04-16', perDay: '20' };
  await bot.as(marc, null).submit(form, { kind: 'fiscal', name: '2027', ...window, boutiques: null });
  await bot.connection.pool.query("update stock_takes set counters = '{ana}', supervisor = 'ines', approver = 'marc'");
  return (await bot.connection.prisma.stockTakeCampaign.findFirstOrThrow()).id;
}

/** What it makes, and how many queries that takes: outside a transaction every one goes through the pool. */
async function counted<T>(work: (db: Database) => Promise<T>): Promise<readonly [T, number]> {
  const { pool, prisma } = bot.connection;
  const query = pool.query.bind(pool);
  let queries = 0;
  pool.query = ((...given: unknown[]) => {
    queries += 1;
    return (query as (...all: unknown[]) => unknown)(...given);
  }) as typeof pool.query;
  const result = await work(prisma);
  pool.query = query;
  return [result, queries];
}

const places = (codes: readonly string[]): Place[] => codes.map((code) => ({ code }) as unknown as Place);

it.each([2, 60])('asks as much for a board of %d boutiques as for one', async (boutiques) => {
  const id = await planned(boutiques);
  const [card, queries] = await counted(async (db) =>
    boardCard(await findCampaign(db, id), await takesOf(db, id), NOW),
  );
  expect(queries).toBe(3);
  expect(card.blocks[0]).toMatchObject({
    text: expect.stringContaining(`${boutiques} boutiques: planned ${boutiques}.`),
  });
  expect(JSON.stringify(card).length).toBeLessThan(6_000);

  const codes = (await bot.connection.prisma.boutique.findMany()).map(({ code }) => code);
  const [facts, asked] = await counted((db) => gateReminder.facts(places(codes), NOW, db));
  expect(asked).toBe(2);
  expect(facts.size).toBe(boutiques);
});

it('names late boutiques first', async () => {
  const id = await planned(30);
  await bot.connection.pool.query("update stock_takes set day = '2027-03-01' where boutique_code = 'B17'");
  const card = boardCard(
    await findCampaign(bot.connection.prisma, id),
    await takesOf(bot.connection.prisma, id),
    new Date('2027-01-17T14:00:00Z'),
  );
  const list = card.blocks.find(({ type }) => type === 'lines');
  expect(list).toMatchObject({
    lines: { 0: { lead: 'Boutique 17', text: expect.stringContaining('late since Fri, Jan 15') } },
  });
  expect(card.blocks[0]).toMatchObject({ text: expect.stringContaining('1 late.') });
});
