import { type Database, sql } from '../../database/client.js';
import { todayIn } from '../../domain/calendar.js';
import { minorDigits } from '../../domain/money.js';
import type { ZoneEvent, ZoneFacts } from './rules-duties.js';
import { eventsOf, type FoundEvent } from './store-events.js';
import type { RulesBook } from './store-rules.js';

export interface Planned {
  readonly code: string;
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** How many promises back a piece is looked for: what was seen before that was not seen. */
const PROMISES_BACK = 3;
const DAY = 86_400_000;

/** What planning needs to know of the zones of these boutiques; the same number of queries however many they are. */
export async function zonesOf(
  db: Database,
  boutiques: readonly Planned[],
  rules: RulesBook,
  now: Date,
): Promise<ReadonlyMap<string, readonly ZoneFacts[]>> {
  const codes = boutiques.map(({ code }) => code);
  const events = await eventsOf(db, now, codes);
  const places = new Map(boutiques.map((each) => [each.code, each]));
  const zones = new Map<string, ZoneFacts[]>(boutiques.map(({ code }) => [code, []]));
  for (const row of await zoneRows(db, boutiques, rules, now)) {
    const place = places.get(row.boutique);
    if (place)
      zones.get(row.boutique)?.push(factsOf(row, place, rules(row.boutique).kinds, events.get(row.boutique) ?? []));
  }
  return zones;
}

interface ZoneRow {
  readonly boutique: string;
  readonly zone: string;
  readonly kind: string;
  readonly position: number;
  readonly pieces: number;
  readonly value: bigint;
  readonly lastCounted: Date | null;
  readonly oldestSeen: Date | null;
  readonly moved: bigint;
  readonly accuracies: readonly number[];
}

function factsOf(
  row: ZoneRow,
  { timeZone, currency }: Planned,
  kinds: readonly string[],
  events: readonly FoundEvent[],
): ZoneFacts {
  const whole = (minor: bigint): number => Number(minor) / 10 ** minorDigits(currency);
  const dayOf = (at: Date | null) => (at === null ? null : todayIn(timeZone, at));
  const { zone, kind, position, pieces, accuracies, lastCounted } = row;
  return {
    ...{ zone, kind, position, pieces, accuracies },
    value: whole(row.value),
    moved: whole(row.moved),
    lastCounted: dayOf(lastCounted),
    oldestSeen: dayOf(row.oldestSeen),
    events: events
      .filter((event) => (event.zone === null ? kinds.includes(kind) : event.zone === zone))
      .filter(({ at }) => lastCounted === null || at > lastCounted)
      .map(({ code, record }): ZoneEvent => ({ code, ...(record !== null && { record }) })),
  };
}

/** Put together by grouping and not by joining: whatever the database expects of its size, it takes as long as there is. */
async function zoneRows(db: Database, boutiques: readonly Planned[], rules: RulesBook, now: Date): Promise<ZoneRow[]> {
  const wanted = boutiques.map(({ code }) => ({
    code,
    since: new Date(now.getTime() - PROMISES_BACK * rules(code).promise * DAY).toISOString(),
  }));
  return db.$queryRaw<ZoneRow[]>(sql`
    with wanted as (select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (code text, since timestamptz)),
    here as (
      select p.boutique_code, p.zone_id, p.serial, p.retail from pieces p join wanted w on w.code = p.boutique_code
      where p.status in ('in-stock', 'reserved')),
    stock as (select zone_id, count(*)::int as pieces, sum(retail)::bigint as value from here group by zone_id),
    closed as (
      select distinct on (r.zone_id) r.zone_id, r.count_id, r.closed_at, c.compared_at
      from zones z join wanted w on w.code = z.boutique_code join count_rounds r on r.zone_id = z.id join counts c on c.id = r.count_id
      where r.number = 1 and not r.skipped and r.closed_at is not null and c.state not in ('voided', 'cancelled')
      order by r.zone_id, r.closed_at desc),
    compared as (
      select c.id, c.boutique_code, c.comparison, c.compared_at, c.state from counts c join wanted w on w.code = c.boutique_code
      where c.compared_at >= w.since and c.state not in ('voided', 'cancelled')),
    looked as (
      select c.boutique_code, e.serial, c.compared_at, d.kind is distinct from 'missing' as found
      from compared c join count_expected e on e.count_id = c.id
        left join count_differences d on d.count_id = c.id and d.comparison = c.comparison and d.serial = e.serial
      union all
      select c.boutique_code, d.serial, c.compared_at, true
      from compared c join count_differences d on d.count_id = c.id and d.comparison = c.comparison where d.found_zones <> '{}'),
    spotted as (
      select boutique_code, serial, zone_id, null::timestamptz as found_at, null::timestamptz as missed_at from here
      union all
      select boutique_code, serial, null, case when found then compared_at end, case when not found then compared_at end from looked),
    seen as (
      select max(zone_id) as zone_id, max(found_at) as found_at, max(missed_at) as missed_at
      from spotted group by boutique_code, serial having max(zone_id) is not null),
    oldest as (
      select zone_id, min(found_at) as seen_at from seen
      where missed_at is null or missed_at < found_at group by zone_id),
    lay as (
      select e.zone_id, e.serial, e.retail as was, null::bigint as now
      from closed l join count_expected e on e.count_id = l.count_id and e.zone_id = l.zone_id
      union all
      select zone_id, serial, null, retail from here),
    changed as (
      select zone_id, coalesce(max(was), max(now)) as retail from lay group by zone_id, serial having (max(was) is null) <> (max(now) is null)),
    moved as (select zone_id, sum(retail)::bigint as value from changed group by zone_id),
    turned as (
      select t.zone_id, sum(t.value)::bigint as value from closed l join counts c on c.id = l.count_id
        join stock_imports f on f.id = c.import_id join stock_turnovers t on t.zone_id = l.zone_id
        join stock_imports i on i.id = t.import_id and i.stated_at > f.stated_at
      group by t.zone_id),
    ${accuracyOf(sql`compared`)},
    accuracies as (select zone_id, array_agg(accuracy order by compared_at desc) as latest from accuracy group by zone_id),
    known as (
      select z.id as zone_id, z.boutique_code, z.kind, z.position, null::int as pieces, null::bigint as value, null::timestamptz as closed_at,
        null::timestamptz as compared_at, null::timestamptz as seen_at, null::bigint as moved, null::float8[] as latest
      from zones z join wanted w on w.code = z.boutique_code where z.active
      union all select zone_id, null, null, null, pieces, value, null, null, null, null, null from stock
      union all select zone_id, null, null, null, null, null, closed_at, compared_at, null, null, null from closed
      union all select zone_id, null, null, null, null, null, null, null, seen_at, null, null from oldest
      union all select zone_id, null, null, null, null, null, null, null, null, value, null from moved
      union all select zone_id, null, null, null, null, null, null, null, null, value, null from turned
      union all select zone_id, null, null, null, null, null, null, null, null, null, latest from accuracies)
    select max(boutique_code) as boutique, zone_id as zone, max(kind) as kind, max(position) as position, coalesce(max(pieces), 0) as pieces,
      coalesce(max(value), 0) as value, max(closed_at) as "lastCounted", case when max(compared_at) is not null then max(seen_at) end as "oldestSeen",
      coalesce(max(moved), 0) as moved, coalesce(max(latest), '{}') as accuracies
    from known group by zone_id having max(boutique_code) is not null order by 1, 4`);
}

/**
 * Serial accuracy of each zone in each decided count that everybody may see, in per cent: pieces in their place, of all
 * that were expected or found there. Of counts that go on, nothing is said that a counter could learn from.
 */
export const accuracyOf = (counts: ReturnType<typeof sql>) => sql`
  accuracy as (
    select cz.zone_id, c.compared_at, coalesce(100.0 * (e.pieces - d.displaced) / nullif(e.pieces + d.extra, 0), 100)::float8 as accuracy
    from ${counts} c join count_zones cz on cz.count_id = c.id,
      lateral (select count(*)::int as pieces from count_expected x where x.count_id = c.id and x.zone_id = cz.zone_id) e,
      lateral (
        select count(*) filter (where x.expected_zone = cz.zone_id)::int as displaced,
          count(*) filter (where cz.zone_id = any(x.found_zones) and x.expected_zone is distinct from cz.zone_id)::int as extra
        from count_differences x where x.count_id = c.id and x.comparison = c.comparison) d
    where c.state in ('approved', 'posted', 'closed') and not exists (select from restrictions r where r.record = c.id))`;
