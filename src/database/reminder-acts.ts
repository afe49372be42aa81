import type { Day } from '../domain/calendar.js';
import type { Person, Role } from '../domain/people.js';
import { searchWords } from '../domain/words.js';
import { type Database, folded, sql } from './client.js';
import { heldRoles } from './delegations.js';
import type { Named } from './people.js';
import { PUT_ASIDE } from './reminder-messages.js';
import { type KeptReminder, reminderColumns } from './reminders.js';

/** Held until the transaction ends; by whoever sees to it that no look happens meanwhile. */
export async function lockReminder(db: Database, id: string): Promise<KeptReminder | null> {
  const [row] = await db.$queryRaw<KeptReminder[]>(sql`
    select ${reminderColumns} from reminders r where r.id = ${id} for update of r`);
  return row ?? null;
}

export async function findReminder(db: Database, id: string): Promise<KeptReminder | null> {
  const [row] = await db.$queryRaw<KeptReminder[]>(sql`select ${reminderColumns} from reminders r where r.id = ${id}`);
  return row ?? null;
}

/** What it is about; otherwise itself. */
export async function recordOfReminder(db: Database, id: string): Promise<string> {
  const row = await db.reminder.findUnique({ where: { id }, select: { record: true } });
  return row?.record ?? id;
}

/** Whether somebody was told of it, and did not pass it on. */
export async function wasTold(db: Database, id: string, person: string): Promise<boolean> {
  const [said] = await db.$queryRaw<unknown[]>(sql`
    select from reminders_said s
    where s.reminder_id = ${id} and s.person_id = ${person} and s.key not like ${PUT_ASIDE} limit 1`);
  return said !== undefined;
}

/** False where somebody did before, or it ended. */
export async function markSeen(db: Database, id: string, by: string, at: Date): Promise<boolean> {
  const where = { id, seenAt: null, endedAt: null };
  const { count } = await db.reminder.updateMany({ where, data: { seenBy: by, seenAt: at } });
  return count === 1;
}

/** On that day it is said once more, and nobody has seen it then. */
export async function putOff(db: Database, id: string, until: Day): Promise<void> {
  const { count } = await db.reminder.updateMany({
    where: { id, endedAt: null },
    data: { notBefore: new Date(`${until}T00:00:00Z`), seenBy: null, seenAt: null },
  });
  if (count !== 1) throw new Error('the reminder had ended');
}

interface Passing {
  readonly id: string;
  readonly to: string;
  readonly topic: string;
  /** Of this act: the keys of what was said before end with it. */
  readonly act: string;
}

/** Its ladder begins anew, with whose it is now: nothing of what was said before counts as said. */
export async function passOn(db: Database, { id, to, topic, act }: Passing, now: Date): Promise<void> {
  const { count } = await db.reminder.updateMany({
    where: { id, endedAt: null },
    data: { ownerId: to, rung: 0, rungSince: now, seenBy: null, seenAt: null, notBefore: null },
  });
  if (count !== 1) throw new Error('the reminder had ended');
  await db.$executeRaw(sql`
    update reminders_said set key = key || '~' || ${act}
    where reminder_id = ${id} and person_id is not null and key not like ${PUT_ASIDE}`);
  const key = `${id}/0/person/${to}`;
  await db.reminderSaid.create({ data: { key, reminderId: id, rung: 0, personId: to, topic, at: now } });
}

interface Wanted {
  /** Who may do what it asks for. */
  readonly roles: readonly Role[];
  readonly boutique: string | null;
  readonly but: readonly string[];
  readonly words?: string;
  readonly person?: string;
}

const MOST_FOUND = 100;

/** Who holds one of these roles there, and is not away; those first whose name begins with the words. */
export function peopleForIt(
  db: Database,
  { roles, boutique, but, words = '', person }: Wanted,
  now: Date,
): Promise<(Named & Pick<Person, 'roles'>)[]> {
  const wanted = searchWords(words);
  const begins = `${wanted.join(' ')}%`;
  return db.$queryRaw(sql`
    select p.id, p.name, json_agg(json_build_object('role', h.role, 'boutique', h.boutique_code)) as roles
    from people p join ${heldRoles(now)} h on h.person_id = p.id
    where p.active and p.id <> all(${[...but]}::text[]) and (${person ?? null}::text is null or p.id = ${person ?? null})
      and h.role = any(${[...roles]}::text[]) and (h.boutique_code is null or h.boutique_code = ${boutique})
      and not exists (select from unnest(${wanted}::text[]) w where strpos(${folded(sql`p.name`)}, w) = 0)
      and not exists (select from delegations d where d.from_id = p.id and d.ended_at is null
        and d.starts <= ${now} and d.ends > ${now})
    group by p.id, p.name order by ${folded(sql`p.name`)} like ${begins} desc, p.name, p.id limit ${MOST_FOUND}`);
}
