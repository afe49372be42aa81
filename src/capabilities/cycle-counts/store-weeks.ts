import { calendarsOf } from '../../database/calendars.js';
import { type Database, sql } from '../../database/client.js';
import { peopleWith } from '../../database/people.js';
import type { Day } from '../../domain/calendar.js';
import type { PlaceCalendar } from '../../domain/place-calendar.js';
import type { Planned } from './store-facts.js';

export interface Place extends Planned {
  readonly name: string;
  readonly calendar: PlaceCalendar;
}

type PlaceRow = Pick<Place, 'code' | 'name' | 'currency' | 'timeZone'>;

const PLACE = sql`b.code, b.name, b.currency, b.time_zone as "timeZone"`;

async function withCalendars<Row extends PlaceRow>(db: Database, rows: readonly Row[]): Promise<(Row & Place)[]> {
  if (rows.length === 0) return [];
  const calendars = await calendarsOf(
    db,
    rows.map(({ code }) => code),
  );
  return rows.flatMap((row) => {
    const calendar = calendars.get(row.code);
    return calendar ? [{ ...row, calendar }] : [];
  });
}

export async function placesAt(db: Database, codes: readonly string[]): Promise<Place[]> {
  const which = sql`b.code = any(${[...codes]})`;
  return withCalendars(
    db,
    await db.$queryRaw<PlaceRow[]>(sql`select ${PLACE} from boutiques b where ${which} order by b.code`),
  );
}

export async function allPlaces(db: Database): Promise<Place[]> {
  return withCalendars(
    db,
    await db.$queryRaw<PlaceRow[]>(sql`select ${PLACE} from boutiques b where b.active order by b.code`),
  );
}

/** A boutique whose week is still to be planned: this one, or from Thursday on the next. */
export interface Unplanned extends Place {
  readonly monday: Day;
}

/** Boutiques with zones and stock that have no plan for a week they should have one for. */
export async function unplannedWeeks(db: Database, now: Date): Promise<Unplanned[]> {
  const rows = await db.$queryRaw<(PlaceRow & { readonly monday: Day })[]>(sql`
    select ${PLACE}, to_char(w.monday, 'YYYY-MM-DD') as monday
    from boutiques b, lateral (select (${now}::timestamptz at time zone b.time_zone)::date as today) t,
      lateral (select date_trunc('week', t.today)::date as monday
        union select date_trunc('week', t.today)::date + 7 where extract(isodow from t.today) >= 4) w
    where b.active and exists (select from zones z where z.boutique_code = b.code and z.active)
      and exists (select from stock_imports i where i.boutique_code = b.code)
      and not exists (select from cycle_weeks k where k.boutique_code = b.code and k.monday = w.monday)
    order by b.code, w.monday`);
  return withCalendars(db, rows);
}

export interface Unsaid {
  readonly boutique: string;
  /** A week or a slot that was added. */
  readonly subject: string;
  readonly calendar: PlaceCalendar;
}

/** Plans and added slots that nobody was told of; as many queries however many they are. */
export async function unsaidPlans(db: Database): Promise<Unsaid[]> {
  const rows = await db.$queryRaw<Omit<Unsaid, 'calendar'>[]>(sql`
    select u.boutique, u.subject from (
      select boutique_code as boutique, id as subject from cycle_weeks where said_at is null
      union all
      select boutique_code, id from cycle_slots where said_at is null and state in ('proposed', 'confirmed', 'stands')) u
      join boutiques b on b.code = u.boutique and b.active order by u.boutique, u.subject`);
  if (rows.length === 0) return [];
  const calendars = await calendarsOf(
    db,
    rows.map(({ boutique }) => boutique),
  );
  return rows.flatMap((row) => {
    const calendar = calendars.get(row.boutique);
    return calendar ? [{ ...row, calendar }] : [];
  });
}

/** False where it was said before. */
export async function markSaid(db: Database, subject: string, isWeek: boolean, now: Date): Promise<boolean> {
  const where = { id: subject, saidAt: null };
  const { count } = isWeek
    ? await db.cycleWeek.updateMany({ where, data: { saidAt: now } })
    : await db.cycleSlot.updateMany({ where, data: { saidAt: now } });
  return count === 1;
}

/** Who confirms and moves: a boutique without a store manager has whoever answers for it. */
export async function whoPlans(
  db: Database,
  boutique: string,
  now: Date,
): Promise<'store-manager' | 'operations-manager'> {
  const managers = await peopleWith(db, ['store-manager'], boutique, now);
  return managers.length > 0 ? 'store-manager' : 'operations-manager';
}

/** The weeks of these boutiques that are planned, by their ids. */
export async function plannedWeeks(
  db: Database,
  boutiques: readonly string[],
  from: Day,
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    select id from cycle_weeks where boutique_code = any(${[...boutiques]}) and monday >= ${from}::date - 7`);
  return new Set(rows.map(({ id }) => id));
}
