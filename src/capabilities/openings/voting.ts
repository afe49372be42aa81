import type { Answers } from '../../chat/form.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import {
  type Anywhere,
  type AskingAnywhere,
  heldMilestone,
  mustBeOpen,
  mustLead,
  type Part,
  replaced,
  seenMilestone,
  todayAt,
} from './acting.js';
import { calledCard, type Gate, gateCard, noGoCard } from './cards-gates.js';
import { over } from './finishing.js';
import type { callForm, noGoForm } from './forms-gates.js';
import { mustBeReadyToHandOver } from './going-live.js';
import { type Milestone, type Named, unfinishedBefore } from './rules.js';
import { ballots, tally, votesFor } from './rules-gates.js';
import { nudgeSubjects, voteSubject } from './rules-nudges.js';
import { showBoard } from './showing.js';
import { addVoters, addVotes, candidates, markCalled, type Review, reviewOf } from './store-gates.js';
import { saveMilestones } from './store-milestones.js';

export const noGoTopic = ({ id, round }: Milestone): string => `no-go/${id}/${round}`;
const gateTopic = (milestone: string, person: string): string => `gate/${milestone}/${person}`;

/** Who may be named to vote: all who hold a role that the template asks for. */
export async function votersToName({ db }: Pick<AskingAnywhere, 'db'>, { project, milestone }: Part) {
  return candidates(db, milestone.voterRoles, project.boutique);
}

/** The one of each role ahead: all of them vote, unless the lead leaves some out. */
export async function callVotes({ voters }: Answers<ReturnType<typeof callForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldMilestone(context);
  const { project, milestone } = part;
  mustBeToCall(context, part);
  await mustBeReadyToHandOver(context, part, milestone);
  const named = (await votersToName(context, part)).filter(({ id }) => voters.includes(id));
  const missing = milestone.voterRoles.find((role) => !named.some(({ roles }) => roles.includes(role)));
  if (missing && (await votersToName(context, part)).some(({ roles }) => roles.includes(missing)))
    throw new Refusal('role-missing', 'Each of the roles that decide here needs somebody. Name one of each.', 'voters');
  const { db, now, record, settle } = context;
  const called: Milestone = { ...milestone, round: milestone.round + 1, vote: 'called' };
  await saveMilestones(db, [called]);
  await markCalled(db, milestone.id, now);
  await addVoters(db, milestone.id, called.round, voters);
  settle('openings/milestone', nudgeSubjects(milestone));
  record('openings.votes-called', milestone.id, { project: project.id, round: called.round, voters: [...voters] });
  const voted = { ...replaced(part, called), milestone: called };
  showVotes(context, voted, { voters: named, votes: [] });
  showBoard(context, voted);
  return { reply: calledCard(called, named) };
}

/** Said as soon as somebody opens the form, and not once it is filled in. */
export async function toCall(asking: AskingAnywhere): Promise<Part> {
  const part = await seenMilestone(asking);
  mustBeToCall(asking, part);
  return part;
}

function mustBeToCall(asking: Pick<AskingAnywhere, 'actor'>, part: Part): void {
  const { project, milestone } = part;
  mustLead(asking, project);
  mustBeOpen(part);
  if (!milestone.gate) throw new Refusal('no-gate', `${milestone.name} needs no votes.`);
  if (milestone.vote === 'called' || milestone.vote === 'no-go')
    throw new Refusal('called', 'The votes are asked for already.');
}

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
