import { type Cents, minorDigits } from './money.js';

/** What a file writes before its cents. Null: nothing in it says. */
export type DecimalMark = '.' | ',' | null;

export interface PriceStyle {
  /** ISO 4217. */
  readonly currency: string;
  readonly mark: DecimalMark;
  /** A weighted average cost may be finer than a cent; a price on a tag may not. */
  readonly finer: 'round' | 'refuse';
}

/** Either what it comes to, or why it is no price. */
export type Price = { readonly amount: Cents } | { readonly reason: string };

const NO_PRICE: Price = { reason: 'This is not a price.' };

/** Reads a price written in English or French into whole minor units: "$1,250.00", "1 250,00 €", "1'250". */
export function readPrice(text: string, { currency, mark, finer }: PriceStyle): Price {
  const { number, word } = parts(text);
  const shape = shapeOf(number.replace(/^[-−–(]+|[-−–)]+$/g, '').trim());
  if (!shape) return NO_PRICE;
  if (word !== '' && !known(currency).signs.has(word)) return wrongWord(word, currency);
  if (/^[-−–(]|[-−–)]$/.test(number)) return { reason: "A price can't be negative." };
  if (shape.kind === 'clear') return minorUnits(number, shape.mark, { currency, finer });
  return mark === null ? unclear(number, currency) : minorUnits(number, mark, { currency, finer });
}

/** What these prices, taken together, write before their cents. Where they disagree, nothing is sure. */
export function decimalMark(texts: Iterable<string>): DecimalMark {
  const marks = new Set<DecimalMark>();
  for (const text of texts) {
    const shape = shapeOf(parts(text).number);
    if (shape?.kind === 'clear' && shape.proves) marks.add(shape.proves);
  }
  return marks.size === 1 ? ([...marks][0] ?? null) : null;
}

/** The number, and the one word or currency sign before or after it. */
function parts(text: string): { readonly number: string; readonly word: string } {
  const found =
    /^(?<sign>[-−–(]?)\s*(?<before>[\p{L}\p{Sc}]*)\s*(?<middle>[^\p{L}\p{Sc}]*)(?<after>[\p{L}\p{Sc}]*)(?<end>\)?)$/u.exec(
      text.trim(),
    );
  const { sign = '', before = '', middle = '', after = '', end = '' } = found?.groups ?? {};
  if (before !== '' && after !== '') return { number: '', word: '' };
  return { number: `${sign}${middle.trim()}${end}`, word: (before || after).toUpperCase() };
}

type Shape =
  | { readonly kind: 'clear'; readonly mark: DecimalMark; readonly proves: DecimalMark }
  /** "1.234" and "1,234": thousands in one language, a fraction in another. */
  | { readonly kind: 'either' };

/** Groups of three after the first, all by one separator; then perhaps another mark and more digits. */
const GROUPED = /^[1-9]\d{0,2}(?<separator>[ ',.])\d{3}(?:\k<separator>\d{3})*(?:(?!\k<separator>)(?<mark>[.,])\d+)?$/;
const PLAIN = /^\d*(?:(?<mark>[.,])\d*)?$/;

function shapeOf(text: string): Shape | null {
  const number = text.replace(/[\u00a0\u2007\u2009\u202f]/g, ' ').replace(/\u2019/g, "'");
  if (!/\d/.test(number)) return null;
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(number)) return { kind: 'either' };

  const groups = (GROUPED.exec(number) ?? PLAIN.exec(number))?.groups;
  if (!groups) return null;
  const mark = asMark(groups.mark);
  return { kind: 'clear', mark, proves: mark ?? otherThan(groups.separator) };
}

/** "1,234,567" has no cents, but proves that a point would come before them. */
function otherThan(separator: string | undefined): DecimalMark {
  if (separator === ',') return '.';
  return separator === '.' ? ',' : null;
}

function asMark(text: string | undefined): DecimalMark {
  return text === '.' || text === ',' ? text : null;
}

function minorUnits(number: string, mark: DecimalMark, { currency, finer }: Omit<PriceStyle, 'mark'>): Price {
  const [whole = '', fraction = ''] = mark === null ? [number] : number.split(mark);
  const { digits } = known(currency);
  const rest = fraction.slice(digits);
  if (finer === 'refuse' && /[1-9]/.test(rest)) return { reason: `A price in ${currency} is not that fine.` };

  const cents = whole.replace(/\D/g, '') + fraction.slice(0, digits).padEnd(digits, '0');
  const amount = Number(cents) + (/^[5-9]/.test(rest) ? 1 : 0);
  return Number.isSafeInteger(amount) ? { amount } : { reason: 'This is more than a price can be.' };
}

function unclear(number: string, currency: string): Price {
  const cents = '0'.repeat(known(currency).digits);
  const written = number.replace(/\D/g, '') + (cents && `.${cents}`);
  return { reason: `This reads in two ways, and no other price in the file says which. Write ${written} or the like.` };
}

function wrongWord(word: string, currency: string): Price {
  if (!/\p{Sc}/u.test(word) && !Intl.supportedValuesOf('currency').includes(word)) return NO_PRICE;
  return { reason: `This is in ${word}, and the boutique's prices are in ${currency}.` };
}

interface Currency {
  readonly digits: number;
  readonly signs: ReadonlySet<string>;
}

/** Asking Intl takes longer than reading a price, and a file has many. */
const currencies = new Map<string, Currency>();

function known(currency: string): Currency {
  const seen = currencies.get(currency);
  if (seen) return seen;

  const found = { digits: minorDigits(currency), signs: new Set([currency, ...signsOf(currency)]) };
  currencies.set(currency, found);
  return found;
}

/** "$", "US$", "$US": how English and French write the currency. */
function* signsOf(currency: string): Generator<string> {
  for (const language of ['en-US', 'en-CA', 'fr-FR']) {
    for (const currencyDisplay of ['symbol', 'narrowSymbol'] as const) {
      const format = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay });
      const sign = format.formatToParts(0).find(({ type }) => type === 'currency')?.value;
      if (sign) yield sign.toUpperCase();
    }
  }
}
