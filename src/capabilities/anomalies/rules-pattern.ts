import { type AnomalyType, type Cause, causes, types } from './rules.js';

/** One that happened, as far as a pattern needs it. */
export interface Occurrence {
  readonly id: string;
  readonly number: number;
  /** By name. */
  readonly boutique: string;
  readonly type: AnomalyType;
  /** Null until it is closed. */
  readonly cause: Cause | null;
  readonly restricted: boolean;
}

/** The same at the same boutique, twice or more. */
export interface Repeat {
  readonly boutique: string;
  /** "Door", or "Cause: maintenance was late". */
  readonly what: string;
  readonly times: number;
  /** Of those that are not restricted; the others are figures. */
  readonly numbers: readonly number[];
}

export function repeats(all: readonly Occurrence[]): Repeat[] {
  const groups = new Map<string, Occurrence[]>();
  const add = (key: string, each: Occurrence) => groups.set(key, [...(groups.get(key) ?? []), each]);
  for (const each of all) {
    add(`type/${each.boutique}/${types[each.type]}`, each);
    if (each.cause && each.cause !== 'unknown')
      add(`cause/${each.boutique}/Cause: ${inSentence(causes[each.cause])}`, each);
  }
  return [...groups]
    .filter(([, group]) => group.length > 1)
    .map(([key, group]) => repeat(key, group))
    .sort((a, b) => b.times - a.times || compare(a.boutique, b.boutique) || compare(a.what, b.what));
}

function repeat(key: string, group: readonly Occurrence[]): Repeat {
  const boutique = group[0]?.boutique ?? '';
  const numbers = group.flatMap(({ number, restricted }) => (restricted ? [] : [number]));
  return { boutique, what: key.slice(key.indexOf('/') + boutique.length + 2), times: group.length, numbers };
}

const inSentence = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** "2026-10": the one before that of this moment, by the network's calendar. */
export function monthBefore(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

/** Nobody is told at night: on the first of a month, when the east coast has begun its day. */
export function monthThatEnded(now: Date): string {
  return monthBefore(new Date(now.getTime() - BEGINS));
}

const BEGINS = 14 * 3_600_000;

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** "October 2026". */
export function monthInWords(month: string): string {
  const [year, number] = month.split('-');
  return `${MONTHS[Number(number) - 1]} ${year}`;
}
