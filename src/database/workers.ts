import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

/** Shows the others that a worker lives: a lock of its own, which goes with its process. */
export interface Presence {
  readonly leave: () => Promise<void>;
}

const LOCK = "pg_advisory_lock(hashtextextended('worker:' || $1, 0))";
const BREATH_MS = 1_000;

/** Comes back when the lock is held. Should its connection be lost, it is taken again. */
export async function stayPresent(pool: pg.Pool, worker: string): Promise<Presence> {
  let left = false;
  let client: pg.PoolClient | null = await take(pool, worker);
  const watch = (held: pg.PoolClient) =>
    held.once('end', () => {
      if (left) return;
      held.release(true);
      client = null;
      void comeBack();
    });
  const comeBack = async () => {
    while (!left && !client) {
      await pause(BREATH_MS, undefined, { ref: false });
      client = await take(pool, worker).catch(() => null);
      if (left) client?.release(true);
      else if (client) watch(client);
    }
  };
  watch(client);
  return {
    async leave() {
      left = true;
      // The connection ends, so whatever it held is free.
      client?.release(true);
    },
  };
}

async function take(pool: pg.Pool, worker: string): Promise<pg.PoolClient> {
  const client = await pool.connect();
  try {
    await client.query(`select ${LOCK}`, [worker]);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * The queue's library keeps the jobs of a worker that was killed for four hours. Here they go back as soon as nobody
 * holds the worker's lock; those that began a moment ago are left alone, since their worker may just be arriving, and
 * so are those of a worker that is back at the second look: it had lost its connection and goes on with its work.
 */
export async function takeOver(pool: pg.Pool, before: Date, secondLookMs = 5_000): Promise<readonly string[]> {
  const suspects = await inTransaction(pool, (client) => unheld(client, before, null));
  if (suspects.length > 0) await pause(secondLookMs);
  return inTransaction(pool, async (client) => {
    const gone = suspects.length > 0 ? await unheld(client, before, suspects) : [];
    if (gone.length > 0) await client.query('select graphile_worker.force_unlock_workers($1)', [gone]);
    await client.query(FORGET);
    return gone;
  });
}

/** Workers whose lock nobody holds. Until the transaction ends we do. */
async function unheld(client: pg.PoolClient, before: Date, among: readonly string[] | null): Promise<string[]> {
  const { rows } = await client.query<{ worker: string }>(UNHELD, [before, among]);
  return rows.map(({ worker }) => worker);
}

async function inTransaction<T>(pool: pg.Pool, body: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await body(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

const UNHELD = `
  with held as materialized (
    select distinct locked_by as worker from graphile_worker._private_jobs
    where locked_at < $1 and ($2::text[] is null or locked_by = any($2))
  )
  select worker from held where pg_try_advisory_xact_lock(hashtextextended('worker:' || worker, 0))`;

/** A job that was replaced by a newer one while it ran has lost its key, and nobody will run it again. */
const FORGET = `
  delete from graphile_worker._private_jobs where key is null and attempts >= max_attempts and locked_at is null`;
