import { Refusal } from '../../domain/refusal.js';
import type { Context, Outcome } from '../../engine/capability.js';
import { taskCard } from './cards-alarms.js';
import { mustBeNamable } from './handling.js';
import { handledAnomaly, heldAnomaly, mustHandle } from './seeing.js';
import { about, note, restrictTo, showFollowed, topics } from './showing.js';
import { namesOf } from './store-people.js';
import { findTask, finishTask, saveTask } from './store-tasks.js';

interface Wanted {
  readonly what: string;
  readonly person: string;
  readonly due: string;
}

/** Whoever gets it is let into the case, and told. */
export async function addTask({ what, person, due }: Wanted, context: Context): Promise<Outcome> {
  const { db, actor, now, newId, tell, record, boutique } = context;
  const anomaly = await handledAnomaly(context);
  if (anomaly.state === 'closed') throw new Refusal('closed', 'This case is closed.');
  const owner = await mustBeNamable(context, anomaly, person);
  const task = { id: newId(), what, ownerId: owner.id, dueOn: due, addedBy: actor.id, addedAt: now };
  await saveTask(db, anomaly.id, task);
  record('anomalies.task-added', anomaly.id, { task: task.id, owner: owner.id, due });
  await note(context, anomaly, 'task', `Task for ${owner.name}: ${what}`);
  await restrictTo(context, anomaly, [owner.id]);
  const open = { ...task, doneBy: null, doneAt: null };
  const card = taskCard(open, anomaly, boutique, { owner: owner.name });
  tell({ person: owner.id }, card, about(anomaly, topics.task(task.id)));
  return showFollowed(context, anomaly);
}

export async function finish(context: Context): Promise<Outcome> {
  const { db, actor, now, tell, record, boutique, subject } = context;
  const anomaly = await heldAnomaly(context);
  const task = await findTask(db, subject);
  if (task.ownerId !== actor.id) mustHandle(context, anomaly);
  const isFirst = await finishTask(db, task.id, actor.id, now);
  if (isFirst) {
    record('anomalies.task-done', anomaly.id, { task: task.id });
    await note(context, anomaly, 'task', `Done: ${task.what}`);
    const owner = (await namesOf(db, [task.ownerId])).get(task.ownerId) ?? '';
    const card = taskCard({ ...task, doneBy: actor.id, doneAt: now }, anomaly, boutique, { owner });
    tell('who-was-told', card, about(anomaly, topics.task(task.id)));
  }
  return showFollowed(context, anomaly);
}
