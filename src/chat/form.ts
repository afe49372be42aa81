import { z } from 'zod';
import { storable } from '../domain/text.js';

/** A question: what a renderer needs, and what counts as an answer, made from the same arguments. */
export interface Field<Answer = unknown> {
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
  /** What is said where it was left empty. */
  readonly missing: string;
  readonly widget: Widget;
  /** Made when answers come, which is seldom: most of the forms that open are closed again. */
  readonly schema: () => z.ZodType<Answer>;
}

export type Widget = ShortText | LongText | Choice | Choices | Lookup | Confirm | Files;

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

/** Slack's limit for a text field (docs.slack.dev, plain-text input). */
export const LONGEST_TEXT = 3000;

/** Slack's limit for what one chooses from (docs.slack.dev, option object), its label and its value. */
export const LONGEST_OPTION = 75;

export const form = <F extends Fields>(definition: Form<F>): Form<F> => definition;

interface TextOptions {
  readonly hint?: string;
  readonly placeholder?: string;
  readonly max?: number;
}

export function text(label: string, { hint, placeholder, max = 200 }: TextOptions = {}): Field<string> {
  const widget = { type: 'text', maxLength: max, ...(placeholder && { placeholder }) } as const;
  return field(label, hint, needed(label), widget, () => typed(label, max));
}

export function longText(label: string, { hint, placeholder, max = LONGEST_TEXT }: TextOptions = {}): Field<string> {
  const widget = { type: 'long-text', maxLength: max, ...(placeholder && { placeholder }) } as const;
  return field(label, hint, needed(label), widget, () => typed(label, max));
}

export function choice<V extends string>(label: string, options: Readonly<Record<V, string>>, hint?: string): Field<V> {
  const values = Object.keys(options) as V[];
  const missing = `Choose ${article(label)}.`;
  const schema = () => z.enum(values as [V, ...V[]], { error: missing }) as unknown as z.ZodType<V>;
  return field(label, hint, missing, { type: 'choice', options: entries(options) }, schema);
}

export function choices<V extends string>(
  label: string,
  options: Readonly<Record<V, string>>,
  hint?: string,
): Field<readonly V[]> {
  const values = Object.keys(options) as V[];
  const missing = `Choose ${article(label)}.`;
  const schema = () =>
    z.array(z.enum(values as [V, ...V[]]), { error: missing }).min(1, missing) as unknown as z.ZodType<readonly V[]>;
  return field(label, hint, missing, { type: 'choices', options: entries(options) }, schema);
}

interface LookupOptions extends Pick<Lookup, 'search' | 'known'> {
  readonly hint?: string;
}

/** Any value may come back, so whoever takes it checks that it could have been found. */
export function lookup(label: string, { hint, search, known }: LookupOptions): Field<string> {
  const missing = `Choose ${article(label)}.`;
  const tooLong = 'Choose from what is found.';
  const schema = () => z.string(missing).overwrite(storable).min(1, missing).max(LONGEST_OPTION, tooLong);
  return field(label, hint, missing, { type: 'lookup', search, ...(known && { known }) }, schema);
}

/** Only yes will do; without it the person reads why. */
export function confirm(label: string, statement: string, otherwise: string): Field<true> {
  return field(label, undefined, otherwise, { type: 'confirm', statement }, () =>
    z.literal(true, { error: otherwise }),
  );
}

const Reference = z.object({
  channel: z.string(),
  tenant: z.string(),
  id: z.string(),
  name: z.string().overwrite(storable),
});

interface FileOptions {
  readonly hint?: string;
  readonly extensions: readonly string[];
  readonly max: number;
}

/** Files that go with the answers; what is in them is read later, by a job. */
export function files(label: string, { hint, extensions, max }: FileOptions): Field<readonly FileReference[]> {
  const schema = () =>
    z
      .array(Reference, needed(label))
      .min(1, needed(label))
      .max(max, max === 1 ? 'Choose one file.' : `Choose at most ${max} files.`)
      .superRefine((given, { addIssue }) => {
        const other = given.find(({ name }) => !fits(name, extensions));
        if (other) addIssue(`${other.name} is of another kind. Choose ${kindsInWords(extensions)}.`);
      });
  return field(label, hint, needed(label), { type: 'files', extensions, most: max }, schema);
}

/** A name without an end says nothing, so what is in the file decides. */
export function fits(name: string, extensions: readonly string[]): boolean {
  const end = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return end === undefined || extensions.includes(end);
}

/** "a CSV or TXT file". */
const kindsInWords = (extensions: readonly string[]): string =>
  `a ${extensions.map((each) => each.toUpperCase()).join(' or ')} file`;

export function optional<Answer>(inner: Field<Answer>): Field<Answer | undefined> {
  const schema = () => z.preprocess((value) => (isEmpty(value) ? undefined : value), inner.schema().optional());
  return { ...inner, required: false, schema };
}

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

function typed(label: string, max: number): z.ZodType<string> {
  const tooLong = `${label} takes at most ${max.toLocaleString('en-US')} characters.`;
  return z.string(needed(label)).overwrite(storable).trim().min(1, needed(label)).max(max, tooLong);
}

function field<Answer>(
  label: string,
  hint: string | undefined,
  missing: string,
  widget: Widget,
  schema: () => z.ZodType<Answer>,
): Field<Answer> {
  return { label, required: true, missing, widget, schema, ...(hint && { hint }) };
}

function entries(options: Readonly<Record<string, string>>): Option[] {
  return Object.entries(options).map(([value, label]) => ({ value, label }));
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}

const needed = (label: string): string => `${label} is needed.`;

const article = (label: string): string => `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label.toLowerCase()}`;
