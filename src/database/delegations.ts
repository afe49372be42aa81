import { Prisma, type Sql } from './client.js';

/**
 * Roles as they are held at a moment, in the place of the table `roles`: a person's own, and those of whoever they stand
 * in for then, named in `for_id`. What one has only in somebody's place is not handed on.
 */
export const heldRoles = (now: Date): Sql =>
  new Prisma.Sql(heldRolesText(MOMENT).split(MOMENT), [now.toISOString(), now.toISOString()]);

/** The same for a statement with numbered values; `now` is the number of the moment, in ISO 8601. */
export const heldRolesText = (now: string): string => `(
    select r.person_id, r.role, r.boutique_code, null::text as for_id from roles r
    union all
    select d.to_id, r.role, r.boutique_code, d.from_id from delegations d
      join people away on away.id = d.from_id and away.active
      join people here on here.id = d.to_id and here.active
      join roles r on r.person_id = d.from_id
    where d.starts <= ${now}::timestamptz and d.ends > ${now}::timestamptz and d.ended_at is null)`;

const MOMENT = '@moment';

/** As `Person.roles`, of the person whose id this expression is. */
export const rolesOf = (person: string, now: string): string => `
    (select coalesce(json_agg(case when h.for_id is null
        then json_build_object('role', h.role, 'boutique', h.boutique_code)
        else json_build_object('role', h.role, 'boutique', h.boutique_code, 'for', h.for_id) end), '[]')
     from ${heldRolesText(now)} h where h.person_id = ${person})`;
