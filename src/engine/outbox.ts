import type { Block, Card } from '../chat/card.js';
import {
  type Address,
  type Channel,
  type ChatName,
  RateLimited,
  type Reference,
  Undeliverable,
  Unsure,
} from '../chat/channel.js';
import { fitsInMessage, picturesIn } from '../chat/pictures.js';
import { type Connection, type Database, transaction } from '../database/client.js';
import {
  addAttachments,
  addDeliveries,
  attachmentsOf,
  conversationsTold,
  deliverAgain,
  deliverLater,
  isToldIn,
  keepReference,
  markFailed,
  markUnsure,
  type NewDelivery,
} from '../database/deliveries.js';
import { alone } from '../database/locks.js';
import { type Asked, type Delivery, markSent, nextDelivery, overtaken } from '../database/next-delivery.js';
import { chatsOf, peopleWith, type Rooms, roomsOfBoutique, roomsOfDepartment } from '../database/people.js';
import type { Boutique } from '../domain/boutique.js';
import type { Role } from '../domain/people.js';
import type { Audience } from './capability.js';
import type { Parts, Told } from './context.js';
import type { Log } from './log.js';
import { closedCard, closing, openTo } from './restrictions.js';

interface Moment {
  readonly db: Database;
  readonly now: Date;
  readonly boutique: Boutique | null;
}

interface Posting extends Moment {
  readonly chats: readonly ChatName[];
}

/** Writes what was said into the outbox, for every conversation of its audience; and closes what others have of records that were restricted. */
export async function post(
  { newId, chats }: Parts,
  moment: Moment,
  told: readonly Told[],
  restricted: readonly string[] = [],
): Promise<void> {
  if (told.length === 0 && restricted.length === 0) return;
  const posting = { ...moment, chats };
  const { db, now } = posting;
  const documented = told.map((each) => ({
    ...each,
    documents: [
      ...(each.options.attachments ?? []).map((document) => ({ ...document, id: newId() })),
      ...(each.options.pictures ?? []).filter((picture) => !fitsInMessage(picture)),
    ],
  }));
  await addAttachments(
    db,
    documented.flatMap(({ documents, options }) => [...documents, ...(options.pictures ?? [])]),
  );
  // All at once: who takes several conversations in turns can wait for another who does too.
  await addDeliveries(db, [...(await deliveriesOf(posting, documented)), ...(await closing(db, restricted, now))], now);
}

type Documented = Told & { readonly documents: readonly { readonly id: string }[] };

/** What is said of a topic goes wherever something was said of it before, a moment ago too. */
async function deliveriesOf(posting: Posting, told: readonly Documented[]): Promise<NewDelivery[]> {
  const { db, boutique } = posting;
  const topics = told.flatMap(({ options }) => options.topic ?? []);
  const before = topics.length === 0 ? [] : await conversationsTold(db, topics);
  const deliveries: NewDelivery[] = [];
  const saying = new Map<string, { readonly card: Card; readonly there: ReadonlySet<string> }>();
  const open = await openTo(
    db,
    told.flatMap(({ options }) => options.about ?? []),
    posting.now,
  );
  for (const { audience, card, options, documents } of told) {
    const topic = options.topic ?? null;
    const earlier = [...before, ...deliveries].filter((each) => topic !== null && each.topic === topic);
    const conversations = [...(await conversationsOf(posting, audience)), ...earlier.map((each) => each.conversation)];
    const about = boutique && !options.placed ? aboutBoutique(card, boutique.code) : card;
    const attachments = documents.map(({ id }) => id);
    const record = options.about ?? null;
    const to = await open(conversations, record);
    const last = saying.get(topic ?? '');
    // The same card to one more audience: where it stands already it is not said again, nor are its documents.
    const there = topic !== null && last?.card === card ? last.there : new Set<string>();
    if (topic !== null) saying.set(topic, { card, there: new Set([...there, ...conversations]) });
    for (const conversation of new Set(conversations)) {
      if (there.has(conversation)) continue;
      const tried = triedBy(conversation, conversations);
      if (to.has(conversation))
        deliveries.push({ conversation, topic, about: record, card: about, attachments, tried });
      else if (earlier.some((each) => each.conversation === conversation))
        deliveries.push({ conversation, topic, about: record, card: closedCard, attachments: [], tried });
    }
  }
  return deliveries;
}

async function conversationsOf(posting: Posting, audience: Audience): Promise<string[]> {
  const { db, boutique } = posting;
  if (audience === 'who-was-told') return [];
  if (audience === 'boutique-channel')
    return boutique ? conversationsIn(posting, await roomsOfBoutique(db, boutique.code)) : [];
  if ('person' in audience) return toPeople(posting, [audience.person]);
  if ('role' in audience) return toPeople(posting, await holders(posting, audience.role, boutique?.code ?? null));

  const rooms = conversationsIn(posting, await roomsOfDepartment(db, audience.department));
  if (rooms.length > 0) return rooms;
  return toPeople(posting, await holders(posting, audience.department, null));
}

const holders = async ({ db, now }: Posting, role: Role, boutique: string | null): Promise<string[]> =>
  (await peopleWith(db, [role], boutique, now)).map(({ id }) => id);

/** Whoever is told in several chats at once is not told there again where one of them does not know them. */
function triedBy(conversation: string, all: readonly string[]): string[] {
  const [chat = '', kind, id] = conversation.split('/');
  if (kind !== 'person') return [];
  return all
    .flatMap((other) => (other !== conversation && other.endsWith(`/person/${id}`) ? (other.split('/')[0] ?? '') : []))
    .filter((other) => other !== chat);
}

/** Each where they are. */
async function toPeople({ db, chats }: Posting, people: readonly string[]): Promise<string[]> {
  if (chats.length <= 1) return people.map((id) => conversationWith(chats[0] ?? 'slack', id));
  const at = await chatsOf(db, people, chats);
  return people.flatMap((id) => (at.get(id) ?? chats).map((chat) => conversationWith(chat, id)));
}

export const conversationWith = (chat: string, person: string): string => `${chat}/person/${person}`;

const conversationsIn = ({ chats }: Posting, rooms: Rooms): string[] =>
  chats.flatMap((chat) => (rooms[chat] === null ? [] : [`${chat}/channel/${rooms[chat]}`]));

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
  const done = await alone(connection.pool, `deliver:${conversation}`, async (held) => {
    for (;;) {
      const delivery = await nextDelivery(held, conversation);
      if (!delivery) return;
      const pause = await carry(postman, held, delivery);
      if (pause !== null)
        return deliverAgain(connection.prisma, conversation, new Date(now().getTime() + pause * 1000));
    }
  });
  // Somebody else carries it now; they may have looked for the last time just before this one was added.
  if (!done) await deliverLater(connection.prisma, conversation, new Date(now().getTime() + 300));
}

/** The seconds to wait before the next try, where the chat asked for it. */
async function carry(postman: Postman, held: Asked, delivery: Delivery): Promise<number | null> {
  const { connection, now, log } = postman;
  if (await overtaken(held, delivery)) return null;

  try {
    const said = await say(postman, delivery);
    await markSent(connection.pool, delivery.id, said, now());
    return null;
  } catch (error) {
    if (error instanceof RateLimited) return error.retryAfterSeconds;
    const facts = { delivery: String(delivery.id), conversation: delivery.conversation };
    if (error instanceof Unsure) {
      log.warn('a message may stand twice in its conversation', facts);
      await markUnsure(connection.prisma, delivery.id, now());
    }
    if (!(error instanceof Undeliverable)) throw error;
    const elsewhere = await moveOn(postman, delivery, error.reason);
    const told = { ...facts, reason: error.reason };
    if (elsewhere) log.warn('a person could not be told in one of their chats', told);
    else log.error('delivery failed for good', told);
    return null;
  }
}

/** A person who can't be reached in this chat is told in another one, where there is one and they aren't told there anyway. */
async function moveOn({ connection, channels, now }: Postman, delivery: Delivery, reason: string): Promise<boolean> {
  const [chat = '', kind, ...id] = delivery.conversation.split('/');
  const tried = [...delivery.tried, chat];
  const next = kind === 'person' ? channels.find(({ name }) => !tried.includes(name)) : undefined;
  return transaction(connection, async (db) => {
    await markFailed(db, delivery.id, reason);
    const there = (name: string) => conversationWith(name, id.join('/'));
    if (!next) return kind === 'person' && isToldIn(db, delivery.id, delivery.tried.map(there));
    const { topic, about = null, card, attachments } = delivery;
    const again = { conversation: there(next.name), topic, about, card, attachments, tried };
    await addDeliveries(db, [again], now());
    return true;
  });
}

/** The message first, and its reference kept, so that documents that fail are tried again without saying it twice. */
async function say({ connection, channels }: Postman, delivery: Delivery): Promise<Reference> {
  const db = connection.prisma;
  const { channel, address } = destination(channels, delivery.conversation);
  const said = delivery.reference ?? (await speak(db, channel, address, delivery));
  if (delivery.attachments.length === 0) return said;

  await keepReference(db, delivery.id, said);
  return channel.attach(said, await attachmentsOf(db, delivery.attachments));
}

async function speak(db: Database, channel: Channel, address: Address, delivery: Delivery): Promise<Reference> {
  const { card, topic, earlier } = delivery;
  const pictures = (await attachmentsOf(db, picturesIn(card))).filter(fitsInMessage);
  return earlier ? channel.revise(earlier, card, topic, pictures) : channel.send(address, card, topic, pictures);
}

function destination(channels: readonly Channel[], conversation: string): { channel: Channel; address: Address } {
  const [name, kind, ...rest] = conversation.split('/');
  const channel = channels.find((each) => each.name === name);
  if (!channel) throw new Undeliverable(`no channel called ${name}`);
  return { channel, address: addressOf(kind, rest) };
}

function addressOf(kind: string | undefined, [first = '', ...rest]: readonly string[]): Address {
  if (kind === 'aside') return { room: rest.join('/'), aside: first };
  const id = [first, ...rest].join('/');
  return kind === 'person' ? { person: id } : { room: id };
}
