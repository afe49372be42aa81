import { plain } from '../../domain/header.js';
import { type Article, type Category, categories } from './rules.js';

export type ListedArticle = Omit<Article, 'pictureId'>;

/** What a file says of a boutique's stock; null where it says nothing. */
export interface ListedLevel {
  readonly boutique: string;
  readonly article: string;
  readonly par: number;
  readonly onHand: number | null;
}

/** What a file may speak of. */
export interface KnownPlaces {
  readonly boutiques: readonly { readonly code: string; readonly name: string; readonly currency: string }[];
  /** Codes of the catalogue. */
  readonly articles: ReadonlySet<string>;
}

/** A boutique by its code or its name. */
export function placeOf(text: string, boutiques: KnownPlaces['boutiques']): string | null {
  return boutiques.find(({ code, name }) => [code, name].some((each) => plain(each) === plain(text)))?.code ?? null;
}

export const unknownPlace = (boutiques: KnownPlaces['boutiques']): string =>
  `There is no such boutique. There are ${boutiques.map(({ code }) => code).join(', ')}.`;

/** More than this nobody keeps of anything. */
export const MOST_PAR = 99_999;

export const readCode = (text: string): string => text.normalize('NFKC').trim().toUpperCase();

const categoryWords: Readonly<Record<Category, readonly string[]>> = {
  packaging: ['packaging', 'emballage', 'emballages'],
  boxes: ['boxes', 'jewelry boxes', 'jewellery boxes', 'box', 'écrins'],
  gifts: ['gifts', 'gift', 'cadeaux'],
  tools: ['tools', 'retail tools', 'outils'],
  office: ['office', 'bureau'],
};

/** Null: none of ours. */
export function readCategory(text: string): Category | null {
  const found = Object.entries(categoryWords).find(([, words]) => words.some((word) => plain(word) === plain(text)));
  return (found?.[0] as Category | undefined) ?? null;
}

export const CATEGORIES_IN_WORDS = `Choose one of ${Object.keys(categories).join(', ')}.`;
