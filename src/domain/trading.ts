import { type Day, momentAt, type Time, todayIn } from './calendar.js';

/** The days of the week as the network file writes them, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** When a boutique is open to clients, by the clock on its wall. */
export interface TradingCalendar {
  /** IANA. */
  readonly timeZone: string;
  /** "10:00-19:00", at the latest "24:00"; a missing day or "closed" is closed. */
  readonly hours: Readonly<Partial<Record<Weekday, string>>>;
}

/** How long the boutique traded between two moments. Not rounded, so that parts add up. */
export function tradingMinutesBetween(since: Date, until: Date, calendar: TradingCalendar): number {
  let traded = 0;
  for (const { opens, closes } of periodsFrom(since, calendar)) {
    // Also where that is no moment at all.
    if (!(opens < until.getTime())) break;
    traded += Math.max(0, Math.min(closes, until.getTime()) - opens);
  }
  return traded / MINUTE;
}

/** The first moment by which the boutique has traded so long. Null: it never trades. */
export function addTradingMinutes(since: Date, minutes: number, calendar: TradingCalendar): Date | null {
  let left = Math.ceil(minutes * MINUTE);
  if (!(left > 0)) return since;
  for (const { opens, closes } of periodsFrom(since, calendar)) {
    if (closes - opens >= left) return new Date(opens + left);
    left -= closes - opens;
  }
  return null;
}

/** "10:00-19:00" as two times; null for anything else. */
export function readHours(written: string): { readonly from: Time; readonly to: Time } | null {
  const [, from, to] = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.exec(written) ?? [];
  return from !== undefined && to !== undefined && from < to ? { from, to } : null;
}

const MINUTE = 60_000;

interface Period {
  readonly opens: number;
  readonly closes: number;
}

/** From this moment on, without end unless it never trades. */
function* periodsFrom(since: Date, { timeZone, hours }: TradingCalendar): Generator<Period> {
  const week = weekdays.map((weekday) => readHours(hours[weekday] ?? ''));
  if (week.every((each) => each === null)) return;

  for (const { day, weekday } of daysFrom(todayIn(timeZone, since))) {
    const trading = week[weekday];
    if (!trading) continue;
    const opens = Math.max(momentAt(day, trading.from, timeZone).getTime(), since.getTime());
    const closes = momentAt(day, trading.to, timeZone).getTime();
    if (opens < closes) yield { opens, closes };
  }
}

/** Monday is 0. */
function* daysFrom(first: Day): Generator<{ readonly day: Day; readonly weekday: number }> {
  for (const date = new Date(`${first}T00:00:00Z`); ; date.setUTCDate(date.getUTCDate() + 1))
    yield { day: date.toISOString().slice(0, 10), weekday: (date.getUTCDay() + 6) % 7 };
}
