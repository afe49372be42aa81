import type { Cause } from './rules-causes.js';

/** Days after the cause was named on which those who look are asked; the last one ends the search. */
export const SEARCH_DAYS = [0, 7, 14, 21, 28, 30] as const;
export type SearchDay = (typeof SEARCH_DAYS)[number];
export const LAST_DAY = 30;

const DAY = 86_400_000;

/** The newest of its days that has come: of a bot that slept, the others are not made up for. */
export function searchDay(since: Date, now: Date): SearchDay {
  const days = (now.getTime() - since.getTime()) / DAY;
  return SEARCH_DAYS.findLast((day) => day <= days) ?? 0;
}

export const hasEnded = (since: Date, now: Date): boolean => searchDay(since, now) === LAST_DAY;

/** What ends the search for a piece. */
export const outcomes = {
  misplaced: 'Found in this boutique',
  'found-elsewhere': 'Found in another boutique',
} as const satisfies Partial<Record<Cause, string>>;

/** Only after its days have passed. */
export const outcomesAtLast = {
  ...outcomes,
  'unknown-written-off': 'Not found: write it off',
} as const satisfies Partial<Record<Cause, string>>;

export type SearchOutcome = keyof typeof outcomesAtLast;

/** A piece whose loss nobody can explain so far. */
export interface Sought {
  readonly count: string;
  readonly boutique: string;
  readonly serial: string;
  /** When its loss was first named so. */
  readonly since: Date;
}

/** Of all that are sought in a count: since when. */
export const sinceWhen = (sought: readonly Pick<Sought, 'since'>[]): Date =>
  new Date(Math.min(...sought.map(({ since }) => since.getTime())));
