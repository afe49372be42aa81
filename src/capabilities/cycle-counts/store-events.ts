import { type Database, sql } from '../../database/client.js';
import { grouped } from '../../domain/grouped.js';
import type { EventCode } from './rules-duties.js';

const DAY = 86_400_000;

/** What happened longer ago and was not looked into is for the next regular count. */
const EVENT_DAYS = 30;

export interface FoundEvent {
  readonly boutique: string;
  /** Null: every zone of the kinds that are class A. */
  readonly zone: string | null;
  readonly code: EventCode;
  readonly at: Date;
  readonly record: string | null;
}

/** Kinds of anomalies after which is counted. */
const INCIDENTS = ['theft', 'loss', 'safe', 'showcase', 'door', 'fire', 'merchandise'];

/** What happened at these boutiques, or at all of them where none are named; one query. */
export async function eventsOf(
  db: Database,
  now: Date,
  boutiques: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly FoundEvent[]>> {
  const since = new Date(now.getTime() - EVENT_DAYS * DAY);
  const rows = await db.$queryRaw<FoundEvent[]>(sql`
    with events as (
      select p.boutique_code as boutique, p.zone_id as zone, 'elsewhere' as code, c.compared_at as at, c.id as record
      from counts c join count_differences d on d.count_id = c.id and d.comparison = c.comparison
        join pieces p on p.serial = d.serial and p.status in ('in-stock', 'reserved')
      where c.compared_at >= ${since} and c.state not in ('voided', 'cancelled') and d.found_zones <> '{}'
        and not exists (select from count_zones cz where cz.count_id = c.id and cz.zone_id = p.zone_id)
      union all
      select c.boutique_code, d.expected_zone, 'find', n.named_at, c.id
      from count_causes n join counts c on c.id = n.count_id
        join count_differences d on d.count_id = c.id and d.comparison = n.comparison and d.serial = n.serial
      where n.cause = 'unknown-written-off' and n.named_at >= ${since} and d.expected_zone is not null and c.state <> 'voided'
      union all
      select distinct a.boutique_code, p.zone_id, 'incident', a.reported_at, a.id
      from anomalies a left join pieces p on p.boutique_code = a.boutique_code and p.serial = any(a.pieces)
      where a.reported_at >= ${since} and a.count_id is null and a.type = any(${INCIDENTS})
        and coalesce(a.close_reason, '') not in ('duplicate', 'not-an-anomaly')
      union all
      select z.boutique_code, z.id, 'holder', w.holder_changed_at, null from cycle_watches w join zones z on z.id = w.zone_id
      where w.holder_changed_at >= ${since}
      union all
      select z.boutique_code, z.id, 'emptied', w.emptied_at, null from cycle_watches w join zones z on z.id = w.zone_id
      where w.emptied_at >= ${since} and w.empty
      union all
      select b.code, z.id, 'closure', ((l.last_day + 1)::timestamp at time zone b.time_zone), null
      from closures l join boutiques b on b.code = l.boutique_code join zones z on z.boutique_code = b.code and z.active
      where l.ended_at is null and l.hours is null and l.last_day > l.first_day
        and ((l.last_day + 1)::timestamp at time zone b.time_zone) >= ${since}
      union all
      select j.boutique_code, null, 'event', ((j.opens_on + 1)::timestamp at time zone b.time_zone), null
      from projects j join boutiques b on b.code = j.boutique_code
      where j.kind in ('event', 'exhibition') and j.state not in ('held', 'cancelled')
        and ((j.opens_on + 1)::timestamp at time zone b.time_zone) >= ${since})
    select * from events where at <= ${now} and (${boutiques === null} or boutique = any(${[...(boutiques ?? [])]}::text[])) order by at`);
  return grouped(rows, ({ boutique }) => boutique);
}

/** Days on which a stock take, an opening or an event is on. */
export async function blockedDays(
  db: Database,
  boutiques: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await db.$queryRaw<{ boutique: string; day: string }[]>(sql`
    select d.boutique, to_char(d.day, 'YYYY-MM-DD') as day from (
      select boutique_code as boutique, due_on as day from count_plans
      where cancelled_at is null and reason in ('annual', 'fiscal', 'opening', 'event')
      union all
      select boutique_code, day from stock_takes where cancelled_at is null
      union all
      select boutique_code, opens_on from projects where kind in ('opening', 'event', 'exhibition') and state not in ('held', 'cancelled')) d
    where d.day >= ${since}::date - 1 and d.boutique = any(${[...boutiques]})`);
  const days = grouped(rows, ({ boutique }) => boutique);
  return new Map([...days].map(([code, each]) => [code, new Set(each.map(({ day }) => day))]));
}
