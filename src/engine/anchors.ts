import { appendAudit } from '../database/audit.js';
import { allHeads } from '../database/audit-trail.js';
import { type Connection, transaction } from '../database/client.js';
import { claim } from '../database/receipts.js';
import type { Parts } from './context.js';

/**
 * Once a day, by UTC, however many of us look: the network's chain keeps the heads of all chains, so that nobody can
 * write one of them anew without writing that one anew too.
 */
export async function anchorHeads({ now: clock }: Pick<Parts, 'now'>, connection: Connection): Promise<void> {
  const now = clock();
  const day = now.toISOString().slice(0, 10);
  await transaction(
    connection,
    async (db) => {
      if (await claim(db, `audit.anchored:${day}`, now)) return;
      const heads = await allHeads(db);
      if (heads.length === 0) return;
      const facts = Object.fromEntries(heads.map(({ chain, number, hash }) => [chain, { number, hash }]));
      const anchored = { boutique: null, event: 'audit.anchored', subject: day, facts };
      await appendAudit(db, [{ actorId: null, channel: 'engine', ...anchored }], now);
    },
    { slow: true },
  );
}
