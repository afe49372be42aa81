import { type Database, sql } from '../../database/client.js';
import type { Coverage } from './rules-coverage.js';
import { openStates } from './rules-slots.js';
import { accuracyOf } from './store-facts.js';
import type { RulesBook } from './store-rules.js';

const DAY = 86_400_000;
const ACCURACY_DAYS = 90;

/** Of these boutiques, or of all that have stock; one query, however many they are. */
export async function coverageOf(
  db: Database,
  boutiques: readonly string[] | null,
  rules: RulesBook,
  now: Date,
): Promise<Coverage[]> {
  const places = await db.boutique.findMany({
    where: { active: true, imports: { some: {} }, ...(boutiques && { code: { in: [...boutiques] } }) },
    select: { code: true },
  });
  const wanted = places.map(({ code }) => ({ code, promise: rules(code).promise }));
  const since = new Date(now.getTime() - ACCURACY_DAYS * DAY);
  return db.$queryRaw<Coverage[]>(sql`
    with wanted as (
      select w.code, w.promise, b.name, (${now}::timestamptz at time zone b.time_zone)::date as today
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (code text, promise int) join boutiques b on b.code = w.code),
    decided as (
      select c.id, c.boutique_code, c.comparison, c.compared_at, c.state from counts c join wanted w on w.code = c.boutique_code
      where c.state in ('approved', 'posted', 'closed') and c.compared_at >= least(${since}, ${now}::timestamptz - w.promise * interval '1 day')),
    found as (
      select distinct c.boutique_code, s.serial from decided c join wanted w on w.code = c.boutique_code,
        lateral (
          select e.serial from count_expected e where e.count_id = c.id and not exists (
            select from count_differences d
            where d.count_id = c.id and d.comparison = c.comparison and d.serial = e.serial and d.kind = 'missing')
          union
          select d.serial from count_differences d where d.count_id = c.id and d.comparison = c.comparison and d.found_zones <> '{}') s
      where c.compared_at >= ${now}::timestamptz - w.promise * interval '1 day'),
    spotted as (
      select p.boutique_code, p.serial, true as here, false as seen from pieces p join wanted w on w.code = p.boutique_code
      where p.status in ('in-stock', 'reserved')
      union all select boutique_code, serial, false, true from found),
    each_piece as (select boutique_code, bool_or(seen) as seen from spotted group by boutique_code, serial having bool_or(here)),
    pieces_of as (
      select boutique_code, count(*)::int as pieces, count(*) filter (where seen)::int as seen from each_piece group by boutique_code),
    ${accuracyOf(sql`(select * from decided where compared_at >= ${since})`)},
    accuracies as (
      select z.boutique_code, avg(a.accuracy)::float8 as accuracy from accuracy a join zones z on z.id = a.zone_id group by z.boutique_code),
    slots as (
      select s.boutique_code,
        count(*) filter (where s.day >= date_trunc('month', w.today) and (s.state = 'done' or s.day < w.today))::int as due,
        count(*) filter (where s.day >= date_trunc('month', w.today) and s.on_time)::int as kept,
        count(*) filter (where s.day < date_trunc('month', w.today))::int as "dueBefore",
        count(*) filter (where s.day < date_trunc('month', w.today) and s.on_time)::int as "keptBefore",
        count(*) filter (where s.day < w.today and s.state = any(${[...openStates]}))::int as late
      from cycle_slots s join wanted w on w.code = s.boutique_code
      where s.state <> 'dropped' and s.day >= date_trunc('month', w.today) - interval '1 month' group by s.boutique_code),
    left_out as (
      select k.boutique_code, sum(jsonb_array_length(k."left"))::int as zones
      from cycle_weeks k join wanted w on w.code = k.boutique_code
      where k.monday >= date_trunc('week', w.today) group by k.boutique_code)
    select w.code, w.name, w.promise, coalesce(p.pieces, 0) as pieces, coalesce(p.seen, 0) as seen, a.accuracy,
      coalesce(s.due, 0) as due, coalesce(s.kept, 0) as kept, coalesce(s."dueBefore", 0) as "dueBefore",
      coalesce(s."keptBefore", 0) as "keptBefore", coalesce(s.late, 0) as late, coalesce(l.zones, 0) as "left"
    from wanted w left join pieces_of p on p.boutique_code = w.code left join accuracies a on a.boutique_code = w.code
      left join slots s on s.boutique_code = w.code left join left_out l on l.boutique_code = w.code order by w.code`);
}

export interface PlanRow {
  readonly code: string;
  readonly boutique: string;
  readonly open: number;
  readonly late: number;
  readonly left: number;
}

/** What is planned at each boutique, the late ones first; one query. */
export const plansOf = (db: Database, now: Date): Promise<PlanRow[]> =>
  db.$queryRaw<PlanRow[]>(sql`
    with place as (
      select code, name, (${now}::timestamptz at time zone time_zone)::date as today from boutiques where active),
    rows as (
      select code, name, 0 as open, 0 as late, 0 as "left" from place
      union all
      select p.code, null, 1, (s.day < p.today)::int, 0 from cycle_slots s join place p on p.code = s.boutique_code
      where s.state = any(${[...openStates]})
      union all
      select p.code, null, 0, 0, jsonb_array_length(k."left") from cycle_weeks k join place p on p.code = k.boutique_code
      where k.monday >= date_trunc('week', p.today))
    select code, max(name) as boutique, sum(open)::int as open, sum(late)::int as late, sum("left")::int as "left"
    from rows group by code order by late desc, "left" desc, open desc, code`);
