import type { Person, Role } from '../domain/people.js';
import type { Restriction } from '../domain/restriction.js';
import { type Database, type Sql, sql } from './client.js';
import { heldRoles } from './delegations.js';

/** Of these records, those that are restricted. */
export async function restrictionsOf(
  db: Database,
  records: readonly string[],
): Promise<ReadonlyMap<string, Restriction>> {
  if (records.length === 0) return new Map();
  const rows = await db.restriction.findMany({ where: { record: { in: [...new Set(records)] } } });
  return new Map(
    rows.map(({ record, boutiqueCode, roles, people }) => [
      record,
      { record, boutique: boutiqueCode, roles: roles as Role[], people },
    ]),
  );
}

export async function saveRestriction(db: Database, restriction: Restriction, now: Date): Promise<void> {
  const { record, boutique, roles, people } = restriction;
  const to = { boutiqueCode: boutique, roles: [...roles], people: [...people] };
  await db.restriction.upsert({ where: { record }, create: { record, ...to, since: now }, update: to });
}

/** Of these people, those who may see it. */
export async function thoseWhoMaySee(
  db: Database,
  { roles, people, boutique }: Restriction,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    select p.id from people p where p.id = any(${[...ids]}) and (p.id = any(${[...people]}) or exists (
      select from ${heldRoles(now)} r where r.person_id = p.id and r.role = any(${[...roles]})
        and (r.boutique_code is null or r.boutique_code = ${boutique})))`);
  return new Set(rows.map(({ id }) => id));
}

/** For each of these records that is restricted, those of these people who may see it; one query for all. */
export async function whoMaySee(
  db: Database,
  records: readonly string[],
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (records.length === 0) return new Map();
  const rows = await db.$queryRaw<{ record: string; may: string[] }[]>(sql`
    select x.record, array(
      select p.id from people p where p.id = any(${[...ids]}::text[]) and (p.id = any(x.people) or exists (
        select from ${heldRoles(now)} r where r.person_id = p.id and r.role = any(x.roles)
          and (r.boutique_code is null or r.boutique_code = x.boutique_code)))) as may
    from restrictions x where x.record = any(${[...new Set(records)]}::text[])`);
  return new Map(rows.map(({ record, may }) => [record, new Set(may)]));
}

/** Whether they may see it now, as commands and exports ask: what is not restricted, everybody may. */
export async function mayPersonSee(db: Database, record: string, person: Person['id'], now: Date): Promise<boolean> {
  const restriction = (await restrictionsOf(db, [record])).get(record);
  return !restriction || (await thoseWhoMaySee(db, restriction, [person], now)).has(person);
}

/** A condition for lists, where `record` is an expression: what is restricted is left out for whoever may not see it. */
export function isOpenTo({ id, roles }: Pick<Person, 'id' | 'roles'>, record: Sql): Sql {
  const held = { roles: roles.map(({ role }) => role), at: roles.map(({ boutique }) => boutique) };
  return sql`not exists (select from restrictions x where x.record = ${record} and not (${id} = any(x.people) or exists (
    select from unnest(${held.roles}::text[], ${held.at}::text[]) as held (role, boutique)
    where held.role = any(x.roles) and (held.boutique is null or held.boutique = x.boutique_code))))`;
}

/** The rooms of the departments among these roles, as conversations: `slack/channel/C0SECURITY`. */
export async function roomsOfRoles(db: Database, roles: readonly Role[]): Promise<ReadonlySet<string>> {
  const rows = await db.department.findMany({ where: { role: { in: [...roles] } } });
  return new Set(
    rows.flatMap(({ slackChannel, teamsChannel }) => [
      ...(slackChannel === null ? [] : [`slack/channel/${slackChannel}`]),
      ...(teamsChannel === null ? [] : [`teams/channel/${teamsChannel}`]),
    ]),
  );
}

/** Every message that stands in a chat about this record. */
export function messagesAbout(
  db: Database,
  record: string,
): Promise<{ readonly topic: string; readonly conversation: string }[]> {
  return db.$queryRaw(sql`
    select distinct topic, conversation from deliveries
    where about = ${record} and topic is not null and (state <> 'failed' or reference is not null)`);
}
