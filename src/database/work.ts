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
  /** Those of one queue are done one after another. */
  readonly queue?: string;
}

/** In the transaction that asks for it. */
export async function addWork(db: Database, works: readonly Work[]): Promise<void> {
  if (works.length === 0) return;
  await db.$executeRawUnsafe(
    `select graphile_worker.add_job('work', w, queue_name := w ->> 'queue', job_key := 'work:' || (w ->> 'id'))
     from json_array_elements($1::json) with ordinality as each (w, number) order by number`,
    JSON.stringify(works),
  );
}
