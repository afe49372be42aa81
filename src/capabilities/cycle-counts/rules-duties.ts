import { type Day, dayInWords } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import { classOf, type Rules, type ValueClass } from './rules.js';

/** What is known of a zone when it is planned. */
export interface ZoneFacts {
  readonly zone: string;
  readonly kind: string;
  /** In its place on the floor. */
  readonly position: number;
  readonly pieces: number;
  /** At retail, in whole units of the boutique's currency. */
  readonly value: number;
  /** When somebody last closed it, on the clocks of the boutique; null: never. */
  readonly lastCounted: Day | null;
  /** Of the pieces that lie here and are not looked for: the day on which the one was seen that nobody saw since. */
  readonly oldestSeen: Day | null;
  /** Value that came and went since it was counted, also what did both between two exports; whole units. */
  readonly moved: number;
  /** Per cent, of its decided counts that are open to everybody; the newest first. */
  readonly accuracies: readonly number[];
  /** What happened since it was counted last. */
  readonly events: readonly ZoneEvent[];
}

export const eventCodes = ['holder', 'emptied', 'elsewhere', 'find', 'incident', 'closure', 'event'] as const;
export type EventCode = (typeof eventCodes)[number];

export interface ZoneEvent {
  readonly code: EventCode;
  /** A count or an anomaly, where that may be restricted. */
  readonly record?: string;
}

/** Why a zone is counted, as it is kept. */
export type Reason =
  | { readonly code: 'never' }
  | { readonly code: 'interval'; readonly since: Day; readonly class: ValueClass; readonly every: number }
  | { readonly code: 'promise'; readonly every: number }
  | { readonly code: 'moved' | 'accuracy' }
  | ZoneEvent;

/** A zone that is to be counted. */
export interface Duty {
  readonly zone: string;
  readonly pieces: number;
  readonly position: number;
  /** By when, as its rules have it. */
  readonly by: Day;
  /** By when the promise asks for it. */
  readonly promisedBy: Day;
  readonly reasons: readonly Reason[];
}

/** What has to be counted up to a day: `from` is the first day on which anything can be. */
export function dutiesOf(zones: readonly ZoneFacts[], rules: Rules, from: Day, until: Day): Duty[] {
  return zones.flatMap((zone) => {
    const duty = dutyOf(zone, rules, from, until);
    return duty.by <= until ? [duty] : [];
  });
}

function dutyOf(zone: ZoneFacts, rules: Rules, from: Day, until: Day): Duty {
  const { lastCounted, pieces, position, events } = zone;
  const valueClass = classOf(zone, rules);
  const every = rules.days[valueClass];
  // Never counted: this week, and no day before another.
  const regular = lastCounted === null ? until : daysAfter(lastCounted, every);
  const promisedBy = lastCounted === null ? until : daysAfter(earliest(lastCounted, zone.oldestSeen), rules.promise);
  const sooner = reasonsToHurry(zone, rules);
  const others = [...(sooner.length > 0 ? [until] : []), ...(events.length > 0 ? [from] : [])];

  const reasons: Reason[] = [...events, ...sooner];
  if (lastCounted === null) reasons.push({ code: 'never' });
  else if (regular <= until) reasons.push({ code: 'interval', since: lastCounted, class: valueClass, every });
  else if (promisedBy <= until) reasons.push({ code: 'promise', every: rules.promise });
  return {
    zone: zone.zone,
    pieces,
    position,
    by: [promisedBy, ...others].reduce(earliest, regular),
    promisedBy,
    reasons,
  };
}

function reasonsToHurry(zone: ZoneFacts, rules: Rules): Reason[] {
  return [
    ...(hasMoved(zone, rules) ? [{ code: 'moved' as const }] : []),
    ...(isBelow(zone, rules) ? [{ code: 'accuracy' as const }] : []),
  ];
}

const earliest = (a: Day, b: Day | null): Day => (b !== null && b < a ? b : a);

const hasMoved = ({ moved, lastCounted }: ZoneFacts, rules: Rules): boolean =>
  lastCounted !== null && moved > 0 && moved >= rules.moved;

export function meanOf(accuracies: readonly number[], lastCounts: number): number | null {
  const last = accuracies.slice(0, lastCounts);
  return last.length === 0 ? null : last.reduce((sum, each) => sum + each, 0) / last.length;
}

function isBelow({ accuracies }: ZoneFacts, { floor, lastCounts }: Rules): boolean {
  const mean = meanOf(accuracies, lastCounts);
  return mean !== null && mean < floor;
}

/**
 * Why, for whoever may count there: what hangs on what is expected, on what another count found, or on a case is said
 * in the same words, so that they tell nothing.
 */
export function whyInWords(reasons: readonly Reason[]): string {
  return [...new Set(reasons.map(reasonInWords))].join(' ');
}

const CHECK = 'Chosen for a check.';

function reasonInWords(reason: Reason): string {
  switch (reason.code) {
    case 'never':
      return 'Not counted here yet.';
    case 'interval':
      return `Class ${reason.class} is counted every ${reason.every} days; before this one ${dayInWords(reason.since)}.`;
    case 'promise':
      return `Every piece is seen at least every ${reason.every} days.`;
    case 'holder':
      return 'Somebody else answers for it now.';
    case 'closure':
      return 'The boutique was closed.';
    case 'event':
      return 'There was an event.';
    default:
      return CHECK;
  }
}

/** The same for an operations manager: what is restricted, and closed to them, is left at the general words. */
export function reasonsInFull(reasons: readonly Reason[], mayRead: (record: string) => boolean): string {
  return [
    ...new Set(
      reasons.map((each) =>
        'record' in each && each.record !== undefined && !mayRead(each.record) ? CHECK : inFull(each),
      ),
    ),
  ].join(' ');
}

function inFull(reason: Reason): string {
  switch (reason.code) {
    case 'moved':
      return 'Much came and went since it was counted.';
    case 'accuracy':
      return 'Its accuracy is below the floor.';
    case 'emptied':
      return 'It is empty by the register: to be confirmed.';
    case 'elsewhere':
      return 'A piece of this zone was found elsewhere.';
    case 'find':
      return 'A piece of this zone was not found again.';
    case 'incident':
      return 'Something happened at the boutique.';
    default:
      return reasonInWords(reason);
  }
}
