import type { Connection } from './client.js';

/** What the bot still owes, or could not do. */
export interface Backlog {
  readonly deliveriesWaiting: number;
  /** Null where none waits. */
  readonly oldestWaiting: Date | null;
  readonly deliveriesFailed: number;
  /** Every try is used up. */
  readonly jobsFailed: number;
  /** The last try failed, and another will follow. */
  readonly jobsRetrying: number;
}

/**
 * One query, so that somebody who looks every few seconds costs little. A job without its key was replaced by a newer
 * one while it ran: what became of it says nothing.
 */
export async function backlogOf({ pool }: Pick<Connection, 'pool'>): Promise<Backlog> {
  const { rows } = await pool.query<Backlog>(`
    select
      count(*) filter (where state = 'waiting')::int as "deliveriesWaiting",
      min(created_at) filter (where state = 'waiting') as "oldestWaiting",
      count(*) filter (where state = 'failed')::int as "deliveriesFailed",
      (select count(*)::int from graphile_worker.jobs where attempts >= max_attempts and last_error is not null and key is not null) as "jobsFailed",
      (select count(*)::int from graphile_worker.jobs where attempts < max_attempts and last_error is not null) as "jobsRetrying"
    from deliveries where state in ('waiting', 'failed')`);
  const [backlog] = rows;
  if (!backlog) throw new Error('an aggregate gave no row');
  return backlog;
}
