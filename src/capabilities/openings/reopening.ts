import type { Answers } from '../../chat/form.js';
import { dayInWords } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, heldMilestone, mustGoOn, mustLead, mustWork, type Part, replaced } from './acting.js';
import { changedWords } from './cards.js';
import { waitsAgainCard } from './cards-milestones.js';
import type { reopenForm } from './forms-milestones.js';
import { notOpenYet } from './going-live.js';
import { seenCard } from './looking.js';
import { recalculate } from './recalculating.js';
import { isOpen, type Milestone, mayDirect, type Project, projectStates, reachedBy } from './rules.js';
import { showBoard } from './showing.js';
import { saveProject, type Whole } from './store.js';
import { markOpen } from './store-milestones.js';

/** Whoever may say that it is done may take that back; what was left out, whoever may leave it out. */
export function mustReopen(context: Pick<Anywhere, 'actor'>, part: Part): void {
  const { project, milestone } = part;
  const { name, status, vote } = milestone;
  if (status === 'waived') mustLead(context, project);
  else mustWork(context, part);
  mustGoOn(project);
  if (isOpen(milestone)) throw new Refusal('open', `${name} is open already.`);
  if (!milestone.gate) return;
  if (vote === 'passed') throw new Refusal('passed', `${name} has passed by its votes, so it stays.`);
  if (!mayDirect(context.actor, project))
    throw new Refusal('gate', `${name} is a gate: only a director takes it up again.`, undefined, true);
}

/** It is not done after all: what waited for it waits again, and its history keeps what was said. */
export async function reopen(
  { day, why }: Answers<ReturnType<typeof reopenForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const part = await heldMilestone(context);
  mustReopen(context, part);
  const { milestone } = part;
  const own = day === milestone.due ? null : day;
  const open: Milestone = { ...milestone, ...{ status: 'open', doneOn: null, evidence: null, vote: 'none', own } };
  await markOpen(context.db, milestone.id);
  context.record(
    'openings.reopened',
    milestone.id,
    { project: part.project.id },
    { ...(milestone.doneOn && { before: milestone.doneOn }), after: day, reason: why },
  );
  const before = replaced(part, open);
  const whole = { ...before, project: await setBack(context, before) };
  const cause = day > milestone.promised ? 'other' : null;
  const words = `Reopened: ${why} It was ${milestone.status} ${dayInWords(milestone.doneOn ?? day)}${said(milestone)}.`;
  const after = await recalculate(context, whole, { cause, why: words, from: milestone.id, always: true });
  await tellOthers(context, part, after, why);
  showBoard(context, after, noteOf(part, after, why, after.changed - 1));
  return { reply: await seenCard(context, after, milestone.id, `Open again: ${why}`) };
}

const said = ({ evidence }: Milestone): string => (evidence === null ? '' : `: ${evidence.replace(/\.\s*$/, '')}`);

/** As far back as what is still done carries it. */
async function setBack({ db, now, record }: Anywhere, { project, milestones }: Whole): Promise<Project> {
  const state = reachedBy(milestones);
  if (state === project.state) return project;
  const back = { ...project, state };
  await saveProject(db, back, now);
  record('openings.state', project.id, {}, { before: project.state, after: state });
  return back;
}

function noteOf({ project, milestone }: Part, after: Whole, why: string, others: number): string {
  const { state } = after.project;
  const now = state === project.state ? '' : ` Now ${projectStates[state].toLowerCase()}.`;
  const changed = others > 0 ? ` ${changedWords(others, 0)}` : '';
  return `${milestone.name} is open again: ${why}${now}${changed}`;
}

/** Who was told that theirs can begin reads that it waits; who has the board of days, that it is not open. */
async function tellOthers(context: Anywhere, { milestone }: Part, after: Whole, why: string): Promise<void> {
  const { project, milestones } = after;
  for (const each of milestones.filter((other) => isOpen(other) && other.after.includes(milestone.key)))
    context.tell('who-was-told', waitsAgainCard(project, each, milestone, why), { topic: `free/${each.id}` });
  if (milestone.reaches === 'live') notOpenYet(context, project, why);
}
