import { calendarsOf } from '../../database/calendars.js';
import type { Database } from '../../database/client.js';
import { type Day, todayIn } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import { addOpenDays, type PlaceCalendar } from '../../domain/place-calendar.js';
import { networkPlace } from './places.js';
import type { ReminderRow } from './row.js';

type Placed = Pick<ReminderRow, 'boutique'>;

/** What the clocks of its place show. */
export async function todayAt(db: Database, row: Placed, now: Date): Promise<Day> {
  return todayIn((await calendarOf(db, row, now)).timeZone, now);
}

/** The next day on which its place is open; of one that never opens again, the next of all. */
export async function nextDayAt(db: Database, row: Placed, now: Date): Promise<Day> {
  const calendar = await calendarOf(db, row, now);
  const today = todayIn(calendar.timeZone, now);
  return addOpenDays(today, 1, calendar) ?? daysAfter(today, 1);
}

async function calendarOf(db: Database, { boutique }: Placed, now: Date): Promise<PlaceCalendar> {
  const own = boutique === null ? undefined : (await calendarsOf(db, [boutique])).get(boutique);
  return own ?? networkPlace(now).calendar;
}
