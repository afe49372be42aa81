import type { Role } from '../../domain/people.js';
import type { Anomaly, AnomalyType } from './rules.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Whom silence calls, and after how many minutes, at any hour. */
export const chain: readonly { readonly after: number; readonly role: Role }[] = [
  { after: 5, role: 'operations-manager' },
  { after: 10, role: 'director' },
];

/** After the last of them, everybody again and again. */
export const AGAIN_AFTER = 15;

/** A call that is owed: its number from 0 on, and whom it calls; null is everybody. */
export interface Call {
  readonly step: number;
  readonly role: Role | null;
}

/** What is owed after so many minutes of silence. Of the calls to everybody only the newest: a bot that slept does not ring ten times. */
export function callsAfter(minutes: number): Call[] {
  const single = chain.flatMap(({ after, role }, step) => (minutes >= after ? [{ step, role }] : []));
  const repeats = Math.floor((minutes - lastOfChain) / AGAIN_AFTER);
  return repeats < 1 ? single : [...single, { step: chain.length + repeats - 1, role: null }];
}

const lastOfChain = chain.at(-1)?.after ?? 0;

export function callsFor({ criticalSince }: Pick<Anomaly, 'criticalSince'>, now: Date): Call[] {
  if (criticalSince === null) return [];
  return callsAfter(Math.floor((now.getTime() - criticalSince.getTime()) / MINUTE));
}

/** How long what proves something is kept, in hours. */
export interface Terms {
  readonly recordingHours: number;
  readonly claimHours: number;
}

/** Where a boutique has said nothing: recordings for 30 days, a claim within three. */
export const defaultTerms: Terms = { recordingHours: 720, claimHours: 72 };

/** What an insurer may have to hear of. */
const CLAIMED: ReadonlySet<AnomalyType> = new Set([
  'theft',
  'loss',
  'safe',
  'showcase',
  'injury',
  'fire',
  'merchandise',
  'building',
]);

export function evidenceUntil(
  type: AnomalyType,
  happenedAt: Date,
  { recordingHours, claimHours }: Terms,
): { readonly recordingsUntil: Date; readonly claimUntil: Date | null } {
  const after = (hours: number) => new Date(happenedAt.getTime() + hours * HOUR);
  return { recordingsUntil: after(recordingHours), claimUntil: CLAIMED.has(type) ? after(claimHours) : null };
}

/** Hours left, begun ones too; 0 where it is over. */
export const hoursLeft = (until: Date, now: Date): number =>
  Math.max(0, Math.ceil((until.getTime() - now.getTime()) / HOUR));

/** Before the end of a clock, somebody is reminded. */
export const THRESHOLDS = [72, 24, 6] as const;

export const clocks = ['recordings', 'claim'] as const;

export type Clock = (typeof clocks)[number];

/** The end of a clock that runs; null where it was stopped or never began. */
export function runsUntil(anomaly: Anomaly, clock: Clock): Date | null {
  const { recordingsUntil, recordingsSaved, claimUntil, claimMade } = anomaly;
  if (anomaly.state === 'closed') return null;
  if (clock === 'recordings') return recordingsSaved ? null : recordingsUntil;
  return claimMade ? null : claimUntil;
}

/**
 * The reminder that is owed now, in hours; null where none is. Three days that had passed when it was reported are no
 * news to whoever reported it; less than a day is.
 */
export function reminderOwed(until: Date, reportedAt: Date, now: Date): number | null {
  if (now >= until) return null;
  const passed = (hours: number, at: Date) => until.getTime() - at.getTime() <= hours * HOUR;
  const threshold = THRESHOLDS.filter((hours) => passed(hours, now)).at(-1);
  if (threshold === undefined) return null;
  return threshold === THRESHOLDS[0] && passed(threshold, reportedAt) ? null : threshold;
}
