import { denied, Refusal } from '../../domain/refusal.js';

/** What can go wrong, and its name in a list. */
export const types = {
  theft: 'Theft',
  'suspicious-person': 'Suspicious person',
  loss: 'Loss',
  alarm: 'Alarm',
  door: 'Door',
  safe: 'Safe',
  camera: 'Camera',
  showcase: 'Showcase',
  register: 'Register',
  payment: 'Payment',
  'client-incident': 'Client incident',
  injury: 'Injury',
  fire: 'Fire',
  data: 'Data',
  merchandise: 'Merchandise',
  building: 'Building',
  other: 'Other',
} as const;

export type AnomalyType = keyof typeof types;

/** Each says when it is the one. */
export const severities = {
  low: 'Low: it can wait for the next working day',
  medium: 'Medium: it hinders work, or may get worse',
  high: 'High: people, pieces or the opening are at risk today',
  critical: 'Critical: people or pieces are in danger now',
} as const;

export type Severity = keyof typeof severities;

export const severityNames: Readonly<Record<Severity, string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

/** The more, the sooner. */
export const weightOf: Readonly<Record<Severity, number>> = { low: 0, medium: 1, high: 2, critical: 3 };

export const police = { no: 'No', 'not-yet': 'Not yet', yes: 'Yes' } as const;

export type Police = keyof typeof police;

export const states = {
  new: 'New',
  triage: 'Triage',
  escalated: 'Escalated',
  stable: 'Stable',
  closed: 'Closed',
} as const;

export type State = keyof typeof states;

/** What moves a case. */
export type Move = 'take' | 'escalate' | 'calm' | 'close' | 'reopen';

/** Where each move leads; what is not here is refused. Only an answer opens what is closed. */
export const transitions: Readonly<Record<State, Readonly<Partial<Record<Move, State>>>>> = {
  new: { take: 'triage', escalate: 'escalated', calm: 'stable', close: 'closed' },
  triage: { take: 'triage', escalate: 'escalated', calm: 'stable', close: 'closed' },
  escalated: { take: 'escalated', calm: 'stable', close: 'closed' },
  stable: { take: 'stable', escalate: 'escalated', close: 'closed' },
  closed: { reopen: 'triage' },
};

/** The state after a move, or a refusal in words. */
export function moved(state: State, move: Move): State {
  const next = transitions[state][move];
  if (next) return next;
  if (state === 'closed') throw denied('closed', 'This case is closed. Whoever reported it can open it again.');
  if (move === 'reopen') throw new Refusal('open', 'This case is still open. Add a note instead.');
  throw new Refusal('same-state', `This case is ${states[state].toLowerCase()} already.`);
}

export const closeReasons = {
  resolved: 'Resolved',
  duplicate: 'Duplicate of another case',
  'not-an-anomaly': 'Not an anomaly',
  unresolved: 'Unresolved: nothing more can be done',
} as const;

export type CloseReason = keyof typeof closeReasons;

/** A choice and not words, so that what repeats can be seen. */
export const causes = {
  procedure: 'A procedure was not followed',
  training: 'Somebody had not been shown how',
  mistake: 'A mistake',
  outsider: 'Somebody from outside',
  insider: 'Somebody from inside',
  equipment: 'Equipment failed',
  maintenance: 'Maintenance was late',
  system: 'A system or a network failed',
  supplier: 'A carrier or supplier',
  unknown: 'Not known',
} as const;

export type Cause = keyof typeof causes;

/** People may be harmed by who reads of it. */
const RESTRICTED: ReadonlySet<AnomalyType> = new Set([
  'theft',
  'suspicious-person',
  'loss',
  'client-incident',
  'injury',
]);

/** Restricted by what it is, or because somebody is named in it. */
export function isRestricted(
  type: AnomalyType,
  onShift: readonly string[],
  words: string,
  names: readonly string[],
): boolean {
  return RESTRICTED.has(type) || onShift.length > 0 || namesSomebody(words, names);
}

/** Whether the words hold a name, or a first name, of one of these people. */
export function namesSomebody(words: string, names: readonly string[]): boolean {
  const said = new Set(wordsIn(words));
  return names.some((name) =>
    wordsIn(name)
      .slice(0, 1)
      .some((first) => said.has(first)),
  );
}

const wordsIn = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);

/** As the tables keep it. */
export interface Anomaly {
  readonly id: string;
  readonly number: number;
  readonly boutique: string;
  readonly type: AnomalyType;
  readonly severity: Severity;
  readonly state: State;
  readonly happenedAt: Date;
  readonly reportedAt: Date;
  readonly reportedBy: string;
  readonly what: string;
  readonly onShift: readonly string[];
  readonly pieces: readonly string[];
  readonly police: Police;
  readonly policeRef: string | null;
  readonly insurerRef: string | null;
  readonly restricted: boolean;
  readonly department: string;
  readonly ownerId: string | null;
  /** From when on somebody must take it; null while it is not critical. */
  readonly criticalSince: Date | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  readonly stableAt: Date | null;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly closeReason: CloseReason | null;
  readonly cause: Cause | null;
  readonly corrective: string | null;
  readonly reopened: number;
  readonly duplicateOf: string | null;
  readonly countId: string | null;
  /** Who took part in that count: let in by no name, whatever they report or are given. */
  readonly notShown: readonly string[];
  readonly recordingsUntil: Date | null;
  readonly recordingsSaved: Date | null;
  readonly claimUntil: Date | null;
  readonly claimMade: Date | null;
}

/** What people call it. */
export const called = ({ number }: Pick<Anomaly, 'number'>): string => `A-${number}`;

/** All that a channel may say of it. */
export function inBrief({ number, type, severity }: Pick<Anomaly, 'number' | 'type' | 'severity'>): string {
  return `${called({ number })} · ${types[type]} · ${severityNames[severity]}`;
}

/** Whether somebody still has to take it, whatever the hour. */
export function mustBeTaken({ criticalSince, acknowledgedAt, state }: Anomaly): boolean {
  return criticalSince !== null && acknowledgedAt === null && state !== 'closed';
}

/** When it happened, checked: reports come after it, and not years after it. */
export function happened(at: Date, now: Date): Date {
  if (at > now) throw new Refusal('in-future', 'This is still to come. Choose a time that has passed.', 'time');
  if (at.getTime() < now.getTime() - YEAR)
    throw new Refusal('too-old', 'This is more than a year ago. Call safety and security instead.', 'day');
  return at;
}

const YEAR = 366 * 86_400_000;

export interface Task {
  readonly id: string;
  readonly what: string;
  readonly ownerId: string;
  readonly dueOn: string;
  readonly doneBy: string | null;
  readonly doneAt: Date | null;
}

/** As many as fit a page of a chat, whole, from the first one on. */
export function fitting<T extends Entry>(entries: readonly T[], used: string): T[] {
  let room = PAGE - weight(used);
  const fit: T[] = [];
  for (const entry of entries) {
    room -= weight(entry.words) + BESIDE;
    if (room < 0) break;
    fit.push(entry);
  }
  return fit;
}

/** In bytes, as Slack counts them: a message takes 13,000, with its buttons. */
const PAGE = 9_500;
/** When, and who: their name may be long. */
const BESIDE = 420;

const weight = (words: string): number =>
  new TextEncoder().encode(words).length + 4 * (words.match(/[&<>"]/g)?.length ?? 0);

export type EntryKind =
  | 'note'
  | 'state'
  | 'owner'
  | 'task'
  | 'acknowledged'
  | 'escalated'
  | 'evidence'
  | 'duplicate'
  | 'visibility';

export interface Entry {
  readonly at: Date;
  /** Null where time acted. */
  readonly person: string | null;
  readonly kind: EntryKind;
  readonly words: string;
}
