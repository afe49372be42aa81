import type { Day } from '../../domain/calendar.js';
import { daysAfter, daysBetween, nthWeekday } from '../../domain/days.js';
import { isOpenOn, type PlaceCalendar } from '../../domain/place-calendar.js';

/** Days of the year on which a boutique has no night to spare; first and last day, by year. */
const seasons: readonly { readonly reason: string; readonly of: (year: string) => readonly [Day, Day] }[] = [
  { reason: 'Lunar New Year and Valentine’s Day', of: (year) => [`${year}-02-01`, `${year}-02-14`] },
  {
    reason: 'Mother’s Day',
    of: (year) => {
      const sunday = nthWeekday(2, 'sun', `${year}-05`);
      return [daysAfter(sunday, -6), sunday];
    },
  },
  { reason: 'The holiday season', of: (year) => [`${year}-11-15`, `${year}-12-31`] },
];

/** Why a day is no day for it; null: it may be one. */
export function peakOn(day: Day): string | null {
  const found = seasons.find(({ of }) => {
    const [first, last] = of(day.slice(0, 4));
    return first <= day && day <= last;
  });
  return found?.reason ?? null;
}

/** Longer than a boutique is closed around a holiday; where it is closed longer, the day stays. */
const LOOKED_BACK = 14;

/** The day itself where the boutique is open, else the last one before on which it is. */
export function openDayUpTo(day: Day, calendar: PlaceCalendar): Day {
  for (let back = 0; back <= LOOKED_BACK; back += 1) {
    const earlier = daysAfter(day, -back);
    if (isOpenOn(earlier, calendar)) return earlier;
  }
  return day;
}

export interface Window {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly perDay: number;
}

export interface Counting {
  readonly code: string;
  readonly calendar: PlaceCalendar;
}

/** A day for each: open, out of the peak season, spread over the window, never more than so many at once. Who is left over had no room. */
export function proposeDates(
  window: Window,
  boutiques: readonly Counting[],
): { readonly dates: ReadonlyMap<string, Day>; readonly leftOver: readonly string[] } {
  const days = calmDays(window);
  const taken = new Map<Day, number>();
  const dates = new Map<string, Day>();
  const leftOver: string[] = [];
  for (const [index, { code, calendar }] of boutiques.entries()) {
    const wanted = Math.floor((index * days.length) / boutiques.length);
    const day = nearest(days, wanted, (each) => (taken.get(each) ?? 0) < window.perDay && isOpenOn(each, calendar));
    if (day === null) {
      leftOver.push(code);
      continue;
    }
    dates.set(code, day);
    taken.set(day, (taken.get(day) ?? 0) + 1);
  }
  return { dates, leftOver };
}

function calmDays({ firstDay, lastDay }: Window): Day[] {
  const all = Array.from({ length: Math.max(0, daysBetween(firstDay, lastDay) + 1) }, (_, n) => daysAfter(firstDay, n));
  return all.filter((day) => peakOn(day) === null);
}

/** The later one of two that are as near. */
function nearest(days: readonly Day[], wanted: number, fits: (day: Day) => boolean): Day | null {
  for (let away = 0; away < days.length; away += 1) {
    for (const place of [wanted + away, wanted - away]) {
      const day = days[place];
      if (day !== undefined && fits(day)) return day;
    }
  }
  return null;
}

/** What speaks against a day that somebody proposes; they may have their reasons. */
export function doubtsAbout(day: Day, window: Window, calendar: PlaceCalendar, others: number): string[] {
  const peak = peakOn(day);
  return [
    ...(day < window.firstDay || day > window.lastDay ? ['It is outside the window.'] : []),
    ...(peak === null ? [] : [`It is in a peak season: ${peak}.`]),
    ...(isOpenOn(day, calendar) ? [] : ['The boutique is closed on that day.']),
    ...(others >= window.perDay ? [`${others} others count on that day.`] : []),
  ];
}
