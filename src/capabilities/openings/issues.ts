import type { Answers } from '../../chat/form.js';
import { actsFor } from '../../domain/people.js';
import { denied, Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, type AskingAnywhere, idOf, todayAt } from './acting.js';
import { issueCard, issuesCard } from './cards-live.js';
import type { closeIssueForm, issueForm } from './forms-live.js';
import { liveProject, mustSeeLive, showLive } from './going-live.js';
import { mustBeSomebody } from './naming.js';
import type { Project } from './rules.js';
import { type Issue, mayReport, maySpeak } from './rules-live.js';
import { findProject, lockProject, type Whole } from './store.js';
import { addIssue, closeIssue, findIssue, issuesOf } from './store-live.js';

export async function mayOpenIssue(asking: AskingAnywhere): Promise<Whole> {
  const whole = await liveProject(asking);
  if (!mayReport(asking.actor, whole.project))
    throw denied('not-there', 'Whoever works in the boutique or across the network reports this.');
  return whole;
}

export async function openIssue(answers: Answers<ReturnType<typeof issueForm>>, context: Anywhere): Promise<Outcome> {
  const { db, newId, now, actor, record, tell } = context;
  const { project } = await mayOpenIssue(context);
  const whole = await lockProject(db, project.id);
  const owner = await mustBeSomebody(context, answers.owner, 'owner');
  const id = newId();
  const { what, severity } = answers;
  const day = todayAt(project, now);
  await addIssue(db, { id, project: project.id, what, severity, owner: owner.id, by: actor.id, day }, now);
  record('openings.issue-opened', project.id, { issue: id, severity, owner: owner.id });
  const issue = await findIssue(db, project.id, id);
  const shown = issueCard(project, issue, day);
  tell({ person: owner.id }, shown, { topic: issueTopic(id) });
  await showLive(context, whole);
  return { reply: shown };
}

const issueTopic = (issue: string): string => `issue/${issue}`;

export async function showIssues(context: Anywhere): Promise<Outcome> {
  const whole = await findProject(context.db, idOf(context.subject));
  mustSeeLive(context, whole);
  const { project } = whole;
  const issues = await issuesOf(context.db, [project.id]);
  return { reply: issuesCard(project, issues, todayAt(project, context.now)) };
}

export interface IssueAsked extends Whole {
  readonly issue: Issue;
}

/** One that is open, for whoever may close it. */
export async function issueToClose(asking: AskingAnywhere): Promise<IssueAsked> {
  const whole = await findProject(asking.db, idOf(asking.subject));
  const issue = await findIssue(asking.db, whole.project.id, asking.subject.split('/')[1] ?? '');
  mustOwn(asking, whole.project, issue);
  if (issue.closedOn !== null) throw closedBefore();
  return { ...whole, issue };
}

const closedBefore = () => new Refusal('closed', 'This issue was closed already.');

function mustOwn({ actor }: Pick<AskingAnywhere, 'actor'>, project: Project, { owner }: Issue): void {
  if (maySpeak(actor, project) || actsFor(actor, owner.id)) return;
  throw denied('not-owner', `${owner.name} sees to this; the store manager and ${project.lead.name} may close it too.`);
}

export async function shutIssue(
  { outcome }: Answers<ReturnType<typeof closeIssueForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const { db, now, actor, record, tell } = context;
  const { project, issue } = await issueToClose(context);
  const whole = await lockProject(db, project.id);
  const day = todayAt(project, now);
  if (!(await closeIssue(db, issue.id, { outcome, by: actor.id, day }, now))) throw closedBefore();
  record('openings.issue-closed', project.id, { issue: issue.id, severity: issue.severity });
  const shown = issueCard(project, await findIssue(db, project.id, issue.id), day);
  tell('who-was-told', shown, { topic: issueTopic(issue.id) });
  await showLive(context, whole);
  return { reply: shown };
}
