import type { Answers } from '../../chat/form.js';
import { Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, mustLead, viewOf } from './acting.js';
import { boardCard } from './cards.js';
import { noGoCard } from './cards-gates.js';
import type { cancelForm, holdForm, resumeForm } from './forms-gates.js';
import { withdrawCount } from './opening-count.js';
import { cancelled, held, isOpen, type Project, resumed } from './rules.js';
import { nudgeSubjects, voteSubject } from './rules-nudges.js';
import { showBoard, showPromises } from './showing.js';
import { moveTo } from './slipping.js';
import { lockProject, saveProject, type Whole } from './store.js';
import { missingVotes, reviewOf } from './store-gates.js';
import { gateOf, noGoTopic, showVotes } from './voting.js';

type Why = Answers<ReturnType<typeof holdForm>>;

export async function hold({ why }: Why, context: Anywhere): Promise<Outcome> {
  const before = await lockProject(context.db, context.subject);
  mustLead(context, before.project);
  const whole = { ...before, project: held(before.project, why) };
  await stopped(context, before, whole, 'openings.held', why);
  await sayToDirector(context, whole, `${context.actor.name} put it on hold: ${why}`);
  return { reply: boardCard(viewOf(whole, context.now)) };
}

export async function cancel({ why }: Answers<ReturnType<typeof cancelForm>>, context: Anywhere): Promise<Outcome> {
  const before = await lockProject(context.db, context.subject);
  mustLead(context, before.project);
  const whole = { ...before, project: cancelled(before.project, why) };
  await stopped(context, before, whole, 'openings.cancelled', why);
  await withdrawCount(context, whole.project, why);
  await sayToDirector(context, whole, `${context.actor.name} cancelled it: ${why}`);
  return { reply: boardCard(viewOf(whole, context.now)) };
}

/** Nobody owes anything for it any more, and whoever was asked reads why. */
async function stopped(context: Anywhere, before: Whole, whole: Whole, event: string, why: string): Promise<void> {
  const { db, now, record, settle } = context;
  const { project, milestones } = whole;
  await saveProject(db, project, now);
  record(event, project.id, {}, { before: before.project.state, after: project.state, reason: why });
  settle('openings/milestone', milestones.flatMap(nudgeSubjects));
  settle(
    'openings/promise',
    milestones.flatMap(({ promise }) => promise ?? []),
  );
  const votes = (await missingVotes(db)).filter((each) => each.project === project.id);
  settle(
    'openings/vote',
    votes.map(({ milestone, round, voter }) => voteSubject(milestone, round, voter.id)),
  );
  showBoard(context, whole);
  await showAskedAnew(context, whole);
}

/** What owners and voters are asked for is asked no longer, or again. */
async function showAskedAnew(context: Anywhere, whole: Whole): Promise<void> {
  await showPromises(context, whole, askedOwners(whole));
  for (const milestone of whole.milestones.filter((each) => isOpen(each) && each.vote !== 'none'))
    showVotes(context, { ...whole, milestone }, await reviewOf(context.db, milestone.id, milestone.round));
}

/** A no-go that waited for the director is answered by that. */
async function sayToDirector({ db, tell }: Anywhere, whole: Whole, words?: string): Promise<void> {
  for (const milestone of whole.milestones.filter((each) => each.vote === 'no-go' && isOpen(each))) {
    const gate = gateOf({ ...whole, milestone }, await reviewOf(db, milestone.id, milestone.round));
    tell('who-was-told', noGoCard(gate, words), { topic: noGoTopic(milestone) });
  }
}

export async function resume(
  { day, why }: Answers<ReturnType<typeof resumeForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const { db, now, subject, record } = context;
  const before = await lockProject(db, subject);
  mustLead(context, before.project);
  const project: Project = resumed(before.project);
  if (day !== undefined && day === before.project.day)
    throw new Refusal('same-day', 'This is its day already. Leave it out, or choose another.', 'day');
  await saveProject(db, project, now);
  record('openings.resumed', subject, {}, { before: 'held', after: project.state, reason: why });
  const whole = { ...before, project };
  await sayToDirector(context, whole);
  await showAskedAnew(context, whole);
  if (day !== undefined) return moveTo(context, whole, { day, cause: 'decision', why });
  showBoard(context, whole, `It goes on: ${why}`);
  return { reply: boardCard(viewOf(whole, now)) };
}

const askedOwners = ({ milestones }: Whole): string[] =>
  milestones.flatMap((each) => (isOpen(each) && each.owner && each.answer === 'asked' ? [each.owner.id] : []));
