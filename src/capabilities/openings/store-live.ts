import { calendarsOf } from '../../database/calendars.js';
import { type Database, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import type { PlaceCalendar } from '../../domain/place-calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { Named } from './rules.js';
import type { Exit, Issue, Pulse, PulseAnswer, PulsePart, Severity } from './rules-live.js';
import type { FirstDays } from './rules-ramp.js';
import { type Whole, wholesWhere } from './store.js';

/** Boutiques that have opened and are not handed over. */
export const goingLive = (db: Database): Promise<Whole[]> =>
  wholesWhere(
    db,
    sql`p.kind = 'opening' and p.state not in ('held', 'cancelled', 'handed-over') and exists (
      select from project_milestones m where m.project_id = p.id and m.reaches = 'live' and m.status = 'done')
      order by p.opens_on, p.number limit 200`,
  );

export interface NewPulse extends Readonly<Record<PulsePart, PulseAnswer>> {
  readonly project: string;
  readonly day: Day;
  readonly note: string | null;
  readonly by: string;
}

export async function addPulse(db: Database, pulse: NewPulse, at: Date): Promise<void> {
  const { project, day, till, alarm, stock, claims, note, by } = pulse;
  await db.projectPulse.create({
    data: { projectId: project, day: midnight(day), till, alarm, stock, claims, note, byId: by, at },
  });
}

const midnight = (day: Day): Date => new Date(`${day}T00:00:00Z`);

export interface ProjectPulse extends Pulse {
  readonly project: string;
}

/** The last one of each day, in their order. */
export function pulsesOf(db: Database, projects: readonly string[]): Promise<ProjectPulse[]> {
  return db.$queryRaw<ProjectPulse[]>(sql`
    select distinct on (u.project_id, u.day) u.project_id as project, to_char(u.day, 'YYYY-MM-DD') as day, u.till, u.alarm, u.stock, u.claims,
      u.note, json_build_object('id', p.id, 'name', p.name) as by, u.at
    from project_pulses u join people p on p.id = u.by_id
    where u.project_id = any(${[...projects]}) order by u.project_id, u.day, u.id desc`);
}

export interface NewIssue {
  readonly id: string;
  readonly project: string;
  readonly what: string;
  readonly severity: Severity;
  readonly owner: string;
  readonly by: string;
  readonly day: Day;
}

export async function addIssue(db: Database, issue: NewIssue, at: Date): Promise<void> {
  const { id, project, what, severity, owner, by, day } = issue;
  await db.projectIssue.create({
    data: {
      ...{ id, projectId: project, what, severity, ownerId: owner },
      ...{ openedBy: by, openedOn: midnight(day), openedAt: at },
    },
  });
}

const PERSON = sql`json_build_object('id', o.id, 'name', o.name)`;

/** In the order in which they came. */
export function issuesOf(db: Database, projects: readonly string[]): Promise<Issue[]> {
  return db.$queryRaw<Issue[]>(sql`
    select i.id, i.project_id as project, i.what, i.severity, ${PERSON} as owner, to_char(i.opened_on, 'YYYY-MM-DD') as "openedOn",
      json_build_object('id', b.id, 'name', b.name) as "openedBy", i.outcome, to_char(i.closed_on, 'YYYY-MM-DD') as "closedOn"
    from project_issues i join people o on o.id = i.owner_id join people b on b.id = i.opened_by
    where i.project_id = any(${[...projects]}) order by i.opened_at, i.id`);
}

export async function findIssue(db: Database, project: string, id: string): Promise<Issue> {
  const found = (await issuesOf(db, [project])).find((each) => each.id === id);
  if (!found) throw new Refusal('gone', 'This issue no longer exists.');
  return found;
}

/** False where somebody closed it before. */
export async function closeIssue(
  db: Database,
  id: string,
  closed: { readonly outcome: string; readonly by: string; readonly day: Day },
  at: Date,
): Promise<boolean> {
  const { count } = await db.projectIssue.updateMany({
    where: { id, closedAt: null },
    data: { outcome: closed.outcome, closedBy: closed.by, closedOn: midnight(closed.day), closedAt: at },
  });
  return count === 1;
}

interface ExitRow {
  readonly certifiedBy: Named | null;
  readonly certifiedAt: Date | null;
  readonly overrideBy: Named | null;
  readonly overrideAt: Date | null;
  readonly overrideWhy: string | null;
}

export async function exitOf(db: Database, project: string): Promise<Exit | null> {
  const [row] = await db.$queryRaw<ExitRow[]>(sql`
    select e.certified_at as "certifiedAt", e.override_at as "overrideAt", e.override_why as "overrideWhy",
      case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as "certifiedBy",
      case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as "overrideBy"
    from project_exits e left join people c on c.id = e.certified_by left join people o on o.id = e.override_by
    where e.project_id = ${project}`);
  if (!row) return null;
  const { certifiedBy, certifiedAt, overrideBy, overrideAt, overrideWhy } = row;
  const override = overrideBy && overrideAt && { by: overrideBy, at: overrideAt, why: overrideWhy ?? '' };
  return { certifiedBy, certifiedAt, override };
}

export async function saveCertified(db: Database, project: string, by: string, at: Date): Promise<void> {
  const said = { certifiedBy: by, certifiedAt: at };
  await db.projectExit.upsert({ where: { projectId: project }, create: { projectId: project, ...said }, update: said });
}

export async function saveOverride(db: Database, project: string, by: string, why: string, at: Date): Promise<void> {
  const said = { overrideBy: by, overrideAt: at, overrideWhy: why };
  await db.projectExit.upsert({ where: { projectId: project }, create: { projectId: project, ...said }, update: said });
}

/** As many first days of this opening, and of the last ones before it. */
export function firstDaysOf(db: Database, project: string, days: number): Promise<FirstDays[]> {
  return db.$queryRaw<FirstDays[]>(sql`
    with opened as (
      select p.id, m.done_on as day from projects p join project_milestones m on m.project_id = p.id and m.reaches = 'live' and m.status = 'done'
      where p.kind = 'opening' and p.state <> 'cancelled'),
    compared as (
      select o.id, o.day from opened o join opened own on own.id = ${project} and (o.id = own.id or o.day < own.day)
      order by o.id <> own.id, o.day desc limit ${MOST_COMPARED + 1})
    select c.id as project,
      (select count(*)::int from project_issues i where i.project_id = c.id and i.opened_on < c.day + ${days}::int) as issues,
      (select count(*)::int from (
        select distinct on (u.day) u.till, u.alarm, u.stock, u.claims from project_pulses u
        where u.project_id = c.id and u.day < c.day + ${days}::int order by u.day, u.id desc) last
        where 'issue' not in (last.till, last.alarm, last.stock, last.claims)) as "cleanDays"
    from compared c`);
}

const MOST_COMPARED = 10;

/** When the boutiques of these projects are open, by code. */
export function calendarsFor(db: Database, wholes: readonly Whole[]): Promise<ReadonlyMap<string, PlaceCalendar>> {
  return calendarsOf(
    db,
    wholes.flatMap(({ project }) => project.boutique ?? []),
  );
}

/** Who manages these boutiques: one each, by code. */
export async function managersOf(db: Database, codes: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  const rows = await db.$queryRaw<(Named & { readonly code: string })[]>(sql`
    select distinct on (r.boutique_code) r.boutique_code as code, p.id, p.name from roles r join people p on p.id = r.person_id
    where p.active and r.role = 'store-manager' and r.boutique_code = any(${[...codes]}) order by r.boutique_code, p.id`);
  return new Map(rows.map(({ code, id, name }) => [code, { id, name }]));
}
