import type { z } from 'zod';
import type { Field } from './field.js';
import type { FileReference } from './widgets.js';

export { type Field, optional } from './field.js';
export { choice, choices, confirm, files, fits, longText, lookup, text } from './fields.js';
export { amount, day, quantity, time } from './measures.js';
export {
  type Amount,
  type CalendarDay,
  type Choice,
  type Choices,
  type ClockTime,
  type Confirm,
  type FileReference,
  type Files,
  LONGEST_OPTION,
  LONGEST_TEXT,
  type LongText,
  type Lookup,
  type Measure,
  type Option,
  type Quantity,
  type ShortText,
  type Widget,
} from './widgets.js';

export type Fields = Readonly<Record<string, Field>>;

export interface Form<F extends Fields = Fields> {
  readonly name: string;
  /** At most 24 characters. */
  readonly title: string;
  /** The verb on the button. */
  readonly submit: string;
  /** Where we are and what this is: "Madison Avenue". */
  readonly intro?: string;
  readonly fields: F;
}

export type Answers<F extends Form> = {
  readonly [K in keyof F['fields']]: z.infer<ReturnType<F['fields'][K]['schema']>>;
};

/** As a channel read it, before anyone checked it: text, values, yes or no, files; null where nothing was given. */
export type RawAnswers = Readonly<Record<string, RawAnswer>>;
export type RawAnswer = string | readonly string[] | boolean | readonly FileReference[] | null;

/** A sentence for each field that needs another look. */
export type Corrections = Readonly<Record<string, string>>;

export const form = <F extends Fields>(definition: Form<F>): Form<F> => definition;

/** Answers as the handler gets them, or what to correct. */
export function readAnswers<F extends Form>(
  asked: F,
  raw: RawAnswers,
): { readonly answers: Answers<F> } | { readonly corrections: Corrections } {
  const answers: Record<string, unknown> = {};
  const corrections: Record<string, string> = {};
  for (const [name, { schema }] of Object.entries(asked.fields)) {
    const read = schema().safeParse(raw[name] ?? undefined);
    if (read.success) answers[name] = read.data;
    if (!read.success) corrections[name] = read.error.issues[0]?.message ?? 'Check this answer.';
  }
  return Object.keys(corrections).length > 0 ? { corrections } : { answers: answers as Answers<F> };
}
