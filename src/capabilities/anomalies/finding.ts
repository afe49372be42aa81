import type { Option } from '../../chat/form.js';
import { searchWords, shortened } from '../../domain/words.js';
import type { Asking } from '../../engine/capability.js';
import { called, inBrief } from './rules.js';
import { anomalyAbout } from './store.js';
import { visibleTo } from './store-access.js';
import { casesToLink } from './store-lists.js';
import { peopleCalled } from './store-people.js';

const MOST_SHOWN = 20;
const LONGEST_LABEL = 75;

/** Anybody of the network: who looks into a case need not be of its boutique. */
export async function peopleToName({ db }: Pick<Asking, 'db'>, words: string): Promise<Option[]> {
  const found = await peopleCalled(db, searchWords(words), MOST_SHOWN);
  return found.map(({ id, name, where }) => ({
    value: id,
    label: shortened(where === null ? name : `${name}, ${where}`, LONGEST_LABEL),
  }));
}

/** Of the same boutique, those that the actor may see: number, type and severity, and no more. */
export async function casesToName({ db, actor, boutique, subject }: Asking, words: string): Promise<Option[]> {
  const id = (await anomalyAbout(subject, db)) ?? subject;
  const cases = await visibleTo(db, actor, await casesToLink(db, boutique.code, { not: id }));
  const wanted = searchWords(words);
  return cases
    .map((each) => ({
      value: each.id,
      label: shortened(inBrief(each), LONGEST_LABEL),
      said: `${called(each)} ${inBrief(each)}`,
    }))
    .filter(({ said }) => wanted.every((word) => said.toLowerCase().includes(word)))
    .slice(0, MOST_SHOWN)
    .map(({ value, label }) => ({ value, label }));
}
