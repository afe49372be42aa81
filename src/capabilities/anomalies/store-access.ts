import { type Database, type Sql, sql } from '../../database/client.js';
import { holds, type Person, type Role } from '../../domain/people.js';
import { maySee as mayRead, type Restriction } from '../../domain/restriction.js';
import type { Anomaly } from './rules.js';
import { maySee, OVERSEERS } from './rules-routes.js';

/** Who has a part in a case, and who may see it where the engine keeps that. */
export interface Access {
  /** Who reported it, its owner, those of its tasks. */
  readonly involved: readonly Person['id'][];
  /** Also where it was restricted once and is open now. */
  readonly restriction: Restriction | null;
}

interface AccessRow {
  readonly id: string;
  readonly involved: string[];
  readonly boutique: string | null;
  readonly roles: Role[] | null;
  readonly people: string[] | null;
}

export async function accessTo(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Access>> {
  const rows = await db.$queryRaw<AccessRow[]>(sql`
    select a.id, x.boutique_code as boutique, x.roles, x.people, array_remove(array[a.reported_by, a.owner_id]
      || array(select t.owner_id from anomaly_tasks t where t.anomaly_id = a.id), null) as involved
    from anomalies a left join restrictions x on x.record = a.id where a.id = any(${[...ids]})`);
  return new Map(
    rows.map(({ id, involved, boutique, roles, people }) => [
      id,
      { involved, restriction: roles && people && { record: id, boutique, roles, people } },
    ]),
  );
}

/** Of these cases, those that this person may see. */
export async function visibleTo(db: Database, person: Person, anomalies: readonly Anomaly[]): Promise<Anomaly[]> {
  if (anomalies.length === 0) return [];
  const ids = anomalies.map(({ id }) => id);
  const access = await accessTo(db, ids);
  return anomalies.filter((anomaly) => {
    const { involved = [], restriction = null } = access.get(anomaly.id) ?? {};
    return restriction ? mayRead(person, restriction) : maySee(person, anomaly, involved);
  });
}

/** A condition on `anomalies a` that leaves out what is nobody's business of theirs, so that a limit counts what they may see. */
export function withinReach(person: Person): Sql {
  const { id, roles } = person;
  const everywhere = roles.flatMap(({ role, boutique }) => (boutique === null ? role : []));
  const at = roles.flatMap(({ boutique }) => boutique ?? []);
  const held = { roles: roles.map(({ role }) => role), at: roles.map(({ boutique }) => boutique) };
  return sql`(${holds(person, OVERSEERS, null)} or a.department = any(${everywhere}::text[]) or a.boutique_code = any(${at}::text[])
      or ${id} in (a.reported_by, a.owner_id)
      or exists (select from anomaly_tasks t where t.anomaly_id = a.id and t.owner_id = ${id})
      or exists (select from restrictions x where x.record = a.id and ${id} = any(x.people)))
    and not exists (select from restrictions x where x.record = a.id and not (${id} = any(x.people) or exists (
      select from unnest(${held.roles}::text[], ${held.at}::text[]) as held (role, boutique)
      where held.role = any(x.roles) and (held.boutique is null or held.boutique = x.boutique_code))))`;
}
