import { dayAndTime } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, type Context, type Json, job, type Outcome } from '../../engine/capability.js';
import { begin } from './beginning.js';
import { begunCard } from './cards.js';
import { alreadyBegun } from './counting.js';
import { takeScanned } from './files.js';
import { plannedForm } from './forms.js';
import { mustBeNamed } from './recounting.js';
import { type CountPlan, isReason, type Reason } from './rules-plans.js';
import { findCount } from './store.js';
import { cancelPlan, findPlan, insertPlan, lockPlan, openCountOf } from './store-plans.js';

/** What another capability asks for with `later('stock-counts.plan', …, boutique)`: a count that its own card begins. */
export interface PlanOrder {
  readonly [key: string]: Json;
  /** Of the one who plans: asked for twice it is planned once. */
  readonly id: string;
  /** Ids; none: every zone there is when it begins. */
  readonly zones: string[];
  readonly reason: Reason;
}

export const plan = job<PlanOrder>({
  atOnce: true,
  async run(order, _fetched, { db, boutique, actor, now, record }) {
    if (!isReason(order.reason)) throw new Error(`no reason to count is called ${order.reason}`);
    const planned = {
      id: order.id,
      boutique: boutique.code,
      zones: order.zones,
      reason: order.reason,
      due: typeof order.due === 'string' ? order.due : null,
      notBefore: typeof order.notBefore === 'string' ? new Date(order.notBefore) : null,
      counters: texts(order.counters),
      recounters: texts(order.recounters),
      notApprovers: texts(order.notApprovers),
      plannedBy: typeof order.plannedBy === 'string' ? order.plannedBy : actor.id || null,
    };
    if (!(await insertPlan(db, planned, now))) return;
    const { zones, reason, due } = planned;
    record('stock-counts.planned', order.id, { zones, reason, due });
  },
});

const texts = (given: Json | undefined): string[] =>
  Array.isArray(given) ? given.filter((each) => typeof each === 'string') : [];

interface Cancelling {
  readonly [key: string]: string;
  readonly id: string;
  readonly why: string;
}

/** Its card begins nothing any more; a count that was begun of it goes on. */
export const cancel = job<Cancelling>({
  atOnce: true,
  async run({ id, why }, _fetched, { db, now, record }) {
    if (await cancelPlan(db, id, why, now)) record('stock-counts.plan-cancelled', id, {}, { reason: why });
  },
});

/** Its zones and its reason are fixed; where to begin is asked where there are several. */
export async function askPlanned(asking: Asking) {
  const planned = await findPlan(asking.db, asking.subject);
  // What comes back is checked again once the plan is held.
  if (asking.shown === null) await mustBegin(asking, planned);
  return plannedForm(zonesOf(asking, planned), planned.reason, asking.boutique, asking.now);
}

type Beginning = Readonly<Record<string, unknown>> & Parameters<typeof takeScanned>[2];

export async function countPlanned({ serials, file, ...rest }: Beginning, context: Context): Promise<Outcome> {
  const { db, subject } = context;
  const planned = await lockPlan(db, subject);
  await mustBegin(context, planned);
  const zones = zonesOf(context, planned);
  const first = zones.find(({ id }) => id === rest.zone) ?? zones[0];
  const id = await begin(context, {
    zones,
    reason: planned.reason,
    oldStock: 'old' in rest,
    plan: planned.id,
    ...(first && { first: first.id }),
  });
  const round = (await findCount(db, id)).rounds.find(({ zone }) => zone.id === first?.id);
  if (!round) throw new Error('the zone has no round');
  if (serials || file) return { reply: await takeScanned(context, round.id, { serials, file }) };
  return { reply: begunCard(zones) };
}

async function mustBegin({ db, actor, boutique, now }: Asking, planned: CountPlan): Promise<void> {
  if (planned.boutique !== boutique.code) throw new Refusal('gone', 'This count is of another boutique.');
  if (planned.cancelled) throw new Refusal('cancelled', `This count was cancelled: ${planned.cancelled}`);
  const begun = await openCountOf(db, planned.id);
  if (begun) throw alreadyBegun(begun, boutique.timeZone);
  if (planned.notBefore && now < planned.notBefore)
    throw new Refusal('too-early', `This count begins ${dayAndTime(planned.notBefore, boutique.timeZone)}.`);
  await mustBeNamed({ db, actor }, planned.counters, 'count this');
}

function zonesOf({ boutique }: Pick<Asking, 'boutique'>, { zones }: CountPlan) {
  if (!boutique.stock)
    throw new Refusal(
      'no-stock',
      `There is no stock of ${boutique.name} yet. Ask your operations manager to import it.`,
    );
  const planned = boutique.zones.filter(({ id }) => zones.length === 0 || zones.includes(id));
  if (planned.length === 0)
    throw new Refusal('no-zones', `${boutique.name} has none of these zones any more. Ask who planned the count.`);
  return planned;
}
