import type { Day } from './calendar.js';
import { daysAfter, type Month, weekdayOf, yearOf } from './days.js';
import { holidaysOf } from './holidays.js';

/**
 * Monday to Friday without the public holidays of the country. Banks and federal offices go by these alone: a state is
 * named where its own holidays count too.
 */
export function isBusinessDay(day: Day, country: string, state: string | null = null): boolean {
  const weekday = weekdayOf(day);
  return weekday !== 'sat' && weekday !== 'sun' && !holidaysOf(country, state, yearOf(day)).has(day);
}

/** The fifth business day of "2026-10" is October 7. Where the month has fewer, it is one of the next. */
export function businessDay(nth: number, month: Month, country: string, state: string | null = null): Day {
  return addBusinessDays(daysAfter(`${month}-01`, -1), nth, country, state);
}

/** So many business days later, earlier where they are negative; the day itself does not count. With 0 it stays. */
export function addBusinessDays(day: Day, days: number, country: string, state: string | null = null): Day {
  const step = Math.sign(days);
  let reached = day;
  for (let left = Math.abs(days); left > 0; ) {
    reached = daysAfter(reached, step);
    if (isBusinessDay(reached, country, state)) left -= 1;
  }
  return reached;
}
