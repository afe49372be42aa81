import { type Day, momentAt, type Time, todayIn } from './calendar.js';
import { daysAfter } from './days.js';

/** When somebody may be told what can wait, all of it on their own clocks. */
export interface PersonTimes {
  /** IANA. */
  readonly timeZone: string;
  /** May cross midnight; equal to `quietTo` where they can be told at any hour. */
  readonly quietFrom: Time;
  readonly quietTo: Time;
  /** When their day's reminders come. */
  readonly morning: Time;
  readonly worksOn: (day: Day) => boolean;
  readonly away: readonly Away[];
}

export interface Away {
  readonly starts: Date;
  /** Back at this moment. */
  readonly ends: Date;
}

export const usualTimes = { quietFrom: '20:00', quietTo: '08:00', morning: '09:00' } as const;

export type MayBeTold = true | 'away' | 'day-off' | 'quiet';

/** Whether they may be told something now that can wait; otherwise the reason that lasts longest. */
export function mayBeTold(times: PersonTimes, at: Date): MayBeTold {
  if (isAway(times, at)) return 'away';
  if (!times.worksOn(todayIn(times.timeZone, at))) return 'day-off';
  return isQuiet(times, at) ? 'quiet' : true;
}

/** A year and some days: whoever is never there again is not looked for longer. */
const SEARCHED = 400;

/**
 * The first morning after a moment on which they may be told something: one for each of their working days. Whoever has
 * none within a year gets the next one of all.
 */
export function nextMorning(times: PersonTimes, after: Date): Date {
  const today = todayIn(times.timeZone, after);
  const mornings = [morningOn(times, today), morningOn(times, daysAfter(today, 1))];
  const first = mornings.find((morning) => morning > after) ?? after;
  for (let ahead = 0; ahead <= SEARCHED; ahead += 1) {
    const morning = morningOn(times, daysAfter(today, ahead));
    if (morning > after && mayBeTold(times, morning) === true) return morning;
  }
  return first;
}

/** Of a day on their clocks, whether they work on it or not. One that is in their quiet hours waits until these end. */
export function morningOn(times: PersonTimes, day: Day): Date {
  const { timeZone, morning, quietTo } = times;
  const moment = momentAt(day, morning, timeZone);
  return isQuiet(times, moment) ? momentAt(day, quietTo, timeZone) : moment;
}

/** By moments and not by what clocks show: in November an hour comes twice, and quiet hours end once. */
function isQuiet({ timeZone, quietFrom, quietTo }: PersonTimes, at: Date): boolean {
  if (quietFrom === quietTo) return false;
  const today = todayIn(timeZone, at);
  const begins = momentAt(today, quietFrom, timeZone) <= at;
  const over = momentAt(today, quietTo, timeZone) <= at;
  return quietFrom < quietTo ? begins && !over : begins || !over;
}

function isAway({ away }: PersonTimes, at: Date): boolean {
  return away.some(({ starts, ends }) => starts <= at && at < ends);
}
