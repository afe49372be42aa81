import type { Card } from '../../chat/card.js';
import { type AuditEntry, appendAudit } from '../../database/audit.js';
import type { Database } from '../../database/client.js';
import { addDeliveries, conversationsTold, type NewDelivery } from '../../database/deliveries.js';
import type { Parts } from '../context.js';
import type { ReminderRow } from './row.js';

/** One message, to one person or one channel. */
export interface Message {
  readonly whom: `person/${string}` | `channel/${string}`;
  readonly conversations: readonly string[];
  readonly topic: string;
  readonly card: Card;
  /** What stands in it, as it was decided to be said. */
  readonly rows: readonly ReminderRow[];
}

/** What is said and put on record, aloud or, where somebody only tries out what would be said, not at all. */
export interface Voice {
  readonly say: (db: Database, messages: readonly Message[], now: Date) => Promise<void>;
  /** What stands in chats already is shown as it is now. */
  readonly revise: (db: Database, messages: readonly Pick<Message, 'topic' | 'card'>[], now: Date) => Promise<void>;
  readonly record: (db: Database, entries: readonly AuditEntry[], now: Date) => Promise<void>;
}

/** One look or one morning: one moment, one transaction. */
export interface Turn {
  readonly parts: Parts;
  readonly db: Database;
  readonly now: Date;
  readonly voice: Voice;
}

export const aloud: Voice = {
  say: (db, messages, now) => addDeliveries(db, messages.flatMap(deliveriesOf), now),
  async revise(db, messages, now) {
    const cards = new Map(messages.map(({ topic, card }) => [topic, card]));
    const told = await conversationsTold(db, [...cards.keys()]);
    const deliveries = told.flatMap(({ topic, conversation }): NewDelivery[] => {
      const card = cards.get(topic);
      return card ? [{ conversation, topic, card, attachments: [] }] : [];
    });
    await addDeliveries(db, deliveries, now);
  },
  record: appendAudit,
};

/** Whoever is told in several chats at once is not told there again where one of them does not know them. */
function deliveriesOf({ conversations, topic, card, rows }: Message): NewDelivery[] {
  const [only, ...others] = rows;
  const about = others.length === 0 ? (only?.record ?? null) : null;
  return conversations.map((conversation) => ({
    conversation,
    topic,
    about,
    card,
    attachments: [],
    tried: conversations.filter((each) => each !== conversation).map((each) => each.split('/')[0] ?? ''),
  }));
}
