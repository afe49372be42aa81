import { z } from 'zod';
import { LONGEST_OPTION, type Lookup, type Option, type RawAnswer } from '../chat/form.js';
import type { Route } from '../engine/request.js';
import type { ChoiceSet, OfferedChoice } from './adaptive-card.js';
import { type Asked, NONE } from './choices.js';
import { Id, Words } from './press-data.js';

/** A field that finds, and which form it stands in: the client brings back nothing else when somebody types. */
export interface Place {
  readonly route: Route;
  readonly field: string;
}

/** Somebody types. */
export interface Sought extends Place {
  readonly words: string;
}

/** What was chosen can be seen only where it is among the choices, and can be taken back only where another is. */
export function lookupOf(asked: Asked, place: Place, chosen: Option | undefined): ChoiceSet {
  const none = chosen && !asked.isRequired ? [{ title: 'No answer', value: NONE }] : [];
  return {
    type: 'Input.ChoiceSet',
    ...asked,
    style: 'filtered',
    wrap: true,
    placeholder: 'Type to find',
    choices: [...none, ...(chosen ? [choiceOf(chosen)] : [])],
    'choices.data': { type: 'Data.Query', dataset: datasetOf(place) },
    ...(chosen && { value: choiceOf(chosen).value }),
  };
}

/** A form that comes back brings values alone, so each has its label with it. */
export const choiceOf = ({ value, label }: Option): OfferedChoice => ({
  title: label,
  value: JSON.stringify([value, label]),
});

/** Filled in at first, or chosen before the form came back. */
export const chosenIn = ({ known }: Lookup, answer: RawAnswer | undefined, before: Option | undefined) =>
  [before, known].find((option) => option !== undefined && option.value === answer);

/** Null: not one of those that were offered; a client may send what was typed. */
export function readChosen(words: string): Option | null {
  const read = Packed.safeParse(parsed(words));
  return read.success ? { value: read.data[0], label: read.data[1] } : null;
}

const Packed = z.tuple([Words.max(LONGEST_OPTION), Words.max(LONGEST_OPTION)]);

const datasetOf = ({ route: { interaction, boutique, subject }, field }: Place): string =>
  JSON.stringify({ vitrine: { interaction, boutique, subject, field } });

const Dataset = z.object({
  vitrine: z.object({ interaction: Id.min(1), boutique: Id.nullable(), subject: Id, field: Id.min(1) }),
});
const Query = z.object({ dataset: z.string(), queryText: Words.nullish() });

/** Null: not a field of ours. */
export function readSought(value: unknown): Sought | null {
  const query = Query.safeParse(value).data;
  const read = Dataset.safeParse(parsed(query?.dataset));
  if (!read.success) return null;
  const { field, ...route } = read.data.vitrine;
  return { route, field, words: query?.queryText ?? '' };
}

function parsed(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
