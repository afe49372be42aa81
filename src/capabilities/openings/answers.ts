import { actsFor } from '../../domain/people.js';
import { denied } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, idOf, mustLead, seenMilestone, todayAt } from './acting.js';
import { gateCard, noGoCard } from './cards-gates.js';
import { contestCard } from './cards-milestones.js';
import { mustLook, seenCard } from './looking.js';
import { isOpen, mayDirect, mayLead } from './rules.js';
import { votesFor } from './rules-gates.js';
import { promisesOf } from './showing.js';
import { findProject } from './store.js';
import { reviewOf, votersGone } from './store-gates.js';
import { gateOf } from './voting.js';

/** The days that the actor is asked for in a project; one that somebody else does not answer for, as its milestone. */
export async function showAsked(context: Anywhere): Promise<Outcome> {
  const { db, actor, subject } = context;
  const whole = await findProject(db, idOf(subject));
  const named = whole.milestones.find(({ promise }) => promise !== null && promise === subject.split('/')[1]);
  if (named?.owner && !isOf(actor)(named.owner)) {
    mustLook(context, whole);
    return { reply: await seenCard(context, whole, named.id) };
  }
  const owners = whole.milestones.flatMap(({ owner }) => owner ?? []).filter(isOf(actor));
  if (owners.length === 0) throw denied('not-owner', 'Nothing of this is yours.');
  return {
    reply: await promisesOf(
      context,
      whole,
      owners.map(({ id }) => id),
    ),
  };
}

const isOf =
  (actor: Anywhere['actor']) =>
  ({ id }: { readonly id: string }): boolean =>
    actsFor(actor, id);

/** A vote as it stands; a no-go as whoever decides on it sees it. */
export async function showVote(context: Anywhere): Promise<Outcome> {
  const part = await seenMilestone(context);
  mustLook(context, part);
  const { milestone, project } = part;
  if (milestone.vote === 'called' && mayLead(context.actor, project)) {
    const gone = await votersGone(context.db, project, milestone);
    if (gone.length > 0) return { reply: await seenCard(context, part, milestone.id) };
  }
  const review = await reviewOf(context.db, milestone.id, milestone.round);
  const gate = gateOf(part, review);
  const decides = milestone.vote === 'no-go' && isOpen(milestone) && mayDirect(context.actor, project);
  if (decides) return { reply: noGoCard(gate) };
  const mine = votesFor(context.actor, review.voters);
  const voter = (mine.find(({ id }) => id === context.actor.id) ?? mine[0])?.id ?? null;
  return { reply: gateCard(gate, { voter, count: review.votes.length }) };
}

export async function showContest(context: Anywhere): Promise<Outcome> {
  const part = await seenMilestone(context);
  const { project, milestone } = part;
  mustLead(context, project);
  const outcome = milestone.answer === 'contested' ? undefined : 'This was decided already.';
  return { reply: contestCard(project, milestone, todayAt(project, context.now), outcome) };
}
