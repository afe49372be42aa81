import { choice, type Field, form, longText, optional } from '../../chat/form.js';
import { CAUSE } from './forms-decisions.js';
import { outcomes, outcomesAtLast, type SearchOutcome } from './rules-searches.js';

export interface AskedPiece {
  readonly serial: string;
  readonly words: string;
  /** Its days have passed. */
  readonly ended: boolean;
}

/** What became of these pieces, each in the words of its line. */
export function foundForm(asked: readonly AskedPiece[]) {
  const fields: Record<string, Field<SearchOutcome | string | undefined>> = {};
  for (const { serial, words, ended } of asked)
    fields[`${CAUSE}${serial}`] = optional(choice(words, ended ? outcomesAtLast : outcomes));
  const note = optional(longText('Note', { max: 500, hint: 'Where it was. No client names.' }));
  return form({ name: 'found', title: 'Found', submit: 'Save', fields: { ...fields, note } });
}
