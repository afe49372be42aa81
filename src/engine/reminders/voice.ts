import type { Card } from '../../chat/card.js';
import { type AuditEntry, appendAudit } from '../../database/audit.js';
import type { Database } from '../../database/client.js';
import { conversationsTold, keepDeliveries, type NewDelivery } from '../../database/deliveries.js';
import { breathe } from '../breathing.js';
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

/** What is to be said, shown anew and put on record once everything is decided. */
export interface Spoken {
  readonly messages: Message[];
  readonly revised: Pick<Message, 'topic' | 'card'>[];
  readonly entries: AuditEntry[];
}

/** One look or one morning: one moment, one transaction. */
export interface Turn {
  readonly parts: Parts;
  readonly db: Database;
  readonly now: Date;
  readonly spoken: Spoken;
}

export const nothingYet = (): Spoken => ({ messages: [], revised: [], entries: [] });

export const hasSpoken = ({ spoken: { messages, revised } }: Turn): boolean => messages.length + revised.length > 0;

/**
 * As the last statements before the commit, what is said before what is on record. The jobs that carry it come after the
 * commit, so that nobody who tells the same people has to wait for it.
 */
export async function sayAloud({ db, now, spoken }: Turn): Promise<void> {
  const { messages, revised, entries } = spoken;
  await breathe();
  await keepDeliveries(db, [...messages.flatMap(deliveriesOf), ...(await revisions(db, revised))], now);
  await appendAudit(db, entries, now);
}

/** Wherever it was told of. */
async function revisions(db: Database, revised: Spoken['revised']): Promise<NewDelivery[]> {
  if (revised.length === 0) return [];
  const cards = new Map(revised.map(({ topic, card }) => [topic, card]));
  return (await conversationsTold(db, [...cards.keys()])).flatMap(({ topic, conversation }) => {
    const card = cards.get(topic);
    return card ? [{ conversation, topic, card, attachments: [] }] : [];
  });
}

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
