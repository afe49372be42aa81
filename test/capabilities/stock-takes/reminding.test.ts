import { afterEach, beforeEach, expect, it } from 'vitest';
import { stockCounts } from '../../../src/capabilities/stock-counts/index.js';
import { stockTakes } from '../../../src/capabilities/stock-takes/index.js';
import { momentAt } from '../../../src/domain/calendar.js';
import { take } from '../../../src/engine/reminders/turns.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { ines, marc } from '../../helpers/network.js';
import { silent } from '../../helpers/time.js';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot('2026-12-01T14:00:00Z', { capabilities: [stockCounts, stockTakes] });
  const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, '10:00-19:00']));
  await bot.connection.pool.query('update boutiques set trading_hours = $1', [JSON.stringify(week)]);
  const form = await bot.as(marc, null).says('stock-take plan');
  const window = { first: '2027-03-08', last: '2027-03-26', perDay: '1' };
  await bot.as(marc, null).submit(form, { kind: 'fiscal', name: '2027', ...window, boutiques: 'MADISON' });
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

/** That morning, at nine, a little later. */
async function morningOf(day: string): Promise<string[]> {
  bot.clock.now = momentAt(day, '09:05', 'America/New_York');
  const before = bot.chat.history().length;
  await take({ parts: bot.engine.parts, connection: bot.connection, log: silent }, 'everything');
  await bot.carry();
  return bot.chat
    .history()
    .slice(before)
    .map(({ to, text }) => `${to}: ${text}`);
}

it('reminds the store manager, then the operations manager, and ends with the press', async () => {
  expect(await morningOf('2027-01-06')).toEqual([]);
  const [upcoming = '', ...nobodyElse] = await morningOf('2027-01-11');
  expect(upcoming).toMatch(/^person\/ines: .*Madison Avenue.*Fiscal inventory 2027: confirm date.*due Fri, Jan 22/s);
  expect(nobodyElse).toEqual([]);
  expect(await morningOf('2027-01-12')).toEqual([]);

  const late = [
    ...(await morningOf('2027-01-25')),
    ...(await morningOf('2027-01-27')),
    ...(await morningOf('2027-01-28')),
  ];
  expect(late.some((text) => text.startsWith('person/ines') && text.includes('was due'))).toBe(true);
  expect(late.some((text) => text.startsWith('person/marc') && text.includes('was due'))).toBe(true);

  expect((await bot.as(ines).presses('Confirm date')).type).toBe('done');
  const open = await bot.connection.prisma.reminder.findMany({ where: { endedAt: null } });
  expect(open).toEqual([]);
});
