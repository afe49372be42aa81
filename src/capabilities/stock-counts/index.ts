import { button } from '../../chat/card.js';
import type { Person } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import { ask, capability, type Database, run, runAnywhere, type Waiting } from '../../engine/capability.js';
import { begin, takeLastBack } from './beginning.js';
import { begunCard, MOST_LISTED, openCountsCard, tallyCard } from './cards.js';
import { askCauses, nameCauses } from './causes.js';
import { closeZone, settleCount } from './closing.js';
import { countApproval, enterDocument, mayEnter, report } from './deciding.js';
import { readFile, takeScanned } from './files.js';
import { countForm, emptyForm, joinForm, nameForm, serialsForm } from './forms.js';
import { documentForm } from './forms-decisions.js';
import { countsOf, findCounts, hadPart, needsOfCounts, seeCount } from './looking.js';
import { keepPhoto } from './photos.js';
import { askPlanned, cancel, countPlanned, plan } from './planning.js';
import { isNamed, mustHaveSomebody, mustMayCount, namable, nameCounter, sendOn } from './recounting.js';
import { readers } from './rules-looks.js';
import { askFound, search, takeFound } from './searching.js';
import { findCount, lockCount, namesOfBoutiques, openCounts, openRoundsIn } from './store.js';
import { lastBatchesOf, lockRound, openRoundsOf, roundById, tallyOf } from './store-batches.js';
import { countAbout } from './store-evidence.js';
import { talliedFiles } from './store-files.js';
import { askVoid, voidCount } from './voiding.js';

const counters = ['associate', 'store-manager'] as const;

const deciders = ['store-manager', 'operations-manager', 'director', 'finance'] as const;

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
      async submit({ zone, also, reason, serials, file, ...rest }, context) {
        const wanted = [zone, ...(also ?? [])];
        const zones = context.boutique.zones.filter(({ id }) => wanted.includes(id));
        const id = await begin(context, { zones, reason, oldStock: 'old' in rest });
        const round = (await findCount(context.db, id)).rounds.find((each) => each.zone.id === zone);
        if (!round) throw new Error('the zone has no round');
        if (serials || file) return { reply: await takeScanned(context, round.id, { serials, file }) };

        return { reply: begunCard(zones) };
      },
    }),
    'count open': runAnywhere({
      summary: 'Open counts: since when, and what is next',
      allow: readers,
      async run({ boutique, actor, db, now, reading }) {
        const everywhere = actor.roles.some((held) => held.boutique === null);
        const theirs = [...new Set(actor.roles.flatMap((held) => held.boutique ?? []))];
        const boutiques = boutique ? [boutique.code] : everywhere ? null : theirs;
        const counts = await openCounts(db, boutiques, actor, MOST_LISTED + 1);
        await reading(counts.slice(0, MOST_LISTED).map(({ id }) => id));
        return { reply: openCountsCard(counts, await namesOfBoutiques(db, counts), now) };
      },
    }),
  },
  actions: {
    'count-planned': ask({
      summary: 'Begin a count that was planned',
      allow: counters,
      also: isNamed,
      form: askPlanned,
      submit: countPlanned,
    }),
    join: ask({
      summary: 'Count in a count that somebody began',
      allow: counters,
      also: isNamed,
      form: async ({ db, boutique, subject, actor, shown }) => {
        const rounds = await openRoundsIn(db, subject, shown !== null);
        for (const round of rounds) if (rounds.length === 1 && shown === null) await mustMayCount({ db, actor }, round);
        return joinForm(
          rounds.map(({ zone }) => zone),
          boutique,
        );
      },
      async submit({ zone, ...scanned }, context) {
        const round = (await findCount(context.db, context.subject)).rounds.find((each) => each.zone.id === zone);
        if (!round) throw new Refusal('no-zone', 'This zone is not part of the count.', 'zone');
        return { reply: await takeScanned(context, round.id, scanned) };
      },
    }),
    'add-serials': ask({
      summary: 'Add a batch to the zone you count',
      allow: counters,
      also: isNamed,
      form: async ({ db, boutique, subject, actor, shown }) => {
        const round = await roundById(db, subject);
        // What comes back is checked again once the round is held.
        if (shown === null) await mustMayCount({ db, actor }, round);
        return serialsForm(round, boutique);
      },
      submit: async (scanned, context) => ({ reply: await takeScanned(context, context.subject, scanned) }),
    }),
    'take-back': run({ summary: 'Take your last batch back', allow: counters, also: isNamed, run: takeLastBack }),
    'close-zone': run({
      summary: 'Close the zone you count',
      allow: counters,
      also: isNamed,
      run: (context) => closeZone(context, context.subject, false),
    }),
    'confirm-empty': ask({
      summary: 'Close a zone in which nothing was scanned',
      allow: counters,
      also: isNamed,
      form: async ({ db, boutique, subject }) => emptyForm((await roundById(db, subject)).zone, boutique),
      submit: (_answers, context) => closeZone(context, context.subject, true),
    }),
    'name-counter': ask({
      summary: 'Name somebody to recount, where nobody is left',
      allow: ['operations-manager'],
      form: async (asking) => {
        if (asking.shown === null) await mustHaveSomebody(asking);
        return nameForm((words) => namable(asking, words), asking.boutique);
      },
      submit: async ({ person }, context) => nameCounter(context, await lockRound(context.db, context.subject), person),
    }),
    'send-on': run({
      summary: 'Send a count on without a recount',
      allow: ['operations-manager'],
      async run(context) {
        const { count } = await roundById(context.db, context.subject);
        await lockCount(context.db, count);
        await sendOn(context, await lockRound(context.db, context.subject));
        await settleCount(context, await findCount(context.db, count));
        return { done: true };
      },
    }),
    'name-causes': ask({
      summary: 'Name the causes of the differences',
      allow: deciders,
      form: askCauses,
      submit: nameCauses,
    }),
    found: ask({
      summary: 'Say what became of a piece that is searched for',
      allow: [...deciders, 'safety-and-security'],
      form: askFound,
      submit: takeFound,
    }),
    void: ask({
      summary: 'Void a count, with a reason',
      allow: ['store-manager', 'operations-manager'],
      form: askVoid,
      submit: voidCount,
    }),
    'enter-document': ask({
      summary: "Enter the register's document number",
      allow: [...deciders, 'global-retail-operations', 'register-support'],
      also: mayEnter,
      form: documentForm,
      submit: enterDocument,
    }),
    see: run({
      summary: 'See how a count stands',
      allow: readers,
      also: hadPart,
      looks: true,
      run: seeCount,
    }),
  },
  approvals: [countApproval],
  shortcuts: {},
  jobs: { report, plan, 'cancel-plan': cancel, 'read-file': readFile, 'keep-photo': keepPhoto },
  about: countAbout,
  waiting: zonesOf,
  asked: countsOf,
  find: findCounts,
  attention: needsOfCounts,
  timed: [search],
});

/** The zones this person counts and nobody has closed. */
async function zonesOf(person: Person, db: Database): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const { id, count, boutique, openedAt } of await openRoundsOf(db, person.id, MOST_WAITING)) {
    const tally = await tallyOf(db, await roundById(db, id));
    const last = (await lastBatchesOf(db, id, [person.id])).get(person.id) ?? null;
    const files = (await talliedFiles(db, id, [person.id])).get(person.id);
    waiting.push({
      boutique,
      record: count,
      since: openedAt,
      urgency: 'today',
      line: (where) => ({ lead: `Counting ${tally.round.zone.name}`, text: where?.name ?? '' }),
      button: button('stock-counts.add-serials', 'Add serials', id, { style: 'primary' }),
      card: (where) => tallyCard(tally, last, where, files),
    });
  }
  return waiting;
}
