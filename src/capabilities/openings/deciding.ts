import type { Answers } from '../../chat/form.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, heldMilestone, mustBeOpen, type Part, replaced } from './acting.js';
import { noGoCard } from './cards-gates.js';
import type { overrideForm, sendBackForm } from './forms-gates.js';
import { type Milestone, mayDirect } from './rules.js';
import { voteSubject } from './rules-nudges.js';
import { showBoard } from './showing.js';
import { reviewOf } from './store-gates.js';
import { saveMilestones } from './store-milestones.js';
import { gateOf, noGoTopic, pass, showVotes } from './voting.js';

/** What the director decides on, while a no-go stands. */
async function heldNoGo(context: Anywhere): Promise<Part> {
  const part = await heldMilestone(context);
  if (!mayDirect(context.actor, part.project))
    throw denied('not-director', `A director decides on a no-go. Here that is ${part.project.director.name}.`);
  mustBeOpen(part);
  if (part.milestone.vote !== 'no-go') throw new Refusal('no-no-go', 'There is no no-go to decide on now.');
  return part;
}

/** It passes in spite of the no-go; why is on record. */
export async function override({ why }: Answers<ReturnType<typeof overrideForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldNoGo(context);
  const { milestone, project } = part;
  context.record(
    'openings.gate-overridden',
    milestone.id,
    { project: project.id, round: milestone.round },
    { reason: why },
  );
  const review = await reviewOf(context.db, milestone.id, milestone.round);
  return pass(context, part, review, `${context.actor.name} overrode the no-go: ${why}`);
}

/** Its lead puts things right, and asks for the votes anew. */
export async function sendBack({ why }: Answers<ReturnType<typeof sendBackForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldNoGo(context);
  const { milestone, project } = part;
  const { db, actor, record, settle, tell } = context;
  const back: Milestone = { ...milestone, vote: 'none' };
  await saveMilestones(db, [back]);
  record('openings.gate-sent-back', milestone.id, { project: project.id, round: milestone.round }, { reason: why });
  const review = await reviewOf(db, milestone.id, milestone.round);
  settle(
    'openings/vote',
    review.voters.map(({ id }) => voteSubject(milestone.id, milestone.round, id)),
  );
  const now = { ...replaced(part, back), milestone: back };
  const said = `${actor.name} sent it back: ${why}`;
  const shown = noGoCard(gateOf(part, review), said);
  tell('who-was-told', shown, { topic: noGoTopic(milestone) });
  showVotes(context, now, review);
  showBoard(context, now, `${milestone.name}: ${said}`);
  return { done: true };
}
