import type { Day } from './calendar.js';

/** The days of the week as the network file writes them, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** "2026-10". */
export type Month = string;

const DAY = 86_400_000;

/** So many days later; earlier where they are negative. Days know no clocks, so none is skipped or doubled. */
export function daysAfter(day: Day, days: number): Day {
  if (days !== 1) return reckoned(day, days);
  const found = tomorrows.get(day) ?? reckoned(day, 1);
  if (tomorrows.size >= KEPT) tomorrows.clear();
  tomorrows.set(day, found);
  return found;
}

const reckoned = (day: Day, days: number): Day => new Date(midnight(day) + days * DAY).toISOString().slice(0, 10);

/** Thousands of boutiques go through the same weeks, day by day. */
const tomorrows = new Map<Day, Day>();
const KEPT = 10_000;

/** 1 from a day to the next one, negative backwards. */
export function daysBetween(first: Day, last: Day): number {
  return (midnight(last) - midnight(first)) / DAY;
}

export function weekdayOf(day: Day): Weekday {
  return weekdays[(new Date(midnight(day)).getUTCDay() + 6) % 7] ?? 'mon';
}

/** The nth such weekday of a month; the last one where n is -1. */
export function nthWeekday(nth: number, weekday: Weekday, month: Month): Day {
  const [first, step] = nth > 0 ? [`${month}-01`, 1] : [daysAfter(`${monthAfter(month)}-01`, -1), -1];
  const ahead = (step * (weekdays.indexOf(weekday) - weekdays.indexOf(weekdayOf(first))) + 7) % 7;
  return daysAfter(first, step * (ahead + 7 * (Math.abs(nth) - 1)));
}

export function monthAfter(month: Month, months = 1): Month {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, 7);
}

export const monthOf = (day: Day): Month => day.slice(0, 7);

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

const midnight = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
