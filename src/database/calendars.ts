import type { PlaceCalendar } from '../domain/place-calendar.js';
import { type Database, sql } from './client.js';

/** When these boutiques are open, by code; one query however many they are. */
export async function calendarsOf(db: Database, codes: readonly string[]): Promise<ReadonlyMap<string, PlaceCalendar>> {
  const rows = await db.$queryRaw<(PlaceCalendar & { readonly code: string })[]>(sql`
    select b.code, ${calendarColumns} from boutiques b where b.code = any(${[...codes]})`);
  return new Map(rows.map(({ code, ...calendar }) => [code, calendar]));
}

export interface Place extends PlaceCalendar {
  readonly code: string;
  readonly name: string;
}

/** The active boutiques of one time zone, or all of them, by code; one query however many they are. */
export function placesIn(db: Database, timeZone: string | null): Promise<readonly Place[]> {
  return db.$queryRaw<Place[]>(sql`
    select b.code, b.name, ${calendarColumns} from boutiques b
    where b.active and (${timeZone}::text is null or b.time_zone = ${timeZone}) order by b.code`);
}

/** Of boutiques and of people. */
export async function timeZonesInUse(db: Database): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ timeZone: string }[]>(sql`
    select time_zone as "timeZone" from boutiques where active
    union select time_zone from people where active and time_zone is not null order by 1`);
  return rows.map(({ timeZone }) => timeZone);
}

/**
 * A `PlaceCalendar` of the boutique `b`, for whatever else is asked about it. What is for fewer comes first, then what is
 * shorter, then what was said last: the first decides.
 */
export const calendarColumns = sql`
  b.time_zone as "timeZone", b.trading_hours as hours, b.country_code as country, b.state,
  coalesce((
    select json_agg(
      json_build_object('firstDay', to_char(c.first_day, 'YYYY-MM-DD'), 'lastDay', to_char(c.last_day, 'YYYY-MM-DD'),
        'hours', c.hours, 'reason', c.reason)
      order by c.boutique_code is null, c.state is null, c.country_code is null, c.last_day - c.first_day, c.created_at desc, c.id)
    from closures c
    where c.ended_at is null and (c.boutique_code = b.code or (c.boutique_code is null
      and (c.country_code is null or c.country_code = b.country_code) and (c.state is null or c.state = b.state)))
  ), '[]') as closures`;

/** Puts the columns together under one name. */
export function withCalendar<Row extends PlaceCalendar>(
  row: Row,
): Omit<Row, keyof PlaceCalendar> & { readonly calendar: PlaceCalendar } {
  const { timeZone, hours, country, state, closures, ...rest } = row;
  return { ...rest, calendar: { timeZone, hours, country, state, closures } };
}
