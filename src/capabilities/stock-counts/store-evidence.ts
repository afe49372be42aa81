import { type Database, sql } from '../../database/client.js';

/** The count that a button was about: its own, or that of a round or a batch. */
export async function countAbout(subject: string, db: Database): Promise<string | null> {
  const rows = await db.$queryRaw<{ count: string }[]>(sql`
    select id as count from counts where id = ${subject}
    union select count_id from count_rounds where id = ${subject}
    union select r.count_id from count_batches b join count_rounds r on r.id = b.round_id where b.id = ${subject}`);
  return rows[0]?.count ?? null;
}
