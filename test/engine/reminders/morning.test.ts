import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Bot, startBot } from '../../helpers/bot.js';
import { type Chores, choresOf, opensOnWeekdays, owed } from '../../helpers/chores.js';
import { ines, marc } from '../../helpers/network.js';
import { until } from '../../helpers/time.js';

/** Monday, November 23, 2026, at midnight in New York. */
const MONDAY = '2026-11-23T05:00:00Z';

let bot: Bot;
let chores: Chores;

beforeEach(async () => {
  chores = new Map();
  bot = await startBot(MONDAY, { capabilities: [choresOf(chores)] });
  await opensOnWeekdays(bot);
});
afterEach(() => bot.stop());

it('tells the store manager at nine on her clocks, once', async () => {
  chores.set('MADISON', [owed('one')]);
  await until(bot, '2026-11-23T13:59:00Z');
  expect(bot.as(ines).sees()).toEqual([]);

  await until(bot, '2026-11-23T14:00:00Z');
  expect(bot.as(ines).lastSees()).toContain('Chore one');

  await until(bot, '2026-11-24T13:59:00Z');
  expect(bot.as(ines).sees()).toHaveLength(1);
  expect(bot.as(marc).sees()).toEqual([]);
});
