import { type Day, dayInWords, readTime } from '../../domain/calendar.js';
import { daysAfter, daysBetween } from '../../domain/days.js';
import { Refusal } from '../../domain/refusal.js';
import { retailClosing } from '../../domain/retail-closings.js';
import { timeInWords } from './rules.js';

/** For whom: one boutique, a state, a country. */
export interface Scope {
  readonly boutique: string | null;
  readonly country: string | null;
  readonly state: string | null;
}

/** What is closed, as people call it: "Madison Avenue", "New York, United States". */
export interface Place extends Scope {
  readonly name: string;
}

export interface Period {
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** "11:00-16:00": open then. Null: closed. */
  readonly hours: string | null;
  readonly reason: string;
}

/** Days on which a place is not as its week says. */
export interface PlannedClosure extends Period {
  readonly id: string;
  readonly place: Place;
  /** Null where the network file says it, which alone changes it. */
  readonly createdBy: string | null;
}

/** Nothing is closed for longer without the network file saying so. */
const MOST_DAYS = 366;

/** Why a place can't be closed like this; null where it can. `others` are those of the same place. */
export function wrongClosure(period: Period, others: readonly Period[]): Refusal | null {
  const { firstDay, lastDay } = period;
  if (lastDay < firstDay)
    return new Refusal('ends-before', 'Choose a last day that is not before the first.', 'lastDay');
  if (daysBetween(firstDay, lastDay) >= MOST_DAYS)
    return new Refusal('too-long', `Choose at most ${MOST_DAYS} days.`, 'lastDay');
  const other = others.find((each) => each.firstDay <= lastDay && each.lastDay >= firstDay);
  if (!other) return null;
  return new Refusal(
    'overlaps',
    `${daysOf(other)} is planned already: ${small(closureInWords(other))}, ${other.reason}. End that one first, or choose other days.`,
    'firstDay',
  );
}

/** "11-4 pm" is too little to know; "11:00 – 16:00" is "11:00-16:00". Refuses in words. */
export function readHours(typed: string): string {
  const [from, to, ...more] = typed.split(/\s*(?:-|–|to)\s*/).map((part) => readTime(fullTime(part)));
  if (from && to && more.length === 0 && from < to) return `${from}-${to}`;
  throw new Refusal('hours', 'Write the hours as 11:00-16:00.', 'hours');
}

const fullTime = (part: string): string => (/^\d{1,2}$/.test(part.trim()) ? `${part.trim()}:00` : part);

/** "Thu, Dec 24"; "Thu, Dec 24 to Sat, Dec 26". */
export const daysOf = ({ firstDay, lastDay }: Pick<Period, 'firstDay' | 'lastDay'>): string =>
  firstDay === lastDay ? dayInWords(firstDay) : `${dayInWords(firstDay)} to ${dayInWords(lastDay, firstDay)}`;

/** "Closed"; "Open 11:00 AM to 4:00 PM". */
export function closureInWords({ hours }: Pick<Period, 'hours'>): string {
  const [from, to] = hours?.split('-') ?? [];
  return from && to ? `Open ${timeInWords(from)} to ${timeInWords(to)}` : 'Closed';
}

/** Within a sentence. */
export const small = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

export interface Closing {
  readonly day: Day;
  readonly reason: string;
}

const AHEAD = 180;

/** Days of the next half year on which the boutiques of a country are closed anyway. */
export function closingsAhead(country: string, today: Day): readonly Closing[] {
  return Array.from({ length: AHEAD }, (_, ahead) => daysAfter(today, ahead)).flatMap((day) => {
    const reason = retailClosing(day, country);
    return reason === null ? [] : [{ day, reason }];
  });
}
