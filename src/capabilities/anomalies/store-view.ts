import type { Database } from '../../database/client.js';
import type { Anomaly, Entry, Task } from './rules.js';
import { trainingGaps } from './rules-training.js';
import { countEntries, entriesOf } from './store.js';
import { countPhotos } from './store-evidence.js';
import { namesOf } from './store-people.js';
import { tasksOf } from './store-tasks.js';
import { certifiedFor } from './store-trainings.js';

/** A card shows the newest of them. */
const MOST_ENTRIES = 3;

/** Everything that the cards of a case say. */
export async function viewOf(db: Database, anomaly: Anomaly, now: Date, page: readonly Entry[] = []) {
  const { id, onShift, type, happenedAt } = anomaly;
  const tasks: readonly Task[] = await tasksOf(db, id);
  const entries: readonly Entry[] = await entriesOf(db, id, MOST_ENTRIES);
  const { reportedBy, ownerId, acknowledgedBy, closedBy } = anomaly;
  const names = await namesOf(db, [
    ...[reportedBy, ownerId, acknowledgedBy, closedBy, ...onShift],
    ...tasks.flatMap((task) => [task.ownerId, task.doneBy]),
    ...[...entries, ...page].map(({ person }) => person),
  ]);
  const shift = onShift.map((each) => ({ id: each, name: names.get(each) ?? each }));
  return {
    anomaly,
    names,
    tasks,
    entries,
    acts: await countEntries(db, id),
    photos: await countPhotos(db, id),
    ...(await duplicatesOf(db, anomaly)),
    gaps: trainingGaps(shift, type, await certifiedFor(db, type, happenedAt)),
    now,
  };
}

async function duplicatesOf(db: Database, { id, duplicateOf }: Anomaly) {
  const select = { number: true } as const;
  const first = duplicateOf && (await db.anomaly.findUnique({ where: { id: duplicateOf }, select }));
  const repeats = await db.anomaly.findMany({ where: { duplicateOf: id }, select, orderBy: { number: 'asc' } });
  return { first: first ? first.number : null, repeats: repeats.map(({ number }) => number) };
}
