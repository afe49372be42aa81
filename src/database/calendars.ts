import type { Day } from '../domain/calendar.js';
import type { Closure, PlaceCalendar } from '../domain/place-calendar.js';
import { type Database, type Sql, sql } from './client.js';

export interface Place extends PlaceCalendar {
  readonly code: string;
  readonly name: string;
}

/**
 * The active boutiques of one time zone, or all of them, by code; one query however many they are. `since` leaves out
 * closures that were over before that day: years of them gather.
 */
export function placesIn(db: Database, timeZone: string | null, since: Day | null = null): Promise<readonly Place[]> {
  return placesWhere(db, sql`b.active and (${timeZone}::text is null or b.time_zone = ${timeZone})`, since);
}

/** When these boutiques are open, by code; one query however many they are. */
export async function calendarsOf(
  db: Database,
  codes: readonly string[],
  since: Day | null = null,
): Promise<ReadonlyMap<string, PlaceCalendar>> {
  const places = await placesWhere(db, sql`b.code = any(${[...codes]})`, since);
  return new Map(places.map(({ code, name: _, ...calendar }) => [code, calendar]));
}

/** Of boutiques and of people. */
export async function timeZonesInUse(db: Database): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ timeZone: string }[]>(sql`
    select time_zone as "timeZone" from boutiques where active
    union select time_zone from people where active and time_zone is not null order by 1`);
  return rows.map(({ timeZone }) => timeZone);
}

const days = sql`to_char(c.first_day, 'YYYY-MM-DD') as "firstDay", to_char(c.last_day, 'YYYY-MM-DD') as "lastDay", c.hours, c.reason`;

/** What is for fewer, then what is shorter, then what was said last: the first decides. */
const order = sql`c.boutique_code is null, c.state is null, c.country_code is null, c.last_day - c.first_day, c.created_at desc, c.id`;

/**
 * The calendar of the boutique `b` from a moment on, in a query that asks something else about it; `withCalendar` takes it
 * out of its rows. In one query, so that there are as many of them whatever the number of boutiques.
 */
export const calendarColumns = (since: Sql) => sql`
  b.time_zone as "timeZone", b.trading_hours as hours, b.country_code as country, b.state,
  array(select to_jsonb(d) from (select ${days} from closures c
    where c.ended_at is null and c.last_day >= ${since} - interval '2 days' and c.boutique_code = b.code order by ${order}) d)
  || array(select to_jsonb(d) from (select ${days} from closures c
    where c.ended_at is null and c.last_day >= ${since} - interval '2 days' and c.boutique_code is null
      and (c.country_code is null or c.country_code = b.country_code) and (c.state is null or c.state = b.state)
    order by ${order}) d) as closures`;

/** Puts the columns together under one name. */
export function withCalendar<Row extends PlaceCalendar>(
  row: Row,
): Omit<Row, keyof PlaceCalendar> & { readonly calendar: PlaceCalendar } {
  const { timeZone, hours, country, state, closures, ...rest } = row;
  return { ...rest, calendar: { timeZone, hours, country, state, closures } };
}

interface ClosureRow extends Closure {
  readonly code: string | null;
  readonly country: string | null;
  readonly state: string | null;
}

interface Found {
  readonly places: readonly Omit<Place, 'closures'>[];
  readonly rows: readonly ClosureRow[];
}

/** What is written for many is read once, and not once for each of them. */
async function placesWhere(db: Database, which: Sql, since: Day | null): Promise<Place[]> {
  const [found] = await db.$queryRaw<[Found]>(sql`
    with places as materialized (
      select b.code, b.name, b.time_zone as "timeZone", b.trading_hours as hours, b.country_code as country, b.state
      from boutiques b where ${which}),
    rows as (
      select c.boutique_code as code, c.country_code as country, c.state, ${days} from closures c
      where c.ended_at is null and (${since}::date is null or c.last_day >= ${since}::date)
        and (c.boutique_code is null or c.boutique_code in (select p.code from places p))
      order by ${order})
    select coalesce((select json_agg(p order by p.code) from places p), '[]') as places,
      coalesce((select json_agg(r) from rows r), '[]') as rows`);
  const { places, rows } = found;
  const ofBoutique = grouped(rows);
  const ofMany = rows.filter(({ code }) => code === null);
  const shared = new Map<string, readonly Closure[]>();

  return places.map((place) => {
    const { code, country, state } = place;
    const here = `${country}/${state}`;
    const common = shared.get(here) ?? ofMany.filter((each) => isFor(each, place)).map(closureOf);
    shared.set(here, common);
    const own = ofBoutique.get(code);
    return { ...place, closures: own ? [...own, ...common] : common };
  });
}

function grouped(rows: readonly ClosureRow[]): ReadonlyMap<string, readonly Closure[]> {
  const groups = new Map<string, Closure[]>();
  for (const row of rows) {
    if (row.code === null) continue;
    const group = groups.get(row.code);
    if (group) group.push(closureOf(row));
    else groups.set(row.code, [closureOf(row)]);
  }
  return groups;
}

const isFor = ({ country, state }: ClosureRow, place: Pick<Place, 'country' | 'state'>): boolean =>
  (country ?? place.country) === place.country && (state ?? place.state) === place.state;

const closureOf = ({ firstDay, lastDay, hours, reason }: ClosureRow): Closure => ({ firstDay, lastDay, hours, reason });
