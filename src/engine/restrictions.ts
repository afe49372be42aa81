import { type Card, card, text } from '../chat/card.js';
import type { Database } from '../database/client.js';
import { type NewDelivery, withholdDocuments } from '../database/deliveries.js';
import { messagesAbout, restrictionsOf, roomsOfRoles, thoseWhoMaySee } from '../database/restrictions.js';
import type { Person } from '../domain/people.js';
import { denied } from '../domain/refusal.js';
import { maySee, type Restriction } from '../domain/restriction.js';
import type { Facts } from './capability.js';

/** What stands where somebody may no longer see what it was. */
export const closedCard: Card = card('Restricted', [text('This is now open only to those who work on it.')]);

/** What is needed to say who saw it. */
export interface Reader {
  readonly actor: Person;
  readonly db: Database;
  readonly record: (event: string, subject: string, facts?: Facts) => void;
}

/** Of these records, those that somebody may see, while nothing of them is shown yet. */
export async function visibleTo(db: Database, actor: Person, records: readonly string[]): Promise<ReadonlySet<string>> {
  const restricted = await restrictionsOf(db, records);
  return new Set(records.filter((each) => mayBeSeen(actor, restricted.get(each))));
}

const mayBeSeen = (actor: Person, restriction: Restriction | undefined): boolean =>
  !restriction || maySee(actor, restriction);

/** Of these records, those that the reader may see. What is restricted among them is on record as read by them. */
export async function readable(
  { actor, db, record }: Reader,
  records: readonly string[],
  how: string,
): Promise<ReadonlySet<string>> {
  const restricted = await restrictionsOf(db, records);
  const open = records.filter((each) => mayBeSeen(actor, restricted.get(each)));
  for (const each of new Set(open)) if (restricted.has(each)) record('restricted.read', each, { how });
  return new Set(open);
}

/** The restriction of a record that somebody asks for by a button or a form; null where everybody may. Refuses whoever may not see it. */
export async function mustSee(db: Database, actor: Person, record: string): Promise<Restriction | null> {
  if (record === '') return null;
  const restriction = (await restrictionsOf(db, [record])).get(record) ?? null;
  if (restriction && !maySee(actor, restriction))
    throw denied('restricted', 'This is open only to those who work on it. Safety and security can tell you more.');
  return restriction;
}

/** For each record, which of these conversations may show it. */
export async function openTo(
  db: Database,
  records: readonly string[],
  now: Date,
): Promise<(conversations: readonly string[], record: string | null) => Promise<ReadonlySet<string>>> {
  const restricted = await restrictionsOf(db, records);
  return async (conversations, record) => {
    const restriction = record === null ? undefined : restricted.get(record);
    return restriction ? conversationsThatMaySee(db, restriction, conversations, now) : new Set(conversations);
  };
}

/** A person's own, where they may see it; of the rooms only those of departments that may. */
async function conversationsThatMaySee(
  db: Database,
  restriction: Restriction,
  conversations: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const personIn = (conversation: string): string | null => /^[a-z]+\/person\/(.+)$/.exec(conversation)?.[1] ?? null;
  const people = conversations.flatMap((each) => personIn(each) ?? []);
  const may = await thoseWhoMaySee(db, restriction, people, now);
  const rooms = await roomsOfRoles(db, restriction.roles);
  return new Set(
    conversations.filter((each) => {
      const person = personIn(each);
      return person === null ? rooms.has(each) : may.has(person);
    }),
  );
}

/** For each of these records, what takes the place of the messages that others have of it. */
export async function closing(db: Database, records: readonly string[], now: Date): Promise<NewDelivery[]> {
  const closed: NewDelivery[] = [];
  for (const [about, restriction] of await restrictionsOf(db, records)) {
    const told = await messagesAbout(db, about);
    const conversations = told.map(({ conversation }) => conversation);
    const open = await conversationsThatMaySee(db, restriction, conversations, now);
    const shut = told.filter(({ conversation }) => !open.has(conversation));
    closed.push(...shut.map((each) => ({ ...each, about, card: closedCard, attachments: [] })));
    // What replaces a message takes over the documents that were still to come with it.
    const withheld = shut.map(({ conversation }) => conversation);
    await withholdDocuments(db, about, withheld);
  }
  return closed;
}
