import { type Day, dayInWords } from '../../domain/calendar.js';
import { type Article, articleName, inUnits, type SupplyRequest } from './rules.js';

/** What is known of an article at one boutique. */
export interface Need {
  readonly article: Article;
  readonly par: number | null;
  /** Null: nobody has said. */
  readonly onHand: number | null;
  /** Asked for before, and not there yet. */
  readonly underway: number;
  /** Received within a year. */
  readonly lastYear: number;
  readonly lastRequest: { readonly quantity: number; readonly on: Day } | null;
  /** Of the network within a year, per piece sold; null where nothing was. */
  readonly median: number | null;
  /** Pieces that this boutique has sold. */
  readonly sold: number;
}

/** Orders go out in whole packs. */
export function toPacks(quantity: number, packSize: number): number {
  return Math.ceil(quantity / packSize) * packSize;
}

/** What would bring it back to par, in whole packs, with what is on its way; 0 where nobody has said what is there. */
export function suggested({ par, onHand, underway, article }: Need): number {
  if (par === null || onHand === null) return 0;
  return toPacks(Math.max(0, par - onHand - underway), article.packSize);
}

/** Those under par, the emptiest first. */
export function underPar(needs: readonly Need[], most: number): Need[] {
  const filled = ({ par, onHand, underway }: Need) => ((onHand ?? 0) + underway) / (par || 1);
  return needs
    .filter((need) => need.article.active && suggested(need) > 0)
    .sort((a, b) => filled(a) - filled(b) || (a.article.code < b.article.code ? -1 : 1))
    .slice(0, most);
}

/** Beyond twice what the network uses per piece sold, it is said. */
const FLAGGED_BEYOND = 2;

/** How many times the network's usual this would be, in tenths; null up to twice, and where there is nothing to compare with. */
export function outlierOf(quantity: number, { median, sold }: Pick<Need, 'median' | 'sold'>): number | null {
  if (median === null || median <= 0 || sold <= 0) return null;
  const times = quantity / (median * sold);
  return times > FLAGGED_BEYOND ? Math.round(times * 10) : null;
}

/** "3 times the network's usual". */
export function outlierInWords(tenths: number): string {
  const times = tenths / 10;
  return `${times >= 10 ? Math.round(times).toLocaleString('en-US') : times} times the network’s usual`;
}

/** "Oct 3"; with its year beside a day of another one. */
export const shortDay = (day: Day, beside: Day = day): string => dayInWords(day, beside).replace(/^\w+, /, '');

/** "12 on hand, par 60; 24 on the way; last request 40 on Oct 3; 310 last year. In pieces, packs of 12." */
export function hintOf(need: Need, today: Day): string {
  const { article, par, onHand, underway, lastRequest, lastYear } = need;
  const stock = [
    onHand === null ? 'on hand: not counted' : `${onHand.toLocaleString('en-US')} on hand`,
    ...(par === null ? [] : [`par ${par.toLocaleString('en-US')}`]),
  ].join(', ');
  const said = [
    stock,
    ...(underway > 0 ? [`${underway.toLocaleString('en-US')} on the way`] : []),
    ...(lastRequest
      ? [`last request ${lastRequest.quantity.toLocaleString('en-US')} on ${shortDay(lastRequest.on, today)}`]
      : []),
    `${lastYear.toLocaleString('en-US')} last year`,
  ];
  return `${said.join('; ')}. In ${inUnits(2, article.unit).slice(2)}${packInWords(article)}.`;
}

const packInWords = ({ packSize }: Article): string => (packSize === 1 ? '' : `, packs of ${packSize}`);

/** "Ring box M · RB-M · pieces, packs of 12". */
export function optionInWords(article: Article): string {
  return `${articleName(article)} · ${article.code} · ${inUnits(2, article.unit).slice(2)}${packInWords(article)}`;
}

export const usualMonth = (lastYear: number): number => Math.round(lastYear / 12);

/** The first day by which all of it can be there. */
export function earliest(today: Day, leadDays: readonly number[]): Day {
  return daysAfter(today, Math.max(0, ...leadDays));
}

export function daysAfter(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Which of its lines can't be there by the day it is needed; told, and asked for all the same. */
export function tooLate({ lines, neededBy }: Pick<SupplyRequest, 'lines' | 'neededBy'>, today: Day): readonly Late[] {
  if (neededBy === null) return [];
  return lines.flatMap(({ name, leadDays }) => {
    const there = daysAfter(today, leadDays);
    return there > neededBy ? [{ name, leadDays, there }] : [];
  });
}

export interface Late {
  readonly name: string;
  readonly leadDays: number;
  readonly there: Day;
}
