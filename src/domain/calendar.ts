import { tz, tzOffset } from '@date-fns/tz';
import { format } from 'date-fns/format';

/** "2026-11-27". */
export type Day = string;

/** "09:12", on a clock of 24 hours. */
export type Time = string;

const DAY = 86_400_000;

export function todayIn(timeZone: string, now: Date): Day {
  return onTheWall(timeZone, now).slice(0, 10);
}

/** Whether a text is a day of the calendar: "2026-02-30" is none. */
export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const noon = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(noon.getTime()) && noon.toISOString().startsWith(text);
}

/** "Fri, Nov 27"; with its year beside a day of another one: "Fri, Nov 27, 2026". */
export function dayInWords(day: Day, beside: Day = day): string {
  const isSameYear = day.slice(0, 4) === beside.slice(0, 4);
  return format(`${day}T12:00:00Z`, isSameYear ? 'EEE, MMM d' : 'EEE, MMM d, yyyy', { in: tz('UTC') });
}

/** "9:05" and "09:05:00" are "09:05", as some clients write it. Null: no time of a day. */
export function readTime(text: string): Time | null {
  const { hour, minute } = /^(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)(?::[0-5]\d)?$/.exec(text.trim())?.groups ?? {};
  return hour && minute ? `${hour.padStart(2, '0')}:${minute}` : null;
}

/** "09:12" on the clocks of the boutique. */
export function timeIn(timeZone: string, moment: Date): Time {
  return onTheWall(timeZone, moment).slice(11, 16);
}

/** "2026-11-27T09:12:00.000Z" where clocks show 9:12. A network asks for thousands at once, so nothing is formatted. */
function onTheWall(timeZone: string, moment: Date): string {
  return new Date(moment.getTime() + offsetAt(timeZone, moment) * 60_000).toISOString();
}

/** Whoever looks asks for one moment on the clocks of every place. */
function offsetAt(timeZone: string, moment: Date): number {
  const at = moment.getTime();
  const known = offsets.get(timeZone);
  if (known?.at === at) return known.offset;
  const offset = tzOffset(timeZone, moment);
  if (offsets.size >= KEPT) offsets.clear();
  offsets.set(timeZone, { at, offset });
  return offset;
}

const offsets = new Map<string, { readonly at: number; readonly offset: number }>();

/**
 * When the clocks of the boutique show this. A time that the night in March leaves out is the later one,
 * "3:30" for "2:30"; of one that the night in November has twice, it is the first.
 */
export function momentAt(day: Day, time: Time, timeZone: string): Date {
  const key = `${day}T${time} ${timeZone}`;
  const found = moments.get(key) ?? reckon(day, time, timeZone);
  if (moments.size >= KEPT) moments.clear();
  moments.set(key, found);
  return new Date(found);
}

/** Boutiques and people of one zone all ask for the same few. */
const moments = new Map<string, number>();
const KEPT = 10_000;

function reckon(day: Day, time: Time, timeZone: string): number {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const offset = (moment: number): number => tzOffset(timeZone, new Date(moment)) * 60_000;
  const [before, after] = [wall - offset(wall - DAY), wall - offset(wall + DAY)];
  const shows = (moment: number): boolean => moment + offset(moment) === wall;
  return shows(after) && !shows(before) ? after : before;
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
  const days = (now.getTime() - moment.getTime()) / DAY;
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
