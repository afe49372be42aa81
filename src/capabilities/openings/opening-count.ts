import type { Answers } from '../../chat/form.js';
import { dayInWords, todayIn } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import { type Json, job, type Outcome, type Timed } from '../../engine/capability.js';
import { type Anywhere, type AskingAnywhere, idOf, mustGoOn, mustLead, viewOf } from './acting.js';
import { countReplacedCard, countWithdrawnCard, openingCountCard } from './cards-live.js';
import { stateCard } from './cards-state.js';
import { over } from './finishing.js';
import type { planCountForm } from './forms-live.js';
import { isLive, isOpen, type Milestone, type Project } from './rules.js';
import { isDecided, OPENING_COUNT, type OpeningCount } from './rules-live.js';
import { stateOf } from './stating.js';
import { findProject, lockProject, type Whole } from './store.js';
import { addCount, countOf, decidedCounts, figuresOfCount } from './store-count.js';

export interface CountAsked extends Whole {
  readonly boutique: string;
  readonly milestone: Milestone | null;
  /** The one that is planned already, and has not begun. */
  readonly before: OpeningCount | null;
}

/** Where the network lists the boutique: zones and stock are known there alone. */
export async function toPlanCount(asking: AskingAnywhere): Promise<CountAsked> {
  const whole = await findProject(asking.db, idOf(asking.subject));
  const { project, milestones } = whole;
  mustLead(asking, project);
  mustGoOn(project);
  if (project.kind !== 'opening') throw new Refusal('no-opening', 'Only an opening has an opening count.');
  if (project.boutique === null)
    throw new Refusal('not-listed', 'The network file does not list this boutique yet, so it can’t be counted here.');
  const milestone = milestones.find(({ key }) => key === OPENING_COUNT) ?? null;
  if (milestone && !isOpen(milestone)) throw new Refusal('over', `${milestone.name} is ${milestone.status} already.`);
  const before = await countOf(asking.db, project.id);
  if (before && before.count !== null)
    throw new Refusal('begun', isDecided(before) ? 'The opening count is approved.' : 'The opening count has begun.');
  return { ...whole, boutique: project.boutique, milestone, before };
}

interface CountOrder {
  readonly [key: string]: Json;
  readonly project: string;
  readonly plan: string;
  readonly due: string;
  /** The plan in whose place it is; "" for the first. */
  readonly before: string;
}

/** A count of every zone that the boutique begins from its channel. One that was planned before is given up. */
export async function planCount(
  answers: Answers<ReturnType<typeof planCountForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const { db, actor, now, newId, later, record } = context;
  const whole = await lockProject(db, idOf(context.subject));
  const { id } = whole.project;
  const { boutique, before } = await toPlanCount(context);
  const plan = newId();
  const { due } = answers;
  await addCount(db, { plan, project: id, boutique, due, by: actor.id }, now);
  if (before) later('stock-counts.cancel-plan', { id: before.plan, why: 'It was planned anew.' }, boutique);
  later('stock-counts.plan', { id: plan, zones: [], reason: 'opening', due, plannedBy: actor.id }, boutique);
  later('openings.tell-count', { project: id, plan, due, before: before?.plan ?? '' } satisfies CountOrder, boutique);
  record('openings.count-planned', id, { plan, due, boutique });
  return { reply: stateCard(await stateOf(context, whole)) };
}

/** With its project: the boutique has nothing to count before an opening that is cancelled. What has begun is counted to its end. */
export async function withdrawCount({ db, later, tell }: Anywhere, project: Project, why: string): Promise<void> {
  const planned = await countOf(db, project.id);
  if (!planned || planned.count !== null) return;
  later('stock-counts.cancel-plan', { id: planned.plan, why: 'The opening is cancelled.' }, planned.boutique);
  tell('who-was-told', countWithdrawnCard(project, why), { topic: countTopic(planned.plan) });
}

const countTopic = (plan: string): string => `opening-count/${plan}`;

/** At the boutique, whose channel hears of it. */
export const tellCount = job<CountOrder>({
  async run({ project: id, plan, due, before }, _fetched, context) {
    const { project } = await findProject(context.db, id);
    const { today } = viewOf({ project, milestones: [] }, context.now);
    if (before !== '') context.tell('who-was-told', countReplacedCard(project), { topic: countTopic(before) });
    context.tell('boutique-channel', openingCountCard(project, plan, due, today), { topic: countTopic(plan) });
    context.tell({ role: 'store-manager' }, openingCountCard(project, plan, due, today), { topic: countTopic(plan) });
  },
});

/** Its milestone is done once the count is approved. */
export const countDecided: Timed = {
  name: 'opening-count',
  due: async (_now, db) =>
    (await decidedCounts(db)).map(({ project, milestone, count }) => ({
      key: `${milestone}/${count}`,
      boutique: null,
      subject: `${project}/${count}`,
    })),
  async act({ subject }, context) {
    const [id = '', count = ''] = subject.split('/');
    const whole = await lockProject(context.db, id);
    const milestone = whole.milestones.find(({ key }) => key === OPENING_COUNT);
    if (!milestone || !isOpen(milestone) || !isLive(whole.project)) return;
    const { pieces, differences, decidedAt } = await figuresOfCount(context.db, count);
    const doneOn = todayIn(whole.project.place.timeZone, decidedAt ?? context.now);
    const evidence = `Count approved ${dayInWords(doneOn)}: ${pieces} pieces expected, ${differences} differed, each explained.`;
    const done: Milestone = { ...milestone, status: 'done', doneOn, evidence, blocker: null, blockedBy: null };
    context.record('openings.done', milestone.id, { project: id, doneOn, count });
    await over(context, whole, [done], `${milestone.name} is done.`);
  },
};
