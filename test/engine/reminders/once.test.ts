import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Connection, connect } from '../../../src/database/client.js';
import {
  type Everything,
  firingsBetween,
  type Occasion,
  occasionsIn,
  take,
} from '../../../src/engine/reminders/turns.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { type Chores, choresOf, opensOnWeekdays, owed } from '../../helpers/chores.js';
import { addBoutiques, ines } from '../../helpers/network.js';
import { silent, until, wakes } from '../../helpers/time.js';

const MONDAY = '2026-11-23T05:00:00Z';
const AT_NINE = '2026-11-23T14:00:00Z';

let bot: Bot;
let chores: Chores;
let fails: 'facts' | 'never';

beforeEach(async () => {
  chores = new Map();
  fails = 'never';
  const facts = async () => {
    if (fails === 'facts') throw new Error('no facts');
    return chores;
  };
  bot = await startBot(MONDAY, { capabilities: [choresOf(chores, { facts })] });
  await opensOnWeekdays(bot);
});
afterEach(() => bot.stop());

const keeper = (connection: Connection = bot.connection) => ({ parts: bot.engine.parts, connection, log: silent });
const count = async (table: string): Promise<number> =>
  Number((await bot.connection.pool.query(`select count(*) from ${table}`)).rows[0]?.count);

describe('two instances', () => {
  it('say it once, whoever comes first', async () => {
    const url = (bot.connection.pool.options.connectionString as string) ?? '';
    const others = [connect(url), connect(url), connect(url)];
    for (const { pool } of others) await pool.query('select');
    chores.set('MADISON', [owed('one'), owed('two', { weight: 'critical' })]);
    chores.set('RODEO', [owed('one')]);
    bot.clock.now = new Date(AT_NINE);
    await Promise.all([bot.connection, ...others].flatMap((each) => [take(keeper(each), 'everything')]));
    await bot.carry();
    for (const other of others) await other.close();

    expect(await count('reminders')).toBe(3);
    expect(bot.as(ines).sees()).toHaveLength(2);
    expect(await count('deliveries')).toBe(3);
  });

  it('say a morning once', async () => {
    chores.set('MADISON', [owed('one'), owed('two', { weight: 'urgent' })]);
    await until(bot, '2026-11-23T13:00:00Z');
    bot.clock.now = new Date(AT_NINE);
    const occasion = { type: 'morning', time: '09:00', timeZone: 'America/New_York' } as const;
    await Promise.all([1, 2, 3].map(() => take(keeper(), occasion)));
    await bot.carry();
    expect(bot.as(ines).sees()).toHaveLength(2);
    expect(await count('deliveries')).toBe(2);
  });

  it('wait for one that dies in the middle, and say what it did not', async () => {
    chores.set('MADISON', [owed('one')]);
    bot.clock.now = new Date(AT_NINE);
    const dying = new pg.Client({ connectionString: bot.connection.pool.options.connectionString as string });
    await dying.connect();
    await dying.query("begin; select pg_advisory_xact_lock(hashtextextended('reminders', 0))");
    const waiting = take(keeper(), 'everything');
    await vi.waitFor(async () => expect(await count('pg_locks where not granted')).toBe(1));
    expect(await count('deliveries')).toBe(0);
    await dying.end();
    await waiting;
    await bot.carry();
    expect(bot.as(ines).sees()).toHaveLength(1);
  });
});

describe('what goes wrong in the middle', () => {
  it('leaves nothing behind, and the next look says it all', async () => {
    chores.set('MADISON', [owed('one')]);
    fails = 'facts';
    bot.clock.now = new Date(AT_NINE);
    await expect(take(keeper(), 'everything')).rejects.toThrow('no facts');
    expect([await count('reminders'), await count('deliveries'), await count('digests')]).toEqual([0, 0, 0]);

    fails = 'never';
    await wakes(bot);
    expect(bot.as(ines).sees()).toHaveLength(1);
  });

  it('leaves a morning that could not be said for the next one who looks', async () => {
    chores.set('MADISON', [owed('one')]);
    await until(bot, '2026-11-23T13:00:00Z');
    await bot.connection.pool.query('alter table deliveries rename to lost');
    bot.clock.now = new Date(AT_NINE);
    const occasion = { type: 'morning', time: '09:00', timeZone: 'America/New_York' } as const;
    await expect(take(keeper(), occasion)).rejects.toThrow();
    await bot.connection.pool.query('alter table lost rename to deliveries');
    expect([await count('reminders_said'), await count('digests')]).toEqual([0, 0]);

    await take(keeper(), occasion);
    await bot.carry();
    expect(bot.as(ines).sees()).toHaveLength(1);
  });
});

describe('however many boutiques there are', () => {
  it('a look and a morning are as many queries', async () => {
    const look: Occasion = { type: 'look', cron: '30 4 * * *', timeZone: 'America/Los_Angeles' };
    const morning: Occasion = { type: 'morning', time: '09:00', timeZone: 'America/Los_Angeles' };
    const numbers: number[][] = [];
    for (const more of [5, 500]) {
      await bot.stop();
      bot = await startBot(MONDAY, { capabilities: [choresOf(chores)] });
      await addBoutiques(bot.connection, more);
      await managers();
      await opensOnWeekdays(bot);
      const critical = { weight: 'critical' } as const;
      for (let n = 1; n <= more; n += 1) chores.set(`B${n}`, [owed('one'), owed('two', n % 2 ? {} : critical)]);
      bot.clock.now = new Date('2026-11-23T12:30:00Z');
      const first = await queriesOf(look);
      bot.clock.now = new Date('2026-11-23T17:00:00Z');
      const told = await queriesOf(morning);
      bot.clock.now = new Date('2026-11-25T12:30:00Z');
      for (const [code, list] of chores) chores.set(code, list.slice(0, 1));
      const climbed = await queriesOf(look);
      bot.clock.now = new Date('2026-11-25T17:00:00Z');
      const again = await queriesOf(morning);
      numbers.push([first, told, climbed, again]);
      expect(await count('reminders')).toBe(more * 2);
      expect(await count('reminders where rung = 1')).toBe(more);
    }
    expect(numbers[1]).toEqual(numbers[0]);
    expect(Math.max(...(numbers[0] ?? []))).toBeLessThan(40);
  });
});

it('comes at the same time of the day on each clock, also when clocks change', async () => {
  const { parts } = bot.engine;
  const occasions = await occasionsIn(parts.registry, bot.connection.prisma);
  const mornings = firingsBetween(occasions, new Date('2026-10-30T12:00:00Z'), new Date('2026-11-03T04:00:00Z'))
    .filter(({ occasion }) => occasion.type === 'morning' && occasion.timeZone === 'America/New_York')
    .map(({ at }) => at.toISOString());
  expect(mornings).toEqual([
    '2026-10-30T13:00:00.000Z',
    '2026-10-31T13:00:00.000Z',
    '2026-11-01T14:00:00.000Z',
    '2026-11-02T14:00:00.000Z',
  ]);
});

/** One each. */
async function managers(): Promise<void> {
  await bot.connection.pool.query(`
    insert into people (id, name, email, language, active)
      select 'm' || code, 'Manager ' || code, code || '@vitrine.example', 'en-US', true from boutiques where code like 'B%';
    insert into roles (id, person_id, role, boutique_code)
      select 'm' || code, 'm' || code, 'store-manager', code from boutiques where code like 'B%'`);
}

/** Over every line to the database. */
async function queriesOf(occasion: Occasion | Everything): Promise<number> {
  const { query } = pg.Client.prototype;
  let asked = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    asked += 1;
    return (query as (...args: unknown[]) => unknown).apply(this, given);
  } as typeof query;
  await take(keeper(), occasion).finally(() => {
    pg.Client.prototype.query = query;
  });
  return asked;
}
