import type { Day } from '../../domain/calendar.js';

export const reasons = {
  weekly: 'Weekly cycle',
  spot: 'Spot check',
  annual: 'Annual stock take',
  fiscal: 'Fiscal inventory',
  opening: 'Opening count',
  handover: 'Handover',
  event: 'Event',
} as const;
export type Reason = keyof typeof reasons;

export const isReason = (text: string): text is Reason => Object.hasOwn(reasons, text);

/** What somebody chooses who counts of their own accord; the others are planned. */
export const chosenReasons = {
  weekly: reasons.weekly,
  spot: reasons.spot,
  handover: reasons.handover,
  event: reasons.event,
} as const;

/** A count that is to be. */
export interface CountPlan {
  readonly id: string;
  readonly boutique: string;
  /** Ids; none: every zone there is when it begins. */
  readonly zones: readonly string[];
  readonly reason: Reason;
  readonly due: Day | null;
  /** It can't begin before: after closing. */
  readonly notBefore: Date | null;
  /** People; where there are any, nobody else counts. */
  readonly counters: readonly string[];
  readonly recounters: readonly string[];
  /** Beside them: who may not decide on it. */
  readonly notApprovers: readonly string[];
  /** Null: the engine, on its own. */
  readonly plannedBy: string | null;
  /** Why. */
  readonly cancelled: string | null;
}

/** Who was named for a round: of the first the counters, of the others the recounters. Empty: anybody who may count. */
export function namedFor({ counters, recounters }: Pick<CountPlan, 'counters' | 'recounters'>, round: number) {
  return round === 1 ? counters : recounters;
}
