import type { Line } from '../chat/card.js';
import { HOUSE_ZONE } from '../domain/house.js';
import type { Person } from '../domain/people.js';
import { type Database, type Sql, sql } from './client.js';
import { PUT_ASIDE } from './reminder-messages.js';
import { type KeptReminder, reminderColumns } from './reminders.js';
import type { LadderRung } from './reminders-said.js';

/** A reminder in somebody's list. */
export interface ListedReminder extends KeptReminder {
  /** Put off to a day that has not come. */
  readonly rests: boolean;
  /** This person had it and passed it on. */
  readonly passedOn: boolean;
  readonly ownerName: string | null;
  readonly seenByName: string | null;
}

/** As many as anybody could look through; the most pressing ones. */
const MOST_LISTED = 500;

/**
 * Everything open that this person owes, in their own name or in somebody's place: as its owner, or by a role of its
 * ladder up to its present rung. Also what they passed on.
 */
export function openFor(
  db: Database,
  person: Person,
  ladders: readonly LadderRung[],
  now: Date,
): Promise<ListedReminder[]> {
  return db.$queryRaw<ListedReminder[]>(sql`
    with ${ladderOf(ladders)}, ${heldBy(person)},
    mine as (
      select r.id from reminders r where r.ended_at is null and (r.owner_id = ${person.id} or exists (
        select from ladder l join held h on h.role = l.role and (h.boutique is null or h.boutique = r.boutique_code)
        where l.name = r.name and l.rung <= r.rung and (l.rung > 0 or r.owner_id is null)))
      union
      select r.id from reminders r join delegations d on d.from_id = r.owner_id and d.to_id = ${person.id}
        and d.ended_at is null and d.starts <= ${now} and d.ends > ${now}
      where r.ended_at is null),
    passed as (
      select distinct r.id from reminders_said s join reminders r on r.id = s.reminder_id
      where s.person_id = ${person.id} and s.key like ${PUT_ASIDE} and r.ended_at is null and r.owner_id <> ${person.id})
    select ${reminderColumns}, p.id is not null as "passedOn", o.name as "ownerName", v.name as "seenByName",
      coalesce(r.not_before > (${now}::timestamptz at time zone coalesce(b.time_zone, ${HOUSE_ZONE}))::date, false) as rests
    from (select id from mine union select id from passed) as each join reminders r using (id)
      left join passed p using (id) left join boutiques b on b.code = r.boutique_code
      left join people o on o.id = r.owner_id left join people v on v.id = r.seen_by
    where b.code is null or b.active
    order by array_position(array['late', 'due', 'upcoming'], r.level), r.due_on, r.key limit ${MOST_LISTED}`);
}

const ladderOf = (ladders: readonly LadderRung[]): Sql => sql`
  ladder as materialized (
    select * from jsonb_to_recordset(${JSON.stringify(ladders)}::jsonb) as l (name text, rung int, role text))`;

function heldBy({ roles }: Person): Sql {
  const [names, places] = [roles.map(({ role }) => role), roles.map(({ boutique }) => boutique)];
  return sql`held as materialized (
    select * from unnest(${names}::text[], ${places}::text[]) as h (role, boutique))`;
}

/** What is late at a boutique. */
export interface LateReminder {
  readonly id: string;
  /** `aml-checks/monthly-check`. */
  readonly name: string;
  readonly boutique: string;
  readonly line: Line;
  readonly record: string | null;
  readonly critical: boolean;
}

/** Everything late at boutiques, the oldest first. */
export function lateReminders(db: Database): Promise<LateReminder[]> {
  return db.$queryRaw<LateReminder[]>(sql`
    select r.id, r.name, r.boutique_code as boutique, r.line, r.record, r.weight = 'critical' as critical
    from reminders r join boutiques b on b.code = r.boutique_code and b.active
    where r.ended_at is null and r.level = 'late' order by r.due_on, r.key`);
}
