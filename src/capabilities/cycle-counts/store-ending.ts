import { type Database, type Sql, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import { openStates, STANDS_AT } from './rules-slots.js';
import { isOpenSlot } from './store.js';

export interface SlotKey {
  readonly id: string;
  readonly boutique: string;
  readonly day: Day;
}

/** Those whose evening before has come and that begin nothing yet. */
export const slotsToStand = (db: Database, now: Date): Promise<(SlotKey & { readonly moves: number })[]> =>
  db.$queryRaw(sql`
    select s.id, s.boutique_code as boutique, to_char(s.day, 'YYYY-MM-DD') as day,
      (select count(*)::int from cycle_moves m where m.slot_id = s.id) as moves
    from cycle_slots s join boutiques b on b.code = s.boutique_code and b.active
    where ${isOpenSlot} and s.plan_id is null and ((s.day - 1) + ${STANDS_AT}::time) at time zone b.time_zone <= ${now}
    order by s.day, s.id`);

export async function setPlan(db: Database, id: string, plan: string): Promise<void> {
  await db.cycleSlot.update({ where: { id }, data: { planId: plan } });
}

export interface CountedSlot extends SlotKey {
  readonly count: string;
  readonly at: Date;
  /** It was moved only when its day was over: late, whenever it is counted. */
  readonly movedLate: boolean;
}

/** Those whose zone was closed in a count since they were planned. A count ends one slot of a zone, the first that is open and was not missed by then. */
export const slotsCounted = (db: Database, slot: string | null = null): Promise<CountedSlot[]> =>
  db.$queryRaw<CountedSlot[]>(sql`
    select distinct on (s.zone_id) s.id, s.boutique_code as boutique, to_char(s.day, 'YYYY-MM-DD') as day, r.count_id as count, r.closed_at as at,
      exists (select from cycle_moves m where m.slot_id = s.id and (m.moved_at at time zone b.time_zone)::date > m.from_day) as "movedLate"
    from cycle_slots s join boutiques b on b.code = s.boutique_code
      join count_rounds r on r.zone_id = s.zone_id and r.number = 1 and not r.skipped and r.closed_at >= s.planned_at
      join counts c on c.id = r.count_id and c.state not in ('voided', 'cancelled')
    where ${isOpenSlot} and (${slot}::text is null or s.id = ${slot})
      and not exists (select from cycle_slots u where u.zone_id = s.zone_id and u.count_id = r.count_id)
      and not ${wasPlannedAnew(sql`r.closed_at`)}
    order by s.zone_id, s.day, r.closed_at`);

/** Whether the zone of the slot `s` came up again by a moment, on the clocks of the boutique `b`. */
const wasPlannedAnew = (at: Sql): Sql => sql`
  exists (select from cycle_slots n where n.zone_id = s.zone_id and n.day > s.day and n.state <> 'dropped'
    and n.day <= (${at} at time zone b.time_zone)::date)`;

/** Those left uncounted until the day on which their zone is planned again; not where a count of it goes on. */
export const slotsMissed = (db: Database, now: Date, slot: string | null = null): Promise<SlotKey[]> =>
  db.$queryRaw<SlotKey[]>(sql`
    select s.id, s.boutique_code as boutique, to_char(s.day, 'YYYY-MM-DD') as day
    from cycle_slots s join boutiques b on b.code = s.boutique_code and b.active
    where ${isOpenSlot} and (${slot}::text is null or s.id = ${slot})
      and ${wasPlannedAnew(sql`${now}::timestamptz`)}
      and not exists (select from counts c join count_rounds r on r.count_id = c.id and r.zone_id = s.zone_id and r.number = 1
        where c.plan_id = s.plan_id and c.state <> 'voided' and r.closed_at is null)
    order by s.day, s.id`);

/** False where it is open no longer. */
export async function missSlot(db: Database, id: string): Promise<boolean> {
  const changed = await db.$executeRaw(sql`
    update cycle_slots set state = 'missed', open_zone = null, on_time = false
    where id = ${id} and state = any(${[...openStates]})`);
  return changed === 1;
}

/** False where it was done before. */
export async function endSlot(db: Database, { id, count, at }: CountedSlot, onTime: boolean): Promise<boolean> {
  const changed = await db.$executeRaw(sql`
    update cycle_slots set state = 'done', open_zone = null, count_id = ${count}, done_at = ${at}, on_time = ${onTime}
    where id = ${id} and state = any(${[...openStates]})`);
  return changed === 1;
}

/** Whether a count was begun of it that was not voided. */
export async function wasBegun(db: Database, plan: string): Promise<boolean> {
  return (await db.count.count({ where: { planId: plan, state: { not: 'voided' } } })) > 0;
}

/** Their zones are no longer on the floor. */
export async function dropSlots(db: Database): Promise<void> {
  await db.$executeRaw(sql`
    update cycle_slots s set state = 'dropped', open_zone = null from zones z
    where z.id = s.zone_id and not z.active and ${isOpenSlot}`);
}
