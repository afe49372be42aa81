import type { Zone } from '../../domain/boutique.js';
import type { Cents } from '../../domain/money.js';
import type { ScannedItem } from '../../domain/piece.js';
import type { Reason } from './rules-plans.js';

/**
 * Where a count can go from where it is. It can be cancelled before the expected set is frozen, and voided with a
 * reason after; approved with something to adjust, it is closed only by way of the register's document.
 */
export const transitions = {
  planned: ['preparing', 'frozen', 'cancelled'],
  preparing: ['frozen', 'cancelled'],
  frozen: ['counting', 'voided'],
  counting: ['submitted', 'voided'],
  submitted: ['recount-required', 'investigating', 'awaiting-approval'],
  'recount-required': ['recounting', 'submitted', 'voided'],
  recounting: ['submitted', 'voided'],
  investigating: ['awaiting-approval', 'rejected', 'voided'],
  'awaiting-approval': ['approved', 'rejected', 'voided'],
  rejected: ['recount-required'],
  approved: ['posted', 'closed'],
  posted: ['closed'],
  closed: [],
  cancelled: [],
  voided: [],
} as const satisfies Record<string, readonly string[]>;
export type CountState = keyof typeof transitions;

export function mayGo(from: CountState, to: CountState): boolean {
  return (transitions[from] as readonly CountState[]).includes(to);
}

/** Its zones can still be counted. */
export const isCounting = (state: CountState): boolean =>
  ['counting', 'recount-required', 'recounting'].includes(state);

/** Missing and unexpected pieces are booked in the register system; a piece in another zone is only put back. */
export const needsDocument = (differences: readonly Difference[]): boolean =>
  differences.some(({ kind, expectedZone }) => kind === 'missing' || expectedZone === null);

/** Stock older than this asks for a confirmation before it is counted against. */
export const OLD_STOCK_HOURS = 12;

export const isOld = (statedAt: Date, now: Date): boolean =>
  now.getTime() - statedAt.getTime() > OLD_STOCK_HOURS * 3_600_000;

export interface Count {
  readonly id: string;
  readonly boutique: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly reason: Reason;
  readonly state: CountState;
  readonly openedBy: string;
  readonly openedAt: Date;
  /** The export the expected set was frozen from, at `openedAt`. */
  readonly source: { readonly fileName: string; readonly statedAt: Date };
  readonly zones: readonly Zone[];
  /** The latest round of each zone. */
  readonly rounds: readonly Round[];
  readonly comparison: number;
  /** Nobody was left to recount it, and the operations manager sent it on. */
  readonly notRecounted: boolean;
  readonly document: CountDocument | null;
}

/** The register system's adjustment. */
export interface CountDocument {
  readonly number: string;
  readonly by: string;
  readonly at: Date;
}

/** A zone counted once. */
export interface Round {
  readonly id: string;
  readonly zone: Zone;
  readonly number: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  /** Named to recount it, where nobody else was left. */
  readonly assignedTo: string | null;
  /** Nobody was left to count it, and it was sent on without. */
  readonly skipped: boolean;
}

/** What a counter may know of a round: nothing here depends on what is expected. */
export interface Tally {
  readonly count: string;
  readonly round: Round;
  /** Names of all who scanned in it, in the order they began. */
  readonly counters: readonly { readonly id: string; readonly name: string }[];
  readonly batches: number;
  /** Different serials. */
  readonly scanned: number;
  /** Serials that were scanned more than once. */
  readonly again: number;
}

export type LineResult = 'new' | 'again' | 'unreadable';

export interface TakenLine extends ScannedItem {
  readonly result: LineResult;
}

/** Of a batch, as whoever scanned it reads it. */
export interface BatchSums {
  readonly fresh: number;
  readonly again: number;
  readonly unreadable: number;
  /** The first that were not readable. */
  readonly examples: readonly Pick<ScannedItem, 'line' | 'text'>[];
}

export const SHOWN_UNREADABLE = 5;

export function sumsOf(lines: readonly TakenLine[]): BatchSums {
  const of = (wanted: LineResult) => lines.filter(({ result }) => result === wanted);
  const unreadable = of('unreadable');
  return {
    fresh: of('new').length,
    again: of('again').length,
    unreadable: unreadable.length,
    examples: unreadable.slice(0, SHOWN_UNREADABLE),
  };
}

/** What a batch brings: each serial counts once in a round, the first time. */
export function takeLines(items: readonly ScannedItem[], scannedBefore: ReadonlySet<string>): TakenLine[] {
  const seen = new Set(scannedBefore);
  return items.map((item) => {
    if (item.serial === null) return { ...item, result: 'unreadable' };
    if (seen.has(item.serial)) return { ...item, result: 'again' };
    seen.add(item.serial);
    return { ...item, result: 'new' };
  });
}

/** What the trail's digest of a batch is of: its lines as they were typed or scanned. */
export const batchContent = (lines: readonly Pick<TakenLine, 'line' | 'text'>[]): string =>
  lines.map(({ line, text }) => `${line}\t${text}`).join('\n');

export interface ExpectedPiece {
  readonly serial: string;
  readonly zone: string;
  readonly reference: string;
  readonly description: string;
  readonly retail: Cents;
}

export interface Scan {
  readonly serial: string;
  readonly zone: string;
}

/** A piece that the network's stock lists somewhere. */
export interface KnownPiece extends ExpectedPiece {
  readonly boutique: string;
  readonly boutiqueName: string;
  /** in-stock and reserved are in their boutique; anything else is elsewhere. */
  readonly status: string;
}

export type Kind = 'missing' | 'unexpected' | 'wrong-zone' | 'duplicate';

export interface Difference {
  readonly serial: string;
  readonly kind: Kind;
  readonly expectedZone: string | null;
  readonly foundZones: readonly string[];
  /** The name of the other boutique whose stock lists it. */
  readonly belongsTo: string | null;
  /** What that list says of a piece that is not in its boutique: sold, in-transit. */
  readonly listedAs: string | null;
  readonly reference: string | null;
  readonly description: string | null;
  /** Null where nobody knows the piece. */
  readonly retail: Cents | null;
}

export interface Comparison {
  readonly expected: number;
  /** Where they belong. */
  readonly matched: number;
  /** By value, the highest first. */
  readonly differences: readonly Difference[];
}

/** One zone, or more where a serial was scanned in several; none where it was not found. */
type Zones = string | readonly string[] | undefined;

/** What was found, beside what was expected. */
export interface Found {
  /** Of every expected piece, in the order they were given. */
  readonly zones: readonly Zones[];
  /** Of what nobody expected in this count, by serial: its owners are looked up before comparing. */
  readonly others: ReadonlyMap<string, Zones>;
}

/** Asks once for each scan, so that 300,000 take no longer than two sets would. */
export function foundIn(expected: readonly Pick<ExpectedPiece, 'serial'>[], scans: readonly Scan[]): Found {
  const places = new Map<string, number>();
  for (const { serial } of expected) places.set(serial, places.size);
  const zones: Zones[] = Array.from({ length: expected.length });
  const others = new Map<string, Zones>();
  for (const { serial, zone } of scans) {
    const place = places.get(serial);
    if (place === undefined) others.set(serial, together(others.get(serial), zone));
    else zones[place] = together(zones[place], zone);
  }
  return { zones, others };
}

function together(before: Zones, zone: string): Zones {
  if (before === undefined || before === zone) return zone;
  return typeof before === 'string' ? [before, zone] : [...before, zone];
}

/** What is compared: a boutique's frozen set, what was found, and who owns what nobody expected. */
export interface Compared {
  readonly boutique: string;
  /** The zones that were counted. */
  readonly zones: readonly string[];
  readonly expected: readonly ExpectedPiece[];
  readonly found: Found;
  readonly owners: ReadonlyMap<string, KnownPiece>;
}

/** Per serial, with no tolerance: a +1 and a −1 are two errors. */
export function compare(compared: Compared): Comparison {
  const { expected, found, owners } = compared;
  const differences: Difference[] = [];
  for (const [place, piece] of expected.entries()) {
    const zones = found.zones[place];
    if (zones !== piece.zone) differences.push(displaced(compared, piece, zones));
  }
  const matched = expected.length - differences.length;
  for (const [serial, zones] of found.others) differences.push(unexpected(compared, serial, zones, owners.get(serial)));
  differences.sort(byValue);
  return { expected: expected.length, matched, differences };
}

/** The highest first; what nobody can price comes before all. */
function byValue(a: Difference, b: Difference): number {
  const [worthA, worthB] = [a.retail ?? Number.MAX_SAFE_INTEGER, b.retail ?? Number.MAX_SAFE_INTEGER];
  return worthB - worthA || (a.serial < b.serial ? -1 : 1);
}

function displaced(compared: Compared, { zone, ...piece }: ExpectedPiece, zones: Zones): Difference {
  const foundZones = inOrder(compared, zones);
  const kind = foundZones.length === 0 ? 'missing' : foundZones.length === 1 ? 'wrong-zone' : 'duplicate';
  return { ...piece, kind, expectedZone: zone, foundZones, belongsTo: null, listedAs: null };
}

/** Ours, but of a zone that is not counted: in the wrong zone. Of another boutique, sold, or of nobody: unexpected. */
function unexpected(compared: Compared, serial: string, zones: Zones, owner: KnownPiece | undefined): Difference {
  const { boutique, zones: counted } = compared;
  const foundZones = inOrder(compared, zones);
  const present = owner?.status === 'in-stock' || owner?.status === 'reserved';
  const ours = owner !== undefined && owner.boutique === boutique && present && !counted.includes(owner.zone);
  return {
    serial,
    kind: foundZones.length > 1 ? 'duplicate' : ours ? 'wrong-zone' : 'unexpected',
    expectedZone: ours ? owner.zone : null,
    foundZones,
    belongsTo: owner && owner.boutique !== boutique ? owner.boutiqueName : null,
    listedAs: owner && !present ? owner.status : null,
    reference: owner?.reference ?? null,
    description: owner?.description ?? null,
    retail: owner?.retail ?? null,
  };
}

/** As the zones stand on the floor. */
function inOrder({ zones: counted }: Compared, zones: Zones): readonly string[] {
  if (zones === undefined) return [];
  return typeof zones === 'string' ? [zones] : counted.filter((zone) => zones.includes(zone));
}

export interface Worth {
  readonly net: Cents;
  readonly gross: Cents;
  /** Differences that nobody can put a price on. */
  readonly unknown: number;
}

/**
 * What the differences are worth at retail. A missing piece is minus, one that is not ours plus; a piece of ours in
 * another zone is neither. Net and gross always go together: two opposite errors are two errors.
 */
export function worthOf(differences: readonly Difference[]): Worth {
  let [net, gross, unknown] = [0, 0, 0];
  for (const { kind, expectedZone, retail } of differences) {
    const sign = kind === 'missing' ? -1 : expectedZone === null ? 1 : 0;
    if (sign !== 0 && retail === null) unknown += 1;
    net += sign * (retail ?? 0);
    gross += Math.abs(sign) * (retail ?? 0);
  }
  return { net, gross, unknown };
}

/** "99.2%": never rounded up to 100. */
export function share(matched: number, expected: number): string {
  if (expected === 0 || matched === expected) return '100%';
  return `${(Math.floor((matched / expected) * 1000) / 10).toFixed(1)}%`;
}

/** Everybody who had a hand in the count: none of them decides on it. */
export interface Hands {
  readonly openedBy: string;
  /** Of every round. */
  readonly counters: readonly string[];
  readonly closers: readonly string[];
  /** Who answers for what is in the zones. */
  readonly holders: readonly string[];
  /** Whom its plan names to count, to recount, or not to decide. */
  readonly named: readonly string[];
}

export function notBy({ openedBy, counters, closers, holders, named }: Hands): string[] {
  return [...new Set([openedBy, ...counters, ...closers, ...holders, ...named])];
}

/** What is sent back is counted again: the zones that differ, or all where none does. */
export function zonesToRecount(zones: readonly Zone[], differences: readonly Difference[]): Zone[] {
  const differing = new Set(differences.flatMap(({ expectedZone, foundZones }) => [expectedZone, ...foundZones]));
  const again = zones.filter(({ id }) => differing.has(id));
  return again.length > 0 ? again : [...zones];
}
