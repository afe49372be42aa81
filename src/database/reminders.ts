import { type Database, sql } from './client.js';

/** What a capability says is done: subjects of one of its reminders, at one boutique or the network's. */
export interface Settled {
  /** `aml-checks/monthly-check`. */
  readonly reminder: string;
  readonly subjects: readonly string[];
  readonly boutique: string | null;
}

/** Those that are open end now. Their ids. */
export async function endReminders(db: Database, settled: readonly Settled[], now: Date): Promise<string[]> {
  const wanted = settled.flatMap(({ subjects, ...rest }) => subjects.map((subject) => ({ ...rest, subject })));
  if (wanted.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    update reminders r set ended_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as s (reminder text, subject text, boutique text)
    where r.ended_at is null and r.name = s.reminder and r.subject = s.subject
      and r.boutique_code is not distinct from s.boutique
    returning r.id`);
  return rows.map(({ id }) => id);
}
