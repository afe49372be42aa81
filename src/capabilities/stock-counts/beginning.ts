import { Refusal } from '../../domain/refusal.js';
import type { Context, Outcome } from '../../engine/capability.js';
import { tallyCard } from './cards.js';
import { showInChannel, showTallies, zoneTaken } from './counting.js';
import { move } from './moving.js';
import type { Reason } from './rules-plans.js';
import { findCount, freezeExpected, openCount, openRounds } from './store.js';
import { lockRound, roundOfBatch, settleRepeats, takeBack } from './store-batches.js';
import { digestOfExpected } from './store-evidence.js';

interface Beginning {
  readonly zones: readonly { readonly id: string; readonly name: string }[];
  readonly reason: Reason;
  readonly oldStock: boolean;
  /** What it was planned as. */
  readonly plan?: string;
  /** The zone in which whoever begins it scans first. */
  readonly first?: string;
}

/** With more zones than this, a tally for each would bury the one that is scanned: the others come as they are joined. */
const MOST_TALLIES = 5;

/** Opens a count: takes the zones, freezes what is expected, and tells the boutique who counts. */
export async function begin(context: Context, beginning: Beginning): Promise<string> {
  const { zones, reason, oldStock, plan, first } = beginning;
  const { actor, boutique, db, now, newId, record, tell } = context;
  if (!boutique.stock) throw new Refusal('no-stock', `There is no stock of ${boutique.name} yet.`, 'zone');
  const id = newId();
  const { importId, fileName } = boutique.stock;
  const opening = { openedBy: actor.id, openedAt: now, importId, oldStock, planId: plan };
  const count = { id, boutique: boutique.code, reason, zones, ...opening };
  const holder = await openCount(db, count);
  if (holder) throw zoneTaken(holder.zone, holder, boutique.timeZone);

  await freezeExpected(db, count);
  await openRounds(
    db,
    id,
    1,
    zones.map((zone) => ({ id: newId(), zone })),
    now,
  );
  const facts = { zones: zones.map(({ name }) => name), reason, source: fileName, oldStock, plan: plan ?? null };
  record('stock-counts.opened', id, { ...facts, expected: await digestOfExpected(db, id) });
  const opened = await move(context, await findCount(db, id), 'counting');
  await showInChannel(context, opened);
  // Nothing was scanned yet, so there is nothing to be looked up.
  for (const round of opened.rounds) {
    if (zones.length > MOST_TALLIES && round.zone.id !== (first ?? zones[0]?.id)) continue;
    const tally = { count: id, round, counters: [], batches: 0, scanned: 0, again: 0 };
    tell({ person: actor.id }, tallyCard(tally, null, boutique), { topic: `tally/${round.id}/${actor.id}` });
  }
  return id;
}

/** Takes the actor's last batch back; its lines stay on record. */
export async function takeLastBack(context: Context): Promise<Outcome> {
  const { db, actor, now, subject: batch, record } = context;
  const roundId = await roundOfBatch(db, batch);
  if (!roundId) throw new Refusal('gone', 'This batch no longer exists.');
  const round = await lockRound(db, roundId);
  if (round.closedAt) throw new Refusal('closed', `${round.zone.name} is closed; what was counted stays.`);
  if (!(await takeBack(db, batch, actor.id, now))) throw new Refusal('taken-back', 'This batch was taken back before.');

  await settleRepeats(db, roundId);
  const change = { before: { counts: true }, after: { counts: false } };
  record('stock-counts.batch-taken-back', round.count, { round: roundId, batch }, change);
  await showTallies(context, round);
  return { done: true };
}
