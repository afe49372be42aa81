import type { Database } from '../../database/client.js';
import { boutiqueByCode } from '../../database/lookup.js';
import { namesOf, peopleWith } from '../../database/people.js';
import { findReminder, lockReminder, peopleForIt, wasTold } from '../../database/reminder-acts.js';
import { restrictionsOf } from '../../database/restrictions.js';
import type { Boutique } from '../../domain/boutique.js';
import { actsFor, holds, type Role, rolesInWords } from '../../domain/people.js';
import { denied, Refusal } from '../../domain/refusal.js';
import { maySee } from '../../domain/restriction.js';
import type { Asking, Context, Reminder } from '../capability.js';
import type { Parts } from '../context.js';
import { forBoutique } from '../deciding.js';
import { declaredIn } from './declared.js';
import type { ReminderRow } from './row.js';

/** The reminder that a button is about, held; refuses whoever it does not concern. */
export async function mustAnswer(parts: Parts, context: Context<Boutique | null>): Promise<ReminderRow> {
  return theirs(parts, context, await lockReminder(context.db, reminderIn(context.subject)));
}

/** The same for a form that is about to open. */
export async function shownForm(parts: Parts, asking: Asking<Boutique | null>): Promise<ReminderRow> {
  return theirs(parts, asking, await findReminder(asking.db, reminderIn(asking.subject)));
}

/** What follows tells one press from another. */
export const reminderIn = (subject: string): string => subject.split('/')[0] ?? '';

/** Its owner and who stands in for them, whoever holds a role of its ladder up to its present rung, and whoever was told of it. */
async function theirs(
  parts: Parts,
  { db, actor, boutique, now }: Asking<Boutique | null>,
  row: ReminderRow | null,
): Promise<ReminderRow> {
  if (!row || (row.boutique !== null && row.boutique !== boutique?.code)) throw gone();
  const roles = ladderOf(parts, row).flatMap(({ to }, rung) => (rung <= row.rung ? [to] : []));
  const owns = row.owner !== null && actsFor(actor, row.owner);
  const may = owns || holds(actor, roles, row.boutique) || (await wasTold(db, row.id, actor.id));
  if (!may) throw denied('not-theirs', await whoseInWords(db, row, roles, now));
  if (row.endedAt !== null) throw new Refusal('over', 'This is done already.');
  return row;
}

const gone = (): Refusal => new Refusal('gone', 'I no longer know this reminder.');

const ladderOf = ({ registry }: Parts, { name }: ReminderRow): Reminder['ladder'] =>
  declaredIn(registry).find((each) => each.name === name)?.reminder.ladder ?? [];

async function whoseInWords(
  db: Database,
  { owner, boutique }: ReminderRow,
  roles: readonly Role[],
  now: Date,
): Promise<string> {
  const name = owner === null ? undefined : (await namesOf(db, [owner])).get(owner);
  if (name !== undefined) return `${name} answers to this.`;
  const first = roles.slice(0, 1);
  const names = (await peopleWith(db, first, boutique, now)).map((each) => each.name);
  const place = boutique === null ? 'the network' : ((await boutiqueByCode(db, boutique))?.name ?? boutique);
  return `${rolesInWords(first)} answer to this. ${forBoutique(place, names)}`;
}

interface Wanted {
  readonly by: string;
  readonly words?: string;
  readonly person?: string;
}

/** Who may do what it asks for, at its place; not whoever has it already or passes it on, nor who may not see what it is about. */
export async function candidatesFor(
  { registry }: Parts,
  db: Database,
  row: ReminderRow,
  { by, ...wanted }: Wanted,
  now: Date,
) {
  const roles = registry.interaction(row.button.action)?.interaction.allow ?? [];
  const but = row.owner === null ? [by] : [by, row.owner];
  const found = await peopleForIt(db, { ...wanted, roles, boutique: row.boutique, but }, now);
  const restriction = row.record === null ? undefined : (await restrictionsOf(db, [row.record])).get(row.record);
  return restriction ? found.filter((each) => maySee({ ...each, language: '' }, restriction)) : found;
}

/** Whoever was chosen, if they could have been found. */
export async function candidate(
  parts: Parts,
  { db, actor, now }: Context<Boutique | null>,
  row: ReminderRow,
  person: string,
) {
  const [found] = await candidatesFor(parts, db, row, { person, by: actor.id }, now);
  if (found) return found;
  if (person === row.owner)
    throw new Refusal('theirs-already', 'They have it already. Choose somebody else.', 'person');
  throw new Refusal('nobody', 'Choose somebody from the list.', 'person');
}
