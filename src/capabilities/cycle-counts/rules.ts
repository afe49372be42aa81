import type { Day } from '../../domain/calendar.js';
import { daysAfter, type Weekday, weekdayOf, weekdays } from '../../domain/days.js';
import { type OpenHours, readHours } from '../../domain/place-calendar.js';

/** How much a zone holds: A is counted most often. */
export const classes = ['A', 'B', 'C'] as const;
export type ValueClass = (typeof classes)[number];

/** As the network file names them. */
export const kinds = {
  window: 'Window',
  vitrine: 'Vitrine',
  'tray-wall': 'Tray wall',
  safe: 'Safe',
  drawer: 'Drawer',
  workbench: 'Workbench',
  other: 'Other',
} as const;

/** What planning goes by. An operations manager changes it, for all boutiques or for one. */
export interface Rules {
  /** A zone of this class is counted at least every so many days. */
  readonly days: Readonly<Record<ValueClass, number>>;
  /** From what value at retail a zone is of class A or B, in whole units of the boutique's currency. */
  readonly value: { readonly A: number; readonly B: number };
  /** Kinds of zones that are class A whatever lies in them. */
  readonly kinds: readonly string[];
  /** A zone is counted in the week after so much value came and went; whole units. */
  readonly moved: number;
  /** Per cent: below this mean of its last counts, a zone is counted every week. */
  readonly floor: number;
  /** How many counts that mean is of. */
  readonly lastCounts: number;
  readonly zonesPerDay: number;
  readonly piecesPerDay: number;
  /** Every piece is seen at least every so many days. */
  readonly promise: number;
  /** When nobody counts: "12:00-14:00". */
  readonly peak: Readonly<Partial<Record<Weekday, readonly string[]>>>;
}

export const houseRules: Rules = {
  days: { A: 7, B: 14, C: 28 },
  value: { A: 250_000, B: 75_000 },
  kinds: ['window', 'safe'],
  moved: 50_000,
  floor: 98,
  lastCounts: 3,
  zonesPerDay: 2,
  piecesPerDay: 400,
  promise: 30,
  peak: {
    ...Object.fromEntries(
      (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => [day, ['12:00-14:00', '17:00-19:00']]),
    ),
    sat: ['12:00-18:00'],
  },
};

/** What somebody changed; the rest is as on the level above. */
export type Changed = Partial<Rules>;

export function rulesFrom(network: Changed, boutique: Changed): Rules {
  return { ...houseRules, ...network, ...boutique };
}

/** Of the rules that were entered, those that differ from the level above. */
export function changedFrom(above: Rules, entered: Rules): Changed {
  const names = Object.keys(entered) as (keyof Rules)[];
  return Object.fromEntries(
    names.filter((name) => !isSame(above[name], entered[name])).map((name) => [name, entered[name]]),
  );
}

/** Their keys may come in another order from the database. */
const isSame = (a: unknown, b: unknown): boolean => inOrder(a) === inOrder(b);

function inOrder(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface Valued {
  readonly kind: string;
  /** At retail, in whole units. */
  readonly value: number;
}

export function classOf({ kind, value }: Valued, { kinds, value: from }: Rules): ValueClass {
  if (kinds.includes(kind) || value >= from.A) return 'A';
  return value >= from.B ? 'B' : 'C';
}

/** The Monday of its week. */
export const mondayOf = (day: Day): Day => daysAfter(day, -weekdays.indexOf(weekdayOf(day)));

/** "Mon-Fri 12:00-14:00, 17:00-19:00; Sat 12:00-18:00". Null: not readable. Nothing at all: no peak hours. */
export function readPeak(written: string): Rules['peak'] | null {
  const peak: Partial<Record<Weekday, readonly string[]>> = {};
  for (const part of written.split(';').filter((each) => each.trim() !== '')) {
    const [, days = '', hours = ''] = /^\s*([a-z]{3}(?:\s*-\s*[a-z]{3})?)\s+(.+?)\s*$/i.exec(part) ?? [];
    const periods = hours.split(',').map((each) => each.replace(/\s+/g, ''));
    const named = daysIn(days);
    if (named.length === 0 || periods.some((each) => readHours(each) === null)) return null;
    for (const day of named) peak[day] = [...(peak[day] ?? []), ...periods];
  }
  return peak;
}

function daysIn(written: string): Weekday[] {
  const [first = '', last = first] = written
    .toLowerCase()
    .split('-')
    .map((each) => each.trim());
  const [from, to] = [weekdays.indexOf(first as Weekday), weekdays.indexOf(last as Weekday)];
  return from === -1 || to < from ? [] : weekdays.slice(from, to + 1);
}

/** The same, as one would type it; days that are alike stand together. */
export function peakInWords(peak: Rules['peak']): string {
  const parts: { first: Weekday; last: Weekday; hours: string }[] = [];
  for (const day of weekdays) {
    const hours = (peak[day] ?? []).join(', ');
    const before = parts.at(-1);
    const follows = before && weekdays.indexOf(before.last) === weekdays.indexOf(day) - 1;
    if (follows && before.hours === hours) before.last = day;
    else if (hours !== '') parts.push({ first: day, last: day, hours });
  }
  return parts
    .map(({ first, last, hours }) => `${named(first)}${last === first ? '' : `-${named(last)}`} ${hours}`)
    .join('; ');
}

const named = (day: Weekday): string => day.charAt(0).toUpperCase() + day.slice(1);

export const peakOn = (day: Day, { peak }: Rules): readonly OpenHours[] =>
  (peak[weekdayOf(day)] ?? []).flatMap((hours) => readHours(hours) ?? []);
