import { type Connection, transaction } from '../database/client.js';
import { claim } from '../database/receipts.js';
import { act, nobody, type Parts } from './context.js';

/** What each capability brings to the demo network, once. */
export async function loadDemoOf(parts: Parts, connection: Connection, stopped?: AbortSignal): Promise<void> {
  for (const { name, demo } of parts.registry.capabilities) {
    stopped?.throwIfAborted();
    if (!demo) continue;
    await transaction(
      connection,
      async (db) => {
        const now = parts.now();
        if (await claim(db, `demo:${name}`, now)) return;
        await act(parts, { actor: nobody, boutique: null, subject: '', now, db, through: 'engine' }, demo);
      },
      { slow: true },
    );
  }
}
