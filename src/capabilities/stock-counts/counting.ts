import type { Zone } from '../../domain/boutique.js';
import { clockTime } from '../../domain/calendar.js';
import { readScan } from '../../domain/piece.js';
import { Refusal } from '../../domain/refusal.js';
import type { Context } from '../../engine/capability.js';
import { batchCard, channelCard, lateCard, tallyCard } from './cards.js';
import { move } from './moving.js';
import { mustMayCount, showRecount } from './recounting.js';
import { type Count, isCounting, type Round, type TakenLine, takeLines } from './rules.js';
import { findCount, lockCount, namesIn } from './store.js';
import {
  countersOfCount,
  lastBatchOf,
  lockRound,
  roundById,
  saveBatch,
  scannedBefore,
  tallyOf,
} from './store-batches.js';

/** Saves what somebody scanned. What comes after the zone was closed is kept, and refused in words. */
export async function takeBatch(context: Context, roundId: string, serials: string) {
  const { db, actor, now, boutique, newId, record } = context;
  const round = await lockOpenRound(context, roundId);
  await mustMayCount(context, round);
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

export type CountedRound = Round & { readonly count: string };

/** The count is held before its round, as closing does; only with the first batch of a recount does it change. */
async function lockOpenRound(context: Context, id: string): Promise<CountedRound> {
  const { db } = context;
  const { number, count: countId } = await roundById(db, id);
  if (number === 1) return lockRound(db, id);
  const count = await lockCount(db, countId);
  if (count.state === 'recount-required') await move(context, count, 'recounting');
  return lockRound(db, id);
}

/** Everybody who counts in the round sees its tally in their own messages, changed in place. */
export async function showTallies({ db, boutique, actor, tell }: Context, round: CountedRound): Promise<void> {
  const tally = await tallyOf(db, round);
  const people = new Set([actor.id, ...tally.counters.map(({ id }) => id)]);
  for (const person of people) {
    const last = await lastBatchOf(db, round.id, person);
    tell({ person }, tallyCard(tally, last, boutique), { topic: `tally/${round.id}/${person}` });
  }
}

/** In the boutique's channel: one message for the count, one for each recount. */
export async function showInChannel(context: Context, count: Count): Promise<void> {
  const { db, boutique, tell } = context;
  const recounts = count.rounds.filter(({ number }) => number > 1);
  for (const round of recounts) await showRecount(context, { ...round, count: count.id });
  if (recounts.length > 0) return;
  tell('boutique-channel', channelCard(count, await counterNames(db, count), boutique), { topic: `count/${count.id}` });
}

/** Who counted in any round, in the order they began; whoever opened it where nobody has scanned yet. */
export async function counterNames(db: Context['db'], count: Count): Promise<string[]> {
  const counters = await countersOfCount(db, count.id);
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
  const held = isCounting(holder.state)
    ? `${holder.name} is counting ${zone} since ${since}. To help, type /count open.`
    : `${zone} was counted by ${holder.name} at ${since} and waits for approval.`;
  return new Refusal('zone-taken', held, 'zone');
}
