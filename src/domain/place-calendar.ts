import type { Day, Time } from './calendar.js';
import { daysAfter, type Weekday, weekdayOf } from './days.js';
import { retailClosing } from './retail-closings.js';

/** When a boutique is open to clients, by the clock on its wall. */
export interface TradingCalendar {
  /** IANA. */
  readonly timeZone: string;
  /** "10:00-19:00", at the latest "24:00"; a missing day or "closed" is closed. */
  readonly hours: Readonly<Partial<Record<Weekday, string>>>;
}

/** Its week, and the days that are not like it. */
export interface PlaceCalendar extends TradingCalendar {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly state: string | null;
  /** The first that covers a day decides: the boutique's own before its state's, its state's before its country's. */
  readonly closures: readonly Closure[];
}

export interface Closure {
  readonly firstDay: Day;
  /** Closed on this day too. */
  readonly lastDay: Day;
  /** "11:00-16:00": open then, also on a day on which it would be closed. Null: closed. */
  readonly hours: string | null;
  readonly reason: string;
}

export interface OpenHours {
  readonly from: Time;
  readonly to: Time;
}

/** When the boutique is open on a day; null: it is closed. */
export function hoursOn(day: Day, calendar: PlaceCalendar): OpenHours | null {
  const closure = closureOn(day, calendar);
  if (closure) return readHours(closure.hours ?? '');
  if (retailClosing(day, calendar.country) !== null) return null;
  return readHours(calendar.hours[weekdayOf(day)] ?? '');
}

export function isOpenOn(day: Day, calendar: PlaceCalendar): boolean {
  return hoursOn(day, calendar) !== null;
}

/** Why a day is not like its week, as people wrote it; null: it is. */
export function reasonOn(day: Day, calendar: PlaceCalendar): string | null {
  return closureOn(day, calendar)?.reason ?? retailClosing(day, calendar.country);
}

/** The day itself where it is open. Null: it does not open again. */
export function nextOpenDay(day: Day, calendar: PlaceCalendar): Day | null {
  for (const open of openDaysFrom(day, calendar)) return open.day;
  return null;
}

/**
 * So many open days after a day, before it where they are negative; the day itself does not count. With 0 the next open
 * one. Null: it does not open so often.
 */
export function addOpenDays(day: Day, days: number, calendar: PlaceCalendar): Day | null {
  if (days < 0) return openDaysBefore(day, -days, calendar);
  let left = days;
  for (const open of openDaysFrom(days > 0 ? daysAfter(day, 1) : day, calendar)) {
    left -= 1;
    if (left <= 0) return open.day;
  }
  return null;
}

/** How many open days there are after the first day, up to the last and with it. */
export function openDaysBetween(first: Day, last: Day, calendar: PlaceCalendar): number {
  let days = 0;
  for (const { day } of openDaysFrom(daysAfter(first, 1), calendar)) {
    if (day > last) break;
    days += 1;
  }
  return days;
}

export interface OpenDay extends OpenHours {
  readonly day: Day;
}

/** Every open day from this one on, without end unless there is none left. */
export function* openDaysFrom(first: Day, calendar: PlaceCalendar): Generator<OpenDay> {
  const end = lastDayThatCanOpen(calendar);
  let day = first;
  while (day <= end) {
    const hours = hoursOn(day, calendar);
    if (hours) yield { day, ...hours };
    day = !hours && closureOn(day, calendar) ? nextChange(day, calendar) : daysAfter(day, 1);
  }
}

/** "10:00-19:00" as two times; null for anything else. */
export function readHours(written: string): OpenHours | null {
  const [, from, to] = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.exec(written) ?? [];
  return from !== undefined && to !== undefined && from < to ? { from, to } : null;
}

/** A year and some days: a boutique that was closed as long as that had not opened yet. */
const LOOKED_BACK = 400;

function openDaysBefore(day: Day, days: number, calendar: PlaceCalendar): Day | null {
  let [reached, left] = [day, days];
  for (let closed = 0; closed < LOOKED_BACK; closed += 1) {
    reached = daysAfter(reached, -1);
    if (!isOpenOn(reached, calendar)) continue;
    closed = -1;
    left -= 1;
    if (left === 0) return reached;
  }
  return null;
}

function closureOn(day: Day, { closures }: PlaceCalendar): Closure | null {
  return closures.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay) ?? null;
}

const LAST_DAY: Day = '9999-12-30';

/** A boutique without a week is open on the days that were written for it, and never again. */
function lastDayThatCanOpen({ hours, closures }: PlaceCalendar): Day {
  const opensByWeek = Object.values(hours).some((written) => readHours(written) !== null);
  if (opensByWeek) return LAST_DAY;
  const written = closures.filter((each) => readHours(each.hours ?? '') !== null).map(({ lastDay }) => lastDay);
  return written.reduce((last, day) => (day > last ? day : last), '');
}

/** Inside a closure nothing changes before another one begins or one ends: years are passed in one step. */
function nextChange(day: Day, { closures }: PlaceCalendar): Day {
  const starts = closures.map(({ firstDay }) => firstDay);
  const ends = closures.map(({ lastDay }) => (lastDay > LAST_DAY ? '9999-12-31' : daysAfter(lastDay, 1)));
  return [...starts, ...ends].filter((each) => each > day).reduce((first, each) => (each < first ? each : first));
}
