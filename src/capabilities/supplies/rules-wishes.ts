import { Refusal } from '../../domain/refusal.js';
import { type Article, articleName, type SupplyRequest } from './rules.js';
import type { Need } from './rules-needs.js';

/** Before an article's code, the name of the field that asks how much of it. */
export const QUANTITY = 'quantity.';
/** Before a number: an article found by typing, and how many of it. */
export const ARTICLE = 'article.';
export const MORE = 'more.';
export const NEXT = 'next';

/** Questions on one page, and of them those that are asked anyway. */
const MOST_FIELDS = 15;
const FIXED_FIELDS = 3;
export const MOST_PREFILLED = 10;
const MOST_OTHERS = 3;

/** How many articles can be found by typing, beside so many that are asked by name. */
export function othersBeside(prefilled: number): number {
  return Math.min(MOST_OTHERS, Math.floor((MOST_FIELDS - FIXED_FIELDS - prefilled) / 2));
}

/** Codes of the articles that a form asked for by name. */
export const codesIn = (fields: readonly string[]): string[] =>
  fields.flatMap((field) => (field.startsWith(QUANTITY) ? [field.slice(QUANTITY.length)] : []));

/** How many a form let one find. */
export function othersIn(fields: readonly string[]): number {
  const numbers = fields.flatMap((field) => {
    const [, number] = /^(?:article|more)\.([1-3])$/.exec(field) ?? [];
    return number === undefined ? [] : [Number(number)];
  });
  return Math.max(0, ...numbers);
}

/** What somebody asks for, and beside which field to speak of it. */
export interface Wish {
  readonly article: string;
  readonly quantity: number;
  readonly field: string;
}

/** What was filled in; of 0, by name, too: it takes a line out of a draft. Refuses half an answer, and the same article twice. */
export function readWishes(answers: Readonly<Record<string, unknown>>): Wish[] {
  const wishes = Object.entries(answers).flatMap(([field, quantity]): Wish[] =>
    field.startsWith(QUANTITY) && typeof quantity === 'number'
      ? [{ article: field.slice(QUANTITY.length), quantity, field }]
      : [],
  );
  for (let number = 1; number <= MOST_OTHERS; number += 1) wishes.push(...otherWish(answers, number));
  const seen = new Set<string>();
  for (const { article, field, quantity } of wishes) {
    if (seen.has(article) && quantity > 0)
      throw new Refusal('twice', 'This article is on this page already. Keep one of the two.', field);
    if (quantity > 0) seen.add(article);
  }
  return wishes;
}

function otherWish(answers: Readonly<Record<string, unknown>>, number: number): Wish[] {
  const [article, quantity] = [answers[`${ARTICLE}${number}`], answers[`${MORE}${number}`]];
  const field = `${MORE}${number}`;
  if (typeof article !== 'string') {
    if (typeof quantity !== 'number' || quantity === 0) return [];
    throw new Refusal('which-article', `Choose the article of which you need ${quantity}.`, `${ARTICLE}${number}`);
  }
  if (typeof quantity !== 'number') throw new Refusal('how-many', 'Say how many of it.', field);
  return [{ article, quantity, field: quantity > 0 ? `${ARTICLE}${number}` : field }];
}

/** Refuses what can't be asked for: no longer listed, or never. */
export function mustBeListed({ article, field }: Wish, need: Need | undefined, currency: string): Need {
  if (!need) throw new Refusal('no-article', 'Choose an article from what is found.', field);
  const name = articleName(need.article);
  if (!need.article.active)
    throw new Refusal(
      'no-longer-listed',
      `${name} is no longer in the catalogue. Leave it empty, or choose another article.`,
      field,
    );
  if (need.article.currency !== currency)
    throw new Refusal(
      'other-currency',
      `${name} (${article}) is priced in ${need.article.currency}, and this boutique buys in ${currency}. Choose another article.`,
      field,
    );
  return need;
}

/** Lines of a draft that can't be sent as they are: the catalogue has changed since. */
export function toMend({ lines }: Pick<SupplyRequest, 'lines'>, articles: ReadonlyMap<string, Article>): string[] {
  return lines.flatMap(({ article, unit }) => {
    const now = articles.get(article);
    return now?.active && now.unit === unit ? [] : [article];
  });
}

/** The draft, and what was given as 0 on its pages so far: it is not suggested again. */
export function nextPage(draft: string, subject: string, wishes: readonly Wish[]): string {
  const none = wishes.flatMap(({ article, quantity }) => (quantity === 0 ? [article] : []));
  const rest = [...new Set([...none, ...notWanted(subject)])].join(',').slice(0, LONGEST_REST);
  return rest === '' ? draft : `${draft}/${rest}`;
}

export const notWanted = (subject: string): string[] => (subject.split('/')[1] ?? '').split(',').filter(Boolean);

/** So much fits beside the draft in what a form carries with it. What is cut off is suggested again. */
const LONGEST_REST = 200;
