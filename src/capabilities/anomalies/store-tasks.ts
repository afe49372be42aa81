import { type Database, sql } from '../../database/client.js';
import { Refusal } from '../../domain/refusal.js';
import type { Task } from './rules.js';

export interface NewTask {
  readonly id: string;
  readonly what: string;
  readonly ownerId: string;
  readonly dueOn: string;
  readonly addedBy: string;
  readonly addedAt: Date;
}

export async function saveTask(db: Database, anomaly: string, { dueOn, ...task }: NewTask): Promise<void> {
  await db.anomalyTask.create({ data: { ...task, anomalyId: anomaly, dueOn: new Date(`${dueOn}T00:00:00Z`) } });
}

export interface FoundTask extends Task {
  readonly anomaly: string;
}

export async function findTask(db: Database, id: string): Promise<FoundTask> {
  const row = await db.anomalyTask.findUnique({ where: { id } });
  if (!row) throw new Refusal('gone', 'This task no longer exists.');
  return readTask(row);
}

/** False where somebody did it before. */
export async function finishTask(db: Database, id: string, by: string, at: Date): Promise<boolean> {
  const { count } = await db.anomalyTask.updateMany({ where: { id, doneAt: null }, data: { doneBy: by, doneAt: at } });
  return count === 1;
}

/** The open ones first, by their day. */
export async function tasksOf(db: Database, anomaly: string): Promise<FoundTask[]> {
  const rows = await db.anomalyTask.findMany({
    where: { anomalyId: anomaly },
    orderBy: [{ doneAt: { sort: 'asc', nulls: 'first' } }, { dueOn: 'asc' }, { id: 'asc' }],
  });
  return rows.map(readTask);
}

/** Those of open cases that this person has to do. */
export async function openTasksFor(
  db: Database,
  person: string,
  most: number,
): Promise<(FoundTask & { readonly boutique: string })[]> {
  const rows = await db.anomalyTask.findMany({
    where: { ownerId: person, doneAt: null, anomaly: { state: { not: 'closed' } } },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    take: most,
    include: { anomaly: { select: { boutiqueCode: true } } },
  });
  return rows.map(({ anomaly, ...row }) => ({ ...readTask(row), boutique: anomaly.boutiqueCode }));
}

export interface OverdueTask {
  readonly id: string;
  readonly boutique: string;
  /** The day on which it is reminded, at the boutique. */
  readonly day: string;
}

/** What is overdue where the morning of the boutique has begun; each once a day. */
export function overdueTasks(db: Database, now: Date, fromHour: number): Promise<OverdueTask[]> {
  return db.$queryRaw<OverdueTask[]>(sql`
    select t.id, a.boutique_code as boutique, to_char(${now}::timestamptz at time zone b.time_zone, 'YYYY-MM-DD') as day
    from anomaly_tasks t join anomalies a on a.id = t.anomaly_id join boutiques b on b.code = a.boutique_code
    where t.done_at is null and a.state <> 'closed'
      and t.due_on < (${now}::timestamptz at time zone b.time_zone)::date
      and extract(hour from ${now}::timestamptz at time zone b.time_zone) >= ${fromHour}`);
}

type TaskRow = NonNullable<Awaited<ReturnType<Database['anomalyTask']['findUnique']>>>;

function readTask({ id, what, ownerId, dueOn, doneBy, doneAt, anomalyId }: TaskRow): FoundTask {
  return { id, what, ownerId, dueOn: dueOn.toISOString().slice(0, 10), doneBy, doneAt, anomaly: anomalyId };
}
