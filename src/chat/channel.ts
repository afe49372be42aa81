import type { Card } from './card.js';

/** A document that goes with a card. */
export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** As it is kept. */
export interface Document extends Attachment {
  readonly id: string;
}

export type ChatName = 'slack' | 'teams';

/**
 * Where something is said: a room as the chat names it, a room where only one of its users sees it, or a person
 * wherever the chat can reach them.
 */
export type Address =
  | { readonly room: string }
  | { readonly room: string; readonly aside: string }
  | { readonly person: string };

/** A message as the chat names it; kept on the delivery. */
export type Reference = Readonly<Record<string, string>>;

/** What a chat must be able to do. No defaults: a chat that can't do one of these says so in its own code. */
export interface Channel {
  readonly name: ChatName;
  /** `pictures` are those of the card that can be shown in it. Throws `Undeliverable` where no further try can help, `RateLimited` where one must wait; anything else is tried again. */
  send(to: Address, card: Card, topic: string | null, pictures?: readonly Document[]): Promise<Reference>;
  /** Replaces an earlier message. */
  revise(message: Reference, card: Card, topic: string | null, pictures?: readonly Document[]): Promise<Reference>;
  /** Hangs documents to a message; those that hang there already are not repeated. */
  attach(message: Reference, documents: readonly Document[]): Promise<Reference>;
  /** A file that somebody sent, by its id. Throws a refusal where it can't be had or is no file we take. */
  download(tenant: string, file: string): Promise<Uint8Array>;
}

/** No further try can help: the room is gone, the person is unknown there. */
export class Undeliverable extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'Undeliverable';
  }
}

/** The connection broke before the chat answered: it may have been said, and is said again. */
export class Unsure extends Error {
  override readonly name = 'Unsure';
}

/** The chat asks for a pause; it holds back this conversation only. */
export class RateLimited extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super(`rate limited for ${retryAfterSeconds} s`);
    this.name = 'RateLimited';
  }
}
