import type { Block, Card } from '../chat/card.js';
import { type Connection, type Database, transaction } from '../database/client.js';
import { addDeliveries, newestCard } from '../database/deliveries.js';
import { lookupWithin } from '../database/lookup.js';
import { claim } from '../database/receipts.js';
import { restrictionsOf } from '../database/restrictions.js';
import type { Person } from '../domain/people.js';
import { maySee } from '../domain/restriction.js';
import { conversationWith } from './outbox.js';
import type { Asked, Saying } from './request.js';
import { closedCard } from './restrictions.js';

/** Who looks at a message, and where. */
interface Viewer extends Pick<Asked, 'channel' | 'room'> {
  readonly person: Person;
}

/** A message as it stands now, for one who looks at it: by its topic from the outbox, never by what the chat still shows. */
export async function shownTo(
  connection: Connection,
  { channel, person, room }: Viewer,
  topic: string,
): Promise<Card | null> {
  const here = [conversationWith(channel, person.id), ...(room === null ? [] : [`${channel}/channel/${room}`])];
  const newest = await newestCard(connection, topic, here);
  if (!newest) return null;
  const { card, about } = newest;
  const restriction = about === null ? undefined : (await restrictionsOf(connection.prisma, [about])).get(about);
  // Who sees it may have changed since it was said.
  if (restriction && !maySee(person, restriction)) return closedCard;
  return { ...card, blocks: card.blocks.filter((block) => isFor(block, person)) };
}

const isFor = (block: Block, { id }: Person): boolean =>
  block.type !== 'buttons' || block.for === undefined || block.for.includes(id);

export interface Speaking {
  readonly connection: Connection;
  readonly now: () => Date;
}

/** What is repeated with the same key was said already. */
export async function sayOnce({ connection, now }: Speaking, asked: Asked, saying: Saying): Promise<void> {
  const { key, card, to, topic = null } = saying;
  await transaction(connection, async (db) => {
    if (await claim(db, `say:${asked.channel}:${asked.tenant}:${key}`, now())) return;
    const conversation = await conversationOf(db, asked, to, now());
    if (conversation) await addDeliveries(db, [{ conversation, topic, card, attachments: [] }], now());
  });
}

/** A stranger has no conversation of their own yet; they read it where they asked. */
async function conversationOf(db: Database, asked: Asked, to: Saying['to'], now: Date): Promise<string | null> {
  const { channel, userId } = asked;
  if (typeof to !== 'string') return `${channel}/${'aside' in to ? `aside/${userId}` : 'channel'}/${to.room}`;
  const { person } = await lookupWithin(db, { ...asked, boutique: null }, now);
  if (person) return conversationWith(channel, person.id);
  return asked.room === null ? null : `${channel}/channel/${asked.room}`;
}
