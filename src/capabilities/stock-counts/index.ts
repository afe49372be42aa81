import type { Person } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import {
  ask,
  type Context,
  capability,
  type Database,
  type Outcome,
  run,
  runAnywhere,
  type Waiting,
} from '../../engine/capability.js';
import { begunCard, MOST_LISTED, openCountsCard, tallyCard } from './cards.js';
import { closeZone, countApproval, report } from './closing.js';
import { showInChannel, showTallies, takeBatch, zoneTaken } from './counting.js';
import { countForm, emptyForm, joinForm, serialsForm } from './forms.js';
import {
  findCount,
  freezeExpected,
  mustNotHaveSeen,
  namesOfBoutiques,
  openCount,
  openCounts,
  openRounds,
} from './store.js';
import {
  lastBatchOf,
  lockRound,
  openRoundsOf,
  roundById,
  roundOfBatch,
  settleRepeats,
  takeBack,
  tallyOf,
} from './store-batches.js';

const counters = ['associate', 'store-manager'] as const;
const readers = ['associate', 'store-manager', 'operations-manager', 'director', 'global-retail-operations'] as const;

const MOST_WAITING = 5;

export const stockCounts = capability({
  name: 'stock-counts',
  title: 'Stock counts',
  commands: {
    count: ask({
      summary: 'Count a zone',
      allow: counters,
      form: ({ boutique, now }) => {
        if (!boutique.stock)
          throw new Refusal(
            'no-stock',
            `There is no stock of ${boutique.name} yet. Ask your operations manager to import it.`,
          );
        if (boutique.zones.length === 0)
          throw new Refusal('no-zones', `${boutique.name} has no zones yet. Ask your operations manager to add them.`);
        return countForm(boutique, now);
      },
      prefill: () => ({ reason: 'weekly' }),
      async submit({ zone, also, reason, serials, ...rest }, context) {
        const wanted = [zone, ...(also ?? [])];
        const zones = context.boutique.zones.filter(({ id }) => wanted.includes(id));
        const id = await begin(context, { zones, reason, oldStock: 'old' in rest });
        const round = (await findCount(context.db, id)).rounds.find((each) => each.zone.id === zone);
        if (!round) throw new Error('the zone has no round');
        if (serials) return { reply: await takeBatch(context, round.id, serials) };

        return { reply: begunCard(zones) };
      },
    }),
    'count open': runAnywhere({
      summary: 'Open counts: since when, and what is next',
      allow: readers,
      async run({ boutique, actor, db, now }) {
        const everywhere = actor.roles.some((held) => held.boutique === null);
        const theirs = [...new Set(actor.roles.flatMap((held) => held.boutique ?? []))];
        const boutiques = boutique ? [boutique.code] : everywhere ? null : theirs;
        const counts = await openCounts(db, boutiques, MOST_LISTED + 1);
        return { reply: openCountsCard(counts, await namesOfBoutiques(db, counts), now) };
      },
    }),
  },
  actions: {
    join: ask({
      summary: 'Count in a count that somebody began',
      allow: counters,
      form: async ({ db, boutique, subject, actor }) => {
        await mustNotHaveSeen(db, subject, actor.id);
        const open = (await findCount(db, subject)).rounds.filter(({ closedAt }) => closedAt === null);
        if (open.length === 0) throw new Refusal('closed', 'Every zone of this count is closed.');
        return joinForm(
          open.map(({ zone }) => zone),
          boutique,
        );
      },
      async submit({ zone, serials }, context) {
        const round = (await findCount(context.db, context.subject)).rounds.find((each) => each.zone.id === zone);
        if (!round) throw new Refusal('no-zone', 'This zone is not part of the count.', 'zone');
        return { reply: await takeBatch(context, round.id, serials) };
      },
    }),
    'add-serials': ask({
      summary: 'Add a batch to the zone you count',
      allow: counters,
      form: async ({ db, boutique, subject }) => serialsForm((await roundById(db, subject)).zone, boutique),
      submit: async ({ serials }, context) => ({ reply: await takeBatch(context, context.subject, serials) }),
    }),
    'take-back': run({ summary: 'Take your last batch back', allow: counters, run: takeLastBack }),
    'close-zone': run({
      summary: 'Close the zone you count',
      allow: counters,
      run: (context) => closeZone(context, context.subject, false),
    }),
    'confirm-empty': ask({
      summary: 'Close a zone in which nothing was scanned',
      allow: counters,
      form: async ({ db, boutique, subject }) => emptyForm((await roundById(db, subject)).zone, boutique),
      submit: (_answers, context) => closeZone(context, context.subject, true),
    }),
  },
  approvals: [countApproval],
  jobs: { report },
  waiting: zonesOf,
});

interface Beginning {
  readonly zones: readonly { readonly id: string; readonly name: string }[];
  readonly reason: 'weekly' | 'spot';
  readonly oldStock: boolean;
}

/** Opens a count: takes the zones, freezes what is expected, and tells the boutique who counts. */
async function begin(context: Context, { zones, reason, oldStock }: Beginning): Promise<string> {
  const { actor, boutique, db, now, newId, record } = context;
  if (!boutique.stock) throw new Refusal('no-stock', `There is no stock of ${boutique.name} yet.`, 'zone');
  const id = newId();
  const { importId, fileName } = boutique.stock;
  const count = { id, boutique: boutique.code, reason, openedBy: actor.id, openedAt: now, importId, oldStock, zones };
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
  record('stock-counts.opened', id, { zones: zones.map(({ name }) => name), reason, source: fileName, oldStock });
  const opened = await findCount(db, id);
  await showInChannel(context, opened);
  for (const round of opened.rounds) await showTallies(context, { ...round, count: id });
  return id;
}

async function takeLastBack(context: Context): Promise<Outcome> {
  const { db, actor, now, subject: batch, record } = context;
  const roundId = await roundOfBatch(db, batch);
  if (!roundId) throw new Refusal('gone', 'This batch no longer exists.');
  const round = await lockRound(db, roundId);
  if (round.closedAt) throw new Refusal('closed', `${round.zone.name} is closed; what was counted stays.`);
  if (!(await takeBack(db, batch, actor.id, now))) throw new Refusal('taken-back', 'This batch was taken back before.');

  await settleRepeats(db, roundId);
  record('stock-counts.batch-taken-back', round.count, { round: roundId, batch });
  await showTallies(context, round);
  return { done: true };
}

/** The zones this person counts and nobody has closed. */
async function zonesOf(person: Person, db: Database): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const { id, boutique } of await openRoundsOf(db, person.id, MOST_WAITING)) {
    const tally = await tallyOf(db, await roundById(db, id));
    const last = await lastBatchOf(db, id, person.id);
    waiting.push({ boutique, card: (where) => tallyCard(tally, last, where) });
  }
  return waiting;
}
