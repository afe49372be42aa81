import { type Book, type Conversation, type ConversationKind, roomOf } from './book.js';
import type { Connector, Lobby } from './connector.js';
import { isConversationGone } from './errors.js';
import type { Spot } from './speech.js';

export interface Places {
  /** A conversation by its id, also with a thread; also one of which Teams has told us nothing yet. */
  readonly room: (conversation: string) => Promise<Spot>;
  /** Speaks in somebody's private chat with us: opened where there is none yet, and anew where they have cleared it. */
  readonly inPrivateChat: <T>(userId: string, speak: (chat: Spot) => Promise<T>) => Promise<T>;
}

export interface PlacesOptions {
  readonly tenant: string;
  readonly book: Book;
  readonly connector: Connector;
  /** Where Teams answers bots that it has told nothing yet, and ourselves: `28:...`. */
  readonly home: Pick<Lobby, 'serviceUrl' | 'bot'>;
}

export function createPlaces({ tenant, book, connector, home }: PlacesOptions): Places {
  const lobby = async () => (await book.newest(tenant)) ?? home;
  const openChat = async (userId: string): Promise<Spot> => {
    const { serviceUrl, bot } = await lobby();
    const member = await book.member(tenant, userId);
    const id = await connector.createPersonal({ serviceUrl, bot, tenant }, member?.mri ?? userId);
    const chat: Conversation = { tenant, id, kind: 'personal', serviceUrl, bot, userId, team: null };
    await book.see(chat, null);
    return spotIn(chat, id);
  };
  return {
    async room(conversation) {
      const id = roomOf(conversation);
      const known = await book.conversation(tenant, id);
      if (known) return spotIn(known, conversation);
      const { serviceUrl, bot } = await lobby();
      return { tenant, conversation, kind: kindOf(id), serviceUrl, bot, userId: null };
    },
    async inPrivateChat(userId, speak) {
      const known = await book.personal(tenant, userId);
      if (!known) return speak(await openChat(userId));
      try {
        return await speak(spotIn(known, known.id));
      } catch (error) {
        if (!isConversationGone(error)) throw error;
        return speak(await openChat(userId));
      }
    },
  };
}

const spotIn = ({ tenant, kind, serviceUrl, bot, userId }: Conversation, conversation: string): Spot => ({
  tenant,
  conversation,
  kind,
  serviceUrl,
  bot,
  userId,
});

/** By what the id looks like. */
function kindOf(id: string): ConversationKind {
  if (id.startsWith('a:')) return 'personal';
  return /@thread\.(tacv2|skype)$/.test(id) ? 'channel' : 'groupChat';
}
