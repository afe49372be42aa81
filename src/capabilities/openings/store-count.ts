import { type Database, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import type { OpeningCount } from './rules-live.js';

interface Row extends OpeningCount {
  readonly project: string;
}

/** By project: the count that is planned for its opening, as it stands. A count of it that was voided is to be begun anew. */
export async function countsOf(db: Database, projects: readonly string[]): Promise<ReadonlyMap<string, OpeningCount>> {
  const rows = await db.$queryRaw<Row[]>(sql`
    select distinct on (o.project_id) o.project_id as project, o.plan_id as plan, o.boutique, coalesce(c.state, 'planned') as state,
      to_char(o.due_on, 'YYYY-MM-DD') as due, c.id as count, c.decided_at as "decidedAt"
    from project_counts o left join counts c on c.plan_id = o.plan_id and c.state <> 'voided'
    where o.project_id = any(${[...projects]}) and o.replaced_at is null
    order by o.project_id, o.planned_at desc, c.opened_at desc`);
  return new Map(rows.map(({ project, ...count }) => [project, count]));
}

export const countOf = async (db: Database, project: string): Promise<OpeningCount | null> =>
  (await countsOf(db, [project])).get(project) ?? null;

export interface NewCount {
  readonly plan: string;
  readonly project: string;
  readonly boutique: string;
  readonly due: Day;
  readonly by: string;
}

/** In place of the one that was planned before. */
export async function addCount(db: Database, { plan, project, boutique, due, by }: NewCount, at: Date): Promise<void> {
  await db.projectCount.updateMany({ where: { projectId: project, replacedAt: null }, data: { replacedAt: at } });
  const dueOn = new Date(`${due}T00:00:00Z`);
  await db.projectCount.create({
    data: { planId: plan, projectId: project, boutique, dueOn, plannedBy: by, plannedAt: at },
  });
}

export interface DecidedCount {
  readonly project: string;
  readonly milestone: string;
  readonly count: string;
}

/** Counts that are approved while their milestone is still open: one query over all projects. */
export function decidedCounts(db: Database): Promise<DecidedCount[]> {
  return db.$queryRaw<DecidedCount[]>(sql`
    select o.project_id as project, m.id as milestone, c.id as count
    from project_counts o join counts c on c.plan_id = o.plan_id and c.state in ('approved', 'posted', 'closed')
      join projects p on p.id = o.project_id and p.state not in ('held', 'cancelled', 'handed-over')
      join project_milestones m on m.project_id = o.project_id and m.key = 'opening-count' and m.status = 'open'
    where o.replaced_at is null order by o.project_id limit 200`);
}

/** How many pieces were expected, and how many of them differ. */
export async function figuresOfCount(
  db: Database,
  count: string,
): Promise<{ readonly pieces: number; readonly differences: number; readonly decidedAt: Date | null }> {
  const [row] = await db.$queryRaw<{ pieces: number; differences: number; decidedAt: Date | null }[]>(sql`
    select (select count(*)::int from count_expected e where e.count_id = c.id) as pieces,
      (select count(*)::int from count_differences d where d.count_id = c.id and d.comparison = c.comparison) as differences,
      c.decided_at as "decidedAt"
    from counts c where c.id = ${count}`);
  return row ?? { pieces: 0, differences: 0, decidedAt: null };
}
