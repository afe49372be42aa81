import { createHash } from 'node:crypto';
import { type AuditEvent, GENESIS, hashedText, NETWORK_CHAIN } from '../domain/audit.js';
import { type Database, type Json, Prisma, sql } from './client.js';

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

/** Appended as the last statements before the commit: each chain is locked from here to there, and no longer. */
export async function appendAudit(db: Database, entries: readonly AuditEntry[], now: Date): Promise<void> {
  const chains = new Set(entries.map(chainOf));
  // Always in the same order, so that two who append to the same chains never wait for each other.
  for (const chain of [...chains].sort()) {
    await appendTo(
      db,
      chain,
      entries.filter((entry) => chainOf(entry) === chain),
      now,
    );
  }
}

const chainOf = ({ boutique }: AuditEntry): string => boutique ?? NETWORK_CHAIN;

async function appendTo(db: Database, chain: string, entries: readonly AuditEntry[], now: Date): Promise<void> {
  await db.$executeRaw(sql`select pg_advisory_xact_lock(hashtextextended(${`audit:${chain}`}, 0))`);
  let { number, hash } = await headOf(db, chain);
  const rows = entries.map(({ boutique, facts, before = null, after = null, reason = null, ...entry }) => {
    number += 1;
    const event: AuditEvent = { chain, number, at: now.toISOString(), ...entry, facts, before, after, reason };
    const previous = hash;
    hash = sha256(hashedText(previous, event));
    const states = { before: before ?? Prisma.DbNull, after: after ?? Prisma.DbNull };
    return { ...entry, chain, number, at: now, boutiqueCode: boutique, facts, ...states, reason, previous, hash };
  });
  await db.auditEvent.createMany({ data: rows });
}

export interface Head {
  readonly chain: string;
  readonly number: number;
  readonly hash: string;
}

/** The newest entry of a chain; number 0 where there is none. */
export async function headOf(db: Database, chain: string): Promise<Head> {
  const row = await db.auditEvent.findFirst({
    where: { chain },
    orderBy: { number: 'desc' },
    select: { number: true, hash: true },
  });
  return { chain, number: row?.number ?? 0, hash: row?.hash ?? GENESIS };
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
