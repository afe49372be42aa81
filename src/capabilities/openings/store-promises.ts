import { type Database, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { Cause, Milestone, Named, Project } from './rules.js';
import { placeIn } from './store.js';

export interface NewPromise {
  readonly id: string;
  readonly project: string;
  readonly milestone: string;
  readonly day: Day;
  readonly before: Day | null;
  readonly cause: Cause | null;
  readonly why: string;
  readonly by: string;
}

/** The history of every promise: only ever added to. */
export async function addPromises(db: Database, promises: readonly NewPromise[], since: Date): Promise<void> {
  if (promises.length === 0) return;
  await db.projectPromise.createMany({
    data: promises.map(({ id, project, milestone, day, before, cause, why, by }) => ({
      ...{ id, projectId: project, milestoneId: milestone, day: midnight(day), before: before && midnight(before) },
      ...{ since, cause, why, byId: by },
    })),
  });
}

const midnight = (day: Day): Date => new Date(`${day}T00:00:00Z`);

export interface Answer {
  readonly promise: string;
  readonly kind: 'accepted' | 'contested' | 'agreed' | 'kept';
  readonly day?: Day;
  readonly why?: string;
}

/** What was said to them. */
export async function addAnswers(db: Database, answers: readonly Answer[], by: string, at: Date): Promise<void> {
  await db.projectAnswer.createMany({
    data: answers.map(({ promise, kind, day, why }) => ({
      ...{ promiseId: promise, kind, day: day ? midnight(day) : null, why: why ?? null, byId: by, at },
    })),
  });
}

export interface Promised {
  readonly id: string;
  readonly project: string;
  readonly milestone: string;
  readonly day: Day;
  readonly before: Day | null;
  readonly since: Date;
  readonly cause: Cause | null;
  readonly why: string;
  readonly byName: string;
}

const PROMISE = sql`r.id, r.project_id as project, r.milestone_id as milestone, to_char(r.day, 'YYYY-MM-DD') as day,
  to_char(r.before, 'YYYY-MM-DD') as before, r.since, r.cause, r.why, p.name as "byName"`;

export async function findPromise(db: Database, id: string): Promise<Promised> {
  const [found] = await promisesById(db, [id]);
  if (!found) throw new Refusal('gone', 'This day is no longer asked for.');
  return found;
}

export function promisesById(db: Database, ids: readonly string[]): Promise<Promised[]> {
  return db.$queryRaw<Promised[]>(sql`
    select ${PROMISE} from project_promises r join people p on p.id = r.by_id where r.id = any(${[...ids]})`);
}

export interface AskedPromise extends Pick<Project, 'title' | 'place'>, Pick<Milestone, 'name' | 'promised'> {
  readonly project: string;
  readonly promise: string;
  readonly owner: Named;
  readonly since: Date;
}

/** Days that somebody was asked to keep and has not answered for: one query over all projects that go on. */
export function askedPromises(db: Database): Promise<AskedPromise[]> {
  return db.$queryRaw<AskedPromise[]>(sql`
    select j.id as project, j.title, ${placeIn(sql`j`)} as place, m.name, to_char(m.promised_on, 'YYYY-MM-DD') as promised,
      m.promise_id as promise, json_build_object('id', o.id, 'name', o.name) as owner, m.answer_since as since
    from project_milestones m join projects j on j.id = m.project_id join people o on o.id = m.owner_id
    where m.status = 'open' and m.answer = 'asked' and m.promise_id is not null and m.answer_since is not null
      and j.state not in ('held', 'cancelled', 'handed-over')
    order by j.opens_on, j.number, m.position`);
}

/** How the day of a milestone came about, the newest first. */
export function historyOf(db: Database, milestone: string, most: number): Promise<Promised[]> {
  return db.$queryRaw<Promised[]>(sql`
    select ${PROMISE} from project_promises r join people p on p.id = r.by_id
    where r.milestone_id = ${milestone} order by r.since desc, r.id limit ${most}`);
}
