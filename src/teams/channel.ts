import type { Card } from '../chat/card.js';
import { type Address, type Channel, type Document, type Reference, Undeliverable } from '../chat/channel.js';
import { attached } from './adaptive-card.js';
import type { Book } from './book.js';
import { noticeOf } from './card-body.js';
import type { Documents } from './documents.js';
import { isConversationGone, isMessageGone, portError } from './errors.js';
import type { Files } from './files.js';
import type { People } from './people.js';
import type { Places } from './places.js';
import { type Drawn, renderWithPictures } from './render-card.js';
import type { Speech } from './speech.js';

export interface ChannelOptions {
  readonly tenant: string;
  readonly book: Pick<Book, 'mris' | 'mrisOfPeople'>;
  readonly speech: Speech;
  readonly places: Places;
  readonly people: Pick<People, 'userOf'>;
  readonly documents: Pick<Documents, 'attach'>;
  readonly files: Pick<Files, 'download'>;
  /** Whether pressing opens a form. */
  readonly opens: (interaction: string) => boolean;
}

export function createTeamsChannel(options: ChannelOptions): Channel {
  const { documents, files } = options;
  return {
    name: 'teams',
    send: (to, card, topic, pictures = []) => orSay(() => send(options, to, { card, topic, pictures })),
    revise: (message, card, topic, pictures = []) => orSay(() => revise(options, message, { card, topic, pictures })),
    attach: (message, added) => orSay(() => documents.attach(message, added)),
    download: (tenant, file) => files.download(tenant, file),
  };
}

async function orSay<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw portError(error);
  }
}

interface Said {
  readonly card: Card;
  readonly topic: string | null;
  readonly pictures: readonly Document[];
}

async function send(options: ChannelOptions, to: Address, said: Said): Promise<Reference> {
  if ('person' in to) return toPerson(options, to.person, said);
  if ('aside' in to) return toOne(options, to, said);

  const activity = await forAll(options, said);
  const room = await options.places.room(to.room);
  return { conversation: to.room, activity: await options.speech.say(room, activity) };
}

async function toPerson(options: ChannelOptions, person: string, said: Said): Promise<Reference> {
  const { people, places, speech } = options;
  // First: whoever was found by this may be named in the card's refresh.
  const user = await people.userOf(person);
  const activity = await forAll(options, said, person);
  return places.inPrivateChat(user, async (chat) => ({
    conversation: chat.conversation,
    activity: await speech.say(chat, activity),
    person,
  }));
}

/** Where nobody can be spoken to aside, it is said in their private chat. */
async function toOne(
  options: ChannelOptions,
  { room, aside }: { readonly room: string; readonly aside: string },
  said: Said,
): Promise<Reference> {
  const { tenant, book, places, speech } = options;
  const activity = await forAll(options, said);
  const mri = (await book.mris(tenant, [aside])).get(aside);
  const spot = await places.room(room);
  if (mri !== undefined && spot.kind !== 'personal') {
    const message = await speech.say(spot, addressed(activity, mri), TARGETED).catch(unlessRefused);
    if (message !== null) return { conversation: room, activity: message, aside: mri };
  }
  return places.inPrivateChat(aside, async (chat) => ({
    conversation: chat.conversation,
    activity: await speech.say(chat, activity),
  }));
}

const TARGETED = { targeted: true } as const;

const addressed = (activity: object, mri: string): object => ({ ...activity, recipient: { id: mri } });

/** Whatever is no passing trouble: not every client, team or tenant takes such messages. */
function unlessRefused(error: unknown): null {
  if (portError(error) instanceof Undeliverable) return null;
  throw error;
}

/** In place; anew where it is no longer there. */
async function revise(options: ChannelOptions, reference: Reference, said: Said): Promise<Reference> {
  const { places, speech } = options;
  const { conversation, activity: message, person, aside } = reference;
  if (!conversation || !message) throw new Error("This message's reference is not Teams'");
  const drawn = await forAll(options, said, person);
  const activity = aside === undefined ? drawn : addressed(drawn, aside);
  const targeted = aside === undefined ? {} : TARGETED;
  const spot = await places.room(conversation);
  try {
    await speech.replace(spot, message, activity, targeted);
    return reference;
  } catch (error) {
    if (isConversationGone(error) && person !== undefined) return toPerson(options, person, said);
    if (!isMessageGone(error)) throw error;
    const { documents: _, ...place } = reference;
    return { ...place, activity: await speech.say(spot, activity, targeted) };
  }
}

/** As everybody sees it; those whom a row of buttons is for have it drawn anew for themselves. A private chat has one. */
async function forAll(options: ChannelOptions, { card, topic, pictures }: Said, owner?: string): Promise<object> {
  const { tenant, book, opens } = options;
  const named = card.blocks.flatMap((block) => (block.type === 'buttons' && block.for) || []);
  const people = [...new Set(named)].filter((person) => owner === undefined || person === owner);
  const refreshFor = people.length === 0 ? [] : await book.mrisOfPeople(tenant, people);
  // Named in the network file and never seen, or nothing to ask for: their client can't ask, and nobody else reads their chat.
  const canAsk = refreshFor.length > 0 && topic !== null;
  const show = owner !== undefined && people.length > 0 && !canAsk;
  const blocks = card.blocks.filter(
    (block) => block.type !== 'buttons' || !block.for || block.for.includes(owner ?? ''),
  );
  const drawn = { topic, opens, restricted: { show, refreshFor } };
  return messageOf(show ? { ...card, blocks } : card, drawn, pictures);
}

const messageOf = (card: Card, drawn: Drawn, pictures: readonly Document[]): object => ({
  summary: noticeOf(card),
  attachments: [attached(renderWithPictures(card, drawn, new Map(pictures.map(({ id, bytes }) => [id, bytes]))))],
});
