import { z } from 'zod';
import type { Attachment, Document } from '../chat/channel.js';
import type { Book } from './book.js';
import { Words } from './press-data.js';
import type { Speech, Spot } from './speech.js';

/** A document that somebody may take into their OneDrive: Teams asks them first. */
export interface Offer {
  readonly id: string;
  readonly tenant: string;
  /** Their private chat. */
  readonly conversation: string;
  /** The document's id. */
  readonly document: string;
  /** The message that asks; null until it stands there. */
  readonly message: string | null;
  readonly state: 'open' | 'accepted' | 'uploaded' | 'given' | 'declined' | 'lapsed';
}

export interface OfferBook {
  readonly open: (offer: Pick<Offer, 'id' | 'tenant' | 'conversation' | 'document'>) => Promise<void>;
  readonly asked: (id: string, message: string) => Promise<void>;
  /** Which of these documents were offered there. */
  readonly offered: (
    tenant: string,
    conversation: string,
    documents: readonly string[],
  ) => Promise<ReadonlySet<string>>;
  readonly find: (id: string) => Promise<Offer | null>;
  readonly document: (id: string) => Promise<Attachment | null>;
  /** With the job that goes on with it; nothing where it was answered before, or stands in another chat. */
  readonly answer: (
    offer: Pick<Offer, 'id' | 'tenant' | 'conversation'>,
    answer: 'accepted' | 'declined',
    job: object,
  ) => Promise<void>;
  readonly move: (id: string, from: Offer['state'], to: Offer['state']) => Promise<void>;
  /** Whether this document was said in this room, so that whoever reads there may have it. */
  readonly wasTold: (room: string, document: string) => Promise<boolean>;
  /** Asks for the job, once while it waits. */
  readonly later: (job: object, key: string) => Promise<void>;
}

export interface Offering {
  readonly book: Book;
  readonly speech: Speech;
  readonly newId: () => string;
}

/** On record before it stands there: whoever accepts at once is known. */
export async function offer({ book, speech, newId }: Offering, chat: Spot, document: Document): Promise<void> {
  const id = newId();
  await book.offers.open({ id, tenant: chat.tenant, conversation: chat.conversation, document: document.id });
  await book.offers.asked(id, await speech.say(chat, { attachments: [consentCard(id, document)] }));
}

/** Comes back with the answer. */
const context = (offer: string): object => ({ vitrine: { offer } });

const consentCard = (id: string, { name, bytes }: Attachment): object => ({
  contentType: 'application/vnd.microsoft.teams.card.file.consent',
  name,
  content: {
    description: 'For your OneDrive.',
    sizeInBytes: bytes.length,
    acceptContext: context(id),
    declineContext: context(id),
  },
});

export const OfferContext = z.object({ vitrine: z.object({ offer: Words.min(1).max(100) }) });
