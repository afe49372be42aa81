import type { Day, Time } from '../../domain/calendar.js';
import { hoursOn, type OpenHours, type PlaceCalendar } from '../../domain/place-calendar.js';
import { peakOn, type Rules } from './rules.js';

/** Every count has as much, so that its length tells nobody how much lies there. */
export const COUNT_MINUTES = 60;

/** When a count may begin on a day: while the boutique is open or in the hour before, and outside peak hours. */
export function timesOn(day: Day, calendar: PlaceCalendar, rules: Rules): Time[] {
  const hours = hoursOn(day, calendar);
  if (!hours) return [];
  const [opens, closes] = [minutesOf(hours.from), minutesOf(hours.to)];
  const times: Time[] = [];
  for (let start = Math.max(0, opens - COUNT_MINUTES); start + COUNT_MINUTES <= closes; start += COUNT_MINUTES)
    if (!isPeak(start, peakOn(day, rules))) times.push(timeOf(start));
  return times;
}

/** Why a count can't begin then; null where it can. */
export function whyNotAt(
  day: Day,
  time: Time,
  calendar: PlaceCalendar,
  rules: Rules,
): 'closed' | 'hours' | 'peak' | null {
  const hours = hoursOn(day, calendar);
  if (!hours) return 'closed';
  const start = minutesOf(time);
  const isWithin = start >= minutesOf(hours.from) - COUNT_MINUTES && start + COUNT_MINUTES <= minutesOf(hours.to);
  if (!isWithin) return 'hours';
  return isPeak(start, peakOn(day, rules)) ? 'peak' : null;
}

const isPeak = (start: number, peaks: readonly OpenHours[]): boolean =>
  peaks.some(({ from, to }) => start < minutesOf(to) && start + COUNT_MINUTES > minutesOf(from));

/** Two counts at once need two pairs of people. */
export const overlap = (a: Time, b: Time): boolean => Math.abs(minutesOf(a) - minutesOf(b)) < COUNT_MINUTES;

const minutesOf = (time: Time): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const timeOf = (minutes: number): Time =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
