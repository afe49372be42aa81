import type { Card } from '../chat/card.js';
import type { Attachment, Document, Reference } from '../chat/channel.js';
import { type Connection, type Database, Prisma, type Sql, sql } from './client.js';

export interface NewDelivery {
  /** `slack/person/ana`, `slack/channel/C0MADISON`, `teams/aside/USER/19:…`: only this user, in that room. */
  readonly conversation: string;
  readonly topic: string | null;
  /** The record that it shows, where who sees that may be restricted. */
  readonly about?: string | null;
  readonly card: Card;
  readonly attachments: readonly string[];
  /** Chats in which they could not be reached. */
  readonly tried?: readonly string[];
}

/**
 * Adds to the outbox, in the transaction that causes it, together with the jobs that will carry it. The jobs come first,
 * since whoever holds one keeps the others waiting: so the numbers of a conversation are in the order of the commits.
 * And they come in their own order: two that tell the same people would otherwise wait for each other for ever.
 */
export async function addDeliveries(db: Database, deliveries: readonly NewDelivery[], now: Date): Promise<void> {
  const conversations = [...new Set(deliveries.map(({ conversation }) => conversation))].sort();
  const jobs = conversations.length > MANY ? jobsAtOnce(conversations) : jobsOf(conversations);
  await insertDeliveries(db, deliveries, now, sql`${jobs}, held as (select count(*) from jobs)`);
}

/**
 * The same without the jobs, for many messages at once: whoever holds a job keeps everybody waiting who tells the same
 * people, and these would be held until the commit. `carryDeliveries` comes after it.
 */
export const keepDeliveries = (db: Database, deliveries: readonly NewDelivery[], now: Date): Promise<void> =>
  insertDeliveries(db, deliveries, now, sql`held as (select 0)`);

/** `held` is one row, and there once they may be inserted. */
async function insertDeliveries(db: Database, deliveries: readonly NewDelivery[], now: Date, held: Sql): Promise<void> {
  if (deliveries.length === 0) return;
  await db.$executeRaw(sql`
    with ${held}
    insert into deliveries (conversation, topic, about, card, attachments, tried, created_at)
    select conversation, topic, about, card, attachments, coalesce(tried, '{}'), ${now}
    from held, jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb)
      as d (conversation text, topic text, about text, card jsonb, attachments text[], tried text[])`);
}

const MANY = 100;

const jobsOf = (conversations: readonly string[]): Sql => sql`
    jobs as materialized (
      select graphile_worker.add_job('deliver', json_build_object('conversation', c),
        job_key := 'deliver:' || c, job_key_mode := 'preserve_run_at')
      from unnest(${[...conversations]}::text[]) as c)`;

/** One call for all, which is much faster, and leaves out a job that a worker takes in that moment: those come after it. */
const jobsAtOnce = (conversations: readonly string[]): Sql =>
  new Prisma.Sql(jobsAtOnceText(CONVERSATIONS).split(CONVERSATIONS), [[...conversations], [...conversations]]);

const CONVERSATIONS = '@conversations';

/** Of an expression that is an array of conversations. */
const jobsAtOnceText = (conversations: string): string => `
    together as materialized (
      select key from graphile_worker.add_jobs(array(
        select ('deliver', json_build_object('conversation', c), null, null, null, 'deliver:' || c, null, null)::graphile_worker.job_spec
        from unnest(${conversations}::text[]) as c), job_key_preserve_run_at := true)),
    jobs as materialized (
      select graphile_worker.add_job('deliver', json_build_object('conversation', c),
        job_key := 'deliver:' || c, job_key_mode := 'preserve_run_at')
      from unnest(${conversations}::text[]) as c
      where 'deliver:' || c not in (select key from together where key is not null))`;

export async function addAttachments(
  db: Database,
  attachments: readonly (Attachment & { readonly id: string })[],
): Promise<void> {
  if (attachments.length === 0) return;
  await db.attachment.createMany({
    data: attachments.map(({ id, name, bytes }) => ({ id, name, bytes: new Uint8Array(bytes) })),
    skipDuplicates: true,
  });
}

/** What waits to be said about this record there is said without its documents. */
export async function withholdDocuments(db: Database, about: string, conversations: readonly string[]): Promise<void> {
  const where = { about, conversation: { in: [...conversations] }, state: 'waiting' };
  await db.delivery.updateMany({ where, data: { attachments: [] } });
}

/** Every conversation that was told of one of these topics; also where only its documents could not be added. */
export function conversationsTold(
  db: Database,
  topics: readonly string[],
): Promise<{ readonly topic: string; readonly conversation: string }[]> {
  return db.$queryRaw(sql`
    select distinct topic, conversation from deliveries
    where topic = any(${[...topics]}) and (state <> 'failed' or reference is not null)`);
}

/** What was said of the topic last, in any of these conversations. Every client that shows it asks by itself, so it is prepared once. */
export async function newestCard(
  { pool }: Pick<Connection, 'pool'>,
  topic: string,
  conversations: readonly string[],
): Promise<{ readonly card: Card; readonly about: string | null } | null> {
  const { rows } = await pool.query<{ card: Card; about: string | null }>({
    name: 'newest-card',
    text: `select card, about from deliveries where topic = $1 and conversation = any($2) and state <> 'failed'
      order by id desc limit 1`,
    values: [topic, conversations],
  });
  return rows[0] ?? null;
}

/** Whether it was said, nobody knows: it is said again, and may stand there twice. */
export async function markUnsure(db: Database, id: bigint, now: Date): Promise<void> {
  await db.delivery.update({ where: { id }, data: { unsureAt: now } });
}

/** It was said; what hangs to it is still to come. */
export async function keepReference(db: Database, id: bigint, reference: Reference): Promise<void> {
  await db.delivery.update({ where: { id }, data: { reference } });
}

/** It can't be delivered; it stays, and says why. */
export async function markFailed(db: Database, id: bigint, error: string): Promise<void> {
  await db.delivery.update({ where: { id }, data: { state: 'failed', error } });
}

export async function attachmentsOf(db: Database, ids: readonly string[]): Promise<Document[]> {
  if (ids.length === 0) return [];
  return db.attachment.findMany({ where: { id: { in: [...ids] } }, orderBy: { name: 'asc' } });
}

/** Whether the same is or was said in one of these conversations too. */
export async function isToldIn(db: Database, id: bigint, conversations: readonly string[]): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>(sql`
    select from deliveries d join deliveries other on other.created_at = d.created_at
      and other.topic is not distinct from d.topic and other.state <> 'failed'
    where d.id = ${id} and other.conversation = any(${[...conversations]}) limit 1`);
  return rows.length > 0;
}

/** What was kept at this moment has its jobs from now on. */
export const carryDeliveries = (prisma: Connection['prisma'], keptAt: Date): Promise<void> =>
  callJobs(prisma, '=', keptAt);

/** Conversations with something waiting, each with a job again: a job dies with the process that held it. */
export const reviveDeliveries = (prisma: Connection['prisma'], olderThan: Date): Promise<void> =>
  callJobs(prisma, '<=', olderThan);

/** In one statement, and yet in many short transactions: who tells one of thousands something does not wait for all of them. */
async function callJobs(prisma: Connection['prisma'], how: '=' | '<=', moment: Date): Promise<void> {
  await prisma.$executeRawUnsafe(`do $$
    declare told text[]; few text[];
    begin
      select array_agg(distinct conversation order by conversation) into told from deliveries
        where state = 'waiting' and created_at ${how} '${moment.toISOString()}';
      while cardinality(told) > 0 loop
        few := told[1:${FEW}];
        told := told[${FEW + 1}:];
        perform (with ${jobsAtOnceText('few')} select count(*) from jobs);
        commit;
      end loop;
    end $$`);
}

const FEW = 100;

/** Tries the conversation again at a stated time, and not before. */
export async function deliverAgain(db: Database, conversation: string, at: Date): Promise<void> {
  await addJob(db, conversation, at, 'replace');
}

/** The same, but a time that was stated before stays. */
export async function deliverLater(db: Database, conversation: string, at: Date): Promise<void> {
  await addJob(db, conversation, at, 'preserve_run_at');
}

async function addJob(
  db: Database,
  conversation: string,
  at: Date,
  mode: 'replace' | 'preserve_run_at',
): Promise<void> {
  await db.$executeRaw(sql`
    select graphile_worker.add_job('deliver', json_build_object('conversation', ${conversation}::text),
      run_at := ${at}, job_key := 'deliver:' || ${conversation}, job_key_mode := ${mode})`);
}
