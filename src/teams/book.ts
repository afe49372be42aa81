import type { FileBook } from './files.js';
import type { OfferBook } from './offers.js';

/** What Teams told us and wants to hear again: where we may speak, and to whom. Kept in the database. */
export interface Book {
  /** Of every activity whose token was checked. One that says nothing new costs no query for an hour. */
  readonly see: (conversation: Conversation, member: Seen | null) => Promise<void>;
  /** Somebody who was found among the members of a conversation. */
  readonly meet: (conversation: Pick<Conversation, 'tenant' | 'id' | 'serviceUrl'>, member: Seen) => Promise<void>;
  /** We were taken out of it, or it is gone; a team takes its channels with it. */
  readonly forget: (tenant: string, id: string) => Promise<void>;
  readonly conversation: (tenant: string, id: string) => Promise<Conversation | null>;
  /** Somebody's private chat with us. */
  readonly personal: (tenant: string, userId: string) => Promise<Conversation | null>;
  /** The one that was seen last: whence Teams answers us these days. */
  readonly newest: (tenant: string) => Promise<Conversation | null>;
  readonly member: (tenant: string, userId: string) => Promise<Member | null>;
  /** `29:...` by user id, of those we have met. */
  readonly mris: (tenant: string, userIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The same for people of the network. */
  readonly mrisOfPeople: (tenant: string, people: readonly string[]) => Promise<readonly string[]>;
  readonly files: FileBook;
  readonly offers: OfferBook;
}

export interface Conversation {
  readonly tenant: string;
  /** Without the thread. */
  readonly id: string;
  readonly kind: ConversationKind;
  readonly serviceUrl: string;
  /** Ourselves, as this conversation names us: `28:...`. */
  readonly bot: string;
  /** Whose private chat it is: the Entra object id. */
  readonly userId: string | null;
  /** The team that a channel is of: its conversation id. */
  readonly team: string | null;
}

export type ConversationKind = 'personal' | 'channel' | 'groupChat';

export interface Seen {
  /** Entra object id. */
  readonly userId: string;
  /** `29:...`: the person for this bot alone. */
  readonly mri: string;
}

export interface Member extends Seen {
  readonly tenant: string;
  /** Where they were seen last. */
  readonly conversation: string;
  readonly serviceUrl: string;
}

/** `19:...@thread.tacv2;messageid=123` without its thread. */
export const roomOf = (conversation: string): string => conversation.split(';')[0] ?? conversation;

/** The thread below a message; a reply to a reply stands in the same one. */
export const threadOf = (conversation: string, message: string): string =>
  conversation.includes(';messageid=') ? conversation : `${conversation};messageid=${message}`;

/** A chat of two people, which lends us its message box and never lets us in. */
export const isForeign = (conversation: string): boolean => conversation.endsWith('@unq.gbl.spaces');

/** The same, as a database keeps it. */
export interface BookStore extends Omit<Book, 'see' | 'meet'> {
  readonly saveConversation: (conversation: Conversation) => Promise<void>;
  /** `moved`: where they are takes the place of where they were. */
  readonly saveMember: (member: Member, moved: boolean) => Promise<void>;
}

/** Every instance remembers for itself what it wrote; what is kept is what all of them go by. */
export function createBook(store: BookStore, now: () => Date): Book {
  const memory = createMemory(now);
  const meet: Book['meet'] = async ({ tenant, id, serviceUrl }, { userId, mri }) => {
    const conversation = roomOf(id);
    const key = `member ${tenant}/${userId}`;
    // Where somebody is changes with every word and is no news.
    const facts = JSON.stringify([mri, serviceUrl]);
    if (memory.isKnown(key, facts)) return;
    await store.saveMember({ tenant, userId, mri, conversation, serviceUrl }, !isForeign(conversation));
    if (!isForeign(conversation)) memory.remember(key, facts);
  };
  return {
    ...store,
    meet,
    async see(given, member) {
      const conversation = { ...given, id: roomOf(given.id) };
      const key = `conversation ${conversation.tenant}/${conversation.id}`;
      const facts = JSON.stringify(conversation);
      if (!isForeign(conversation.id) && !memory.isKnown(key, facts)) {
        await store.saveConversation(conversation);
        memory.remember(key, facts);
      }
      if (member) await meet(conversation, member);
    },
    async forget(tenant, id) {
      memory.clear();
      await store.forget(tenant, roomOf(id));
    },
    conversation: (tenant, id) => store.conversation(tenant, roomOf(id)),
  };
}

const UNCHANGED_MS = 3_600_000;
const MOST_REMEMBERED = 20_000;

/** What was written within the hour. The oldest goes where it would become too much. */
export function createMemory(now: () => Date, most = MOST_REMEMBERED) {
  const written = new Map<string, { readonly facts: string; readonly at: number }>();
  return {
    isKnown(key: string, facts: string): boolean {
      const before = written.get(key);
      return before?.facts === facts && now().getTime() - before.at < UNCHANGED_MS;
    },
    remember(key: string, facts: string): void {
      written.delete(key);
      written.set(key, { facts, at: now().getTime() });
      const [oldest] = written.keys();
      if (written.size > most && oldest !== undefined) written.delete(oldest);
    },
    clear: (): void => written.clear(),
  };
}
