import type { Zone } from '../../domain/boutique.js';
import { clockTime, counted } from '../../domain/calendar.js';
import { readScan, type ScannedItem } from '../../domain/piece.js';
import { Refusal } from '../../domain/refusal.js';
import type { Context, Facts } from '../../engine/capability.js';
import { batchCard, channelCard, lateCard, tallyCard } from './cards.js';
import { move } from './moving.js';
import { mustMayCount, showRecount } from './recounting.js';
import { batchContent, type Count, isCounting, type Round, sumsOf, type TakenLine, takeLines } from './rules.js';
import { findCount, type Holder, lockCount, namesIn } from './store.js';
import {
  countersOfCount,
  lastBatchesOf,
  lockRound,
  roundById,
  saveBatch,
  scannedBefore,
  tallyOf,
} from './store-batches.js';
import { talliedFiles } from './store-files.js';

/** Saves what somebody scanned. What comes after the zone was closed is kept, and refused in words. */
export async function takeBatch(context: Context, roundId: string, serials: string, reading: string | null = null) {
  const round = await holdRound(context, roundId);
  await mustMayCount(context, round);
  const items = readScan(serials);
  if (items.length === 0) throw new Refusal('nothing-scanned', 'Scan or paste at least one serial.', 'serials');

  const { lines } = await keepBatch(context, round, items);
  if (round.closedAt) return lateCardOf(context, round, `Your ${counted(lines.length, 'line')}`);
  await showTallies(context, round);
  await showRound(context, round);
  return batchCard(round.zone, sumsOf(lines), reading);
}

export interface KeptBatch {
  readonly id: string;
  readonly lines: readonly TakenLine[];
}

/** One batch, in a round that is held. A late one is kept and not counted; the first of a recount moves the count on. */
export async function keepBatch(
  { db, actor, now, newId, record }: Context,
  round: CountedRound,
  items: readonly ScannedItem[],
  facts: Facts = {},
): Promise<KeptBatch> {
  const count = round.number > 1 ? await findCount(db, round.count) : null;
  if (count?.state === 'recount-required') await move({ db, record }, count, 'recounting');

  const late = round.closedAt !== null;
  const serials = items.flatMap(({ serial }) => serial ?? []);
  const lines = takeLines(items, await scannedBefore(db, round.id, serials));
  const id = newId();
  await saveBatch(db, { id, round: round.id, person: actor.id, late, lines }, now);
  const saved = { round: round.id, batch: id, lines: lines.length, late, ...facts };
  record('stock-counts.batch-saved', round.count, saved, { content: batchContent(lines) });
  return { id, lines };
}

/** `what` came after the zone was closed. */
export async function lateCardOf({ db, boutique }: Context, { zone, closedBy, closedAt }: CountedRound, what: string) {
  const name = closedBy && (await namesIn(db, [closedBy])).get(closedBy);
  return lateCard(zone, name || 'Somebody', closedAt ?? new Date(0), what, boutique);
}

export type CountedRound = Round & { readonly count: string };

/** A round with its row held, and before it the count's where its first batch moves the count on; closing holds both. */
export async function holdRound({ db }: Pick<Context, 'db'>, id: string): Promise<CountedRound> {
  const { number, count } = await roundById(db, id);
  if (number > 1) await lockCount(db, count);
  return lockRound(db, id);
}

/** Everybody who counts in the round sees its tally in their own messages, changed in place. */
export async function showTallies({ db, boutique, actor, tell }: Context, round: CountedRound): Promise<void> {
  const tally = await tallyOf(db, round);
  const people = [...new Set([actor.id, ...tally.counters.map(({ id }) => id)])];
  const last = await lastBatchesOf(db, round.id, people);
  const files = await talliedFiles(db, round.id, people);
  for (const person of people) {
    const shown = tallyCard(tally, last.get(person) ?? null, boutique, files.get(person));
    tell({ person }, shown, { topic: `tally/${round.id}/${person}` });
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

/** In the boutique's channel what stands there of this round alone: a count of many zones has many recounts. */
export async function showRound(context: Context, round: CountedRound): Promise<void> {
  if (round.number > 1) return showRecount(context, round);
  await showInChannel(context, await findCount(context.db, round.count));
}

/** Who counted in any round, in the order they began; whoever opened it where nobody has scanned yet. */
export async function counterNames(db: Context['db'], count: Count): Promise<string[]> {
  const counters = await countersOfCount(db, count.id);
  if (counters.length > 0) return counters.map(({ name }) => name);
  return [...(await namesIn(db, [count.openedBy])).values()];
}

/** Why what was planned can't be begun: somebody did. */
export function alreadyBegun({ name, since, state }: Omit<Holder, 'zone'>, timeZone: string): Refusal {
  const at = clockTime(since, timeZone);
  return new Refusal(
    'begun',
    isCounting(state)
      ? `${name} began this count at ${at}. To help, press Count too in your boutique's channel, or type /count open.`
      : `This was counted already: ${name} began it at ${at}. Type /count open to see where it stands.`,
  );
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
