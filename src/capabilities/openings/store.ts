import { type Database, type Sql, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { Milestones, Project } from './rules.js';
import { milestonesOf } from './store-milestones.js';

/** A project and its plan. */
export interface Whole {
  readonly project: Project;
  readonly milestones: Milestones;
}

export type NewProject = Omit<Project, 'number' | 'stateBefore' | 'stateReason' | 'lead' | 'director'> & {
  readonly lead: string;
  readonly director: string;
};

/** Its number. */
export async function insertProject(db: Database, project: NewProject): Promise<number> {
  const { id, kind, template, templateVersion, title, boutique, place, currency, day, size, lead } = project;
  const { number } = await db.project.create({
    data: {
      ...{ id, kind, template, templateVersion, title, boutiqueCode: boutique, currency, size, state: project.state },
      ...{ place: place.name, city: place.city, timeZone: place.timeZone },
      ...{ countryCode: place.country, countryState: place.state, opensOn: new Date(`${day}T00:00:00Z`) },
      ...{ leadId: lead, directorId: project.director, createdBy: lead, createdAt: project.createdAt },
    },
    select: { number: true },
  });
  return number;
}

const PERSON = (id: Sql, name: Sql): Sql => sql`json_build_object('id', ${id}, 'name', ${name})`;

/** Where it is, as JSON, of a row of projects. */
export const placeIn = (row: Sql): Sql =>
  sql`json_build_object('name', ${row}.place, 'city', ${row}.city, 'timeZone', ${row}.time_zone, 'country', ${row}.country_code, 'state', ${row}.country_state)`;

/** Who has it in hand: whoever was named, until they leave; then its director, and after them another one. */
const DIRECTOR = sql`coalesce(
  (select a.id from people a where a.id = p.director_id and a.active),
  (select a.id from people a join roles r on r.person_id = a.id
    where a.active and r.role = 'director' and r.boutique_code is null order by a.name, a.id limit 1),
  p.director_id)`;
export const LEAD = sql`coalesce((select a.id from people a where a.id = p.lead_id and a.active), ${DIRECTOR})`;

const PROJECT = sql`p.id, p.number, p.kind, p.template, p.template_version as "templateVersion", p.title, p.boutique_code as boutique,
  ${placeIn(sql`p`)} as place,
  p.currency, to_char(p.opens_on, 'YYYY-MM-DD') as day, p.size, ${PERSON(sql`l.id`, sql`l.name`)} as lead, ${PERSON(sql`d.id`, sql`d.name`)} as director,
  p.state, p.state_before as "stateBefore", p.state_reason as "stateReason", p.created_at as "createdAt"`;

export function projectsWhere(db: Database, which: Sql): Promise<Project[]> {
  return db.$queryRaw<Project[]>(sql`
    select ${PROJECT} from projects p join people l on l.id = ${LEAD} join people d on d.id = ${DIRECTOR} where ${which}`);
}

export async function findProject(db: Database, id: string): Promise<Whole> {
  const [project] = await projectsWhere(db, sql`p.id = ${id}`);
  if (!project) throw gone();
  return { project, milestones: await milestonesOf(db, [id]) };
}

/** With its row held: what people do with a plan goes one after the other. */
export async function lockProject(db: Database, id: string): Promise<Whole> {
  await db.$queryRaw(sql`select 1 from projects where id = ${id} for update`);
  return findProject(db, id);
}

/** A message may outlive what it is about: the database was put back to an earlier day. */
export const gone = (): Refusal => new Refusal('gone', 'This project no longer exists.');

/** Several with their plans: two queries however many they are. */
export async function wholesWhere(db: Database, which: Sql): Promise<Whole[]> {
  const projects = await projectsWhere(db, which);
  if (projects.length === 0) return [];
  const ids = projects.map(({ id }) => id);
  const all = await milestonesOf(db, ids);
  return projects.map((project) => ({ project, milestones: all.filter((each) => each.project === project.id) }));
}

/** Those that are not over, the one that opens first ahead. */
export const liveProjects = (db: Database, most = 500): Promise<Whole[]> =>
  wholesWhere(db, sql`p.state not in ('handed-over', 'cancelled') order by p.opens_on, p.number limit ${most}`);

export async function saveProject(db: Database, project: Project, now: Date): Promise<void> {
  const { id, state, stateBefore, stateReason, day } = project;
  const isOver = state === 'cancelled' || state === 'handed-over';
  await db.project.update({
    where: { id },
    data: { state, stateBefore, stateReason, opensOn: midnight(day), endedAt: isOver ? now : null },
  });
}

const midnight = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** The project of whatever a button is about: a project, a milestone or a promise. */
export async function projectAbout(db: Database, subject: string): Promise<string | null> {
  const id = subject.split(/[/~]/)[0] ?? '';
  const [found] = await db.$queryRaw<{ id: string }[]>(sql`
    select id from projects where id = ${id}
    union all select project_id from project_milestones where id = ${id}
    union all select project_id from project_promises where id = ${id} limit 1`);
  return found?.id ?? null;
}
