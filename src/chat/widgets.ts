import type { Day } from '../domain/calendar.js';
import type { Cents } from '../domain/money.js';

/** What one fills in, before anyone decides how it looks. */
export type Widget = ShortText | LongText | Choice | Choices | Lookup | Confirm | Files | Measure;

/** What is read from a text: the raw answer is "2026-11-27", "09:12", "12" or "1234.50". */
export type Measure = CalendarDay | ClockTime | Quantity | Amount;

/** One line. */
export interface ShortText {
  readonly type: 'text';
  readonly maxLength: number;
  readonly placeholder?: string;
}

export interface LongText {
  readonly type: 'long-text';
  readonly maxLength: number;
  readonly placeholder?: string;
}

/** One of a few. */
export interface Choice {
  readonly type: 'choice';
  readonly options: readonly Option[];
}

/** Several of a few. */
export interface Choices {
  readonly type: 'choices';
  readonly options: readonly Option[];
}

/** One of many, found by typing. */
export interface Lookup {
  readonly type: 'lookup';
  /** The best matches first. Asked while somebody types, and never sent anywhere. */
  readonly search: (words: string) => Promise<readonly Option[]>;
  /** What is chosen at first, with its label; the form's prefill names its value. */
  readonly known?: Option;
}

/** A sentence to agree to. */
export interface Confirm {
  readonly type: 'confirm';
  readonly statement: string;
}

/** Files of these kinds, by the ends of their names. */
export interface Files {
  readonly type: 'files';
  /** Without the dot: `csv`. */
  readonly extensions: readonly string[];
  readonly most: number;
}

/** A day of the calendar; the first and the last are among those to choose from. */
export interface CalendarDay {
  readonly type: 'day';
  readonly from?: Day;
  readonly to?: Day;
}

/** What the clocks of the boutique show. */
export interface ClockTime {
  readonly type: 'time';
}

/** A whole number. */
export interface Quantity {
  readonly type: 'quantity';
  readonly min: number;
  readonly max: number;
}

/** Money, from nothing up. */
export interface Amount {
  readonly type: 'amount';
  /** ISO 4217. */
  readonly currency: string;
  readonly max: Cents;
}

/** A file as a chat names it. */
export interface FileReference {
  readonly channel: string;
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Slack's limit for a text field (docs.slack.dev, plain-text input). */
export const LONGEST_TEXT = 3000;

/** Slack's limit for what one chooses from (docs.slack.dev, option object), its label and its value. */
export const LONGEST_OPTION = 75;
