import { daysAfter } from '../../domain/days.js';
import { timelinePicture } from '../../drawing/timeline-picture.js';
import { type Json, jobAnywhere, type Outcome, type Timed } from '../../engine/capability.js';
import { type Anywhere, idOf, todayAt, viewOf } from './acting.js';
import { drawingCard, pictureCard, type State, stateCard } from './cards-state.js';
import { choosing, rampAt, wholesNamed } from './going-live.js';
import { mustLook } from './looking.js';
import { isLive, type Named } from './rules.js';
import { openedOn } from './rules-live.js';
import { type Drawn, drawn } from './rules-picture.js';
import { forecastOf, slipsOf, weekToSay } from './rules-state.js';
import { findProject, type Whole } from './store.js';
import { countOf } from './store-count.js';
import { missingVotes } from './store-gates.js';
import { firstPromises, slipsSince, toldWeekly } from './store-state.js';

type Reading = Pick<Anywhere, 'db' | 'now'>;

const A_WEEK = 7 * 86_400_000;

/** A project in one page, as it stands now. */
export async function stateOf({ db, now }: Reading, whole: Whole): Promise<State> {
  const { project, milestones } = whole;
  const view = viewOf(whole, now);
  const slips = await slipsSince(db, project.id, new Date(now.getTime() - A_WEEK));
  const first = await firstPromises(db, project.id);
  const day = milestones.find(({ reaches }) => reaches === 'live') ?? milestones.find(({ offset }) => offset === 0);
  const opened = openedOn(milestones);
  const voting = new Map<string, Named[]>();
  for (const { milestone, voter } of await missingVotes(db))
    voting.set(milestone, [...(voting.get(milestone) ?? []), voter]);
  return {
    ...view,
    forecast: forecastOf(project, view.plan, first.get(day?.id ?? '') ?? null),
    slips: slipsOf(slips, milestones),
    voting,
    count: await countOf(db, project.id),
    ramp: opened === null || project.kind !== 'opening' ? null : await rampAt(db, project.id, opened, view.today),
  };
}

/** Of the one that the words name; where several fit, those to choose from. */
export async function showStateOf(context: Anywhere): Promise<Outcome> {
  const named = await wholesNamed(context);
  const [only] = named;
  if (!only || named.length > 1) return { reply: choosing(context, named) };
  return stated(context, only);
}

export async function showState(context: Anywhere): Promise<Outcome> {
  return stated(context, await findProject(context.db, idOf(context.subject)));
}

async function stated(context: Anywhere, whole: Whole): Promise<Outcome> {
  mustLook(context, whole);
  return { reply: stateCard(await stateOf(context, whole)) };
}

interface PictureOrder {
  readonly [key: string]: Json;
  readonly project: string;
  readonly person: string;
  /** The Monday of the week whose state it goes with; "" where somebody asked for the picture alone. */
  readonly week: string;
}

/** Every Monday morning, or the first business day after it: nobody types it. */
export const weeklyState: Timed = {
  name: 'weekly-state',
  async due(now, db) {
    const week = weekToSay(now);
    if (week === null) return [];
    const owed = await toldWeekly(db, week.since);
    return owed.map((id) => ({
      key: `${id}/${week.key}`,
      boutique: null,
      subject: `${id}~${week.key}`,
    }));
  },
  async act({ subject }, context) {
    const [id = '', week = ''] = subject.split('~');
    const whole = await findProject(context.db, id);
    if (isLive(whole.project)) await draw(context, whole, { person: whole.project.director.id, week });
  },
};

/** For the actor, in a message of its own: what is answered at once shows no picture. */
export async function sendPicture(context: Anywhere): Promise<Outcome> {
  const whole = await findProject(context.db, idOf(context.subject));
  mustLook(context, whole);
  await draw(context, whole, { person: context.actor.id, week: '' });
  return { reply: drawingCard(whole.project) };
}

/** Drawing takes tenths of a second, so a job does it, before its transaction. */
async function draw(
  { db, now, later }: Pick<Anywhere, 'db' | 'now' | 'later'>,
  whole: Whole,
  to: { readonly person: string; readonly week: string },
): Promise<void> {
  const { project, plan, today } = viewOf(whole, now);
  const order: PictureOrder = { ...to, project: project.id };
  const plain = drawn(project, plan, today, await firstPromises(db, project.id));
  later('openings.draw', { ...order, plan: plain as unknown as Json });
}

export const drawJob = jobAnywhere<PictureOrder, Uint8Array>({
  fetch: ({ plan }) => timelinePicture(plan as unknown as Drawn),
  async run({ project: id, person, week }, fetched, context) {
    if (fetched instanceof Error) throw fetched;
    const whole = await findProject(context.db, id);
    const { project } = whole;
    const picture = `timeline/${id}/${context.newId()}`;
    const name = `plan-P-${project.number}-${todayAt(project, context.now)}.png`;
    const state = await stateOf(context, whole);
    const shown = week === '' ? pictureCard(state, picture) : stateCard(state, picture);
    const topic = week === '' ? {} : { topic: `state/${id}/${week}` };
    context.tell({ person }, shown, { ...topic, pictures: [{ id: picture, name, bytes: fetched }] });
    if (week !== '') context.record('openings.state-told', id, { week, until: daysAfter(week, 6) });
  },
});
