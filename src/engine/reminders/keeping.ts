import type { Tick } from '../schedule.js';
import { cronOf, type Keeper, nameOf, occasionsIn, take } from './turns.js';

/** A computer that slept, or a database that was away, for longer than this has missed something. */
const GAP = 150_000;

/**
 * Keeps the looks and mornings planned as the network has them, on the clocks of everybody in it; and after the start, a
 * gap or a look that failed looks at everything, so that what was missed and is still true is said once.
 */
export function createKeeping(keeper: Keeper, plan: (ticks: readonly Tick[]) => Promise<void>): () => Promise<void> {
  const { parts, connection } = keeper;
  let last: Date | null = null;
  const missIt = (error: unknown) => {
    last = null;
    throw error;
  };
  return async () => {
    const now = parts.now();
    const occasions = await occasionsIn(parts.registry, connection.prisma);
    await plan(
      occasions.map((occasion) => ({
        name: nameOf(occasion),
        cron: cronOf(occasion),
        timeZone: occasion.timeZone,
        run: () => take(keeper, occasion).catch(missIt),
      })),
    );
    const missed = last === null || Math.abs(now.getTime() - last.getTime()) > GAP;
    if (missed && occasions.length > 0) await take(keeper, 'everything');
    last = now;
  };
}
