import type { Day } from '../../domain/calendar.js';
import type { Cents } from '../../domain/money.js';

export const categories = {
  packaging: 'Packaging',
  boxes: 'Jewelry boxes',
  gifts: 'Gifts',
  tools: 'Retail tools',
  office: 'Office',
} as const;
export type Category = keyof typeof categories;

/** What a thing is counted in, one and several. A catalogue may bring others, which then read the same in both. */
export const units: Readonly<Record<string, readonly [one: string, several: string]>> = {
  piece: ['piece', 'pieces'],
  roll: ['roll', 'rolls'],
  box: ['box', 'boxes'],
  pack: ['pack', 'packs'],
  set: ['set', 'sets'],
  sheet: ['sheet', 'sheets'],
  bottle: ['bottle', 'bottles'],
  pair: ['pair', 'pairs'],
  meter: ['meter', 'meters'],
};

/** "1 roll", "60 pieces", "3 kg". */
export function inUnits(quantity: number, unit: string): string {
  const [one, several] = units[unit] ?? [unit, unit];
  return `${quantity.toLocaleString('en-US')} ${quantity === 1 ? one : several}`;
}

export interface Article {
  /** NFKC, upper-case: "RB-M". */
  readonly code: string;
  readonly name: string;
  readonly category: Category;
  readonly size: string | null;
  readonly unit: string;
  readonly packSize: number;
  /** Of one unit. */
  readonly cost: Cents;
  readonly currency: string;
  readonly supplier: string;
  readonly leadDays: number;
  readonly pictureId: string | null;
  /** False once the catalogue no longer lists it. */
  readonly active: boolean;
}

/** "Ring box M". */
export function articleName({ name, size }: Pick<Article, 'name' | 'size'>): string {
  return size === null || name.toLowerCase().endsWith(` ${size.toLowerCase()}`) ? name : `${name} ${size}`;
}

/** What a boutique should have of an article, and has. */
export interface Level {
  readonly boutique: string;
  readonly article: string;
  readonly par: number;
  /** Null: nobody has said. */
  readonly onHand: number | null;
  readonly countedAt: Date | null;
}

export const kinds = { request: 'Request', campaign: 'Annual needs', 'opening-kit': 'Opening kit' } as const;
export type RequestKind = keyof typeof kinds;

/**
 * Where a request can go from where it is. Once something is ordered it can't be cancelled any more; an order that is
 * cancelled puts its requests back among the approved.
 */
export const transitions = {
  draft: ['submitted', 'cancelled'],
  submitted: ['manager-validation', 'regional-review', 'approved', 'cancelled'],
  'manager-validation': ['regional-review', 'approved', 'rejected', 'cancelled'],
  'regional-review': ['approved', 'rejected', 'cancelled'],
  approved: ['hq-sent', 'ordered', 'closed', 'cancelled'],
  'hq-sent': ['approved', 'ordered', 'partly-received', 'received', 'closed'],
  ordered: ['approved', 'partly-received', 'received', 'closed'],
  'partly-received': ['received', 'closed'],
  received: ['closed'],
  closed: [],
  rejected: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;
export type RequestState = keyof typeof transitions;

export function mayGo(from: RequestState, to: RequestState): boolean {
  return (transitions[from] as readonly RequestState[]).includes(to);
}

/** As whoever asked reads it. */
export const stateWords: Readonly<Record<RequestState, string>> = {
  draft: 'Draft, not sent yet',
  submitted: 'Sent',
  'manager-validation': 'With the store manager',
  'regional-review': 'With the operations manager',
  approved: 'Approved, to be ordered',
  'hq-sent': 'Sent to headquarters',
  ordered: 'Ordered',
  'partly-received': 'Partly received',
  received: 'Received',
  closed: 'Closed',
  rejected: 'Declined',
  cancelled: 'Cancelled',
};

/** Somebody decides on it. */
export const isWaiting = (state: RequestState): boolean =>
  ['submitted', 'manager-validation', 'regional-review'].includes(state);

/** Nothing more comes of it. */
export const isOver = (state: RequestState): boolean => ['received', 'closed', 'rejected', 'cancelled'].includes(state);

export interface RequestLine {
  readonly id: string;
  /** As its article is called now. */
  readonly article: string;
  readonly name: string;
  readonly category: Category;
  readonly supplier: string;
  readonly packSize: number;
  readonly leadDays: number;
  /** As the article had them when it was asked for. */
  readonly unit: string;
  readonly unitCost: Cents;
  readonly asked: number;
  /** Null until somebody decided. */
  readonly validated: number | null;
  readonly ordered: number;
  readonly received: number;
  /** What was known when it was asked for. */
  readonly lastYear: number;
  readonly par: number | null;
  readonly onHand: number | null;
  /** Times the network's median per piece sold, in tenths; null where it is no more than twice. */
  readonly outlier: number | null;
  /** By when to order, where it counts back from a day: an opening. */
  readonly orderBy: Day | null;
}

export interface SupplyRequest {
  readonly id: string;
  /** What people call it: 1042. */
  readonly number: number;
  readonly boutique: string;
  readonly kind: RequestKind;
  readonly campaign: string | null;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly state: RequestState;
  readonly neededBy: Day | null;
  readonly reason: string;
  /** ISO 4217: of all its lines. */
  readonly currency: string;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  /** Why it was declined or cancelled. */
  readonly declineReason: string | null;
  /** Why the operations manager decides too, in words; null where the store manager's word is enough. */
  readonly goesUp: string | null;
  readonly closedAt: Date | null;
  /** In the order they were asked for. */
  readonly lines: readonly RequestLine[];
}

/** What counts of a line: what was validated, else what was asked for. */
export const quantityOf = ({ validated, asked }: Pick<RequestLine, 'validated' | 'asked'>): number =>
  validated ?? asked;

export const costOf = (line: Pick<RequestLine, 'validated' | 'asked' | 'unitCost'>): Cents =>
  quantityOf(line) * line.unitCost;

export const totalOf = ({ lines }: Pick<SupplyRequest, 'lines'>): Cents =>
  lines.reduce((sum, line) => sum + costOf(line), 0);

/** The operations manager decides too above this, where the network has not said otherwise: 1,000 in whole units of the currency. */
export const USUAL_LIMIT = 1_000;
