import { z } from 'zod';
import { type Day, dayInWords, isDay, readTime, type Time } from '../domain/calendar.js';
import { type Cents, minorDigits, money, moneyAsTyped } from '../domain/money.js';
import { readWhole } from '../domain/number.js';
import { readPrice } from '../domain/price.js';
import { type Field, field } from './field.js';
import type { Amount, CalendarDay, Measure, Quantity } from './widgets.js';

interface DayOptions extends Omit<CalendarDay, 'type'> {
  readonly hint?: string;
}

export function day(label: string, { hint, from, to }: DayOptions = {}): Field<Day> {
  const widget: CalendarDay = { type: 'day', ...(from && { from }), ...(to && { to }) };
  const sentence = (given?: Day) => daySentence(widget, given);
  return field(label, hint, sentence(), widget, () => readAs((given) => dayIn(widget, given), sentence));
}

/** What a clock at the boutique shows; `momentAt` says when that is. */
export function time(label: string, { hint }: { readonly hint?: string } = {}): Field<Time> {
  const sentence = 'Choose a time.';
  return field(label, hint, sentence, { type: 'time' }, () => readAs(readTime, () => sentence));
}

interface QuantityOptions {
  readonly hint?: string;
  readonly min?: number;
  readonly max?: number;
}

export function quantity(label: string, { hint, min = 0, max = 99_999 }: QuantityOptions = {}): Field<number> {
  const widget: Quantity = { type: 'quantity', min, max };
  const sentence = `Enter a whole number from ${min.toLocaleString('en-US')} to ${max.toLocaleString('en-US')}.`;
  return field(label, hint, sentence, widget, () =>
    readAs(
      (given) => wholeIn(widget, given),
      () => sentence,
    ),
  );
}

interface AmountOptions {
  readonly currency: string;
  readonly hint?: string;
  readonly max?: Cents;
}

/** The most that a column of whole numbers holds, in nines. */
const MOST: Cents = 999_999_999;

export function amount(label: string, { currency, hint, max = MOST }: AmountOptions): Field<Cents> {
  const widget: Amount = { type: 'amount', currency, max };
  const sentence = (given?: string) => amountSentence(widget, given);
  return field(label, hint, sentence(), widget, () => readAs((given) => centsIn(widget, given), sentence));
}

/** What is known, as the field of a chat takes it. Null: nothing, or nothing that could be an answer. */
export function filledIn(widget: Measure, known: unknown): string | null {
  if (typeof known !== 'string') return null;
  switch (widget.type) {
    case 'day':
      return dayIn(widget, known);
    case 'time':
      return readTime(known);
    case 'quantity':
      return wholeIn(widget, known)?.toString() ?? null;
    case 'amount': {
      const cents = centsIn(widget, known);
      return cents === null ? null : moneyAsTyped(cents, widget.currency);
    }
  }
}

function readAs<Answer>(read: (given: string) => Answer | null, sentence: (given?: string) => string) {
  return z.string(sentence()).transform((given, { addIssue }): Answer => {
    const answer = read(given);
    if (answer === null) addIssue(sentence(given));
    return answer ?? z.NEVER;
  }) as unknown as z.ZodType<Answer>;
}

function dayIn({ from, to }: CalendarDay, given: string): Day | null {
  const written = given.trim();
  const isAmong = (from === undefined || written >= from) && (to === undefined || written <= to);
  return isDay(written) && isAmong ? written : null;
}

/** A slip of the year is seen only where the year is said. */
function daySentence({ from, to }: CalendarDay, given?: string): string {
  const said = (limit: Day) => dayInWords(limit, given && isDay(given) ? given : (from ?? limit));
  if (from && to) return `Choose a day from ${said(from)} to ${said(to)}.`;
  if (from) return `Choose ${said(from)} or later.`;
  return to ? `Choose ${said(to)} or earlier.` : 'Choose a day.';
}

function wholeIn({ min, max }: Quantity, given: string): number | null {
  const number = readWhole(given);
  return number === null || number < min || number > max ? null : number;
}

/** "1,234" is more than a thousand: a cent has no tenths. */
function priceIn({ currency }: Amount, given: string, finer: 'round' | 'refuse'): Cents | null {
  const price = readPrice(given, { currency, mark: '.', finer });
  return 'amount' in price ? price.amount : null;
}

function centsIn(widget: Amount, given: string): Cents | null {
  const cents = priceIn(widget, given, 'refuse');
  return cents === null || cents > widget.max ? null : cents;
}

function amountSentence(widget: Amount, given = ''): string {
  const { currency, max } = widget;
  const range = `from ${money(0, currency)} to ${money(max, currency)}`;
  const isTooFine = priceIn(widget, given, 'round') !== null && priceIn(widget, given, 'refuse') === null;
  if (!isTooFine) return `Enter an amount ${range}.`;

  const digits = minorDigits(currency);
  if (digits === 0) return `Enter a whole amount ${range}.`;
  return `Enter an amount ${range}, with at most ${digits} digits after the point.`;
}
