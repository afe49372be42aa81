import type { Connection } from '../../src/database/client.js';
import { chanceFrom } from '../../src/demo/chance.js';
import { zoneOf } from './company.js';
import { dayAfter, wallClock } from './wall-clock.js';

/** A zone that was planned for a day, and when it was counted; null: it never was. */
export interface Planned {
  readonly boutique: string;
  /** As its reminders are about it. */
  readonly plan: string | null;
  readonly day: string;
  readonly countedAt: Date | null;
}

/** Out of a hundred planned counts: done at their time, some days late, or never. */
const ON_TIME = 80;
const LATE = 12;
const DAYS_LATE = 3;

/** What the shops counted until now of what was planned and is not planned anew, as their counts leave it; every piece was there. */
export async function countUntil({ pool }: Connection, seed: string, now: Date): Promise<void> {
  const { rows } = await pool.query<{ id: string; day: string; boutique: string; at: string }>(
    `select s.id, s.boutique_code as boutique, to_char(s.day, 'YYYY-MM-DD') as day, s.boutique_code || z.name || s.day as at
     from cycle_slots s join zones z on z.id = s.zone_id
     where s.state in ('confirmed', 'stands') and s.plan_id is not null
       and not exists (select from counts c where c.plan_id = s.plan_id)
       and not exists (select from cycle_slots n join boutiques b on b.code = n.boutique_code
         where n.zone_id = s.zone_id and n.day > s.day and n.day <= ($1 at time zone b.time_zone)::date) order by s.id`,
    [now],
  );
  const counted = rows.flatMap(({ id, boutique, day, at }) => {
    const luck = chanceFrom(`${seed} ${at}`).below(100);
    const days = luck < ON_TIME ? 0 : luck < ON_TIME + LATE ? DAYS_LATE : null;
    const { day: today } = wallClock(now, zoneOf(null, boutique));
    return days !== null && dayAfter(day, days) <= today ? [{ id, days }] : [];
  });
  if (counted.length > 0) await pool.query(COUNTED, [JSON.stringify(counted)]);
}

const COUNTED = `
  with slots as (
    select s.plan_id || '/count' as id, s.plan_id, s.boutique_code, s.zone_id, i.id as import_id, p.opened_by,
      (s.day + c.days + s.time::time) at time zone b.time_zone as at
    from jsonb_to_recordset($1::jsonb) as c (id text, days int) join cycle_slots s on s.id = c.id
      join boutiques b on b.code = s.boutique_code join stock_imports i on i.boutique_code = b.code
      cross join lateral (select 'manager-' || lower(b.code) as opened_by) p),
  counted as (
    insert into counts (id, boutique_code, reason, plan_id, state, opened_by, opened_at, import_id, old_stock, comparison, compared_at, closed_at)
    select id, boutique_code, 'weekly', plan_id, 'closed', opened_by, at, import_id, true, 1, at, at from slots),
  zones_counted as (insert into count_zones (count_id, zone_id) select id, zone_id from slots),
  rounds as (
    insert into count_rounds (id, count_id, zone_id, number, opened_at, closed_at, closed_by)
    select id || '/1', id, zone_id, 1, at, at, opened_by from slots)
  insert into count_expected (count_id, serial, zone_id, reference, description, retail)
  select s.id, p.serial, p.zone_id, p.reference, p.description, p.retail from slots s join pieces p on p.zone_id = s.zone_id`;

export async function plannedIn({ pool }: Connection): Promise<Planned[]> {
  const { rows } = await pool.query<Planned>(
    `select s.boutique_code as boutique, s.plan_id as plan, to_char(s.day, 'YYYY-MM-DD') as day,
       (select max(c.closed_at) from counts c where c.plan_id = s.plan_id) as "countedAt"
     from cycle_slots s order by s.day, s.id`,
  );
  return rows;
}
