import { z } from 'zod';
import type { Card } from '../chat/card.js';
import { type Document, type Reference, Undeliverable } from '../chat/channel.js';
import { markOf } from '../chat/mark.js';
import { fitsInMessage, picturesIn } from '../chat/pictures.js';
import type { Asked } from '../engine/request.js';
import { type AdaptiveCard, attached, type Element, quietText, richText, run } from './adaptive-card.js';
import { roomOf, threadOf } from './book.js';
import type { Pictures } from './card-body.js';
import { checkCard } from './limits.js';
import { type Offering, offer } from './offers.js';
import type { Places } from './places.js';
import { Words } from './press-data.js';
import type { Spot } from './speech.js';

/** The verb of the button that brings a document to whoever presses it. */
export const DOCUMENT = 'vitrine.document';

export interface Documents {
  /** In a private chat each is offered; in a room a button brings it to the presser's private chat. What hangs there is not repeated. */
  readonly attach: (message: Reference, documents: readonly Document[]) => Promise<Reference>;
  /** What a card shows, where it is drawn anew for whoever looks at it. */
  readonly pictures: (card: Card) => Promise<Pictures>;
  /** Somebody pressed that button, in this room: a sentence for them. */
  readonly bring: (asked: Asked, data: unknown) => Promise<string>;
}

export interface DocumentsOptions extends Offering {
  readonly tenant: string;
  readonly places: Places;
}

export function createDocuments(options: DocumentsOptions): Documents {
  return {
    attach: (message, documents) => attach(options, message, documents),
    pictures: (card) => picturesOf(options, card),
    bring: (asked, data) => bring(options, asked, data),
  };
}

async function attach(
  options: DocumentsOptions,
  message: Reference,
  documents: readonly Document[],
): Promise<Reference> {
  const { conversation = '', aside, documents: before = '' } = message;
  if (aside !== undefined) throw new Undeliverable('no_documents_aside');
  const there = before.split(' ').filter((mark) => mark !== '');
  const marked = await Promise.all(documents.map(async (each) => ({ ...each, mark: await markOf(each) })));
  const fresh = marked.filter(({ mark }) => !there.includes(mark));
  if (fresh.length === 0) return message;

  const spot = await options.places.room(conversation);
  if (spot.kind === 'personal') await offerAll(options, spot, fresh);
  else await hang(options, spot, message, fresh);
  return { ...message, documents: [...there, ...fresh.map(({ mark }) => mark)].join(' ') };
}

async function picturesOf({ book }: DocumentsOptions, card: Card): Promise<Pictures> {
  const found = await Promise.all(picturesIn(card).map(async (id) => ({ id, kept: await book.offers.document(id) })));
  return new Map(found.flatMap(({ id, kept }) => (kept && fitsInMessage(kept) ? [[id, kept.bytes]] : [])));
}

/** One after the other; where one fails, those before it are not asked for again. */
async function offerAll(options: DocumentsOptions, chat: Spot, documents: readonly Document[]): Promise<void> {
  const { book } = options;
  const ids = documents.map(({ id }) => id);
  const offered = await book.offers.offered(chat.tenant, chat.conversation, ids);
  for (const document of documents) if (!offered.has(document.id)) await offer(options, chat, document);
}

/** A bot can't put a file into a channel or a group chat. */
async function hang(
  { speech }: DocumentsOptions,
  spot: Spot,
  { activity = '' }: Reference,
  documents: readonly Document[],
): Promise<void> {
  const thread = spot.kind === 'channel' ? threadOf(spot.conversation, activity) : spot.conversation;
  const summary = documents.map(({ name }) => name).join(', ');
  await speech.say({ ...spot, conversation: thread }, { summary, attachments: [attached(documentsCard(documents))] });
}

export function documentsCard(documents: readonly Pick<Document, 'id' | 'name'>[]): AdaptiveCard {
  const names = documents.map(({ name }) => name).join(', ');
  const card: AdaptiveCard = {
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: names,
    speak: names,
    body: [...documents.flatMap(rowOf), ...quietText('It comes to your private chat with me.')],
  };
  checkCard(card);
  return card;
}

function rowOf({ id, name }: Pick<Document, 'id' | 'name'>): readonly Element[] {
  const pressed = { title: 'Send it to me', data: { vitrine: { document: id } } };
  const fallback = { type: 'Action.Submit', ...pressed } as const;
  const action = { type: 'Action.Execute', ...pressed, verb: DOCUMENT, fallback } as const;
  return [...richText([run(name, { weight: 'bolder' })]), { type: 'ActionSet', actions: [action] }];
}

const Pressed = z.object({ vitrine: z.object({ document: Words.min(1).max(100) }) });

/** The id of the document that somebody wants; null where the press is none of these. */
export function readDocument(data: unknown): string | null {
  const read = Pressed.safeParse(data);
  return read.success ? read.data.vitrine.document : null;
}

/** Whoever reads in a room may have what was said there, and nothing else by its id. */
async function bring({ tenant, book }: DocumentsOptions, asked: Asked, data: unknown): Promise<string> {
  const document = readDocument(data);
  const room = roomOf(asked.room ?? '');
  if (document === null || asked.tenant !== tenant || !(await book.offers.wasTold(room, document)))
    return 'This document is not in this conversation.';

  const { userId } = asked;
  await book.offers.later({ bring: { tenant, userId, document, room } }, `bring:${userId}:${document}`);
  return 'It comes to your private chat with me.';
}
