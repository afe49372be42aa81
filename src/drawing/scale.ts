import type { Day } from '../domain/calendar.js';
import { daysAfter, daysBetween, monthAfter, monthOf } from '../domain/days.js';

/** From days to places from left to right. */
export interface Scale {
  readonly first: Day;
  readonly last: Day;
  /** Where a day begins. */
  readonly startOf: (day: Day) => number;
  readonly endOf: (day: Day) => number;
  readonly has: (day: Day) => boolean;
  readonly ticks: readonly { readonly x: number; readonly words: string }[];
}

/** Whole months around these days, of which there is at least one. */
export function scaleOf(days: readonly Day[], left: number, width: number): Scale {
  const sorted = [...days].sort();
  const first = `${monthOf(sorted[0] ?? '2000-01-01')}-01`;
  const last = daysAfter(`${monthAfter(monthOf(sorted.at(-1) ?? first))}-01`, -1);
  const step = width / (daysBetween(first, last) + 1);
  const startOf = (day: Day): number => left + daysBetween(first, day) * step;
  return {
    first,
    last,
    startOf,
    endOf: (day) => startOf(day) + step,
    has: (day) => day >= first && day <= last,
    ticks: ticksOf(first, last, width).map(({ day, words }) => ({ x: startOf(day), words })),
  };
}

/** Where there are too many months to write them all, every second, third, sixth or twelfth. */
function ticksOf(first: Day, last: Day, width: number): readonly { readonly day: Day; readonly words: string }[] {
  const months: Day[] = [];
  for (let month = monthOf(first); month <= monthOf(last); month = monthAfter(month)) months.push(`${month}-01`);
  const every = [1, 2, 3, 6, 12].find((step) => (width / months.length) * step >= NARROWEST) ?? 12;
  const shown = months.filter((day) => (Number(day.slice(5, 7)) - 1) % every === 0);
  return shown.map((day, index) => ({
    day,
    words: index === 0 || day.slice(5, 7) === '01' ? `${monthName(day)} ’${day.slice(2, 4)}` : monthName(day),
  }));
}

/** "Sep 27" has to fit. */
const NARROWEST = 64;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

export const monthName = (day: Day): string => MONTHS[Number(day.slice(5, 7)) - 1] ?? '';

/** "Nov 22". */
export const inBrief = (day: Day): string => `${monthName(day)} ${Number(day.slice(8, 10))}`;
