import { type Book, type ConversationKind, roomOf } from './book.js';
import { type Aside, type Connector, inTenant, type Place } from './connector.js';
import { isBarred } from './errors.js';
import { createTurns } from './turns.js';

/** Where we speak. */
export interface Spot extends Place {
  readonly tenant: string;
  readonly kind: ConversationKind;
  readonly bot: string;
  /** Whose private chat it is. */
  readonly userId: string | null;
}

/** What we do in a conversation. Its errors are the connector's, so that whoever speaks can tell them apart. */
export interface Speech {
  readonly say: (at: Spot, activity: object, aside?: Aside) => Promise<string>;
  readonly replace: (at: Spot, message: string, activity: object, aside?: Aside) => Promise<void>;
  readonly takeBack: (at: Spot, message: string) => Promise<void>;
}

/**
 * One word after the other in each conversation: Teams refuses two at once, and a person's private chat is also the
 * room of whatever was said there.
 */
export function createSpeech(connector: Connector, book: Book): Speech {
  const inTurn = createTurns();
  const speak = <T>(at: Spot, work: () => Promise<T>): Promise<T> =>
    inTurn(roomOf(at.conversation), async () => {
      try {
        return await work();
      } catch (error) {
        if (isBarred(error)) await book.forget(at.tenant, roomOf(at.conversation));
        throw error;
      }
    });
  return {
    say: (at, activity, aside) => speak(at, () => connector.send(at, enveloped(at, activity), aside)),
    replace: (at, message, activity, aside) =>
      speak(at, () => connector.update(at, message, enveloped(at, activity), aside)),
    takeBack: (at, message) => speak(at, () => connector.remove(at, message)),
  };
}

const enveloped = ({ bot, conversation, tenant, kind }: Spot, activity: object): object => {
  const { channelData } = inTenant(tenant);
  const place = {
    id: conversation,
    tenantId: tenant,
    conversationType: kind,
    ...(kind !== 'personal' && { isGroup: true }),
  };
  return { type: 'message', from: { id: bot }, conversation: place, channelData, ...activity };
};
