import { createHash } from 'node:crypto';
import { type AuditEvent, GENESIS, type Head, hashedText, NETWORK_CHAIN } from '../domain/audit.js';
import type { AuditRow } from '../domain/audit-check.js';
import { type Database, type Json, sql } from './client.js';

export interface AuditEntry {
  /** Null where nobody acted: time passed. */
  readonly actorId: string | null;
  /** slack, teams, command-line, engine. */
  readonly channel: string;
  readonly boutique: string | null;
  readonly event: string;
  readonly subject: string;
  readonly facts: Json;
  readonly before?: Json;
  readonly after?: Json;
  readonly reason?: string;
}

/**
 * Appended as the last statements before the commit: each chain is locked from here to there, and no longer. In three
 * statements, however many chains there are.
 */
export async function appendAudit(db: Database, entries: readonly AuditEntry[], now: Date): Promise<void> {
  if (entries.length === 0) return;
  // Always in the same order, so that two who append to the same chains never wait for each other.
  const chains = [...new Set(entries.map(chainOf))].sort();
  await db.$executeRaw(sql`
    select count(pg_advisory_xact_lock(hashtextextended('audit:' || chain, 0))) from unnest(${chains}::text[]) as chain`);
  const heads = new Map((await headsOf(db, chains)).map((head) => [head.chain, head]));
  const rows = entries.map((entry) => {
    const chain = chainOf(entry);
    const { number, hash: previous } = heads.get(chain) ?? firstHead(chain);
    const { boutique, ...act } = asStored(entry);
    const event: AuditEvent = { chain, number: number + 1, at: now.toISOString(), ...act };
    const hash = sha256(hashedText(previous, event));
    heads.set(chain, { chain, number: event.number, hash });
    return { ...event, boutique, previous, hash };
  });
  await insert(db, rows, now);
}

const chainOf = ({ boutique }: AuditEntry): string => boutique ?? NETWORK_CHAIN;

/** JSON as text: Prisma would round some numbers, and what is kept must be what was hashed. */
async function insert(db: Database, rows: readonly AuditRow[], now: Date): Promise<void> {
  const text = (of: (row: AuditRow) => string | null) => rows.map(of);
  const json = (of: (row: AuditRow) => unknown) => text((row) => (of(row) === null ? null : JSON.stringify(of(row))));
  await db.$executeRaw(sql`
    insert into audit_events
      (at, chain, number, actor_id, channel, boutique_code, event, subject, facts, before, after, reason, previous, hash)
    select ${now}::timestamptz, chain, number, actor_id, channel, boutique_code, event, subject,
      coalesce(facts, 'null')::jsonb, before::jsonb, after::jsonb, reason, previous, hash
    from unnest(${text(({ chain }) => chain)}::text[], ${rows.map(({ number }) => number)}::int[],
      ${text(({ actorId }) => actorId)}::text[], ${text(({ channel }) => channel)}::text[],
      ${text(({ boutique }) => boutique)}::text[], ${text(({ event }) => event)}::text[],
      ${text(({ subject }) => subject)}::text[], ${json(({ facts }) => facts)}::text[],
      ${json(({ before }) => before)}::text[], ${json(({ after }) => after)}::text[],
      ${text(({ reason }) => reason)}::text[], ${text(({ previous }) => previous)}::text[],
      ${text(({ hash }) => hash)}::text[])
      as rows (chain, number, actor_id, channel, boutique_code, event, subject, facts, before, after, reason, previous, hash)
    order by number`);
}

type Stored = Omit<AuditEntry, 'before' | 'after' | 'reason'> & {
  readonly before: Json | null;
  readonly after: Json | null;
  readonly reason: string | null;
};

/** What is hashed is what the columns give back: a date as text, no key without a value, no half of a character. */
function asStored({ before, after, reason, ...entry }: AuditEntry): Stored {
  const whole = { ...entry, before: before ?? null, after: after ?? null, reason: reason ?? null };
  return storable(JSON.parse(JSON.stringify(whole))) as Stored;
}

/** What jsonb takes: neither NUL nor half a character, in values or in keys. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Cs}/gu, '\ufffd').replaceAll('\0', '\ufffd');
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [storable(key), storable(each)]));
}

/** The newest entry of a chain; number 0 where there is none. */
export async function headOf(db: Database, chain: string): Promise<Head> {
  const [head] = await headsOf(db, [chain]);
  return head ?? firstHead(chain);
}

const firstHead = (chain: string): Head => ({ chain, number: 0, hash: GENESIS });

/** Of those that have entries. Plain SQL, because others wait while it is asked. */
function headsOf(db: Database, chains: readonly string[]): Promise<Head[]> {
  return db.$queryRaw<Head[]>(sql`
    select head.* from unnest(${[...chains]}::text[]) as wanted cross join lateral (
      select chain, number, hash from audit_events where chain = wanted order by number desc limit 1) head`);
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
