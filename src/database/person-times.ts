import { isBusinessDay } from '../domain/business-days.js';
import type { Day, Time } from '../domain/calendar.js';
import { HOUSE_ZONE } from '../domain/house.js';
import { type PersonTimes, usualTimes } from '../domain/person-times.js';
import { isOpenOn, type PlaceCalendar } from '../domain/place-calendar.js';
import { calendarsOf } from './calendars.js';
import { type Database, type Sql, sql } from './client.js';

export interface TimesOfPerson extends PersonTimes {
  readonly id: string;
  readonly away: readonly { readonly starts: Date; readonly ends: Date; readonly standIn: string | null }[];
}

/** Of some people, or of everybody on the clocks of one time zone or of all. */
export type WhosePart = { readonly ids: readonly string[] } | { readonly timeZone: string | null };

/**
 * When each of these may be told things: on their own clocks, else on those of their first boutique. At a boutique people
 * work on the days on which one of theirs is open; across the network on the business days of the country around them. In
 * two queries, however many they are.
 */
export async function timesOf(db: Database, whose: WhosePart, now: Date): Promise<ReadonlyMap<string, TimesOfPerson>> {
  const rows = await timesRows(db, whose, now);
  const calendars = await calendarsOf(db, [...new Set(rows.flatMap(({ boutiques }) => boutiques))]);
  const opens = openDays(calendars);
  return new Map(
    rows.map(({ boutiques, country, away, ...row }) => {
      const worksOn = (day: Day) =>
        boutiques.length > 0 ? boutiques.some((code) => opens(code, day)) : isBusinessDay(day, country);
      const periods = away.map(({ starts, ends, standIn }) => ({
        starts: new Date(starts),
        ends: new Date(ends),
        standIn,
      }));
      return [row.id, { ...row, worksOn, away: periods }];
    }),
  );
}

interface TimesRow {
  readonly id: string;
  readonly timeZone: string;
  readonly quietFrom: Time;
  readonly quietTo: Time;
  readonly morning: Time;
  readonly boutiques: readonly string[];
  readonly country: string;
  readonly away: readonly { readonly starts: string; readonly ends: string; readonly standIn: string | null }[];
}

function timesRows(db: Database, whose: WhosePart, now: Date): Promise<TimesRow[]> {
  const ids = 'ids' in whose ? sql`any(${[...whose.ids]}::text[])` : null;
  const which =
    'ids' in whose ? sql`p.id = ${ids}` : sql`(${whose.timeZone}::text is null or ${zoneOfPerson} = ${whose.timeZone})`;
  return db.$queryRaw<TimesRow[]>(sql`
    select p.id, ${zoneOfPerson} as "timeZone", ${hoursOfPerson},
      coalesce(at.boutiques, '{}') as boutiques, coalesce(c.country_code, 'US') as country, coalesce(d.away, '[]') as away
    from people p left join person_hours h on h.person_id = p.id
      left join ${boutiquesOfPeople(ids ? sql`r.person_id = ${ids}` : sql`true`)} at on at.person_id = p.id
      left join (select time_zone, min(country_code) as country_code from boutiques where active group by 1) c
        on c.time_zone = p.time_zone
      left join (
        select d.from_id, json_agg(json_build_object('starts', d.starts, 'ends', d.ends, 'standIn', d.to_id)) as away
        from delegations d where d.ended_at is null and d.ends > ${now} group by 1) d on d.from_id = p.id
    where p.active and ${which} order by p.id`);
}

/** Their boutiques, and the time zone of the first. One pass over all of them: asked for each by itself, thousands take long. */
export const boutiquesOfPeople = (which: Sql): Sql => sql`(
    select r.person_id, array_agg(b.code order by b.code) as boutiques, (array_agg(b.time_zone order by b.code))[1] as time_zone
    from roles r join boutiques b on b.code = r.boutique_code and b.active where ${which} group by 1)`;

/** Of a person `p` whose boutiques are `at`. */
export const zoneOfPerson = sql`coalesce(p.time_zone, at.time_zone, ${HOUSE_ZONE})`;

/** Of a person whose row in `person_hours` is `h`, or who has none. */
const hoursOfPerson = sql`coalesce(h.quiet_from, ${usualTimes.quietFrom}) as "quietFrom",
      coalesce(h.quiet_to, ${usualTimes.quietTo}) as "quietTo", coalesce(h.morning, ${usualTimes.morning}) as morning`;

/** Every time of the day at which somebody's morning begins, on which clocks; boutiques have the house's. */
export function morningsInUse(
  db: Database,
): Promise<readonly Pick<PersonTimes, 'timeZone' | 'quietFrom' | 'quietTo' | 'morning'>[]> {
  return db.$queryRaw(sql`
    select distinct ${zoneOfPerson} as "timeZone", ${hoursOfPerson}
    from people p left join person_hours h on h.person_id = p.id
      left join ${boutiquesOfPeople(sql`true`)} at on at.person_id = p.id where p.active
    union select b.time_zone, ${usualTimes.quietFrom}, ${usualTimes.quietTo}, ${usualTimes.morning}
    from boutiques b where b.active order by 1, 4`);
}

/** Everybody of a boutique asks for the same days. */
function openDays(calendars: ReadonlyMap<string, PlaceCalendar>): (code: string, day: Day) => boolean {
  const known = new Map<string, boolean>();
  return (code, day) => {
    const key = `${code}/${day}`;
    const calendar = calendars.get(code);
    const open = known.get(key) ?? (calendar !== undefined && isOpenOn(day, calendar));
    known.set(key, open);
    return open;
  };
}
