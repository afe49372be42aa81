import { type Database, sql } from '../../database/client.js';
import type { Anomaly, Entry, EntryKind, Task } from './rules.js';
import { trainingGaps } from './rules-training.js';
import { certifiedFor } from './store-trainings.js';

/** A card shows the newest of them. */
const MOST_ENTRIES = 3;

interface ViewRow {
  readonly tasks: readonly (Omit<Task, 'doneAt'> & { readonly doneAt: string | null })[];
  readonly entries: readonly { readonly at: string; readonly person: string | null; kind: EntryKind; words: string }[];
  readonly acts: number;
  readonly photos: number;
  readonly first: number | null;
  readonly repeats: readonly number[];
  readonly names: Readonly<Record<string, string>>;
}

/** Everything that the cards of a case say, in one query: somebody waits for the answer. */
export async function viewOf(db: Database, anomaly: Anomaly, now: Date, page: readonly Entry[] = []) {
  const { id, onShift, type, happenedAt, duplicateOf, reportedBy, ownerId, acknowledgedBy, closedBy } = anomaly;
  const involved = [reportedBy, ownerId, acknowledgedBy, closedBy, ...onShift, ...page.map(({ person }) => person)];
  const people = involved.flatMap((each) => each ?? []);
  const [row] = await db.$queryRaw<ViewRow[]>(sql`
    with tasks as (select * from anomaly_tasks where anomaly_id = ${id}),
    entries as (select * from anomaly_entries where anomaly_id = ${id} order by id desc limit ${MOST_ENTRIES})
    select
      (select coalesce(json_agg(json_build_object('id', id, 'what', what, 'ownerId', owner_id,
          'dueOn', to_char(due_on, 'YYYY-MM-DD'), 'doneBy', done_by, 'doneAt', done_at)
          order by done_at nulls first, due_on, id), '[]') from tasks) as tasks,
      (select coalesce(json_agg(json_build_object('at', at, 'person', person_id, 'kind', kind, 'words', words)
          order by id desc), '[]') from entries) as entries,
      (select count(*)::int from anomaly_entries where anomaly_id = ${id}) as acts,
      (select count(*)::int from anomaly_photos where anomaly_id = ${id} and error is null) as photos,
      (select number from anomalies where id = ${duplicateOf}) as first,
      array(select number from anomalies where duplicate_of = ${id} order by number) as repeats,
      (select coalesce(json_object_agg(p.id, p.name), '{}') from people p where p.id = any(${people}::text[]
        || array(select owner_id from tasks) || array(select person_id from entries))) as names`);
  if (!row) throw new Error('a query of one row gave none');
  const names = new Map(Object.entries(row.names));
  const shift = onShift.map((each) => ({ id: each, name: names.get(each) ?? each }));
  return {
    ...row,
    anomaly,
    names,
    tasks: row.tasks.map((task): Task => ({ ...task, doneAt: task.doneAt === null ? null : new Date(task.doneAt) })),
    entries: row.entries.map((entry): Entry => ({ ...entry, at: new Date(entry.at) })),
    gaps: trainingGaps(shift, type, await certifiedFor(db, type, happenedAt)),
    now,
  };
}
