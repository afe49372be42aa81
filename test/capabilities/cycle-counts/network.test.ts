import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seeCoverage } from '../../../src/capabilities/cycle-counts/covering.js';
import { end } from '../../../src/capabilities/cycle-counts/ending.js';
import { needsOfPlans, seePlan } from '../../../src/capabilities/cycle-counts/looking.js';
import { planWeeks } from '../../../src/capabilities/cycle-counts/planning.js';
import { say } from '../../../src/capabilities/cycle-counts/saying.js';
import { stand } from '../../../src/capabilities/cycle-counts/standing.js';
import { watch } from '../../../src/capabilities/cycle-counts/watching.js';
import type { Boutique } from '../../../src/domain/boutique.js';
import type { Context, Timed } from '../../../src/engine/capability.js';
import { type Bot, startBot } from '../../helpers/bot.js';
import { addBoutiques } from '../../helpers/network.js';
import { lookNow } from './looking.js';

/** A Thursday, 3 PM in New York and noon in Los Angeles. */
const THURSDAY = '2026-11-19T20:00:00Z';

const bots = new Map<number, Bot>();
beforeAll(async () => {
  for (const number of [5, 500]) bots.set(number, await networkOf(number));
}, 60_000);
afterAll(async () => {
  for (const bot of bots.values()) await bot.stop();
});

/** As many boutiques like Beverly Hills, with zones, stock and a count of each window a while ago. */
async function networkOf(number: number): Promise<Bot> {
  const bot = await startBot(THURSDAY);
  const { pool } = bot.connection;
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, '10:00-19:00']);
  await pool.query('update boutiques set trading_hours = $1', [Object.fromEntries(days)]);
  await addBoutiques(bot.connection, number - 2);
  await pool.query(`
    insert into zones (id, boutique_code, name, kind, aliases, position, active)
    select b.code || '/' || split_part(z.id, '/', 2), b.code, z.name, z.kind, '{}', z.position, true
    from zones z, boutiques b where z.boutique_code = 'RODEO' and b.code like 'B%';
    insert into stock_imports select 'import-' || b.code, b.code, i.file_name, i.sha256, i.stated_at, i.imported_at, i.lines
    from stock_imports i, boutiques b where i.boutique_code = 'RODEO' and b.code like 'B%';
    insert into pieces (boutique_code, serial, reference, description, zone_id, retail, cost, status, import_id)
    select z.boutique_code, z.boutique_code || '-' || z.position || '-' || n, 'RG-20', 'Ring', z.id, 420000, 200000, 'in-stock', 'import-' || z.boutique_code
    from zones z, generate_series(1, 12) n where z.boutique_code like 'B%';
    insert into counts (id, boutique_code, reason, state, opened_by, opened_at, import_id, old_stock, comparison, compared_at)
    select 'count-' || z.id, z.boutique_code, 'weekly', 'closed', 'ana', '2026-11-09T18:00:00Z', 'import-' || z.boutique_code, false, 1, '2026-11-09T19:00:00Z'
    from zones z where z.boutique_code like 'B%' and z.name = 'Window';
    insert into count_zones (count_id, zone_id) select id, substr(id, 7) from counts;
    insert into count_rounds (id, count_id, zone_id, number, opened_at, closed_at, closed_by) select 'r' || id, id, substr(id, 7), 1, opened_at, compared_at, 'ana' from counts;
    insert into count_expected select c.id, p.serial, p.zone_id, p.reference, p.description, p.retail from counts c join pieces p on p.zone_id = substr(c.id, 7);
    insert into count_differences (count_id, comparison, serial, kind, expected_zone, found_zones, retail)
    select c.id, 1, min(e.serial), 'missing', substr(c.id, 7), '{}', 420000 from counts c join count_expected e on e.count_id = c.id group by c.id`);
  return bot;
}

const does: Readonly<Record<string, (bot: Bot) => Promise<unknown>>> = {
  'looking whether weeks are to be planned': (bot) => dueOf(planWeeks, bot),
  'planning all weeks': (bot) => acts(planWeeks, bot),
  'looking what is to be said': (bot) => dueOf(say, bot),
  'looking what stands': (bot) => dueOf(stand, bot),
  'looking what was counted': (bot) => dueOf(end, bot),
  'looking what happened': (bot) => acts(watch, bot),
  'looking what is owed': (bot) => lookNow(bot),
  'listing all plans': (bot) => seePlan.run(contextOf(bot) as Context),
  'listing all coverage': (bot) => seeCoverage.run(contextOf(bot) as Context),
  'what needs attention': (bot) => needsOfPlans(bot.clock.now, bot.connection.prisma),
};

it.each(Object.entries(does))('%s takes as many queries for 500 boutiques as for 5', async (_, work) => {
  const queries: number[] = [];
  for (const bot of bots.values()) queries.push(await queriesOf(bot, () => work(bot)));
  const [few = 0, many = 0] = queries;
  expect(few).toBeGreaterThan(0);
  expect(many).toBe(few);
});

it('plans every boutique of the 500', async () => {
  const [, many] = [...bots.values()];
  const { rows } = await (many as Bot).connection.pool.query(
    'select count(*)::int as slots, count(distinct boutique_code)::int as boutiques from cycle_slots',
  );
  expect(rows[0]).toMatchObject({ boutiques: 500 });
  expect(rows[0].slots).toBeGreaterThan(500 * 4);
});

const contextOf = ({ clock, connection }: Bot) =>
  ({
    db: connection.prisma,
    now: clock.now,
    today: '2026-11-19',
    newId: randomUUID,
    boutique: null,
    actor: { id: 'marc', name: 'Marc', language: 'en-US', roles: [{ role: 'operations-manager', boutique: null }] },
    reading: async (records: readonly string[]) => new Set(records),
  }) as unknown as Context<Boutique | null>;

const dueOf = (timed: Timed, bot: Bot) => timed.due(bot.clock.now, bot.connection.prisma);

const acts = (timed: Timed, bot: Bot) => timed.act({ key: 'x', boutique: null, subject: 'network' }, contextOf(bot));

async function queriesOf({ connection: { pool } }: Bot, work: () => Promise<unknown>): Promise<number> {
  let asked = 0;
  const query = pool.query.bind(pool);
  pool.query = ((...given: unknown[]) => {
    asked += 1;
    return (query as (...args: unknown[]) => unknown)(...given);
  }) as typeof query;
  await work().finally(() => {
    pool.query = query;
  });
  return asked;
}
