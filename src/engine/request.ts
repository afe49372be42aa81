import type { Card } from '../chat/card.js';
import type { ChatName } from '../chat/channel.js';
import type { Corrections, Form, Option, RawAnswers } from '../chat/form.js';

/** What a chat's edge hands to the engine, and what it gets back. The two renderers know these and nothing further in. */
export type Request = Command | Pointing | Press | Submission;

export interface Asked {
  readonly channel: ChatName;
  /** Workspace or tenant. */
  readonly tenant: string;
  readonly userId: string;
  /** The conversation it came from, as the chat names it; null where there is none (a Home tab). */
  readonly room: string | null;
}

export interface Command extends Asked {
  readonly type: 'command';
  /** What was typed, without the slash: `count MADISON`. */
  readonly words: string;
}

/** Somebody points at a message and picks a shortcut. */
export interface Pointing extends Asked {
  readonly type: 'shortcut';
  readonly name: string;
  readonly message: { readonly text: string };
}

export interface Press extends Asked {
  readonly type: 'press';
  readonly route: Route;
}

export interface Submission extends Asked {
  readonly type: 'submission';
  readonly route: FormRoute;
  readonly raw: RawAnswers;
}

/** Somebody types into a field that finds. It is asked again with every few letters, so it must be quick. */
export interface Search extends Asked {
  readonly type: 'search';
  readonly route: Route;
  readonly field: string;
  readonly words: string;
}

/** What a button or form is for. Travels through the chat and back; the right to it is checked when it comes back. */
export interface Route {
  /** `count` (a command) or `stock-counts.close-zone` (an action). */
  readonly interaction: string;
  readonly boutique: string | null;
  readonly subject: string;
}

export interface FormRoute extends Route {
  /** Of this rendering: a submission that is repeated is the same one. */
  readonly instance: string;
}

export type Answer =
  | { readonly type: 'form'; readonly form: Form; readonly prefill: RawAnswers; readonly route: FormRoute }
  /** For the actor alone. */
  | { readonly type: 'reply'; readonly card: Card }
  /** A sentence beside each field. */
  | { readonly type: 'corrections'; readonly corrections: Corrections }
  /** A sentence for the actor alone; nothing was done. */
  | {
      readonly type: 'refusal';
      readonly sentence: string;
      /** It was our fault, not theirs. */
      readonly failed?: true;
    }
  | { readonly type: 'done' };

/** A chat's home page for a person. */
export interface HomePage {
  readonly title: string;
  readonly cards: readonly Card[];
  /** The same where there is no page: as few messages as will do. */
  readonly messages: readonly Card[];
}

/** What a chat knows of somebody: asked once, when they first turn up. */
export interface Profile {
  readonly email: string | null;
  /** A full member of the installed team: no guest, external, bot or deleted account. */
  readonly fullMember: boolean;
}

export interface Engine {
  /** Never throws: what went wrong becomes a refusal with a reference number. */
  readonly handle: (request: Request) => Promise<Answer>;
  /** Never throws either: what may not be found, or can't be, is found by nobody. */
  readonly search: (search: Search) => Promise<readonly Option[]>;
  readonly home: (asked: Visit) => Promise<HomePage>;
  /** Whether this button or command opens a form. */
  readonly asks: (interaction: string) => boolean;
  /** Whether a press changes nothing where it is made: it opens a form, or only shows something. */
  readonly opens: (interaction: string) => boolean;
  /**
   * How a message stands now: what was last said of its topic to this person or in this room, with those buttons
   * only that are for this person. Null where nothing was, or where we don't know them. Looking is no visit.
   */
  readonly shown: (asked: Asked, topic: string) => Promise<Card | null>;
  /** An answer that can't be given at once is said through the outbox, once for each key. */
  readonly say: (asked: Asked, saying: Saying) => Promise<void>;
}

export type Visit = Pick<Asked, 'channel' | 'tenant' | 'userId'>;

export interface Saying {
  readonly key: string;
  readonly card: Card;
  /** For the actor alone, for everybody in this room, or to the actor in this room alone. */
  readonly to: 'person' | { readonly room: string } | { readonly room: string; readonly aside: true };
  /** Takes the place of what was said of it before. */
  readonly topic?: string;
}

/** Asks the chat who somebody is. */
export type WhoIs = (tenant: string, userId: string) => Promise<Profile>;
