import { Refusal } from '../../domain/refusal.js';
import type { Item, Named, Outcome } from './rules.js';

export interface Listed {
  readonly what: string;
  readonly owner: string;
}

const LONGEST = 120;
export const MOST_LISTED = 10;

/** "Transfer 4711, Ana": a document a line, its owner after the last comma. Everything that is wrong is said with its line. */
export function readDocuments(typed: string, people: readonly Named[], where: string): Listed[] {
  const lines = typed.split('\n').map((line) => line.trim());
  const read = lines.flatMap((line, index) => (line === '' ? [] : [readDocument(line, index + 1, people, where)]));
  if (read.length > MOST_LISTED)
    throw new Refusal('too-many', `List at most ${MOST_LISTED}; put those of one owner on one line.`, 'documents');
  return read;
}

function readDocument(line: string, number: number, people: readonly Named[], where: string): Listed {
  const comma = line.lastIndexOf(',');
  const [what, name] = [line.slice(0, Math.max(0, comma)).trim(), line.slice(comma + 1).trim()];
  if (comma < 0 || what === '' || name === '')
    throw new Refusal('no-owner', `Line ${number} has no owner: write the name after a comma.`, 'documents');
  if (what.length > LONGEST)
    throw new Refusal('too-long', `Line ${number} is too long: at most ${LONGEST} characters.`, 'documents');
  const found = people.filter((person) => plain(person.name).startsWith(plain(name)));
  const [owner] = found;
  if (!owner)
    throw new Refusal('nobody', `Line ${number}: nobody at ${where} is called ${name.slice(0, 60)}.`, 'documents');
  if (found.length > 1 && plain(owner.name) !== plain(name))
    throw new Refusal(
      'several',
      `Line ${number}: several are called ${name.slice(0, 60)}. Write the whole name.`,
      'documents',
    );
  return { what, owner: owner.id };
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** The field that asks what became of one. */
export const OUTCOME = 'outcome.';

export const openItems = (items: readonly Item[], kind: Item['kind']): Item[] =>
  items.filter((item) => item.kind === kind && item.outcome === null);

/** By item: what ended, of what was asked. "open" ends nothing. */
export function endedIn(answers: Readonly<Record<string, unknown>>, items: readonly Item[]): Map<string, Outcome> {
  const ended = new Map<string, Outcome>();
  for (const { id } of items) {
    const answer = answers[`${OUTCOME}${id}`];
    if (answer === 'done' || answer === 'accounted' || answer === 'escalated') ended.set(id, answer);
  }
  return ended;
}
