import { listed } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import { type Approval, type Context, job, type Outcome } from '../../engine/capability.js';
import { differencesCard, fitsOnCard, reportCard } from './cards.js';
import { counterNames, showInChannel, showTallies } from './counting.js';
import { type Comparison, type Count, compare, foundIn, notBy, unexpectedSerials, zonesToRecount } from './rules.js';
import { countSheet, differenceSheet } from './sheet.js';
import {
  addWitnesses,
  countOfRound,
  expectedOf,
  findCount,
  handsOf,
  headOf,
  knownPieces,
  lockCount,
  openRounds,
  saveComparison,
  saveDecision,
  savedComparison,
  scansOf,
  setState,
} from './store.js';
import { closeRound, linesOf, lockRound, stintsOf, tallyOf } from './store-batches.js';

/** Closes a zone; with the last one of its count, everything is compared. An empty zone must be confirmed empty. */
export async function closeZone(context: Context, roundId: string, confirmedEmpty: boolean): Promise<Outcome> {
  const { db, actor, now, record } = context;
  const countId = await countOfRound(db, roundId);
  if (!countId) throw new Refusal('gone', 'This count no longer exists.');
  await lockCount(db, countId);
  const round = await lockRound(db, roundId);
  if (round.closedAt) throw new Refusal('closed', `${round.zone.name} is closed already.`);
  const tally = await tallyOf(db, round);
  if (tally.scanned === 0 && !confirmedEmpty) return { ask: 'confirm-empty', subject: roundId };

  await closeRound(db, roundId, actor.id, tally.scanned === 0, now);
  record('stock-counts.zone-closed', countId, { round: roundId, empty: tally.scanned === 0 });
  await showTallies(context, { ...round, closedAt: now, closedBy: actor.id });
  const count = await findCount(db, countId);
  await showInChannel(context, count);
  if (count.rounds.every(({ closedAt }) => closedAt !== null)) await submitCount(context, count);
  return { done: true };
}

/** Every zone is closed: compared per serial, and put before whoever decides. */
async function submitCount(context: Context, count: Count): Promise<void> {
  const { db, now, record, propose } = context;
  const expected = await expectedOf(db, count.id);
  const found = foundIn(await scansOf(db, count.rounds));
  const owners = await knownPieces(db, count.boutique, unexpectedSerials(expected, found));
  const comparison = compare({
    boutique: count.boutique,
    zones: count.zones.map(({ id }) => id),
    expected,
    found,
    owners,
  });

  await saveComparison(db, count, comparison, now);
  await setState(db, count.id, 'counting', 'awaiting-approval');
  record('stock-counts.compared', count.id, {
    expected: comparison.expected,
    matched: comparison.matched,
    differences: comparison.differences.length,
  });
  await propose(countApproval, await findSubject(db, count.id));
}

interface CountSubject {
  readonly id: string;
  readonly notBy: readonly string[];
  readonly count: Count;
  readonly comparison: Comparison;
  readonly counters: readonly string[];
}

async function findSubject(db: Context['db'], id: string): Promise<CountSubject> {
  const count = await findCount(db, id);
  const [hands, comparison, counters] = [
    await handsOf(db, count),
    await savedComparison(db, count),
    await counterNames(db, count),
  ];
  return { id, notBy: notBy(hands), count, comparison, counters };
}

/** The store manager decides, never one who counted; above them the operations manager. */
export const countApproval: Approval<CountSubject> = {
  name: 'stock-count',
  words: {
    approve: 'Approve',
    reject: 'Send back',
    reasonHint: 'For the record and for headquarters. Counters don’t see it.',
  },
  steps: [
    { by: 'store-manager', within: { hours: 24 } },
    { by: 'operations-manager', within: { hours: 48 }, when: () => false },
  ],
  find: findSubject,
  card: differencesCard,
  attachments: ({ count, comparison }, boutique) =>
    fitsOnCard(comparison.differences) ? [] : [differenceSheet(count, boutique, comparison)],
  shown: ({ id }, people, { db, now }) => addWitnesses(db, id, people, now),
  approved,
  rejected,
};

async function approved({ count }: CountSubject, context: Context): Promise<void> {
  const { db, actor, now, later } = context;
  await setState(db, count.id, 'awaiting-approval', 'approved');
  await saveDecision(db, count.id, actor.id, now);
  later('stock-counts.report', { count: count.id, approvedBy: actor.name, approvedAt: now.toISOString() });
}

interface ReportOrder {
  readonly [key: string]: string;
  readonly count: string;
  readonly approvedBy: string;
  readonly approvedAt: string;
}

/** To headquarters, after the decision is on record: the head of the trail that it prints covers the decision too. */
export const report = job<ReportOrder>({
  async run({ count: id, approvedBy, approvedAt }, _fetched, { db, boutique, tell, now }) {
    const { count, comparison, counters } = await findSubject(db, id);
    const stints = await stintsOf(db, count.rounds);
    const head = await headOf(db, count.boutique);
    const approvedCount = { count, comparison, counters, stints, approvedBy, now: new Date(approvedAt), head };
    const lines = await linesOf(db, id);
    const sheet = countSheet({ count, boutique, comparison, expected: await expectedOf(db, id), lines, now });
    const topic = `count/${id}/report`;
    tell({ department: 'global-retail-operations' }, reportCard(approvedCount, boutique), {
      topic,
      attachments: [sheet],
    });
  },
});

/** Sent back: what differs is counted once more. The reason goes on record, not to those who count. */
async function rejected({ count, comparison }: CountSubject, reason: string, context: Context): Promise<void> {
  const { db, now, newId, record } = context;
  await setState(db, count.id, 'awaiting-approval', 'counting');
  const zones = zonesToRecount(count.zones, comparison.differences);
  for (const zone of zones) {
    const number = (count.rounds.find((round) => round.zone.id === zone.id)?.number ?? 0) + 1;
    await openRounds(db, count.id, number, [{ id: newId(), zone }], now);
  }
  record('stock-counts.sent-back', count.id, { reason, zones: listed(zones.map(({ name }) => name)) });
  await showInChannel(context, await findCount(db, count.id));
}
