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
}

/** Appended as the last statement before the commit. */
export async function appendAudit(db: Database, entries: readonly AuditEntry[], now: Date): Promise<void> {
  if (entries.length === 0) return;
  await db.auditEvent.createMany({
    data: entries.map(({ boutique, ...entry }) => ({ ...entry, boutiqueCode: boutique, at: now })),
  });
}

/** What happened to a subject, oldest first. */
export function auditOf(db: Database, subject: string) {
  return db.$queryRaw<{ event: string; actor_id: string | null; facts: Record<string, unknown> }[]>(sql`
    select event, actor_id, facts from audit_events where subject = ${subject} order by id`);
}
