import { calendarColumns, withCalendar } from '../../database/calendars.js';
import { type Database, type Sql, sql } from '../../database/client.js';
import { namesOf } from '../../database/people.js';
import type { Day } from '../../domain/calendar.js';
import type { PlaceCalendar } from '../../domain/place-calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { Campaign, CountFacts, Item, Named, Passed, Take } from './rules.js';
import type { GateId } from './rules-gates.js';

const CAMPAIGN = sql`json_build_object('id', k.id, 'kind', k.kind, 'name', k.name,
  'firstDay', to_char(k.first_day, 'YYYY-MM-DD'), 'lastDay', to_char(k.last_day, 'YYYY-MM-DD'), 'perDay', k.per_day,
  'createdBy', k.created_by, 'createdOn', to_char(k.created_at at time zone 'UTC', 'YYYY-MM-DD'),
  'cancelled', (select json_build_object('by', json_build_object('id', p.id, 'name', p.name), 'why', k.cancelled_why) from people p where p.id = k.cancelled_by))`;

const PASSED = sql`(select coalesce(json_agg(json_build_object('gate', g.gate, 'by', g.passed_by, 'at', g.passed_at, 'words', g.words,
    'photos', cardinality(g.photos), 'waived', g.waived, 'record', g.record) order by g.id), '[]') from stock_take_gates g where g.take_id = s.id and g.lapsed_at is null)`;

const ITEMS = sql`(select coalesce(json_agg(json_build_object('id', i.id, 'kind', i.kind, 'what', i.what, 'owner', i.owner_id,
    'dueOn', to_char(i.due_on, 'YYYY-MM-DD'), 'outcome', i.outcome) order by i.added_at, i.id), '[]') from stock_take_items i where i.take_id = s.id)`;

/** Differences of a count that nothing explains and nobody looks into: each with its zone. */
export function unownedOf(count: Sql): Sql {
  return sql`select d.serial, v.zone_id from counts n join count_differences d on d.count_id = n.id and d.comparison = n.comparison
      cross join lateral (select coalesce(d.expected_zone, d.found_zones[1]) as zone_id) v
    where n.id = ${count} and coalesce((select e.cause from count_causes e
        where e.count_id = n.id and e.comparison = n.comparison and e.serial = d.serial order by e.id desc limit 1), 'unknown') like 'unknown%'
      and not exists (select from stock_take_owners o where o.count_id = n.id and o.zone_id = v.zone_id)`;
}

/** Of the count that was begun of its plan and not voided; counts alone, nothing of what is expected. */
const COUNT = sql`(select json_build_object('id', c.id, 'state', c.state, 'begun', c.opened_at, 'comparedAt', c.compared_at, 'closedAt', c.closed_at,
    'zones', (select count(*) from count_zones z where z.count_id = c.id),
    'counted', (select count(*) from count_zones z where z.count_id = c.id and not exists (
      select from count_rounds r where r.count_id = c.id and r.zone_id = z.zone_id and r.closed_at is null)),
    'unnamed', (select count(*) from count_differences d where d.count_id = c.id and d.comparison = c.comparison and not exists (
      select from count_causes e where e.count_id = c.id and e.comparison = d.comparison and e.serial = d.serial)),
    'unowned', (select count(*) from (${unownedOf(sql`c.id`)}) u),
    'ownedAt', (select max(o.named_at) from stock_take_owners o where o.count_id = c.id),
    'causesAt', (select max(e.named_at) from count_causes e where e.count_id = c.id and e.comparison = c.comparison),
    'counters', (select coalesce(json_agg(t.person_id order by t.began), '[]') from (select b.person_id, min(b.number) as began
      from count_batches b join count_rounds r on r.id = b.round_id where r.count_id = c.id group by b.person_id) t),
    'restricted', exists (select from restrictions x where x.record = c.id))
  from counts c where c.plan_id = s.plan_id and c.state <> 'voided' order by c.opened_at desc limit 1)`;

/** Earlier than any gate of the take `s` is due. */
const BEFORE_GATES = sql`s.day - interval '60 days'`;

/** Where these stand, by boutique; two queries however many they are. `which` speaks of the take `s`, its campaign `k` and its boutique `b`. */
export async function takesWhere(db: Database, which: Sql): Promise<Take[]> {
  const rows = await db.$queryRaw<TakeRow[]>(sql`
    select s.id, ${CAMPAIGN} as campaign, s.boutique_code as boutique, b.name as "boutiqueName", ${calendarColumns(BEFORE_GATES)},
      (select count(*)::int from zones z where z.boutique_code = b.code and z.active) as zones,
      to_char(s.day, 'YYYY-MM-DD') as day, to_char(s.proposed_day, 'YYYY-MM-DD') as "proposedDay", s.proposed_why as "proposedWhy",
      s.proposed_by as "proposedBy", s.counters, s.recounters, s.supervisor, s.approver, s.auditor, s.plan_id as plan,
      s.cancelled_at is not null as cancelled,
      ${PASSED} as passed, ${ITEMS} as items, ${COUNT} as count
    from stock_takes s join stock_take_campaigns k on k.id = s.campaign_id join boutiques b on b.code = s.boutique_code
    where ${which} order by b.name, s.id`);
  const names = await namesOf(db, [...new Set(rows.flatMap(peopleIn))]);
  return rows.map((row) => readTake(row, (id) => ({ id, name: names.get(id) ?? id })));
}

export async function findTake(db: Database, id: string, { hold = false } = {}): Promise<Take> {
  if (hold) await db.$queryRaw(sql`select 1 from stock_takes where id = ${id} for update`);
  const [take] = await takesWhere(db, sql`s.id = ${id}`);
  if (!take) throw new Refusal('gone', 'This stock take no longer exists.');
  return take;
}

export const takesOf = (db: Database, campaign: string): Promise<Take[]> =>
  takesWhere(db, sql`s.campaign_id = ${campaign}`);

/** Those that are neither closed nor cancelled, of these boutiques or of all. */
export const openTakes = (db: Database, boutiques: readonly string[] | null): Promise<Take[]> =>
  takesWhere(
    db,
    sql`${isOpen} and (${boutiques === null} or s.boutique_code = any(${[...(boutiques ?? [])]}::text[]))`,
  );

const isOpen = sql`b.active and s.cancelled_at is null and not exists (
  select from stock_take_gates g where g.take_id = s.id and g.gate = 'actions-60' and g.lapsed_at is null)`;

/** The boutique's own: what is open first, then the newest. */
export async function takeAt(db: Database, boutique: string): Promise<Take | null> {
  const takes = await takesWhere(
    db,
    sql`s.boutique_code = ${boutique} and s.id in (
    select o.id from stock_takes o where o.boutique_code = ${boutique} order by o.day desc limit 3)`,
  );
  const closed = (take: Take) => take.cancelled || take.passed.some(({ gate }) => gate === 'actions-60');
  const [first] = [...takes].sort(
    (a, b) => Number(closed(a)) - Number(closed(b)) || (closed(a) ? -1 : 1) * (a.day < b.day ? -1 : 1),
  );
  return first ?? null;
}

type Dated<T> = {
  readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

interface TakeRow
  extends PlaceCalendar,
    Omit<Take, 'timeZone' | 'calendar' | 'proposal' | 'team' | 'passed' | 'items' | 'count'> {
  readonly campaign: Campaign;
  readonly proposedDay: Day | null;
  readonly proposedWhy: string | null;
  readonly proposedBy: string | null;
  readonly counters: readonly string[];
  readonly recounters: readonly string[];
  readonly supervisor: string | null;
  readonly approver: string | null;
  readonly auditor: string | null;
  readonly passed: readonly {
    gate: GateId;
    by: string;
    at: string;
    words: string;
    photos: number;
    waived: boolean;
    record: string | null;
  }[];
  readonly items: readonly (Omit<Item, 'owner'> & { readonly owner: string })[];
  readonly count: (Omit<Dated<CountFacts>, 'counters'> & { readonly counters: readonly string[] }) | null;
}

const peopleIn = (row: TakeRow): string[] =>
  [
    ...[...row.counters, ...row.recounters, row.supervisor, row.approver, row.proposedBy],
    ...row.passed.map(({ by }) => by),
    ...row.items.map(({ owner }) => owner),
    ...(row.count?.counters ?? []),
  ].filter((id) => id !== null);

function readTake(row: TakeRow, named: (id: string) => Named): Take {
  const { proposedDay, proposedWhy, proposedBy, counters, recounters, supervisor, approver, auditor, ...more } = row;
  const take = withCalendar(more);
  return {
    ...take,
    timeZone: take.calendar.timeZone,
    proposal: proposedDay === null ? null : { day: proposedDay, why: proposedWhy ?? '', by: named(proposedBy ?? '') },
    team:
      supervisor === null || approver === null
        ? null
        : {
            counters: counters.map(named),
            recounters: recounters.map(named),
            supervisor: named(supervisor),
            approver: named(approver),
            auditor,
          },
    // What was said of a count that was voided says nothing of the next one.
    passed: row.passed
      .filter(({ record }) => record === null || record === row.count?.id)
      .map(({ record: _, ...each }): Passed => ({ ...each, by: named(each.by), at: new Date(each.at) })),
    items: row.items.map((each) => ({ ...each, owner: named(each.owner) })),
    count: row.count && readCount(row.count, named),
  };
}

function readCount(count: NonNullable<TakeRow['count']>, named: (id: string) => Named): CountFacts {
  const moment = (at: string | null) => (at === null ? null : new Date(at));
  return {
    ...count,
    begun: new Date(count.begun),
    comparedAt: moment(count.comparedAt),
    causesAt: moment(count.causesAt),
    ownedAt: moment(count.ownedAt),
    closedAt: moment(count.closedAt),
    counters: count.counters.map(named),
  };
}

export async function findCampaign(db: Database, id: string): Promise<Campaign> {
  const [row] = await db.$queryRaw<{ campaign: Campaign }[]>(sql`
    select ${CAMPAIGN} as campaign from stock_take_campaigns k where k.id = ${id}`);
  if (!row) throw new Refusal('gone', 'This campaign no longer exists.');
  return row.campaign;
}

/** Those of which a boutique is not closed, the first window first. */
export async function liveCampaigns(db: Database, most: number): Promise<Campaign[]> {
  const rows = await db.$queryRaw<{ campaign: Campaign }[]>(sql`
    select ${CAMPAIGN} as campaign from stock_take_campaigns k
    where exists (select from stock_takes s join boutiques b on b.code = s.boutique_code where s.campaign_id = k.id and ${isOpen})
    order by k.first_day, k.id limit ${most}`);
  return rows.map(({ campaign }) => campaign);
}
