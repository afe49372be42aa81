import type { Card } from '../../src/chat/card.js';
import type { Connection } from '../../src/database/client.js';

/** One message about one reminder to one person or channel, as the database has it in the end. */
export interface Heard {
  readonly key: string;
  readonly reminder: string;
  readonly name: string;
  readonly boutique: string | null;
  readonly subject: string;
  readonly level: string;
  readonly weight: string;
  readonly rung: number;
  readonly person: string | null;
  readonly topic: string;
  readonly at: Date;
  readonly seenAt: Date | null;
}

export interface Sent {
  readonly conversation: string;
  readonly topic: string;
  readonly at: Date;
  /** Not the first of its topic there: it replaces that one, and nobody's phone rings. */
  readonly revises: boolean;
  readonly card: Card;
}

export async function heardIn({ pool }: Connection): Promise<Heard[]> {
  const { rows } = await pool.query<Heard>(`
    select s.key, r.id as reminder, r.name, r.boutique_code as boutique, r.subject, r.level, r.weight, s.rung,
      s.person_id as person, s.topic, s.at, r.seen_at as "seenAt"
    from reminders_said s join reminders r on r.id = s.reminder_id order by s.at, s.key`);
  return rows;
}

export async function sentIn({ pool }: Connection): Promise<Sent[]> {
  const { rows } = await pool.query<Sent>(`
    select conversation, topic, created_at as at, card,
      exists (select from deliveries e where e.conversation = d.conversation and e.topic = d.topic and e.id < d.id) as revises
    from deliveries d where topic like 'reminder/%' or topic like 'person/%' or topic like 'urgent/%' or topic like 'channel/%' order by id`);
  return rows;
}
