import { type Day, dayInWords, momentAt, todayIn } from '../../domain/calendar.js';
import type { Period } from '../../domain/delegation.js';
import { Refusal } from '../../domain/refusal.js';

/** Somebody is away, and somebody stands in, or nobody does. */
export interface Absence extends Period {
  readonly id: string;
  readonly from: Named;
  readonly to: Named | null;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Days {
  readonly first: Day;
  readonly last: Day;
}

/**
 * From the first day to the end of the last one, by the clocks of all boutiques somebody answers for: it begins where
 * that day begins first, and ends where the last one ends last. Whoever answers for the network is away from New York
 * as long as from Los Angeles.
 */
export function periodOf({ first, last }: Days, zones: readonly string[]): Period {
  const at = (day: Day) => zones.map((zone) => momentAt(day, '00:00', zone).getTime());
  return { starts: new Date(Math.min(...at(first))), ends: new Date(Math.max(...at(dayAfter(last)))) };
}

/** The days that `periodOf` was made of, or that are left of them where it began in the middle of one. */
export function daysOf({ starts, ends }: Period, zones: readonly string[]): Days {
  const days = (moment: number) => zones.map((zone) => todayIn(zone, new Date(moment))).sort();
  return { first: days(starts.getTime()).at(-1) ?? '', last: days(ends.getTime() - 1)[0] ?? '' };
}

/** Where it is still the day before somewhere, that day may be the first one. */
export function todayFor(zones: readonly string[], now: Date): Day {
  return zones.map((zone) => todayIn(zone, now)).sort()[0] ?? '';
}

/** What has begun keeps its beginning; nothing begins in the past. */
export function beginningOf({ starts }: Period, before: Period | null, now: Date): Date {
  if (before && before.starts <= now && starts <= now) return before.starts;
  return starts > now ? starts : now;
}

/** "Fri, Nov 27 to Fri, Dec 4"; a single day alone. */
export function daysInWords({ first, last }: Days): string {
  return first === last ? dayInWords(first) : `${dayInWords(first)} to ${dayInWords(last, first)}`;
}

/** What stands in the way among the absences of the two in that time; null where nothing does. */
export function collisionOf(
  { from, to }: Pick<Absence, 'from' | 'to'>,
  others: readonly (Absence & { readonly days: Days })[],
): Refusal | null {
  const own = others.find((each) => each.from.id === from.id);
  if (own)
    return new Refusal(
      'away-already',
      `You are away ${daysInWords(own.days)} already, and ${own.to?.name ?? 'nobody'} stands in. Change that one, or choose other days.`,
      'from',
    );
  const theirs = others.find((each) => each.from.id === to?.id);
  if (!theirs || !to) return null;
  const when = daysInWords(theirs.days);
  return theirs.to?.id === from.id
    ? new Refusal('circle', `You stand in for ${to.name}, who is away ${when}. Choose somebody else.`, 'who')
    : new Refusal('away-too', `${to.name} is away ${when}. Choose somebody else.`, 'who');
}

const DAY = 86_400_000;

const dayAfter = (day: Day): Day => todayIn('UTC', new Date(Date.parse(`${day}T12:00:00Z`) + DAY));
