import { tz } from '@date-fns/tz';
import { format } from 'date-fns/format';

/** "2026-11-27". */
export type Day = string;

export function todayIn(timeZone: string, now: Date): Day {
  return format(now, 'yyyy-MM-dd', { in: tz(timeZone) });
}

/** "9:12 AM". */
export function clockTime(moment: Date, timeZone: string): string {
  return format(moment, 'h:mm a', { in: tz(timeZone) });
}

/** "Fri, Nov 27, 6:00 PM". */
export function dayAndTime(moment: Date, timeZone: string): string {
  return format(moment, 'EEE, MMM d, h:mm a', { in: tz(timeZone) });
}

/** "9:12 AM" today, "Fri 9:12 AM" on another day of the last week, "Nov 2, 9:12 AM" before. */
export function whenSeenFrom(moment: Date, now: Date, timeZone: string): string {
  if (todayIn(timeZone, moment) === todayIn(timeZone, now)) return clockTime(moment, timeZone);
  const days = (now.getTime() - moment.getTime()) / 86_400_000;
  return format(moment, Math.abs(days) < 6 ? 'EEE h:mm a' : 'MMM d, h:mm a', { in: tz(timeZone) });
}

/** "26 hours", "3 days": how old something is, rounded down. */
export function age(since: Date, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 60_000));
  if (minutes < 60) return counted(minutes, 'minute');
  if (minutes < 48 * 60) return counted(Math.floor(minutes / 60), 'hour');
  return counted(Math.floor(minutes / (24 * 60)), 'day');
}

/** "1 piece", "2 pieces", "1,204 pieces". */
export function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
