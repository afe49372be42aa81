import { type Database, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import type { Cause, Milestone } from './rules.js';
import type { SlipEntry } from './rules-state.js';

/** Everything of these projects that was moved since then, with its cause. */
export function slipsSince(db: Database, project: string, since: Date): Promise<SlipEntry[]> {
  return db.$queryRaw<SlipEntry[]>(sql`
    select r.milestone_id as milestone, to_char(r.day, 'YYYY-MM-DD') as day, to_char(r.before, 'YYYY-MM-DD') as before, r.since, r.cause, r.why,
      p.name as by
    from project_promises r join people p on p.id = r.by_id
    where r.project_id = ${project} and r.since >= ${since} and r.cause is not null and r.before is not null
    order by r.since, r.id`);
}

/** Those that go on and were planned before; without their plans, because every minute asks for them. */
export async function toldWeekly(db: Database, before: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    select id from projects where state not in ('held', 'cancelled', 'handed-over') and created_at < ${before} order by opens_on, number limit 500`);
  return rows.map(({ id }) => id);
}

/** What was promised first of each milestone that was ever moved. */
export async function firstPromises(db: Database, project: string): Promise<ReadonlyMap<Milestone['id'], Day>> {
  const rows = await db.$queryRaw<{ milestone: string; day: Day }[]>(sql`
    select distinct on (milestone_id) milestone_id as milestone, to_char(coalesce(before, day), 'YYYY-MM-DD') as day
    from project_promises where project_id = ${project} order by milestone_id, since, id`);
  return new Map(rows.map(({ milestone, day }) => [milestone, day]));
}

export interface KeptMilestone {
  readonly project: string;
  readonly number: number;
  readonly title: string;
  readonly due: Day;
  readonly doneOn: Day;
}

/** What was done in all openings, and the day on which the first promise had it. */
export function keptMilestones(db: Database, since: Date): Promise<KeptMilestone[]> {
  return db.$queryRaw<KeptMilestone[]>(sql`
    select p.id as project, p.number, p.title, to_char(m.done_on, 'YYYY-MM-DD') as "doneOn",
      to_char(coalesce((select r.before from project_promises r where r.milestone_id = m.id and r.before is not null order by r.since, r.id limit 1),
        m.due_on), 'YYYY-MM-DD') as due
    from projects p join project_milestones m on m.project_id = p.id and m.status = 'done'
    where p.kind = 'opening' and p.created_at >= ${since} order by p.number desc, m.position`);
}

export interface SlipsOf {
  readonly cause: Cause;
  readonly role: Milestone['role'];
  readonly slips: number;
  /** Days of the calendar, all of them together. */
  readonly days: number;
}

/** What was moved to a later day, by whose it is and why, the most days first. What only followed is left out. */
export function slipsByCause(db: Database, since: Date): Promise<SlipsOf[]> {
  return db.$queryRaw<SlipsOf[]>(sql`
    with moved as (
      select distinct on (r.project_id, r.since, r.cause, r.why) r.cause, m.role, r.day - r.before as days
      from project_promises r join project_milestones m on m.id = r.milestone_id join projects p on p.id = r.project_id
      where p.kind = 'opening' and r.since >= ${since} and r.cause is not null and r.day > r.before
      order by r.project_id, r.since, r.cause, r.why, m.position)
    select cause, role, count(*)::int as slips, sum(days)::int as days from moved
    group by cause, role order by days desc, slips desc, cause, role limit 12`);
}

export interface LiveFigures {
  readonly project: string;
  readonly number: number;
  readonly title: string;
  readonly days: number;
  readonly issues: number;
}

/** Issues of each go-live and the days it has taken, the last one first. */
export function liveFigures(db: Database, since: Date, today: Day): Promise<LiveFigures[]> {
  return db.$queryRaw<LiveFigures[]>(sql`
    select p.id as project, p.number, p.title,
      greatest(1, least(14, ${today}::date - m.done_on + 1))::int as days,
      (select count(*)::int from project_issues i where i.project_id = p.id) as issues
    from projects p join project_milestones m on m.project_id = p.id and m.reaches = 'live' and m.status = 'done'
    where p.kind = 'opening' and p.created_at >= ${since} order by m.done_on desc, p.number limit 10`);
}
