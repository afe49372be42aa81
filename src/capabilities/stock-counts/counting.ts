import type { Zone } from '../../domain/boutique.js';
import { clockTime } from '../../domain/calendar.js';
import { readScan } from '../../domain/piece.js';
import { Refusal } from '../../domain/refusal.js';
import type { Context } from '../../engine/capability.js';
import { batchCard, channelCard, lateCard, tallyCard } from './cards.js';
import { type Count, type Round, type TakenLine, takeLines } from './rules.js';
import { findCount, mustNotHaveSeen, namesIn } from './store.js';
import { countersOf, lastBatchOf, lockRound, saveBatch, scannedBefore, tallyOf } from './store-batches.js';

/** Saves what somebody scanned. What comes after the zone was closed is kept, and refused in words. */
export async function takeBatch(context: Context, roundId: string, serials: string) {
  const { db, actor, now, boutique, newId, record } = context;
  const round = await lockRound(db, roundId);
  await mustNotHaveSeen(db, round.count, actor.id);
  const items = readScan(serials);
  if (items.length === 0) throw new Refusal('nothing-scanned', 'Scan or paste at least one serial.', 'serials');

  const late = round.closedAt !== null;
  const before = await scannedBefore(
    db,
    roundId,
    items.flatMap(({ serial }) => serial ?? []),
  );
  const lines = takeLines(items, before);
  const batch = newId();
  await saveBatch(db, { id: batch, round: roundId, person: actor.id, late, lines }, now);
  record('stock-counts.batch-saved', round.count, { round: roundId, batch, lines: lines.length, late });
  if (!round.closedAt) return afterBatch(context, round, lines);

  const closedBy = round.closedBy ?? '';
  const name = (await namesIn(db, [closedBy])).get(closedBy) ?? 'Somebody';
  return lateCard(round.zone, name, round.closedAt, lines, boutique);
}

async function afterBatch(context: Context, round: CountedRound, lines: readonly TakenLine[]) {
  await showTallies(context, round);
  await showInChannel(context, await findCount(context.db, round.count));
  return batchCard(round.zone, lines);
}

type CountedRound = Round & { readonly count: string };

/** Everybody who counts in the round sees its tally in their own messages, changed in place. */
export async function showTallies({ db, boutique, actor, tell }: Context, round: CountedRound): Promise<void> {
  const tally = await tallyOf(db, round);
  const people = new Set([actor.id, ...tally.counters.map(({ id }) => id)]);
  for (const person of people) {
    const last = await lastBatchOf(db, round.id, person);
    tell({ person }, tallyCard(tally, last, boutique), { topic: `tally/${round.id}/${person}` });
  }
}

/** One message a count in the boutique's channel; a count that was sent back is announced anew. */
export async function showInChannel({ db, boutique, tell }: Context, count: Count): Promise<void> {
  const names = await counterNames(db, count);
  tell('boutique-channel', channelCard(count, names, boutique), { topic: `count/${count.id}/${count.comparison}` });
}

/** Who counted in the latest rounds, in the order they began; whoever opened it where nobody has scanned yet. */
export async function counterNames(db: Context['db'], count: Count): Promise<string[]> {
  const counters = await countersOf(
    db,
    count.rounds.map(({ id }) => id),
  );
  if (counters.length > 0) return counters.map(({ name }) => name);
  return [...(await namesIn(db, [count.openedBy])).values()];
}

/** Why a zone can't be counted now: who holds it, and how to help. */
export function zoneTaken(
  zone: Zone['name'],
  holder: { readonly name: string; readonly since: Date; readonly state: Count['state'] },
  timeZone: string,
): Refusal {
  const since = clockTime(holder.since, timeZone);
  const held =
    holder.state === 'counting'
      ? `${holder.name} is counting ${zone} since ${since}. To help, type /count open.`
      : `${zone} was counted by ${holder.name} at ${since} and waits for approval.`;
  return new Refusal('zone-taken', held, 'zone');
}
