import type { Day } from './calendar.js';

/** The days of the week as the network file writes them, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** "2026-10". */
export type Month = string;

const DAY = 86_400_000;
const KEPT = 10_000;

/** So many days later; earlier where they are negative. Days know no clocks, so none is skipped or doubled. */
export function daysAfter(day: Day, days: number): Day {
  return dayOf(numberOf(day) + days);
}

/** 1 from a day to the next one, negative backwards. */
export function daysBetween(first: Day, last: Day): number {
  return numberOf(last) - numberOf(first);
}

export function weekdayOf(day: Day): Weekday {
  return weekdays[(((numberOf(day) + THURSDAY) % 7) + 7) % 7] ?? 'mon';
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

/** Days since January 1, 1970, which was a Thursday. */
const numberOf = kept((day: Day): number => Date.parse(`${day}T00:00:00Z`) / DAY);
const dayOf = kept((number: number): Day => new Date(number * DAY).toISOString().slice(0, 10));
const THURSDAY = weekdays.indexOf('thu');

/** Thousands of boutiques go through the same weeks, day by day. */
function kept<From, To>(reckon: (from: From) => To): (from: From) => To {
  const known = new Map<From, To>();
  return (from) => {
    const found = known.get(from) ?? reckon(from);
    if (known.size >= KEPT) known.clear();
    known.set(from, found);
    return found;
  };
}
