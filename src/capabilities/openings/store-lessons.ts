import { type Database, type Sql, sql } from '../../database/client.js';
import { Refusal } from '../../domain/refusal.js';
import type { Lesson, Proposal } from './rules-lessons.js';
import { type Whole, wholesWhere } from './store.js';

export async function addLesson(
  db: Database,
  lesson: { readonly project: string; readonly well: string; readonly slipped: string; readonly by: string },
  at: Date,
): Promise<void> {
  const { project, well, slipped, by } = lesson;
  await db.projectLesson.create({ data: { projectId: project, well, slipped, byId: by, at } });
}

export async function lessonOf(db: Database, project: string): Promise<Lesson | null> {
  const [lesson] = await db.$queryRaw<Lesson[]>(sql`
    select l.well, l.slipped, l.at, json_build_object('id', p.id, 'name', p.name) as by
    from project_lessons l join people p on p.id = l.by_id where l.project_id = ${project} order by l.id desc limit 1`);
  return lesson ?? null;
}

export interface Handed extends Whole {
  readonly endedAt: Date;
}

/** Openings that were handed over within this time, of which nobody has said what was learned. */
export async function withoutLessons(db: Database, since: Date): Promise<Whole[]> {
  return wholesWhere(
    db,
    sql`p.kind = 'opening' and p.state = 'handed-over' and p.ended_at >= ${since}
      and not exists (select from project_lessons l where l.project_id = p.id) order by p.ended_at, p.number limit 200`,
  );
}

const proposalsWhere = (db: Database, which: Sql): Promise<Proposal[]> =>
  db.$queryRaw<Proposal[]>(sql`
    select o.id, o.project_id as project, o.template, o.key, o.change, o.before, o.after, o.why, o.state, o.proposed_at as "proposedAt",
      json_build_object('id', b.id, 'name', b.name) as "proposedBy", o.decided_why as "decidedWhy",
      case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end as "decidedBy"
    from project_proposals o join people b on b.id = o.proposed_by left join people d on d.id = o.decided_by
    where ${which}`);

export const proposalsOf = (db: Database, project: string): Promise<Proposal[]> =>
  proposalsWhere(db, sql`o.project_id = ${project} order by o.proposed_at, o.id`);

export const openProposals = (db: Database): Promise<Proposal[]> =>
  proposalsWhere(db, sql`o.state = 'proposed' order by o.proposed_at, o.id limit 50`);

/** With its row held, where it is to be decided. */
export async function findProposal(db: Database, project: string, id: string): Promise<Proposal> {
  await db.$queryRaw(sql`select 1 from project_proposals where id = ${id} for update`);
  const [found] = await proposalsWhere(db, sql`o.project_id = ${project} and o.id = ${id}`);
  if (!found) throw new Refusal('gone', 'This proposal no longer exists.');
  return found;
}

export async function addProposal(
  db: Database,
  proposal: Pick<Proposal, 'id' | 'project' | 'template' | 'key' | 'change' | 'before' | 'after' | 'why'>,
  by: string,
  at: Date,
): Promise<void> {
  const { id, project, template, key, change, before, after, why } = proposal;
  await db.projectProposal.create({
    data: {
      ...{ id, projectId: project, template, key, before, after, why, proposedBy: by, proposedAt: at },
      ...(change && { change: change as object }),
    },
  });
}

export async function decideProposal(
  db: Database,
  id: string,
  decided: { readonly state: 'approved' | 'declined'; readonly by: string; readonly why: string | null },
  at: Date,
): Promise<void> {
  const { state, by, why } = decided;
  await db.projectProposal.update({
    where: { id, state: 'proposed' },
    data: { state, decidedBy: by, decidedAt: at, decidedWhy: why },
  });
}
