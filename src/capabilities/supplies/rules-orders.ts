import type { Day } from '../../domain/calendar.js';
import type { Cents } from '../../domain/money.js';
import { type Article, articleName, inUnits, type RequestKind, type RequestState, units } from './rules.js';
import { toPacks } from './rules-needs.js';

/** What is ordered by the operations manager's word alone; everything else goes to a company. */
export const isHeadquarters = (supplier: string): boolean => supplier.trim().toLowerCase() === 'headquarters';

/** What of a line was approved and has not been ordered. */
export interface OpenLine {
  readonly id: string;
  readonly request: string;
  readonly number: number;
  readonly kind: RequestKind;
  readonly campaign: string | null;
  readonly boutique: string;
  readonly boutiqueName: string;
  readonly article: string;
  /** As it was asked for. */
  readonly unit: string;
  readonly currency: string;
  /** Still to be ordered. */
  readonly open: number;
  readonly orderBy: Day | null;
}

/** An article as it is ordered: the sum over all boutiques, and whose it is. */
export interface Merged {
  readonly article: Article;
  readonly sum: number;
  /** In whole packs. */
  readonly quantity: number;
  readonly lines: readonly OpenLine[];
}

/** An order that could be sent: one supplier, one currency. */
export interface Gathered {
  readonly supplier: string;
  readonly currency: string;
  readonly articles: readonly Merged[];
}

export interface Gathering {
  readonly orders: readonly Gathered[];
  /** What can't be merged, and why: its article is counted otherwise now. */
  readonly apart: readonly { readonly article: Article; readonly line: OpenLine }[];
}

/** Equal articles of all boutiques become one line, where unit and currency match. By supplier, then by name. */
export function gather(lines: readonly OpenLine[], articles: ReadonlyMap<string, Article>): Gathering {
  const orders = new Map<string, { supplier: string; currency: string; articles: Map<string, OpenLine[]> }>();
  const apart: { article: Article; line: OpenLine }[] = [];
  for (const line of [...lines].sort(byBoutique)) {
    const article = articles.get(line.article);
    if (!article) throw new Error(`no article ${line.article}`);
    if (!fitsTogether(line, article)) {
      apart.push({ article, line });
      continue;
    }
    const { supplier, currency } = article;
    const key = orderKey({ supplier, currency });
    const order = orders.get(key) ?? { supplier, currency, articles: new Map<string, OpenLine[]>() };
    orders.set(key, order);
    order.articles.set(line.article, [...(order.articles.get(line.article) ?? []), line]);
  }
  const merged = [...orders.values()].map((order) => ({ ...order, articles: mergedOf(order.articles, articles) }));
  return { orders: merged.sort((a, b) => compare(a.supplier, b.supplier) || compare(a.currency, b.currency)), apart };
}

/** What an order is known by before it is one. */
export const orderKey = ({ supplier, currency }: Pick<Gathered, 'supplier' | 'currency'>): string =>
  `${currency}/${supplier}`;

const fitsTogether = (line: OpenLine, { unit, currency }: Article): boolean =>
  line.unit === unit && line.currency === currency;

function mergedOf(lines: ReadonlyMap<string, readonly OpenLine[]>, articles: ReadonlyMap<string, Article>): Merged[] {
  const merged = [...lines].flatMap(([code, theirs]): Merged[] => {
    const article = articles.get(code);
    if (!article) return [];
    const sum = theirs.reduce((total, { open }) => total + open, 0);
    return [{ article, sum, quantity: toPacks(sum, article.packSize), lines: theirs }];
  });
  return merged.sort((a, b) => compare(articleName(a.article), articleName(b.article)));
}

const byBoutique = (a: OpenLine, b: OpenLine): number => compare(a.boutique, b.boutique) || a.number - b.number;

/** By code units, so that it is the same on every machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** "Ring box M: OAK asked in rolls, the catalogue has pieces now. Cancel request 1042 and ask again." */
export function apartInWords({ article, line }: Gathering['apart'][number]): string {
  const name = articleName(article);
  const again = `Cancel request ${line.number} and ask again.`;
  if (line.unit !== article.unit)
    return `${name}: ${line.boutique} asked in ${several(line.unit)}, the catalogue has ${several(article.unit)} now. ${again}`;
  return `${name}: ${line.boutique} asked in ${line.currency}, the catalogue has ${article.currency} now. ${again}`;
}

const several = (unit: string): string => units[unit]?.[1] ?? unit;

export const costOfMerged = ({ article, quantity }: Merged): Cents => article.cost * quantity;

export const costOfGathered = ({ articles }: Gathered): Cents =>
  articles.reduce((total, each) => total + costOfMerged(each), 0);

/** "MADISON 40, OAK 20". */
export function byBoutiqueInWords(lines: readonly Pick<OpenLine, 'boutique' | 'open'>[], most = 4): string {
  const sums = new Map<string, number>();
  for (const { boutique, open } of lines) sums.set(boutique, (sums.get(boutique) ?? 0) + open);
  const words = [...sums].map(([boutique, sum]) => `${boutique} ${sum.toLocaleString('en-US')}`);
  if (words.length <= most) return words.join(', ');
  return `${words.slice(0, most).join(', ')} and ${words.length - most} more`;
}

/** "12 more than asked for, to fill packs"; null where packs come out even. */
export function surplusInWords({ sum, quantity, article }: Merged): string | null {
  return quantity === sum ? null : `${inUnits(quantity - sum, article.unit)} more than asked for, to fill packs`;
}

export const orderStates = {
  sent: 'Sent',
  'partly-received': 'Partly received',
  received: 'Received',
  closed: 'Closed short',
} as const;
export type OrderState = keyof typeof orderStates;

export interface Order {
  readonly id: string;
  readonly number: number;
  readonly supplier: string;
  readonly currency: string;
  readonly state: OrderState;
  readonly campaign: string | null;
  readonly orderedBy: string;
  readonly orderedByName: string;
  readonly orderedAt: Date;
  readonly expectedOn: Day;
  readonly closeReason: string | null;
  /** The newest; null while nothing came. */
  readonly receipt: { readonly by: string; readonly on: Day; readonly note: string | null } | null;
  /** By name. */
  readonly lines: readonly OrderLine[];
}

export interface OrderLine {
  readonly id: string;
  readonly article: string;
  readonly name: string;
  readonly unit: string;
  readonly unitCost: Cents;
  readonly packSize: number;
  readonly quantity: number;
  readonly received: number;
  /** What boutiques asked for; the rest fills packs. */
  readonly asked: number;
}

/** Whose part of an order line it is, and how much of it has come. */
export interface Share {
  readonly orderLine: string;
  readonly requestLine: string;
  readonly request: string;
  readonly number: number;
  readonly boutique: string;
  readonly article: string;
  readonly quantity: number;
  readonly received: number;
}

export const openOf = ({ quantity, received }: { readonly quantity: number; readonly received: number }): number =>
  quantity - received;

export const isOpenOrder = ({ state }: Pick<Order, 'state'>): boolean =>
  state === 'sent' || state === 'partly-received';

export const costOfOrder = ({ lines }: Pick<Order, 'lines'>): Cents =>
  lines.reduce((total, { unitCost, quantity }) => total + unitCost * quantity, 0);

/** Lead times are in days; with several articles the slowest says. */
export function leadOf({ articles }: Gathered): number {
  return Math.max(0, ...articles.map(({ article }) => article.leadDays));
}

/** Where a request stands by what was ordered and has come of all its lines. */
export function stateByFigures(
  state: RequestState,
  { wanted, ordered, received, complete }: Figures,
  supplier: string,
): RequestState {
  if (wanted === 0) return 'closed';
  if (complete) return 'received';
  if (received > 0) return 'partly-received';
  if (ordered === 0) return 'approved';
  if (state === 'approved' && isHeadquarters(supplier)) return 'hq-sent';
  return state === 'approved' || (state === 'hq-sent' && !isHeadquarters(supplier)) ? 'ordered' : state;
}

/** Of all lines of a request. */
export interface Figures {
  readonly wanted: number;
  readonly ordered: number;
  readonly received: number;
  /** Every line has all that was wanted of it. */
  readonly complete: boolean;
}

/** As many as a person looks through in one list, and as many lists as a form takes. */
const ARTICLES_IN_A_LIST = 50;
const MOST_LISTS = 3;

/** In lists of fifty; what is over waits for the next order. */
export function articlesOnForm({ articles }: Gathered): readonly (readonly Merged[])[] {
  const lists = Math.min(MOST_LISTS, Math.ceil(articles.length / ARTICLES_IN_A_LIST));
  return Array.from({ length: lists }, (_, index) =>
    articles.slice(index * ARTICLES_IN_A_LIST, (index + 1) * ARTICLES_IN_A_LIST),
  );
}

/** Comes back as `subject`: which campaign's lines, if only those, and of whom. */
export const orderSubject = (gathered: Gathered, campaign: string | null): string =>
  `${campaign ?? ''}/${orderKey(gathered)}`;
