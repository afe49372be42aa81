import type { Answers } from '../../chat/form.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, type AskingAnywhere, idOf } from './acting.js';
import { proposalCard, proposedCard } from './cards-lessons.js';
import { templateNow } from './creating.js';
import type { declineForm } from './forms-lessons.js';
import type { Project } from './rules.js';
import { mayDecide, misfitOf, type Proposal } from './rules-lessons.js';
import { showProposals } from './showing-lessons.js';
import { findProject, type Whole } from './store.js';
import { candidates } from './store-gates.js';
import { addProposal, decideProposal, findProposal } from './store-lessons.js';
import { changeLine } from './store-templates.js';
import { templateCalled } from './templates.js';

type Proposed = Pick<Proposal, 'key' | 'change' | 'before' | 'after' | 'why'>;

/** Somebody else who answers for openings decides on it. */
export async function propose(context: Anywhere, { project }: Whole, proposed: Proposed): Promise<Outcome> {
  const { db, actor, now, newId, record, tell } = context;
  const id = newId();
  await addProposal(db, { ...proposed, id, project: project.id, template: project.template }, actor.id, now);
  record('openings.change-proposed', project.id, { proposal: id, template: project.template, line: proposed.key });
  const proposal = await findProposal(db, project.id, id);
  const people = (await candidates(db, ['director', 'operations-manager'], null)).filter(
    (each) => each.id !== actor.id,
  );
  const shown = proposalCard(project, titled(proposal), true);
  for (const person of people) tell({ person: person.id }, shown, { topic: decidersTopic(id) });
  tell({ person: actor.id }, proposalCard(project, titled(proposal), false), { topic: proposalTopic(id) });
  await showProposals(context, project);
  return { reply: proposedCard(people.length) };
}

/** With its template as people know it. */
const titled = (proposal: Proposal): Proposal => ({
  ...proposal,
  template: templateCalled(proposal.template)?.title ?? proposal.template,
});

const proposalTopic = (proposal: string): string => `proposal/${proposal}`;
const decidersTopic = (proposal: string): string => `proposal-decision/${proposal}`;

export interface ProposalAsked {
  readonly project: Project;
  readonly proposal: Proposal;
}

async function proposalAsked({ db, subject }: Pick<AskingAnywhere, 'db' | 'subject'>): Promise<ProposalAsked> {
  const { project } = await findProject(db, idOf(subject));
  return { project, proposal: await findProposal(db, project.id, subject.split('/')[1] ?? '') };
}

/** One that is open, for whoever may decide on it. */
export async function toDecide(asking: AskingAnywhere): Promise<ProposalAsked> {
  const asked = await proposalAsked(asking);
  const { proposal } = asked;
  if (!mayDecide(asking.actor, proposal))
    throw denied(
      'not-decider',
      `A director or an operations manager decides this, and not ${proposal.proposedBy.name}.`,
    );
  if (proposal.state !== 'proposed')
    throw new Refusal('decided', `${proposal.decidedBy?.name ?? 'Somebody'} decided this: ${proposal.state}.`);
  return asked;
}

export async function showProposal(context: Anywhere): Promise<Outcome> {
  const { project, proposal } = await proposalAsked(context);
  const decides = mayDecide(context.actor, proposal);
  if (!decides && proposal.proposedBy.id !== context.actor.id)
    throw denied('not-decider', 'Directors and operations managers see this.');
  return { reply: proposalCard(project, titled(proposal), decides) };
}

/** From now on every plan is made with it; those that are there stay as they are. */
export async function approveProposal(context: Anywhere): Promise<Outcome> {
  const { project, proposal } = await toDecide(context);
  const { template: name, key, change, why } = proposal;
  const misfit = misfitOf(await templateNow(context, name), { key, change });
  if (misfit !== null) throw new Refusal('misfit', `The template has changed meanwhile: ${misfit} Decline it.`);
  await changeLine(context.db, { template: name, key, change, why, by: context.actor.id }, context.now);
  const { version } = await templateNow(context, name);
  context.record('openings.template-changed', name, { line: key, version, proposal: proposal.id }, { reason: why });
  return decided(context, project, proposal, { state: 'approved', why: null });
}

export async function declineProposal(
  { why }: Answers<ReturnType<typeof declineForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const { project, proposal } = await toDecide(context);
  return decided(context, project, proposal, { state: 'declined', why });
}

interface Decision {
  readonly state: 'approved' | 'declined';
  readonly why: string | null;
}

async function decided(context: Anywhere, project: Project, { id }: Proposal, decision: Decision): Promise<Outcome> {
  const { db, actor, now, record, tell } = context;
  await decideProposal(db, id, { ...decision, by: actor.id }, now);
  const { state, why } = decision;
  record('openings.change-decided', project.id, { proposal: id, state }, why === null ? {} : { reason: why });
  const shown = proposalCard(project, titled(await findProposal(db, project.id, id)), false);
  for (const topic of [proposalTopic(id), decidersTopic(id)]) tell('who-was-told', shown, { topic });
  await showProposals(context, project);
  return { reply: shown };
}
