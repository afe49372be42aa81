import type { Channel } from '../chat/channel.js';
import type { Engine, WhoIs } from '../engine/request.js';
import { type Book, type BookStore, createBook } from './book.js';
import type { Line } from './call.js';
import { createTeamsChannel } from './channel.js';
import { createConnector, type Lobby } from './connector.js';
import { type Consent, createConsent } from './consent.js';
import { createDocuments, type Documents } from './documents.js';
import { createFiles, type Files } from './files.js';
import { createPeople, type Directory } from './people.js';
import { createPlaces } from './places.js';
import type { Stores } from './sharepoint.js';
import { createSpeech } from './speech.js';

export interface OutgoingOptions extends Line {
  readonly tenant: string;
  /** Where Teams answers bots that it has told nothing yet, and ourselves: `28:...`. */
  readonly home: Pick<Lobby, 'serviceUrl' | 'bot'>;
  readonly store: BookStore;
  readonly directory: Directory;
  readonly engine: Pick<Engine, 'opens' | 'say'>;
  readonly stores: Stores;
  readonly newId: () => string;
}

/** Everything by which we reach Teams, and what the edge for what comes in needs of it. */
export interface Outgoing {
  readonly channel: Channel;
  readonly whoIs: WhoIs;
  readonly book: Book;
  readonly files: Files;
  readonly documents: Documents;
  readonly consent: Consent;
  readonly jobs: Readonly<Record<'teams-file' | 'teams-document', (payload: unknown) => Promise<void>>>;
  readonly tidy: () => Promise<void>;
}

export function createOutgoing(options: OutgoingOptions): Outgoing {
  const { engine, now } = options;
  const book = createBook(options.store, now);
  const connector = createConnector(options);
  const speech = createSpeech(connector, book);
  const spoken = { ...options, book, connector, speech };
  const places = createPlaces(spoken);
  const people = createPeople({ ...spoken, places });
  const documents = createDocuments({ ...spoken, places });
  const consent = createConsent({ ...spoken, places });
  const files = createFiles(spoken);
  const channel = createTeamsChannel({ ...spoken, places, people, documents, files, opens: engine.opens });
  const jobs = { 'teams-file': files.work, 'teams-document': consent.work };
  return { channel, whoIs: people.whoIs, book, files, documents, consent, jobs, tidy: files.tidy };
}
