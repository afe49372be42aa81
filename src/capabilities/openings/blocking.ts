import type { Answers } from '../../chat/form.js';
import type { Outcome } from '../../engine/capability.js';
import { type Anywhere, heldMilestone, mustBeOpen, mustWork, replaced } from './acting.js';
import { blockedCard } from './cards-milestones.js';
import type { blockForm, unblockForm } from './forms-milestones.js';
import { seenCard } from './looking.js';
import { mustBeSomebody } from './naming.js';
import type { Milestone } from './rules.js';
import { nudgeSubjects } from './rules-nudges.js';
import { showBoard } from './showing.js';
import { saveMilestones } from './store-milestones.js';

const topicOf = (milestone: Milestone): string => `blocked/${milestone.id}`;

/** Whoever could end it is asked, and nobody else. */
export async function block(answers: Answers<ReturnType<typeof blockForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldMilestone(context);
  const { project, milestone, milestones } = part;
  mustWork(context, part);
  mustBeOpen(part);
  const { what, who } = answers;
  const blockedBy = who === undefined ? null : await mustBeSomebody(context, who, 'who');
  const blocked: Milestone = { ...milestone, blocker: what, blockedBy };
  await saveMilestones(context.db, [blocked]);
  context.settle('openings/milestone', nudgeSubjects(milestone));
  context.record('openings.blocked', milestone.id, { project: project.id, by: blockedBy?.id ?? null });
  const after = milestones.filter((each) => each.after.includes(milestone.key));
  if (blockedBy && blockedBy.id !== context.actor.id)
    context.tell({ person: blockedBy.id }, blockedCard(project, blocked, after, context.actor.name), {
      topic: topicOf(milestone),
    });
  const whole = replaced(part, blocked);
  showBoard(context, whole);
  return { reply: await seenCard(context, whole, milestone.id) };
}

export async function unblock({ note }: Answers<ReturnType<typeof unblockForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldMilestone(context);
  const { project, milestone } = part;
  mustWork(context, part);
  mustBeOpen(part);
  const free: Milestone = { ...milestone, blocker: null, blockedBy: null };
  await saveMilestones(context.db, [free]);
  context.settle('openings/milestone', nudgeSubjects(milestone));
  context.record('openings.unblocked', milestone.id, { project: project.id });
  const { actor, tell } = context;
  const words = note ?? `${actor.name} says so.`;
  tell('who-was-told', blockedCard(project, free, [], words), { topic: topicOf(milestone) });
  const { owner } = milestone;
  if (owner && owner.id !== actor.id && owner.id !== milestone.blockedBy?.id)
    tell({ person: owner.id }, blockedCard(project, free, [], words), { topic: topicOf(milestone) });
  const whole = replaced(part, free);
  showBoard(context, whole);
  return { reply: await seenCard(context, whole, milestone.id) };
}
