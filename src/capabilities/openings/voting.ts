import type { Answers } from '../../chat/form.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, heldMilestone, mustBeOpen, type Part, replaced, todayAt } from './acting.js';
import { type Gate, gateCard, noGoCard } from './cards-gates.js';
import { over } from './finishing.js';
import type { noGoForm } from './forms-gates.js';
import { mustBeReadyToHandOver } from './going-live.js';
import { type Milestone, type Named, unfinishedBefore } from './rules.js';
import { ballots, tally, votesFor } from './rules-gates.js';
import { voteSubject } from './rules-nudges.js';
import { showBoard } from './showing.js';
import { addVotes, type Review, reviewOf } from './store-gates.js';
import { saveMilestones } from './store-milestones.js';

export const noGoTopic = ({ id, round }: Milestone): string => `no-go/${id}/${round}`;
export const gateTopic = (milestone: string, person: string): string => `gate/${milestone}/${person}`;

/** The board of votes, for each of those who vote in the message that they have of it. */
export function showVotes({ tell }: Pick<Anywhere, 'tell'>, part: Part, review: Review): void {
  const gate = gateOf(part, review);
  const count = review.votes.length;
  for (const { id } of review.voters)
    tell({ person: id }, gateCard(gate, { voter: id, count }), { topic: gateTopic(part.milestone.id, id) });
}

export const gateOf = ({ project, milestone, milestones }: Part, { voters, votes }: Review): Gate => ({
  ...{ project, milestone, board: ballots(voters, votes), unfinished: unfinishedBefore(milestone, milestones) },
});

export const voteGo = (context: Anywhere): Promise<Outcome> => vote(context, 'go', null);

export const voteNoGo = ({ why }: Answers<ReturnType<typeof noGoForm>>, context: Anywhere): Promise<Outcome> =>
  vote(context, 'no-go', why);

/** It may be changed until everybody says go, or the director has decided. */
async function vote(context: Anywhere, word: 'go' | 'no-go', why: string | null): Promise<Outcome> {
  const { db, actor, now, record, settle } = context;
  const part = await heldMilestone(context);
  const { project, milestone } = part;
  mustBeOpen(part);
  if (milestone.vote !== 'called' && milestone.vote !== 'no-go')
    throw new Refusal('no-vote', 'No votes are asked for here now.');
  if (word === 'go') await mustBeReadyToHandOver(context, part, milestone);
  const { voters } = await reviewOf(db, milestone.id, milestone.round);
  const mine = mayVoteFor(context, part, voters);
  const { id, round } = milestone;
  await addVotes(db, { milestone: id, round, voters: mine.map((each) => each.id), by: actor.id, vote: word, why }, now);
  settle(
    'openings/vote',
    mine.map((each) => voteSubject(id, round, each.id)),
  );
  const inPlaceOf = mine.flatMap((each) => (each.id === actor.id ? [] : [each.id]));
  const facts = { project: project.id, round, vote: word, inPlaceOf };
  record('openings.voted', id, facts, why === null ? {} : { reason: why });
  return counted(context, part, await reviewOf(db, id, round));
}

/** Their own vote, and those of who is away and whose roles they have meanwhile; each only with a role that decides here. */
function mayVoteFor({ actor }: Pick<Anywhere, 'actor'>, { milestone }: Part, voters: readonly Named[]): Named[] {
  const mine = votesFor(actor, voters);
  if (mine.length === 0) throw denied('no-voter', `These vote here: ${voters.map(({ name }) => name).join(', ')}.`);
  const entitled = mine.filter(({ id }) =>
    actor.roles.some((held) => (held.for ?? actor.id) === id && milestone.voterRoles.includes(held.role)),
  );
  if (entitled.length === 0)
    throw denied('no-role', 'You no longer hold a role that votes here. The project lead can ask for the votes anew.');
  return entitled;
}

async function counted(context: Anywhere, part: Part, review: Review): Promise<Outcome> {
  const { milestone } = part;
  const result = tally(ballots(review.voters, review.votes));
  if (result === 'go') return pass(context, part, review, `Go: ${review.voters.map(({ name }) => name).join(', ')}.`);
  const changed: Milestone = { ...milestone, vote: result === 'no-go' ? 'no-go' : 'called' };
  await saveMilestones(context.db, [changed]);
  const now = { ...replaced(part, changed), milestone: changed };
  showVotes(context, now, review);
  showNoGo(context, now, review, milestone.vote);
  showBoard(context, now);
  return { done: true };
}

/** The director hears of a no-go, and that it was taken back. */
function showNoGo({ tell }: Anywhere, part: Part, review: Review, before: Milestone['vote']): void {
  const gate = gateOf(part, review);
  const topic = noGoTopic(part.milestone);
  if (part.milestone.vote === 'no-go') tell({ person: part.project.director.id }, noGoCard(gate), { topic });
  else if (before === 'no-go') tell('who-was-told', noGoCard(gate, 'The no-go was taken back.'), { topic });
}

/** The gate is passed: by all of its votes, or by the director alone. */
export async function pass(context: Anywhere, part: Part, review: Review, evidence: string): Promise<Outcome> {
  const { milestone, project } = part;
  const doneOn = todayAt(project, context.now);
  const passed: Milestone = {
    ...milestone,
    status: 'done',
    vote: 'passed',
    doneOn,
    evidence,
    blocker: null,
    blockedBy: null,
  };
  context.settle(
    'openings/vote',
    review.voters.map(({ id }) => voteSubject(milestone.id, milestone.round, id)),
  );
  context.record('openings.gate-passed', milestone.id, { project: project.id, round: milestone.round });
  const whole = await over(context, part, [passed], `${milestone.name} passed. ${evidence}`);
  const now = { ...whole, milestone: passed };
  showVotes(context, now, review);
  if (milestone.vote === 'no-go')
    context.tell('who-was-told', noGoCard(gateOf(now, review), evidence), { topic: noGoTopic(milestone) });
  return { done: true };
}
