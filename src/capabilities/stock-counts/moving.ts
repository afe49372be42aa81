import type { Context } from '../../engine/capability.js';
import { type Count, type CountState, mayGo } from './rules.js';
import { setState } from './store.js';

/** Moves a count on, on record; a way that does not exist is a bug. */
export async function move(
  { db, record }: Pick<Context, 'db' | 'record'>,
  count: Count,
  to: CountState,
  reason?: string,
): Promise<Count> {
  if (!mayGo(count.state, to)) throw new Error(`a count can't go from ${count.state} to ${to}`);
  await setState(db, count.id, count.state, to);
  record(
    'stock-counts.moved',
    count.id,
    {},
    { before: count.state, after: to, ...(reason !== undefined && { reason }) },
  );
  return { ...count, state: to };
}
