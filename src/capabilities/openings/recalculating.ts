import { type Anywhere, todayAt } from './acting.js';
import { type Cause, isOpen, type Milestone } from './rules.js';
import { nudgeSubjects } from './rules-nudges.js';
import { type Changed, changedPromises, misfits, schedule } from './rules-schedule.js';
import { showPromises } from './showing.js';
import type { Whole } from './store.js';
import { saveMilestones } from './store-milestones.js';
import { addPromises } from './store-promises.js';

export interface Why {
  readonly cause: Cause | null;
  readonly why: string;
  /** Where it began: what does not wait for it stays as it is promised. Left out: the day of the project moved. */
  readonly from?: Milestone['id'];
  /** The new day is its owner's own word, who is not asked for it. */
  readonly agreed?: true;
  /** Its history says why, although its day may stay. */
  readonly always?: true;
}

export interface Recalculated extends Whole {
  readonly changed: number;
  /** Owners who are asked. */
  readonly asked: number;
}

/**
 * Days by what waits for what: every promise that changes is kept in its history, and whoever made it is asked to accept
 * or contest the new day, all of theirs in one message.
 */
export async function recalculate(context: Anywhere, whole: Whole, reason: Why): Promise<Recalculated> {
  const { db, actor, now, record } = context;
  const { project } = whole;
  const today = todayAt(project, now);
  const plan = schedule(project, whole.milestones, today);
  const changed = changedPromises(plan, reason);
  const milestones = await promiseAnew(context, whole, changed, reason);
  const asked = askedOf(milestones, changed, actor.id);
  await showPromises(context, { project, milestones }, asked);
  record('openings.recalculated', project.id, {
    changed: changed.length,
    asked: asked.length,
    misfits: misfits(project, plan, today).length,
  });
  await saveMilestones(db, milestones);
  return { project, milestones, changed: changed.length, asked: asked.length };
}

/** Written into the history; what was asked for before is no longer. */
export async function promiseAnew(
  { db, actor, now, newId, settle }: Anywhere,
  { project, milestones }: Whole,
  changed: readonly Changed[],
  { cause, why, from, agreed }: Why,
): Promise<Milestone[]> {
  const promises = changed.map(({ milestone, before, day }) => ({
    ...{ id: newId(), project: project.id, milestone: milestone.id, day, before, cause, why, by: actor.id },
  }));
  await addPromises(db, promises, now);
  settle(
    'openings/promise',
    changed.flatMap(({ milestone }) => milestone.promise ?? []),
  );
  settle(
    'openings/milestone',
    changed.flatMap(({ milestone }) => nudgeSubjects(milestone)),
  );
  const made = new Map(promises.map((each) => [each.milestone, each]));
  return milestones.map((milestone) => {
    const promise = made.get(milestone.id);
    if (!promise) return milestone;
    const { owner, id } = milestone;
    const isAsked = owner !== null && owner.id !== actor.id && !(agreed && id === from);
    return {
      ...milestone,
      ...{ promised: promise.day, promise: promise.id, answer: isAsked ? 'asked' : 'accepted', answerSince: now },
      ...{ contestOn: null, contestWhy: null, contestCause: null },
    };
  });
}

function askedOf(milestones: readonly Milestone[], changed: readonly Changed[], actor: string): string[] {
  const ids = new Set(changed.map(({ milestone }) => milestone.id));
  const owners = milestones.flatMap(({ id, owner, answer, status }) =>
    ids.has(id) && owner && owner.id !== actor && answer === 'asked' && isOpen({ status }) ? [owner.id] : [],
  );
  return [...new Set(owners)];
}
