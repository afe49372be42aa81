import { button } from '../../chat/card.js';
import { counted } from '../../domain/calendar.js';
import { type DepartmentRole, listed } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import { maySee } from '../../domain/restriction.js';
import { type Approval, type Asking, type Context, job, type Outcome } from '../../engine/capability.js';
import { differencesCard, fitsOnCard, reportCard } from './cards.js';
import { counterNames } from './counting.js';
import { move } from './moving.js';
import { askRecounts } from './recounting.js';
import { type Comparison, type Count, needsDocument, notBy, worthOf, zonesToRecount } from './rules.js';
import { type Cause, rolesAbove, type ValueBand } from './rules-causes.js';
import { letDecide } from './securing.js';
import { countSheet, differenceSheet } from './sheet.js';
import {
  addWitnesses,
  decidersOf,
  expectedOf,
  findCount,
  handsOf,
  headOf,
  lockCount,
  saveDecision,
  savedComparison,
} from './store.js';
import { linesOf, stintsOf } from './store-batches.js';
import { bandsOf, causesOf, saveClosed, saveDocument } from './store-causes.js';
import { restrictionOf } from './store-security.js';

export interface CountSubject {
  readonly id: string;
  readonly notBy: readonly string[];
  readonly count: Count;
  readonly comparison: Comparison;
  readonly counters: readonly string[];
  readonly named: ReadonlyMap<string, Cause>;
  readonly bands: readonly ValueBand[];
  /** Open only to those who work on it. */
  readonly restricted: boolean;
}

export async function findSubject(db: Context['db'], id: string, { hold = false } = {}): Promise<CountSubject> {
  const count = hold ? await lockCount(db, id) : await findCount(db, id);
  const hands = await handsOf(db, count);
  const comparison = await savedComparison(db, count);
  const [counters, named] = [await counterNames(db, count), await causesOf(db, count)];
  const [bands, restricted] = [await bandsOf(db, count.currency), (await restrictionOf(db, id)) !== null];
  return { id, notBy: notBy(hands), count, comparison, counters, named, bands, restricted };
}

/** The store manager decides, never one who counted or answers for the zone; above them by value, as the network says. */
export const countApproval: Approval<CountSubject> = {
  name: 'stock-count',
  words: {
    approve: 'Approve',
    reject: 'Send back',
    reasonHint: 'For the record and for headquarters. Counters don’t see it.',
  },
  steps: [
    { by: 'store-manager', within: { hours: 24 } },
    {
      by: 'operations-manager',
      within: { hours: 48 },
      when: (subject) => above(subject).includes('operations-manager'),
    },
    { by: 'director', within: { hours: 48 }, when: (subject) => above(subject).includes('director') },
    { by: 'finance', within: { hours: 48 }, when: (subject) => above(subject).includes('finance') },
  ],
  find: findSubject,
  card: differencesCard,
  attachments: ({ count, comparison, named }, boutique) =>
    fitsOnCard(comparison.differences) ? [] : [differenceSheet({ count, boutique, comparison, named })],
  ready: ({ comparison, named }) => {
    const missing = comparison.differences.filter(({ serial }) => !named.has(serial)).length;
    return missing === 0
      ? null
      : new Refusal('causes-missing', `Name the causes first: ${counted(missing, 'difference')} without one.`);
  },
  actions: ({ id, comparison }) => [
    ...(comparison.differences.length > 0 ? [button('stock-counts.name-causes', 'Name the causes', id)] : []),
    button('stock-counts.void', 'Void', id),
  ],
  async shown({ id }, people, context) {
    await addWitnesses(context.db, id, people, context.now);
    await letDecide(context, id, people);
  },
  approved,
  rejected,
};

const above = ({ comparison, bands }: CountSubject) => rolesAbove(worthOf(comparison.differences), bands);

async function approved({ count, comparison }: CountSubject, context: Context): Promise<void> {
  const { db, actor, now, later } = context;
  const approvedCount = await move(context, count, 'approved');
  await saveDecision(db, count.id, actor.id, now);
  if (!needsDocument(comparison.differences)) {
    await move(context, approvedCount, 'closed');
    await saveClosed(db, count.id, now);
  }
  later('stock-counts.report', { count: count.id });
}

interface ReportOrder {
  readonly [key: string]: string;
  readonly count: string;
}

/** To whoever the findings go to, after the decision is on record: the head of the trail that it prints covers the decision too. */
export const report = job<ReportOrder>({
  async run({ count: id }, _fetched, { db, boutique, tell, now }) {
    const subject = await findSubject(db, id);
    const { count, comparison, named } = subject;
    const [stints, deciders, head] = [
      await stintsOf(db, id),
      await decidersOf(db, id),
      await headOf(db, count.boutique),
    ];
    const lines = await linesOf(db, id);
    const sheet = countSheet({ count, boutique, comparison, named, expected: await expectedOf(db, id), lines, now });
    const topic = `count/${id}/report`;
    tell({ department: reportsTo(subject) }, reportCard({ ...subject, stints, deciders, now, head }, boutique), {
      topic,
      about: id,
      attachments: [sheet],
    });
  },
});

/** Theft and the unknown are nothing for the general channel. */
export const reportsTo = ({ restricted }: CountSubject): DepartmentRole =>
  restricted ? 'safety-and-security' : 'global-retail-operations';

/** Sent back: what differs is counted once more, by somebody who has not. The reason goes on record, not to those who count. */
async function rejected({ count, comparison }: CountSubject, reason: string, context: Context): Promise<void> {
  const rejectedCount = await move(context, count, 'rejected', reason);
  const zones = zonesToRecount(count.zones, comparison.differences).map(({ id }) => id);
  const again = count.rounds.filter(({ zone }) => zones.includes(zone.id));
  context.record('stock-counts.sent-back', count.id, { zones: listed(again.map(({ zone }) => zone.name)) }, { reason });
  await move(context, rejectedCount, 'recount-required');
  await askRecounts(context, count, again);
}

/** The adjustment is booked in the register system; with its number the count is closed. */
export async function enterDocument({ document }: { readonly document: string }, context: Context): Promise<Outcome> {
  const { db, actor, now, subject: id, tell, boutique, record } = context;
  const count = await lockCount(db, id);
  if (count.document)
    throw new Refusal('entered', `Its document is entered already: ${count.document.number}.`, 'document');
  if (count.state !== 'approved')
    throw new Refusal('not-approved', 'This count does not wait for a document.', 'document');

  await saveDocument(db, id, document, actor.id, now);
  record('stock-counts.document-entered', id, { document });
  await move(context, await move(context, count, 'posted'), 'closed');
  await saveClosed(db, id, now);
  const subject = await findSubject(db, id);
  const stints = await stintsOf(db, id);
  const head = await headOf(db, count.boutique);
  const deciders = await decidersOf(db, id);
  tell('who-was-told', reportCard({ ...subject, stints, deciders, now, head }, boutique), {
    topic: `count/${id}/report`,
    about: id,
  });
  return { done: true };
}

/** Where everybody may see the count, roles tell who enters its document; otherwise whoever sees it. */
export async function mayEnter({ db, subject, actor }: Asking): Promise<boolean> {
  const restriction = await restrictionOf(db, subject);
  return restriction !== null && maySee(actor, restriction);
}
