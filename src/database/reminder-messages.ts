import { HOUSE_ZONE } from '../domain/house.js';
import { type Database, type Sql, sql } from './client.js';
import { boutiquesOfPeople, zoneOfPerson } from './person-times.js';
import { type KeptReminder, reminderColumns } from './reminders.js';

/** A reminder in one of the messages in which it stands, with all that the message says of it. */
export interface SaidReminder extends KeptReminder {
  readonly topic: string;
  /** One of a morning's messages, with others. */
  readonly inDigest: boolean;
  /** Null: a channel's. */
  readonly reader: string | null;
  readonly timeZone: string;
  readonly saidAt: number;
  /** Whose it is now, where whoever reads this passed it on. */
  readonly passedTo: string | null;
  /** Who passed it on to whoever reads this. */
  readonly passedBy: string | null;
  readonly overtaken: boolean;
  readonly place: string | null;
  readonly seenByName: string | null;
  readonly told: readonly { person: string; name: string; rung: number; at: string }[];
}

/** Everything that these messages say, in one query. */
export function saidIn(db: Database, topics: readonly string[]): Promise<SaidReminder[]> {
  return db.$queryRaw<SaidReminder[]>(sql`
    select ${reminderColumns}, s.topic, s.person_id as reader,
      exists (select from digests g where g.key = s.topic) as "inDigest",
      case when p.id is null then coalesce((select b.time_zone from boutiques b where b.code = r.boutique_code), ${HOUSE_ZONE})
        else ${zoneOfPerson} end as "timeZone",
      s.rung as "saidAt",
      case when s.key like ${PUT_ASIDE} then (select o.name from people o where o.id = r.owner_id) end as "passedTo",
      (select f.name from people f where s.topic like 'passed/%' and f.id = split_part(s.topic, '/', 3)) as "passedBy",
      ${goesOn(sql`n.boutique_code = r.boutique_code`)}
        or (r.boutique_code is null and ${goesOn(sql`n.boutique_code is null`)}) as overtaken,
      (select b.name from boutiques b where b.code = r.boutique_code) as place,
      (select q.name from people q where q.id = r.seen_by) as "seenByName",
      (select coalesce(json_agg(json_build_object('person', q.id, 'name', q.name, 'at', t.at,
          'rung', t.rung) order by t.at, q.name), '[]')
        from reminders_said t join people q on q.id = t.person_id
        where t.reminder_id = r.id and t.key not like ${PUT_ASIDE}) as told
    from reminders_said s join reminders r on r.id = s.reminder_id
      left join people p on p.id = s.person_id
      left join ${boutiquesOfPeople(sql`r.person_id in (select person_id from reminders_said where topic = any(${[...topics]}))`)} at
        on at.person_id = p.id
    where s.topic = any(${[...topics]})`);
}

/** Open under another level. Each place by a condition of its own, because among thousands the same subject is everywhere and no index is used for both. */
const goesOn = (atThePlace: Sql): Sql => sql`
  exists (select from reminders n where n.ended_at is null and n.name = r.name and ${atThePlace}
    and n.subject = r.subject and n.id <> r.id)`;

/** What was said before somebody passed it on keeps its message, and hinders nobody from being told again. */
export const PUT_ASIDE = '%~%';

/** Every message in which these stand, or the same thing at another level. */
export async function topicsOf(db: Database, reminders: readonly string[]): Promise<string[]> {
  if (reminders.length === 0) return [];
  const rows = await db.$queryRaw<{ topic: string }[]>(sql`
    with changed as materialized (select * from reminders where id = any(${[...reminders]})),
    same as (
      select o.id from changed r join reminders o
        on o.name = r.name and o.boutique_code = r.boutique_code and o.subject = r.subject
      union
      select o.id from changed r join reminders o on o.name = r.name and o.subject = r.subject
        and o.boutique_code is null where r.boutique_code is null)
    select distinct s.topic from same join reminders_said s on s.reminder_id = same.id order by s.topic`);
  return rows.map(({ topic }) => topic);
}

/** Those about records that are closed to some people now. */
export async function remindersAbout(db: Database, records: readonly string[]): Promise<string[]> {
  if (records.length === 0) return [];
  const rows = await db.reminder.findMany({ where: { record: { in: [...records] } }, select: { id: true } });
  return rows.map(({ id }) => id);
}
