import type { Day } from '../../domain/calendar.js';
import { daysBetween } from '../../domain/days.js';
import { GO_LIVE_DAYS } from './rules-live.js';

/** What the first days of an opening came to. */
export interface FirstDays {
  readonly project: string;
  readonly issues: number;
  readonly cleanDays: number;
}

/** Its first days beside those of earlier openings, up to the same day. */
export interface Ramp {
  /** The day it is on, from 1; the last one once they are over. */
  readonly day: number;
  readonly issues: number;
  readonly cleanDays: number;
  readonly earlier: number;
  /** On average. */
  readonly theirIssues: number;
  readonly theirCleanDays: number;
}

export const rampDay = (opened: Day, today: Day): number =>
  Math.max(1, Math.min(GO_LIVE_DAYS, daysBetween(opened, today) + 1));

/** Null where there is nothing to compare it with. */
export function rampOf(project: string, day: number, all: readonly FirstDays[]): Ramp | null {
  const own = all.find((each) => each.project === project);
  const earlier = all.filter((each) => each.project !== project);
  if (!own || earlier.length === 0) return null;
  const average = (of: (each: FirstDays) => number) =>
    earlier.reduce((sum, each) => sum + of(each), 0) / earlier.length;
  return {
    ...{ day, issues: own.issues, cleanDays: own.cleanDays, earlier: earlier.length },
    theirIssues: average(({ issues }) => issues),
    theirCleanDays: average(({ cleanDays }) => cleanDays),
  };
}

/** As lines of a card. */
export function rampLines(ramp: Ramp | null): [string, string][] {
  if (ramp === null) return [];
  const { day, issues, cleanDays, earlier, theirIssues, theirCleanDays } = ramp;
  const theirs = earlier === 1 ? 'the opening before had' : `the ${earlier} openings before had`;
  const said = (average: number) => `${theirs} ${rounded(average)}${earlier === 1 ? '' : ' on average'}`;
  return [
    [`Issues by day ${day}`, `${issues} · ${said(theirIssues)}`],
    [`Clean days by day ${day}`, `${cleanDays} · ${said(theirCleanDays)}`],
  ];
}

const rounded = (average: number): string => average.toFixed(1).replace(/\.0$/, '');
