import { type Database, type Sql, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import { mondayOf } from './rules.js';
import { openStates, type PlannedSlot, type PlannedWeek, weekId } from './rules-slots.js';
import type { Left, Slot, Taken } from './rules-week.js';

export interface NewWeek {
  readonly boutique: string;
  readonly monday: Day;
  readonly slots: readonly (Slot & { readonly id: string })[];
  readonly left: readonly Left[];
}

/** Plans of any number of boutiques, in two statements. What was planned meanwhile stays. */
export async function saveWeeks(db: Database, weeks: readonly NewWeek[], now: Date): Promise<void> {
  const rows = weeks.map(({ boutique, monday, left, slots }) => ({
    ...{ id: weekId(boutique, monday), boutique, monday, left, said: slots.length === 0 ? now.toISOString() : null },
  }));
  await db.$executeRaw(sql`
    insert into cycle_weeks (id, boutique_code, monday, planned_at, said_at, "left")
    select id, boutique, monday, ${now}, said, "left"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (id text, boutique text, monday date, said timestamptz, "left" jsonb)
    on conflict (id) do nothing`);
  await insertSlots(db, weeks, { now, said: now });
}

/** Between two weeks: they are said one by one. */
export const addSlots = (db: Database, weeks: readonly Omit<NewWeek, 'left'>[], now: Date): Promise<number> =>
  insertSlots(db, weeks, { now, said: null });

interface Inserting {
  readonly now: Date;
  readonly said: Date | null;
}

async function insertSlots(
  db: Database,
  weeks: readonly Omit<NewWeek, 'left'>[],
  { now, said }: Inserting,
): Promise<number> {
  const rows = weeks.flatMap(({ boutique, slots }) =>
    slots.map((slot) => ({ ...slot, boutique, week: weekId(boutique, slot.day), open: openZone(boutique, slot) })),
  );
  if (rows.length === 0) return 0;
  return db.$executeRaw(sql`
    insert into cycle_slots (id, week_id, boutique_code, zone_id, open_zone, day, time, reasons, state, planned_at, said_at)
    select s.id, s.week, s.boutique, s.zone, s.open, s.day, s.time, s.reasons, 'proposed', ${now}, ${said}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as s (id text, week text, boutique text, zone text, open text, day date, time text, reasons jsonb)
    where exists (select from cycle_weeks w where w.id = s.week)
    on conflict (open_zone) do nothing`);
}

/** A zone has one open slot in a week. */
export const openZone = (boutique: string, { zone, day }: Pick<Slot, 'zone' | 'day'>): string =>
  `${weekId(boutique, day)}/${zone}`;

const SLOT = sql`
  s.id, s.week_id as week, s.boutique_code as boutique, s.zone_id as zone, z.name as "zoneName", to_char(s.day, 'YYYY-MM-DD') as day,
  s.time, s.reasons, s.state, (select name from people where id = s.confirmed_by) as "confirmedBy", s.plan_id as "planId",
  s.on_time as "onTime", exists (select from cycle_moves m where m.slot_id = s.id) as moved`;

const slotsWhere = (db: Database, which: Sql): Promise<PlannedSlot[]> =>
  db.$queryRaw<PlannedSlot[]>(sql`
    select ${SLOT} from cycle_slots s join zones z on z.id = s.zone_id where ${which} order by s.day, s.time, z.position`);

export const isOpenSlot = sql`s.state = any(${[...openStates]})`;

export const openSlotsAt = (db: Database, boutiques: readonly string[]): Promise<PlannedSlot[]> =>
  slotsWhere(db, sql`${isOpenSlot} and s.boutique_code = any(${[...boutiques]})`);

/** What takes up room on the days of these boutiques. */
export const takenAt = (db: Database, boutiques: readonly string[]): Promise<TakenAt[]> =>
  db.$queryRaw<TakenAt[]>(sql`
    select s.id, s.boutique_code as boutique, s.zone_id as zone, to_char(s.day, 'YYYY-MM-DD') as day, s.time, (
      select count(*)::int from pieces p
      where p.boutique_code = s.boutique_code and p.zone_id = s.zone_id and p.status in ('in-stock', 'reserved')) as pieces
    from cycle_slots s where ${isOpenSlot} and s.boutique_code = any(${[...boutiques]}) order by s.day, s.time, s.id`);

export interface TakenAt extends Taken {
  readonly id: string;
  readonly boutique: string;
}

const gone = (): Refusal => new Refusal('gone', 'This plan no longer exists.');

/** Of this boutique, as a button may be sent with another one's code. */
export async function findWeek(db: Database, id: string, boutique: string): Promise<PlannedWeek> {
  const [week] = await db.$queryRaw<Omit<PlannedWeek, 'slots'>[]>(sql`
    select w.id, w.boutique_code as boutique, to_char(w.monday, 'YYYY-MM-DD') as monday,
      coalesce((select json_agg(json_build_object('zone', l->>'zone', 'why', l->>'why', 'zoneName', coalesce(z.name, l->>'zone')))
        from jsonb_array_elements(w."left") l left join zones z on z.id = l->>'zone'), '[]') as "left"
    from cycle_weeks w where w.id = ${id} and w.boutique_code = ${boutique}`);
  if (!week) throw gone();
  return { ...week, slots: await slotsWhere(db, sql`s.week_id = ${id} and s.state <> 'dropped'`) };
}

/** The weeks of a boutique from this day on. */
export async function weeksFrom(db: Database, boutique: string, day: Day): Promise<PlannedWeek[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    select id from cycle_weeks where boutique_code = ${boutique} and monday >= ${mondayOf(day)}::date order by monday`);
  const weeks: PlannedWeek[] = [];
  for (const { id } of rows) weeks.push(await findWeek(db, id, boutique));
  return weeks;
}

export async function findSlot(db: Database, id: string, boutique: string): Promise<PlannedSlot> {
  const [slot] = await slotsWhere(db, sql`s.id = ${id} and s.boutique_code = ${boutique}`);
  if (!slot) throw gone();
  return slot;
}

/** Two who move counts at once move one after the other, so that both see what is taken. */
export async function lockPlan(db: Database, boutique: string): Promise<void> {
  await db.$queryRaw(sql`select 1 from boutiques where code = ${boutique} for no key update`);
}

/** With its row held. */
export async function lockSlot(db: Database, id: string, boutique: string): Promise<PlannedSlot> {
  await db.$queryRaw(sql`select 1 from cycle_slots where id = ${id} for update`);
  return findSlot(db, id, boutique);
}

/** Of these slots, those that nobody had confirmed. */
export async function confirmSlots(
  db: Database,
  ids: readonly string[],
  by: string | null,
  now: Date,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    update cycle_slots set state = ${by === null ? 'stands' : 'confirmed'}, confirmed_by = ${by}, confirmed_at = ${now}
    where id = any(${[...ids]}) and state = 'proposed' returning id`);
  return rows.map(({ id }) => id);
}

export interface Moving {
  readonly to: Pick<Slot, 'day' | 'time'>;
  readonly reason: string;
  readonly by: string;
}

/** Whoever moves it has confirmed it. */
export async function moveSlot(
  db: Database,
  { id, boutique, zone, day, time }: PlannedSlot,
  { to, reason, by }: Moving,
  now: Date,
): Promise<void> {
  const week = weekId(boutique, to.day);
  const changed = await db.$executeRaw(sql`
    update cycle_slots set day = ${to.day}::date, time = ${to.time}, state = 'confirmed', confirmed_by = ${by}, confirmed_at = ${now},
      plan_id = null, open_zone = ${openZone(boutique, { zone, day: to.day })}, week_id = case when exists (select from cycle_weeks where id = ${week}) then ${week} else week_id end
    where id = ${id} and state = any(${[...openStates]})`);
  if (changed !== 1) throw gone();
  await db.$executeRaw(sql`
    insert into cycle_moves (slot_id, from_day, from_time, to_day, to_time, reason, moved_by, moved_at)
    values (${id}, ${day}::date, ${time}, ${to.day}::date, ${to.time}, ${reason}, ${by}, ${now})`);
}
