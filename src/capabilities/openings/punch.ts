import type { Answers } from '../../chat/form.js';
import { addBusinessDays } from '../../domain/business-days.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, type AskingAnywhere, idOf, mustLead, todayAt } from './acting.js';
import type { punchDoneForm, punchForm, punchReopenForm } from './forms-punch.js';
import { mustBeSomebody } from './naming.js';
import { keepPhotos } from './photos.js';
import { seenItem, tellItem } from './punch-telling.js';
import type { Project } from './rules.js';
import { maySpeak } from './rules-live.js';
import { mayFix, type PunchItem, punchStates } from './rules-punch.js';
import { findProject, lockProject, type Whole } from './store.js';
import { addItem, findItem, lockItem, markAccepted, markDone, reopen } from './store-punch.js';

export const PUNCH_REMINDER = 'openings/punch';

/** A project that is not cancelled: what is to be put right outlasts the handover. */
export async function toPunch(asking: AskingAnywhere): Promise<Whole> {
  const whole = await findProject(asking.db, idOf(asking.subject));
  const { project } = whole;
  if (!maySpeak(asking.actor, project))
    throw denied('not-there', `The store manager and ${project.lead.name} do this.`);
  if (project.state === 'cancelled') throw new Refusal('state', 'The project is cancelled.');
  return whole;
}

export const dueFirst = ({ project }: Whole, now: Date) =>
  addBusinessDays(todayAt(project, now), 5, project.place.country, project.place.state);

export async function addToList(answers: Answers<ReturnType<typeof punchForm>>, context: Anywhere): Promise<Outcome> {
  const { db, actor, now, newId, record } = context;
  await toPunch(context);
  const { project } = await lockProject(db, context.subject);
  const { what, place, due, owner, photo } = answers;
  const named = owner === undefined ? null : await mustBeSomebody(context, owner, 'owner');
  const id = newId();
  await addItem(db, { id, project: project.id, what, place, due, owner: named?.id ?? null, by: actor.id }, now);
  await keepPhotos(context, id, photo ?? []);
  record('openings.punch-added', project.id, { item: id, due, owner: named?.id ?? 'store-planning' });
  const item = await findItem(db, project.id, id);
  tellItem(context, project, item);
  return { reply: seenItem(context, project, item) };
}

export interface ItemAsked extends Whole {
  readonly item: PunchItem;
}

export async function itemAsked(asking: Pick<AskingAnywhere, 'db' | 'subject'>): Promise<ItemAsked> {
  const [project = '', item = ''] = asking.subject.split('/');
  return { ...(await findProject(asking.db, project)), item: await findItem(asking.db, project, item) };
}

/** One that is open, for whoever may do it. */
export async function itemToFix(asking: AskingAnywhere): Promise<ItemAsked> {
  const asked = await itemAsked(asking);
  const { project, item } = asked;
  if (!mayFix(asking.actor, project, item))
    throw denied('not-theirs', `${item.owner?.name ?? 'Store planning'} does this, or ${project.lead.name}.`);
  mustBe(item, 'open');
  return asked;
}

function mustBe({ state }: PunchItem, wanted: PunchItem['state']): void {
  if (state !== wanted) throw new Refusal('state', `It is ${punchStates[state].toLowerCase()} already.`);
}

export async function finishItem(
  { note, photo }: Answers<ReturnType<typeof punchDoneForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const { db, actor, now, record, settle } = context;
  const { project, item: seen } = await itemToFix(context);
  if (note === undefined && photo === undefined)
    throw new Refusal('nothing-shown', 'Say in a sentence what was done, or add a photo.', 'note');
  const item = await lockItem(db, project.id, seen.id);
  mustBe(item, 'open');
  await markDone(db, item, { by: actor.id, note: note ?? null }, now);
  await keepPhotos(context, item.id, photo ?? []);
  settle(PUNCH_REMINDER, [item.id]);
  record('openings.punch-done', project.id, { item: item.id, round: item.round + 1, photos: photo?.length ?? 0 });
  return told(context, project, item.id);
}

async function told(context: Anywhere, project: Project, id: string): Promise<Outcome> {
  const item = await findItem(context.db, project.id, id);
  tellItem(context, project, item);
  return { reply: seenItem(context, project, item) };
}

/** One that is done, for whoever leads the project. Whoever did it does not accept it. */
export async function itemToJudge(asking: AskingAnywhere): Promise<ItemAsked> {
  const asked = await itemAsked(asking);
  mustLead(asking, asked.project);
  mustBe(asked.item, 'done');
  if (asking.subject.split('/')[2] !== String(asked.item.round))
    throw new Refusal('done-anew', 'It was done anew meanwhile. A newer message has it.');
  return asked;
}

export async function acceptItem(context: Anywhere): Promise<Outcome> {
  const { db, actor, now, record } = context;
  const { project, item } = await itemToJudge(context);
  mustBe(await lockItem(db, project.id, item.id), 'done');
  if (item.doneBy?.id === actor.id)
    throw denied('own-work', 'You did this yourself, so somebody else who leads the project accepts it.');
  await markAccepted(db, item, actor.id, now);
  record('openings.punch-accepted', project.id, { item: item.id, round: item.round });
  return told(context, project, item.id);
}

export async function sendItemBack(
  { why, due }: Answers<ReturnType<typeof punchReopenForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const { project, item } = await itemToJudge(context);
  mustBe(await lockItem(context.db, project.id, item.id), 'done');
  await reopen(context.db, item, why, due);
  context.record('openings.punch-reopened', project.id, { item: item.id, round: item.round, due }, { reason: why });
  return told(context, project, item.id);
}
