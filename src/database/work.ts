import type { Database, Json } from './client.js';

/** A capability's job as the queue keeps it. */
export interface Work {
  /** Of this asking: it runs once. */
  readonly id: string;
  /** `stock-counts.read-file`. */
  readonly job: string;
  readonly boutique: string | null;
  readonly actor: string;
  readonly through: string;
  readonly subject: string;
  readonly input: Json;
}

/** In the transaction that asks for it. */
export async function addWork(db: Database, works: readonly Work[]): Promise<void> {
  for (const work of works) {
    await db.$executeRawUnsafe(
      `select graphile_worker.add_job('work', $1::json, job_key := $2)`,
      JSON.stringify(work),
      `work:${work.id}`,
    );
  }
}
