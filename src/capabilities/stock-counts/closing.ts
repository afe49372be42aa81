import { Refusal } from '../../domain/refusal.js';
import type { Context, Outcome } from '../../engine/capability.js';
import { showRound, showTallies } from './counting.js';
import { countApproval, findSubject } from './deciding.js';
import { mustHaveRead } from './files.js';
import { move } from './moving.js';
import { askRecounts } from './recounting.js';
import { type Count, compare, type ExpectedPiece, foundIn, type Scan } from './rules.js';
import { type Settled, settleZone } from './rules-rounds.js';
import { countOfRound, expectedOf, findCount, knownPieces, lockCount, saveComparison } from './store.js';
import { closeRound, lockRound, tallyOf } from './store-batches.js';
import { roundScans } from './store-recounts.js';

/** Closes a zone; with the last one of its count, everything is compared. An empty zone must be confirmed empty. */
export async function closeZone(context: Context, roundId: string, confirmedEmpty: boolean): Promise<Outcome> {
  const { db, actor, now, record } = context;
  const countId = await countOfRound(db, roundId);
  if (!countId) throw new Refusal('gone', 'This count no longer exists.');
  await lockCount(db, countId);
  const round = await lockRound(db, roundId);
  if (round.closedAt) throw new Refusal('closed', `${round.zone.name} is closed already.`);
  await mustHaveRead(context, round);
  const tally = await tallyOf(db, round);
  if (tally.scanned === 0 && !confirmedEmpty) return { ask: 'confirm-empty', subject: roundId };

  await closeRound(db, roundId, actor.id, tally.scanned === 0, now);
  record('stock-counts.zone-closed', countId, { round: roundId, empty: tally.scanned === 0 });
  const closed = { ...round, closedAt: now, closedBy: actor.id };
  await showTallies(context, closed);
  await showRound(context, closed);
  await settleCount(context, await findCount(db, countId));
  return { done: true };
}

/** Once every zone is closed: what two rounds do not agree on is counted again; what they agree on is put before whoever decides. */
export async function settleCount(context: Context, counted: Count): Promise<void> {
  if (counted.rounds.some(({ closedAt }) => closedAt === null)) return;
  const { db } = context;
  const count = await move(context, counted, 'submitted');
  const expected = await expectedOf(db, count.id);
  const settled = settleZones(count, expected, await roundScans(db, count.id));

  const again = count.rounds.filter(
    ({ zone, skipped }) => !skipped && (settled.get(zone.id)?.unsettled.length ?? 0) > 0,
  );
  if (again.length > 0) {
    await move(context, count, 'recount-required');
    return askRecounts(context, count, again);
  }
  await compareCount(context, count, expected, scansIn(settled));
}

type SettledZones = ReadonlyMap<string, Settled>;

function settleZones(
  { zones }: Count,
  expected: readonly ExpectedPiece[],
  rounds: Awaited<ReturnType<typeof roundScans>>,
): SettledZones {
  const settled = new Map<string, Settled>();
  for (const { id } of zones) {
    const belong = new Set(expected.filter(({ zone }) => zone === id).map(({ serial }) => serial));
    const counted = rounds.filter(({ zone }) => zone === id).map(({ serials }) => new Set(serials));
    settled.set(id, settleZone(belong, counted));
  }
  return settled;
}

function scansIn(settled: SettledZones): Scan[] {
  return [...settled].flatMap(([zone, { present }]) => present.map((serial) => ({ serial, zone })));
}

/** Per serial, on record; where something differs its causes are asked for, otherwise it is put before whoever decides at once. */
async function compareCount(
  context: Context,
  count: Count,
  expected: readonly ExpectedPiece[],
  scans: readonly Scan[],
): Promise<void> {
  const { db, now, record, propose } = context;
  const found = foundIn(expected, scans);
  const owners = await knownPieces(db, count.boutique, [...found.others.keys()]);
  const zones = count.zones.map(({ id }) => id);
  const comparison = compare({ boutique: count.boutique, zones, expected, found, owners });

  await saveComparison(db, count, comparison, now);
  const { matched, differences } = comparison;
  record('stock-counts.compared', count.id, { expected: expected.length, matched, differences: differences.length });
  await move(context, count, differences.length > 0 ? 'investigating' : 'awaiting-approval');
  await propose(countApproval, await findSubject(db, count.id));
}
