import type { Block, Card } from '../chat/card.js';
import { type Address, type Channel, RateLimited, type Reference, Undeliverable } from '../chat/channel.js';
import type { Connection, Database } from '../database/client.js';
import {
  addAttachments,
  addDeliveries,
  attachmentsOf,
  conversationsTold,
  type Delivery,
  deliverAgain,
  deliverLater,
  earlierMessage,
  keepReference,
  markFailed,
  markSent,
  type NewDelivery,
  nextDelivery,
  overtaken,
} from '../database/deliveries.js';
import { alone } from '../database/locks.js';
import { channelOfBoutique, channelOfDepartment, peopleWith } from '../database/people.js';
import type { Boutique } from '../domain/boutique.js';
import type { Audience } from './capability.js';
import type { Parts, Told } from './context.js';
import type { Log } from './log.js';

export interface Posting {
  readonly db: Database;
  readonly now: Date;
  readonly boutique: Boutique | null;
}

/** Writes what was said into the outbox, for every conversation of its audience. */
export async function post({ newId }: Parts, posting: Posting, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const { db, now } = posting;
  const documented = told.map((each) => ({
    ...each,
    documents: (each.options.attachments ?? []).map((document) => ({ ...document, id: newId() })),
  }));
  await addAttachments(
    db,
    documented.flatMap(({ documents }) => documents),
  );
  await addDeliveries(db, await deliveriesOf(posting, documented), now);
}

type Documented = Told & { readonly documents: readonly { readonly id: string }[] };

/** What is said of a topic goes wherever something was said of it before, a moment ago too. */
async function deliveriesOf(posting: Posting, told: readonly Documented[]): Promise<NewDelivery[]> {
  const { db, boutique } = posting;
  const topics = told.flatMap(({ options }) => options.topic ?? []);
  const before = topics.length === 0 ? [] : await conversationsTold(db, topics);
  const deliveries: NewDelivery[] = [];
  for (const { audience, card, options, documents } of told) {
    const topic = options.topic ?? null;
    const earlier = [...before, ...deliveries].filter((each) => topic !== null && each.topic === topic);
    const conversations = [...(await conversationsOf(posting, audience)), ...earlier.map((each) => each.conversation)];
    const about = boutique ? aboutBoutique(card, boutique.code) : card;
    const attachments = documents.map(({ id }) => id);
    for (const conversation of new Set(conversations))
      deliveries.push({ conversation, topic, card: about, attachments });
  }
  return deliveries;
}

async function conversationsOf({ db, boutique }: Posting, audience: Audience): Promise<string[]> {
  if (audience === 'who-was-told') return [];
  if (audience === 'boutique-channel') return rooms(boutique && (await channelOfBoutique(db, boutique.code)));
  if ('person' in audience) return [toPerson(audience.person)];
  if ('role' in audience)
    return (await peopleWith(db, [audience.role], boutique?.code ?? null)).map(({ id }) => toPerson(id));

  const room = rooms(await channelOfDepartment(db, audience.department));
  if (room.length > 0) return room;
  return (await peopleWith(db, [audience.department], null)).map(({ id }) => toPerson(id));
}

const toPerson = (id: string): string => `slack/person/${id}`;

const rooms = (room: string | null): string[] => (room ? [`slack/channel/${room}`] : []);

/** A button comes back from any chat; it carries the boutique it is about. */
export function aboutBoutique(card: Card, boutique: string): Card {
  const named = (block: Block): Block =>
    block.type === 'buttons' ? { ...block, buttons: block.buttons.map((each) => ({ boutique, ...each })) } : block;
  return { ...card, blocks: card.blocks.map(named) };
}

export interface Postman {
  readonly connection: Connection;
  readonly channels: readonly Channel[];
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Carries what waits for one conversation, in order, until one fails. Delivery is at least once: a crash between
 * sending and saving can repeat a message, and can't lose one.
 */
export async function deliver(postman: Postman, conversation: string): Promise<void> {
  const { connection, now } = postman;
  const done = await alone(connection.pool, `deliver:${conversation}`, async () => {
    for (;;) {
      const delivery = await nextDelivery(connection.prisma, conversation);
      if (!delivery) return;
      const pause = await carry(postman, delivery);
      if (pause !== null)
        return deliverAgain(connection.prisma, conversation, new Date(now().getTime() + pause * 1000));
    }
  });
  // Somebody else carries it now; they may have looked for the last time just before this one was added.
  if (!done) await deliverLater(connection.prisma, conversation, new Date(now().getTime() + 300));
}

/** The seconds to wait before the next try, where the chat asked for it. */
async function carry(postman: Postman, delivery: Delivery): Promise<number | null> {
  const { connection, now, log } = postman;
  if (await overtaken(connection.prisma, delivery)) return null;

  try {
    const said = await say(postman, delivery);
    await markSent(connection.prisma, delivery.id, said, now());
    return null;
  } catch (error) {
    if (error instanceof RateLimited) return error.retryAfterSeconds;
    if (!(error instanceof Undeliverable)) throw error;
    const facts = { delivery: String(delivery.id), conversation: delivery.conversation, reason: error.reason };
    log.error('delivery failed for good', facts);
    await markFailed(connection.prisma, delivery.id, error.reason);
    return null;
  }
}

/** The message first, and its reference kept, so that documents that fail are tried again without saying it twice. */
async function say({ connection, channels }: Postman, delivery: Delivery): Promise<Reference> {
  const db = connection.prisma;
  const { channel, address } = destination(channels, delivery.conversation);
  const said = delivery.reference ?? (await speak(channel, address, delivery, await earlierMessage(db, delivery)));
  if (delivery.attachments.length === 0) return said;

  await keepReference(db, delivery.id, said);
  return channel.attach(said, await attachmentsOf(db, delivery.attachments));
}

const speak = (
  channel: Channel,
  address: Address,
  { card }: Delivery,
  earlier: Reference | null,
): Promise<Reference> => (earlier ? channel.revise(earlier, card) : channel.send(address, card));

function destination(channels: readonly Channel[], conversation: string): { channel: Channel; address: Address } {
  const [name, kind, ...rest] = conversation.split('/');
  const channel = channels.find((each) => each.name === name);
  if (!channel) throw new Undeliverable(`no channel called ${name}`);
  const id = rest.join('/');
  return { channel, address: kind === 'person' ? { person: id } : { room: id } };
}
