import type { Answers } from '../../chat/form.js';
import { Refusal } from '../../domain/refusal.js';
import { type FileReference, jobAnywhere, type Outcome } from '../../engine/capability.js';
import {
  type Anywhere,
  heldMilestone,
  mustBeOpen,
  mustGoOn,
  mustLead,
  mustWork,
  type Part,
  replaced,
  todayAt,
  viewOf,
} from './acting.js';
import { createdCard } from './cards.js';
import { fileRefusedCard, freeCard } from './cards-milestones.js';
import type { alreadyForm } from './forms.js';
import type { doneForm, waiveForm } from './forms-milestones.js';
import { seenCard } from './looking.js';
import { carried, isOpen, type Milestone, mayDirect, projectStates, unfinishedBefore } from './rules.js';
import { goBefore, overAtStart } from './rules-before.js';
import { nudgeSubjects } from './rules-nudges.js';
import { showBoard, showPromises } from './showing.js';
import { lockProject, saveProject, type Whole } from './store.js';
import { addFiles, keepFile, refuseFile } from './store-evidence.js';
import { markDone, projectOf, saveMilestones } from './store-milestones.js';

/** It is done: what waited for it can begin, and its owner is told. */
export async function finish(answers: Answers<ReturnType<typeof doneForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldMilestone(context);
  mustWork(context, part);
  mustBeOpen(part);
  const { milestone } = part;
  mustHaveGo(part);
  if (milestone.gate) throw new Refusal('gate', `${milestone.name} passes by its votes. Ask for them.`);
  const { doneOn, evidence, cost, file } = answers;
  await keepFiles(context, milestone, file ?? []);
  const done: Milestone = {
    ...milestone,
    ...{ status: 'done', doneOn, evidence: evidence ?? null, blocker: null, blockedBy: null },
    costActual: cost ?? milestone.costActual,
  };
  context.record('openings.done', milestone.id, { project: part.project.id, doneOn, files: file?.length ?? 0 });
  const whole = await over(context, part, [done], `${milestone.name} is done.`);
  return { reply: await seenCard(context, whole, milestone.id) };
}

export async function waive({ why }: Answers<ReturnType<typeof waiveForm>>, context: Anywhere): Promise<Outcome> {
  const part = await heldMilestone(context);
  const { project, milestone } = part;
  mustLead(context, project);
  mustBeOpen(part);
  if (milestone.gate && !mayDirect(context.actor, project))
    throw new Refusal('gate', `${milestone.name} is a gate: only a director leaves it out.`, undefined, true);
  if (milestone.reaches !== null) mustHaveGo(part);
  const doneOn = todayAt(project, context.now);
  const waived: Milestone = { ...milestone, status: 'waived', doneOn, evidence: why, blocker: null, blockedBy: null };
  context.record('openings.waived', milestone.id, { project: project.id }, { reason: why });
  const whole = await over(context, part, [waived], `${milestone.name} is waived: ${why}`);
  return { reply: await seenCard(context, whole, milestone.id) };
}

/** What comes after the go / no-go is over only once that has passed. */
export function mustHaveGo({ milestone, milestones }: Part): void {
  const go = goBefore(milestone, milestones);
  if (go)
    throw new Refusal('no-go-yet', `${go.name} has not passed. Its votes come first; a director may leave it out.`);
}

/** Of a plan that began late: done on its day, so that nothing after it is later for that. */
export async function setDone(
  { done = [] }: Answers<ReturnType<typeof alreadyForm>>,
  context: Anywhere,
): Promise<Outcome> {
  const { db, subject, record } = context;
  const whole = await lockProject(db, subject);
  mustLead(context, whole.project);
  mustGoOn(whole.project);
  const chosen = overAtStart(whole.project, whole.milestones).filter(({ id }) => done.includes(id));
  const finished = chosen.map((each): Milestone => ({ ...each, status: 'done', doneOn: each.due }));
  record('openings.done-before', subject, { milestones: finished.length });
  const after = await over(context, whole, finished);
  return { reply: createdCard(viewOf(after, context.now)) };
}

/** These are over. Saves them and how far they carry the project, ends what was asked for, and tells whoever can go on. */
export async function over(
  context: Anywhere,
  before: Whole,
  finished: readonly Milestone[],
  note?: string,
): Promise<Whole> {
  const { db, now, actor, settle, record } = context;
  const ids = finished.map(({ id }) => id);
  const milestones = finished.reduce((whole, each) => replaced(whole, each), before).milestones;
  const project = carried(before.project, milestones);
  await saveMilestones(db, finished);
  await markDone(db, ids, actor.id, now);
  settle('openings/milestone', before.milestones.filter(({ id }) => ids.includes(id)).flatMap(nudgeSubjects));
  settle(
    'openings/promise',
    finished.flatMap(({ promise }) => promise ?? []),
  );
  const whole = { project, milestones };
  if (project.state !== before.project.state) {
    await saveProject(db, project, now);
    record('openings.state', project.id, {}, { before: before.project.state, after: project.state });
  }
  const state = project.state === before.project.state ? '' : ` Now ${projectStates[project.state].toLowerCase()}.`;
  showBoard(context, whole, note && `${note}${state}`);
  await tellOwners(context, before, whole, finished);
  return whole;
}

async function tellOwners(
  context: Anywhere,
  before: Whole,
  whole: Whole,
  finished: readonly Milestone[],
): Promise<void> {
  const { project, milestones } = whole;
  const today = todayAt(project, context.now);
  for (const milestone of milestones) {
    const [last] = finished.filter(({ key }) => milestone.after.includes(key));
    const isFree = isOpen(milestone) && unfinishedBefore(milestone, milestones).length === 0;
    if (!last || !isFree || !milestone.owner || milestone.owner.id === context.actor.id) continue;
    context.tell({ person: milestone.owner.id }, freeCard(project, milestone, last, today), {
      topic: `free/${milestone.id}`,
    });
  }
  const owners = finished.flatMap(({ id, owner }) => {
    const was = before.milestones.find((each) => each.id === id);
    return owner && was?.answer === 'asked' ? [owner.id] : [];
  });
  await showPromises(context, whole, owners);
}

interface FileOrder extends FileReference {
  readonly [key: string]: string;
  readonly milestone: string;
  readonly evidence: string;
}

async function keepFiles(
  { db, actor, now, newId, later }: Anywhere,
  milestone: Milestone,
  files: readonly FileReference[],
): Promise<void> {
  const kept = files.map((file) => ({ file, id: newId() }));
  await addFiles(
    db,
    kept.map(({ file, id }) => ({ id, milestone: milestone.id, name: file.name, by: actor.id })),
    now,
  );
  for (const { file, id } of kept)
    later('openings.keep-file', { ...file, milestone: milestone.id, evidence: id } satisfies FileOrder);
}

/** A chat keeps files only for a while, so what shows that something is done is kept here. */
export const keepFileJob = jobAnywhere<FileOrder, Uint8Array>({
  fetch: (order, files) => files.read(order),
  async run({ milestone, evidence, name }, fetched, { db, actor, newId, tell, record }) {
    const project = await projectOf(db, milestone);
    if (!(fetched instanceof Refusal)) {
      await keepFile(db, evidence, { id: newId(), name, bytes: fetched });
      return record('openings.file-kept', milestone, { project, evidence });
    }
    await refuseFile(db, evidence, fetched.sentence);
    tell({ person: actor.id }, fileRefusedCard(name, fetched.sentence), { topic: `evidence/${evidence}` });
    record('openings.file-refused', milestone, { project, evidence, code: fetched.code });
  },
});
