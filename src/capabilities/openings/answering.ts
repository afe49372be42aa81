import type { Answers } from '../../chat/form.js';
import { addBusinessDays } from '../../domain/business-days.js';
import { dayInWords } from '../../domain/calendar.js';
import { actsFor } from '../../domain/people.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import {
  type Anywhere,
  idOf,
  mustBeOpen,
  mustGoOn,
  mustLead,
  type Part,
  partOf,
  replaced,
  todayAt,
  viewOf,
} from './acting.js';
import { changedCard } from './cards.js';
import { contestCard } from './cards-milestones.js';
import type { contestAllForm, contestForm, keepForm } from './forms-milestones.js';
import { recalculate } from './recalculating.js';
import { isOpen, type Milestone } from './rules.js';
import { showBoard, showPromises } from './showing.js';
import { lockProject, type Whole } from './store.js';
import { saveMilestones } from './store-milestones.js';
import { addAnswers, findPromise } from './store-promises.js';

const contestTopic = (promise: string): string => `contest/${promise}`;

/** The milestone whose day this promise is, with the project's row held. */
async function heldPromise({ db, subject }: Pick<Anywhere, 'db' | 'subject'>): Promise<Part> {
  const promise = await findPromise(db, idOf(subject));
  const part = partOf(await lockProject(db, promise.project), promise.milestone);
  mustBeOpen(part);
  if (part.milestone.promise !== promise.id)
    throw new Refusal('changed', `The day of ${part.milestone.name} has changed since. Your newest message has it.`);
  return part;
}

function mustOwn({ actor }: Pick<Anywhere, 'actor'>, { owner }: Milestone): void {
  if (owner && actsFor(actor, owner.id)) return;
  throw denied('not-owner', `${owner?.name ?? 'Its owner'} answers for this.`);
}

export async function accept(context: Anywhere): Promise<Outcome> {
  const part = await heldPromise(context);
  mustOwn(context, part.milestone);
  if (part.milestone.answer !== 'asked') throw new Refusal('answered', 'This was answered already.');
  return accepted(context, part, [part.milestone]);
}

/** Everything that this person was asked for up to this message. */
export async function acceptAll(context: Anywhere): Promise<Outcome> {
  const { db, subject } = context;
  const [id = '', promise = ''] = subject.split('/');
  const { since } = await findPromise(db, promise);
  const whole = await lockProject(db, id);
  mustGoOn(whole.project);
  const theirs = askedOf(context, whole).filter(({ answerSince }) => answerSince !== null && answerSince <= since);
  if (theirs.length === 0) throw new Refusal('answered', 'These were answered already.');
  return accepted(context, whole, theirs);
}

const askedOf = ({ actor }: Pick<Anywhere, 'actor'>, { milestones }: Whole): Milestone[] =>
  milestones.filter(
    ({ owner, answer, status }) => answer === 'asked' && isOpen({ status }) && owner && actsFor(actor, owner.id),
  );

async function accepted(context: Anywhere, before: Whole, theirs: readonly Milestone[]): Promise<Outcome> {
  const { db, actor, now, record } = context;
  const done = theirs.map((each): Milestone => ({ ...each, answer: 'accepted', answerSince: now }));
  const promises = theirs.flatMap(({ promise }) => promise ?? []);
  await addAnswers(
    db,
    promises.map((promise) => ({ promise, kind: 'accepted' })),
    actor.id,
    now,
  );
  for (const { id, promised } of theirs) record('openings.accepted', id, { project: before.project.id, day: promised });
  return answered(context, before, done, promises);
}

async function answered(
  context: Anywhere,
  before: Whole,
  changed: readonly Milestone[],
  promises: readonly string[],
): Promise<Outcome> {
  context.settle('openings/promise', promises);
  await saveMilestones(context.db, changed);
  const whole = changed.reduce((all, each) => replaced(all, each), before);
  const said = changed.map(({ name, promised, answer }) => `${name}, ${dayInWords(promised)}: ${answer}.`).join(' ');
  const owners = changed.flatMap(({ owner }) => owner?.id ?? []);
  await showPromises(context, whole, owners, said);
  showBoard(context, whole);
  return { done: true };
}

export async function contest(answers: Answers<ReturnType<typeof contestForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldPromise(context);
  mustOwn(context, part.milestone);
  mustNotBeContested(part.milestone);
  if (answers.day === part.milestone.promised)
    throw new Refusal('same-day', 'This is the day that you are asked for. Choose another, or accept.', 'day');
  return contested(context, part, [{ milestone: part.milestone, ...answers }]);
}

function mustNotBeContested({ answer, name }: Milestone): void {
  if (answer === 'contested') throw new Refusal('contested', `The day of ${name} is contested already.`);
  if (answer === 'kept')
    throw new Refusal('kept', `The project lead kept the day of ${name}. Move it, with its reason.`);
}

export async function contestAll(
  { days, cause, why }: Answers<ReturnType<typeof contestAllForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const whole = await lockProject(context.db, context.subject);
  mustGoOn(whole.project);
  const theirs = askedOf(context, whole);
  if (theirs.length === 0) throw new Refusal('answered', 'These were answered already.');
  const { country, state } = whole.project.place;
  return contested(
    context,
    whole,
    theirs.map((milestone) => ({
      milestone,
      day: addBusinessDays(milestone.promised, days, country, state),
      cause,
      why,
    })),
  );
}

type Contested = Answers<ReturnType<typeof contestForm>> & { readonly milestone: Milestone };

async function contested(context: Anywhere, before: Whole, theirs: readonly Contested[]): Promise<Outcome> {
  const { db, actor, now, tell, record } = context;
  const { project } = before;
  const changed = theirs.map(
    ({ milestone, day, cause, why }): Milestone => ({
      ...{ ...milestone, answer: 'contested', answerSince: now },
      ...{ contestOn: day, contestWhy: why, contestCause: cause },
    }),
  );
  const promises = theirs.flatMap(({ milestone, day, why }) =>
    milestone.promise === null ? [] : [{ promise: milestone.promise, kind: 'contested' as const, day, why }],
  );
  await addAnswers(db, promises, actor.id, now);
  for (const each of changed) {
    const card = contestCard(project, each, todayAt(project, now));
    tell({ person: project.lead.id }, card, { topic: contestTopic(each.promise ?? '') });
    record('openings.contested', each.id, { project: project.id, day: each.contestOn, cause: each.contestCause });
  }
  return answered(
    context,
    before,
    changed,
    promises.map(({ promise }) => promise),
  );
}

/** The lead takes the day that its owner named: everything is counted anew, and they are not asked again. */
export async function agree(context: Anywhere): Promise<Outcome> {
  const part = await heldPromise(context);
  const { project, milestone } = part;
  mustLead(context, project);
  const { contestOn: day, contestWhy, contestCause, promise } = mustBeContested(milestone);
  const { db, actor, now, tell, record } = context;
  await addAnswers(db, [{ promise, kind: 'agreed', day }], actor.id, now);
  record(
    'openings.agreed',
    milestone.id,
    { project: project.id, cause: contestCause },
    { before: milestone.promised, after: day },
  );
  const own = day === milestone.due ? null : day;
  const taken: Milestone = {
    ...milestone,
    own,
    answer: 'accepted',
    contestOn: null,
    contestWhy: null,
    contestCause: null,
  };
  const why = { cause: contestCause, why: contestWhy ?? '', from: milestone.id, agreed: true } as const;
  const after = await recalculate(context, replaced(part, taken), why);
  const said = `${dayInWords(day)} it is, says ${actor.name}.`;
  tell('who-was-told', contestCard(project, { ...milestone, contestOn: null }, todayAt(project, now), said), {
    topic: contestTopic(promise),
  });
  await showOwner(context, after, milestone, `${milestone.name}: ${said}`);
  showBoard(context, after);
  return { reply: changedCard(viewOf(after, now), after.changed, after.asked) };
}

const showOwner = (context: Anywhere, whole: Whole, { owner }: Milestone, note: string): Promise<void> =>
  showPromises(context, whole, owner ? [owner.id] : [], note);

export async function keep({ why }: Answers<ReturnType<typeof keepForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldPromise(context);
  const { project, milestone } = part;
  mustLead(context, project);
  const { promise } = mustBeContested(milestone);
  const { db, actor, now, tell, record } = context;
  await addAnswers(db, [{ promise, kind: 'kept', why }], actor.id, now);
  record('openings.kept', milestone.id, { project: project.id }, { reason: why });
  const kept: Milestone = { ...milestone, answer: 'kept', answerSince: now };
  await saveMilestones(db, [kept]);
  const whole = replaced(part, kept);
  const said = `${dayInWords(milestone.promised)} stays, says ${actor.name}: ${why}`;
  const shown = contestCard(project, milestone, todayAt(project, now), said);
  tell('who-was-told', shown, { topic: contestTopic(promise) });
  await showOwner(context, whole, milestone, `${milestone.name}: ${said}`);
  showBoard(context, whole);
  return { reply: shown };
}

function mustBeContested(milestone: Milestone) {
  const { answer, contestOn, promise } = milestone;
  if (answer !== 'contested' || contestOn === null || promise === null)
    throw new Refusal('decided', `The day of ${milestone.name} is not contested now.`);
  return { ...milestone, contestOn, promise };
}
