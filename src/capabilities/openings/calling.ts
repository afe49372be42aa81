import type { Answers } from '../../chat/form.js';
import { Refusal } from '../../domain/refusal.js';
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
} from './acting.js';
import { calledCard, gateCard } from './cards-gates.js';
import type { callForm } from './forms-gates.js';
import { mustBeReadyToHandOver } from './going-live.js';
import type { Milestone, Named } from './rules.js';
import { nudgeSubjects, voteSubject } from './rules-nudges.js';
import { showBoard } from './showing.js';
import { addVoters, candidates, markCalled, reviewOf, votersGone } from './store-gates.js';
import { saveMilestones } from './store-milestones.js';
import { gateOf, gateTopic, showVotes } from './voting.js';

/** Who may be named to vote: all who hold a role that the template asks for. */
export async function votersToName({ db }: Pick<AskingAnywhere, 'db'>, { project, milestone }: Part) {
  return candidates(db, milestone.voterRoles, project.boutique);
}

/** The one of each role ahead: all of them vote, unless the lead leaves some out. */
export async function callVotes({ voters }: Answers<ReturnType<typeof callForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldMilestone(context);
  const { project, milestone } = part;
  await mustBeToCall(context, part);
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
  await endEarlier(context, part, voted, named);
  showVotes(context, voted, { voters: named, votes: [] });
  showBoard(context, voted);
  return { reply: calledCard(called, named) };
}

/** Of votes that were asked for before: nobody owes them, and whoever is no longer asked reads on. */
async function endEarlier(context: Anywhere, before: Part, now: Part, named: readonly Named[]): Promise<void> {
  const { id, round, vote } = before.milestone;
  if (vote !== 'called') return;
  const { voters } = await reviewOf(context.db, id, round);
  context.settle(
    'openings/vote',
    voters.map((each) => voteSubject(id, round, each.id)),
  );
  const shown = gateCard(gateOf(now, { voters: named, votes: [] }), { voter: null, count: 0 });
  for (const voter of voters.filter((each) => !named.some((other) => other.id === each.id)))
    context.tell({ person: voter.id }, shown, { topic: gateTopic(id, voter.id) });
}

/** Said as soon as somebody opens the form, and not once it is filled in. */
export async function toCall(asking: AskingAnywhere): Promise<Part> {
  const part = await seenMilestone(asking);
  await mustBeToCall(asking, part);
  await mustBeReadyToHandOver(asking, part, part.milestone);
  return part;
}

/** Once, and anew where somebody who has not voted no longer can. */
async function mustBeToCall(asking: Pick<AskingAnywhere, 'actor' | 'db'>, part: Part): Promise<void> {
  const { project, milestone } = part;
  mustLead(asking, project);
  mustBeOpen(part);
  if (!milestone.gate) throw new Refusal('no-gate', `${milestone.name} needs no votes.`);
  const isAnew = milestone.vote === 'called' && (await votersGone(asking.db, project, milestone)).length > 0;
  if (!isAnew && (milestone.vote === 'called' || milestone.vote === 'no-go'))
    throw new Refusal('called', 'The votes are asked for already.');
}
