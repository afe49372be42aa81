import { placesIn } from '../../database/calendars.js';
import type { Database } from '../../database/client.js';
import { yearOf } from '../../domain/days.js';
import { holidaysOf } from '../../domain/holidays.js';
import { HOUSE_COUNTRY, HOUSE_ZONE, todayOfHouse } from '../../domain/house.js';
import type { Closure } from '../../domain/place-calendar.js';
import type { Place } from '../capability.js';

/** The active boutiques of one time zone, or all, and the network where it is on those clocks. */
export async function placesOf(db: Database, timeZone: string | null, now: Date): Promise<readonly Place[]> {
  const boutiques = (await placesIn(db, timeZone)).map(({ code, name, ...calendar }) => ({
    code,
    name,
    timeZone: calendar.timeZone,
    calendar,
  }));
  return timeZone === null || timeZone === HOUSE_ZONE ? [...boutiques, networkPlace(now)] : boutiques;
}

const AN_OFFICE_DAY = '09:00-18:00';
const YEARS = [-1, 0, 1, 2];

/** Headquarters work Monday to Friday without public holidays. */
export function networkPlace(now: Date): Place {
  const year = yearOf(todayOfHouse(now));
  const closures = YEARS.flatMap((ahead): Closure[] =>
    [...holidaysOf(HOUSE_COUNTRY, null, year + ahead)].map(([day, reason]) => ({
      firstDay: day,
      lastDay: day,
      hours: null,
      reason,
    })),
  );
  const [mon, tue, wed, thu, fri] = Array(5).fill(AN_OFFICE_DAY) as string[];
  const hours = Object.fromEntries(Object.entries({ mon, tue, wed, thu, fri }));
  const calendar = { timeZone: HOUSE_ZONE, hours, country: HOUSE_COUNTRY, state: null, closures };
  return { code: null, name: 'The network', timeZone: HOUSE_ZONE, calendar };
}
