import type { Context } from '../../engine/capability.js';
import { mayGo, type RequestState, type SupplyRequest } from './rules.js';
import { type Moved, setState } from './store.js';

/** Moves a request on, on record; a way that does not exist is a bug. */
export async function move(
  { db, record }: Pick<Context, 'db' | 'record'>,
  request: SupplyRequest,
  to: RequestState,
  { reason, ...moved }: Moved & { readonly reason?: string } = {},
): Promise<SupplyRequest> {
  if (!mayGo(request.state, to)) throw new Error(`a request can't go from ${request.state} to ${to}`);
  await setState(db, request.id, request.state, to, moved);
  record(
    'supplies.moved',
    request.id,
    { number: request.number },
    { before: request.state, after: to, ...(reason !== undefined && { reason }) },
  );
  return { ...request, state: to };
}
