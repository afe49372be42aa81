import { z } from 'zod';
import type { Form, Option, RawAnswer, RawAnswers, Widget } from '../chat/form.js';
import type { FormRoute } from '../engine/request.js';
import { NONE, unpacked } from './choices.js';
import { readChosen } from './lookups.js';
import { Id, Words } from './press-data.js';

/** Answers come back as text, so the form says what each of them is. Nothing depends on its being true: what an answer may be is checked where it is taken. */
const Kind = z.enum(['text', 'number', 'choice', 'choices', 'lookup', 'confirm', 'files']);
type Kind = z.infer<typeof Kind>;

const Sent = z.looseObject({
  vitrine: z.object({
    interaction: Id.min(1),
    boutique: Id.nullable(),
    subject: Id,
    instance: Id.min(1),
    topic: Id.nullable(),
    kinds: z.record(Words, Kind),
  }),
});

export interface FormSent {
  readonly route: FormRoute;
  readonly topic: string | null;
  /** null for files: they are named by their ids alone, and looked up by who keeps them. */
  readonly raw: RawAnswers;
  /** Of fields that find, by field: the value comes with the label that was shown. */
  readonly chosen: Readonly<Record<string, Option>>;
  readonly fileIds: Readonly<Record<string, readonly string[]>>;
}

/** What the button of a form carries; the answers come beside it, under the names of the fields. */
export function formData({ fields }: Form, route: FormRoute, topic: string | null): object {
  const { interaction, boutique, subject, instance } = route;
  const kinds = Object.fromEntries(Object.entries(fields).map(([name, { widget }]) => [name, kindOf(widget)]));
  if ('vitrine' in kinds || 'msteams' in kinds)
    throw new Error('a field of this name would hide what the form carries');
  return { vitrine: { interaction, boutique, subject, instance, topic, kinds } };
}

function kindOf({ type }: Widget): Kind {
  switch (type) {
    case 'long-text':
    case 'day':
    case 'time':
      return 'text';
    case 'quantity':
    case 'amount':
      return 'number';
    default:
      return type;
  }
}

/** null: not one of our forms, or of a shape we no longer know. */
export function readForm(data: unknown): FormSent | null {
  const read = Sent.safeParse(data);
  if (!read.success) return null;

  const { topic, kinds, ...route } = read.data.vitrine;
  const given = Object.entries(kinds).map(([name, kind]) => ({ name, kind, words: wordsOf(kind, read.data[name]) }));
  const files = given.filter(({ kind }) => kind === 'files');
  return {
    route,
    topic,
    raw: Object.fromEntries(given.map(({ name, kind, words }) => [name, answerOf(kind, words)])),
    chosen: Object.fromEntries(
      given.flatMap(({ name, kind, words }) => {
        const option = kind === 'lookup' ? readChosen(words) : null;
        return option ? [[name, option]] : [];
      }),
    ),
    fileIds: Object.fromEntries(files.map(({ name, words }) => [name, chosenIn(words)])),
  };
}

/** Some clients tick a box with more than a word. */
const Given = z.union([Words, z.boolean().transform(String)]);

/** Some give the number itself. */
const GivenNumber = z.union([Words, z.number().transform(String)]);

/** An input that was left empty is missing, or empty. */
function wordsOf(kind: Kind, given: unknown): string {
  const read = (kind === 'number' ? GivenNumber : Given).safeParse(given);
  return read.success ? read.data : '';
}

function answerOf(kind: Kind, words: string): RawAnswer {
  switch (kind) {
    case 'text':
    case 'number':
      return words === '' ? null : words;
    case 'choice':
      return words === '' || words === NONE ? null : words;
    case 'lookup':
      return words === '' || words === NONE ? null : (readChosen(words)?.value ?? words);
    case 'choices':
      return words === '' ? null : unpacked(words);
    case 'confirm':
      return words === 'true' ? true : null;
    case 'files':
      return null;
  }
}

/** One id, or several; ids hold nothing that would have to be packed. */
const chosenIn = (words: string): readonly string[] => unpacked(words).filter((id) => id !== NONE);
