import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKeeping } from '../../../src/engine/reminders/keeping.js';
import type { Tick } from '../../../src/engine/schedule.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { type Chores, choresOf, opensOnWeekdays, owed } from '../../helpers/chores.js';
import { ines } from '../../helpers/network.js';
import { silent } from '../../helpers/time.js';

let bot: Bot;
let chores: Chores;
let planned: readonly Tick[];
let fails: boolean;
let keep: () => Promise<void>;

beforeEach(async () => {
  [chores, planned, fails] = [new Map(), [], false];
  const facts = async () => {
    if (fails) throw new Error('no facts');
    return chores;
  };
  bot = await startBot('2026-11-23T15:00:00Z', { capabilities: [choresOf(chores, { facts })] });
  await opensOnWeekdays(bot);
  const keeper = { parts: bot.engine.parts, connection: bot.connection, log: silent };
  keep = createKeeping(keeper, async (ticks) => {
    planned = ticks;
  });
});
afterEach(() => bot.stop());

const passes = async (minutes: number) => {
  bot.clock.now = new Date(bot.clock.now.getTime() + minutes * 60_000);
  await keep();
  await bot.carry();
};
const seen = () => bot.as(ines).sees().length;
const names = () => planned.map(({ name }) => name);
const sql = (text: string) => bot.connection.pool.query(text);

it('plans a look and the mornings for each clock in the network, and anew when it changes', async () => {
  await keep();
  expect(names()).toEqual([
    'look 30 4 * * * America/Los_Angeles',
    'look 30 4 * * * America/New_York',
    'morning 09:00 America/Los_Angeles',
    'morning 09:00 America/New_York',
  ]);
  expect(planned.map(({ cron, timeZone }) => `${cron} ${timeZone}`)).toContain('0 9 * * * America/Los_Angeles');

  await sql("insert into person_hours values ('ines', '20:00', '08:00', '08:30')");
  await sql("update boutiques set time_zone = 'America/Chicago' where code = 'RODEO'");
  await keep();
  expect(names()).toEqual([
    'look 30 4 * * * America/Chicago',
    'look 30 4 * * * America/New_York',
    'morning 09:00 America/Chicago',
    'morning 08:30 America/New_York',
    'morning 09:00 America/New_York',
  ]);
});

it('looks at everything at the start and after a gap, and not every minute', async () => {
  chores.set('MADISON', [owed('one')]);
  await passes(0);
  expect(seen()).toBe(1);
  chores.set('MADISON', [owed('one'), owed('two', { weight: 'critical' })]);
  await passes(1);
  await passes(1);
  expect(seen()).toBe(1);
  await passes(5);
  expect(seen()).toBe(2);
});

it('makes up for a look that failed, a minute later', async () => {
  await keep();
  chores.set('MADISON', [owed('one')]);
  fails = true;
  const look = planned.find(({ name }) => name === 'look 30 4 * * * America/New_York');
  await expect(look?.run(new AbortController().signal)).rejects.toThrow('no facts');
  await expect(passes(1)).rejects.toThrow('no facts');
  fails = false;
  await passes(1);
  expect(seen()).toBe(1);
});

it('asks the database twice where there is nothing to do', async () => {
  await keep();
  const asked: string[] = [];
  const { connection } = bot;
  const counting = connection.prisma.$extends({
    query: {
      $allOperations({ operation, args, query }) {
        asked.push(operation);
        return query(args);
      },
    },
  });
  const keeper = { parts: bot.engine.parts, connection: { ...connection, prisma: counting as never }, log: silent };
  const quiet = createKeeping(keeper, async () => {});
  await quiet();
  asked.length = 0;
  await quiet();
  expect(asked).toHaveLength(2);
});
