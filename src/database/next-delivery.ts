import type pg from 'pg';
import type { Reference } from '../chat/channel.js';
import type { NewDelivery } from './deliveries.js';

export interface Delivery extends NewDelivery {
  readonly id: bigint;
  /** The message it became, where only its documents are still to come. */
  readonly reference: Reference | null;
  readonly tried: readonly string[];
  /** An earlier try ended without an answer: it may stand there already. */
  readonly unsure: boolean;
  /** The message that its topic already became in the conversation; also where its documents could not be added. */
  readonly earlier: Reference | null;
  /**
   * A later delivery of the same topic that is waiting too, to which the word is left; or one that was said already,
   * where this one was committed after it. Of what has documents or stands there already, nothing is left out.
   */
  readonly later: string | null;
}

/** Whoever carries a conversation asks on the connection that holds its lock: once that is lost, nothing more is said. */
export type Asked = Pick<pg.ClientBase, 'query'>;

/** With everything one needs to know before it is said, in one question that every connection prepares once. */
export async function nextDelivery(client: Asked, conversation: string): Promise<Delivery | null> {
  const asked = { name: 'next-delivery', text: NEXT, values: [conversation] };
  const [row] = (await client.query<Omit<Delivery, 'id'> & { readonly id: string }>(asked)).rows;
  return row ? { ...row, id: BigInt(row.id) } : null;
}

const NEXT = `
  select d.id, d.conversation, d.topic, d.about, d.card, d.attachments, d.reference, d.tried,
    d.unsure_at is not null as unsure,
    (select e.reference from deliveries e
      where e.conversation = d.conversation and e.topic = d.topic and e.id < d.id and e.reference is not null
      order by e.id desc limit 1) as earlier,
    (select l.id from deliveries l
      where l.conversation = d.conversation and l.topic = d.topic and l.id > d.id
        and (l.state = 'waiting' or (l.state = 'sent' and d.reference is null and d.attachments = '{}'))
      order by l.id limit 1) as later
  from deliveries d where d.conversation = $1 and d.state = 'waiting' order by d.id limit 1`;

/** Whether the word is left to a later delivery, which takes over the documents. */
export async function overtaken(client: Asked, { id, attachments, later }: Delivery): Promise<boolean> {
  if (later === null) return false;
  await client.query({ name: 'overtaken', text: OVERTAKEN, values: [id, later, attachments] });
  return true;
}

const OVERTAKEN = `
  with heir as (
    update deliveries set attachments = $3::text[] || array(
      select name from unnest(attachments) with ordinality as own (name, place) where name <> all ($3::text[]) order by place)
    where id = $2 and cardinality($3::text[]) > 0)
  update deliveries set state = 'overtaken' where id = $1`;

export async function markSent(client: Asked, id: bigint, reference: Reference, now: Date): Promise<void> {
  await client.query({ name: 'sent', text: SENT, values: [id, JSON.stringify(reference), now] });
}

const SENT = "update deliveries set state = 'sent', reference = $2::jsonb, sent_at = $3 where id = $1";
