import type { Boutique } from '../../domain/boutique.js';
import type { Context } from '../../engine/capability.js';
import { mayGo } from './rules.js';
import { stateByFigures } from './rules-orders.js';
import { type Move, moveRequests, standingsOf } from './store-shares.js';

/** How many requests one job tells of: enough for most boutiques, and never a giant transaction. */
const TOLD_AT_ONCE = 25;

/** After something was ordered, came or won't: where each request stands now, on record; its people are told by jobs, boutique by boutique. */
export async function moveOn(
  { db, now, record, later }: Pick<Context<Boutique | null>, 'db' | 'now' | 'record' | 'later'>,
  requests: readonly string[],
  supplier: string,
  note = '',
): Promise<void> {
  const standings = await standingsOf(db, [...new Set(requests)]);
  const moves: Move[] = [];
  for (const standing of standings) {
    const { id, number, state: from } = standing;
    const to = stateByFigures(from, standing, supplier);
    if (to === from) continue;
    if (!mayGo(from, to)) throw new Error(`a request can't go from ${from} to ${to}`);
    moves.push({ id, from, to });
    record('supplies.moved', id, { number }, { before: from, after: to });
  }
  await moveRequests(db, moves, now);

  const byBoutique = new Map<string, string[]>();
  for (const { id, boutique } of standings) byBoutique.set(boutique, [...(byBoutique.get(boutique) ?? []), id]);
  for (const [boutique, theirs] of byBoutique)
    for (let from = 0; from < theirs.length; from += TOLD_AT_ONCE)
      later('supplies.show-requests', { requests: theirs.slice(from, from + TOLD_AT_ONCE), note }, boutique);
}
