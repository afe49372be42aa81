import { z } from 'zod';
import { storable } from '../domain/text.js';
import { type Field, field } from './field.js';
import { type FileReference, LONGEST_OPTION, LONGEST_TEXT, type Lookup, type Option } from './widgets.js';

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

function typed(label: string, max: number): z.ZodType<string> {
  const tooLong = `${label} takes at most ${max.toLocaleString('en-US')} characters.`;
  return z.string(needed(label)).overwrite(storable).trim().min(1, needed(label)).max(max, tooLong);
}

function entries(options: Readonly<Record<string, string>>): Option[] {
  return Object.entries(options).map(([value, label]) => ({ value, label }));
}

const needed = (label: string): string => `${label} is needed.`;

const article = (label: string): string => `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label.toLowerCase()}`;
