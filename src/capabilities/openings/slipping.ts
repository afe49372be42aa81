import type { Answers } from '../../chat/form.js';
import { dayInWords } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { Outcome } from '../../engine/capability.js';
import {
  type Anywhere,
  heldMilestone,
  mustBeOpen,
  mustGoOn,
  mustLead,
  mustWork,
  partOf,
  replaced,
  viewOf,
} from './acting.js';
import { changedCard, changedWords } from './cards.js';
import type { moveForm, slipForm } from './forms-milestones.js';
import { recalculate } from './recalculating.js';
import { causes } from './rules.js';
import { moved } from './rules-schedule.js';
import { showBoard } from './showing.js';
import { lockProject, saveProject } from './store.js';

/** One of them is on another day: what waits for it follows, where it must. */
export async function slip(answers: Answers<ReturnType<typeof slipForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldMilestone(context);
  mustWork(context, part);
  mustBeOpen(part);
  const { project, milestone } = part;
  const { day, cause, why } = answers;
  if (day === milestone.promised) throw new Refusal('same-day', 'This is its day already. Choose another.', 'day');
  context.record(
    'openings.slipped',
    milestone.id,
    { project: project.id, cause, role: milestone.role, external: milestone.external },
    { before: milestone.promised, after: day, reason: why },
  );
  const own = day === milestone.due ? null : day;
  const after = await recalculate(context, replaced(part, { ...milestone, own }), { cause, why, from: milestone.id });
  const now = partOf(after, milestone.id).milestone.promised;
  const others = now === milestone.promised ? after.changed : after.changed - 1;
  const early = now > day ? ' What comes before it allows no earlier day.' : '';
  const words = `${causes[cause]}: ${why}${early} ${changedWords(others, after.asked)}`;
  showBoard(context, after, `${milestone.name}: ${dayInWords(now)}. ${words}`);
  return { reply: changedCard(viewOf(after, context.now), after.changed, after.asked) };
}

/** The day itself is another one: everything that is not done moves with it. */
export async function move(answers: Answers<ReturnType<typeof moveForm>>, context: Anywhere): Promise<Outcome> {
  const whole = await lockProject(context.db, context.subject);
  const { project } = whole;
  mustLead(context, project);
  mustGoOn(project);
  if (answers.day === project.day) throw new Refusal('same-day', 'This is its day already. Choose another.', 'day');
  return moveTo(context, whole, answers);
}

type Moving = Answers<ReturnType<typeof moveForm>>;

export async function moveTo(context: Anywhere, whole: Parameters<typeof recalculate>[1], { day, cause, why }: Moving) {
  const { project } = whole;
  const change = { before: project.day, after: day, reason: why };
  context.record('openings.moved', project.id, { cause }, change);
  const now = { ...project, day };
  await saveProject(context.db, now, context.now);
  const after = await recalculate(context, { project: now, milestones: moved(whole.milestones, now) }, { cause, why });
  const words = changedWords(after.changed, after.asked);
  showBoard(context, after, `From ${dayInWords(project.day)} to ${dayInWords(day)}. ${causes[cause]}: ${why} ${words}`);
  return { reply: changedCard(viewOf(after, context.now), after.changed, after.asked) };
}
