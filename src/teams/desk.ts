import type { Asked, Engine } from '../engine/request.js';
import type { Activity } from './activity.js';
import type { Book } from './book.js';
import type { Consent } from './consent.js';
import type { Documents } from './documents.js';
import type { Files } from './files.js';
import type { KeptForms } from './kept-forms.js';
import { factsOf, type Log } from './log.js';

/** What one may type. */
export interface Command {
  readonly words: string;
  /** What it is for: "Count a zone". */
  readonly summary: string;
}

/** What everything that comes in is answered with. */
export interface Desk {
  readonly tenant: string;
  readonly engine: Engine;
  readonly commands: readonly Command[];
  readonly book: Pick<Book, 'see' | 'forget'>;
  readonly files: Pick<Files, 'arrived' | 'own' | 'sent' | 'used'>;
  readonly documents: Pick<Documents, 'bring' | 'pictures'>;
  readonly consent: Pick<Consent, 'answered'>;
  readonly forms: KeptForms;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Log;
}

/** Who asks, from where, and with which activity. */
export interface Visitor {
  readonly asked: Asked;
  /** `29:...`: they for this bot alone. */
  readonly mri: string;
  /** Of this activity, which may come again. */
  readonly key: string;
  readonly isPrivate: boolean;
}

/** Null where Teams does not say who it is. */
export function visitorOf({ tenant, newId }: Desk, { id, sender, conversation }: Activity<unknown>): Visitor | null {
  if (!sender) return null;
  const room = conversation.id;
  return {
    asked: { channel: 'teams', tenant, userId: sender.userId, room },
    mri: sender.mri,
    key: `${room}/${id || newId()}`,
    isPrivate: conversation.kind === 'personal',
  };
}

export const NOBODY = 'Teams did not say who you are. Use your own account of this organization.';

/** Writes down what broke, and says it in words. */
export function excuse({ log, newId }: Pick<Desk, 'log' | 'newId'>, error: unknown): string {
  const reference = shortened(newId());
  log.error('an answer could not be given', { ...factsOf(error), reference });
  return `Something went wrong on our side. Try again. If it happens again, give support this number: ${reference}.`;
}

/** Six characters that can be read out over a telephone: 7F3K-2M. */
function shortened(id: string): string {
  const end = id
    .replace(/[^0-9a-z]/gi, '')
    .slice(-6)
    .toUpperCase();
  return `${end.slice(0, 4)}-${end.slice(4)}`;
}
