import { counted, type Day, dayInWords } from '../../domain/calendar.js';
import type { Cents } from '../../domain/money.js';
import { shortened } from '../../domain/words.js';
import { type Article, articleName } from './rules.js';
import { daysAfter, toPacks } from './rules-needs.js';

export const kitSizes = { small: 'Small', medium: 'Medium', large: 'Large' } as const;
export type KitSize = keyof typeof kitSizes;

/** So long before a boutique opens, everything is to be there. */
export const BUFFER_DAYS = 14;

export interface KitLine {
  readonly size: KitSize;
  readonly article: string;
  readonly quantity: number;
}

/** A line of an opening: when it must be ordered at the latest. */
export interface PlannedLine {
  readonly article: Article;
  readonly quantity: number;
  readonly orderBy: Day;
  /** That day has passed. */
  readonly late: boolean;
}

/** By when an opening needs it. */
export const neededFor = (opening: Day): Day => daysAfter(opening, -BUFFER_DAYS);

/** Counted back from the day it is needed; nobody orders on a weekend, so it is the Friday before. */
export function orderByOf(opening: Day, leadDays: number): Day {
  const day = daysAfter(neededFor(opening), -leadDays);
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  if (weekday === SATURDAY) return daysAfter(day, -1);
  return weekday === SUNDAY ? daysAfter(day, -2) : day;
}

const SATURDAY = 6;
const SUNDAY = 0;

/** What must be ordered first at the top; in whole packs. */
export function planKit(
  kit: readonly KitLine[],
  articles: ReadonlyMap<string, Article>,
  opening: Day,
  today: Day,
): PlannedLine[] {
  const planned = kit.flatMap(({ article: code, quantity }): PlannedLine[] => {
    const article = articles.get(code);
    if (!article || quantity === 0) return [];
    const orderBy = orderByOf(opening, article.leadDays);
    return [{ article, quantity: toPacks(quantity, article.packSize), orderBy, late: orderBy < today }];
  });
  const key = ({ orderBy, article }: PlannedLine) => `${orderBy} ${articleName(article)} ${article.code}`;
  return planned.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

export const costOfPlan = (lines: readonly PlannedLine[]): Cents =>
  lines.reduce((total, { article, quantity }) => total + article.cost * quantity, 0);

export interface ToOrderBy {
  readonly boutiqueName: string;
  readonly orderBy: Day;
  readonly articles: number;
}

/** "Order by Fri, Dec 4: 6 articles for Hudson Yards". */
export const orderByInWords = ({ boutiqueName, orderBy, articles }: ToOrderBy, today: Day = orderBy): string =>
  `Order by ${dayInWords(orderBy, today)}: ${counted(articles, 'article')} for ${shortened(boutiqueName, 60)}`;
