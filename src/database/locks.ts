import type pg from 'pg';

/**
 * Does the work while nobody else does the same; false where somebody does. The lock is the connection's, which the work
 * may ask too, and dies with it.
 */
export async function alone(
  pool: pg.Pool,
  name: string,
  work: (held: pg.PoolClient) => Promise<void>,
): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>({ name: 'lock', text: LOCK, values: [name] });
    if (!rows[0]?.mine) return false;
    try {
      await work(client);
      return true;
    } finally {
      await client.query({ name: 'unlock', text: UNLOCK, values: [name] });
    }
  } finally {
    client.release();
  }
}

const LOCK = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine';
const UNLOCK = 'select pg_advisory_unlock(hashtextextended($1, 0))';
