import type { Button, Line } from '../chat/card.js';
import type { Day } from '../domain/calendar.js';
import type { Kept, Weight } from '../domain/reminder.js';
import { type Database, sql } from './client.js';

/** A row of the table, as the engine has it. */
export interface KeptReminder extends Kept {
  readonly id: string;
  readonly weight: Weight;
  readonly line: Line;
  readonly button: Button;
  readonly record: string | null;
  readonly since: Date;
  readonly rung: number;
  readonly rungSince: Date;
  readonly seenBy: string | null;
  readonly seenAt: Date | null;
  readonly notBefore: Day | null;
}

/** With the time at which the first person on its present rung was told; null: nobody was yet. */
export interface LookedAt extends KeptReminder {
  readonly toldAt: Date | null;
}

/** The columns of `KeptReminder`, of reminders `r`. */
export const reminderColumns = sql`
  r.id, r.key, r.name, r.boutique_code as boutique, r.subject, r.level, to_char(r.due_on, 'YYYY-MM-DD') as "on",
  r.weight, r.line, r.button, r.record, r.owner_id as owner, r.named_id as named, r.since, r.rung,
  r.rung_since as "rungSince", r.seen_by as "seenBy", r.seen_at as "seenAt",
  to_char(r.not_before, 'YYYY-MM-DD') as "notBefore", r.ended_at as "endedAt"`;

const LOCK = sql`hashtextextended('reminders', 0)`;

/**
 * Whoever looks, says, answers or settles does it alone: what one of them reads is still true when it writes. Those who
 * answer or settle need not wait for each other. For work that may wait.
 */
export async function lockReminders(db: Database, how: 'alone' | 'with others'): Promise<void> {
  if (how === 'alone') await db.$executeRaw(sql`select pg_advisory_xact_lock(${LOCK})`);
  else await db.$executeRaw(sql`select pg_advisory_xact_lock_shared(${LOCK})`);
}

/** With others, for whoever somebody waits for; false while somebody looks or says, which over thousands of boutiques takes seconds. */
export async function tryLockReminders(db: Database): Promise<boolean> {
  const [row] = await db.$queryRaw<{ mine: boolean }[]>(sql`select pg_try_advisory_xact_lock_shared(${LOCK}) as mine`);
  return row?.mine === true;
}

/**
 * Of these reminders: what is open at these places, at the network's where it is looked at too, and at boutiques that are
 * no more; and what ended under one of these keys.
 */
export function keptReminders(db: Database, { names, boutiques, network, keys }: Wanted): Promise<readonly LookedAt[]> {
  return db.$queryRaw<LookedAt[]>(sql`
    with wanted as (
      select r.id from reminders r where r.ended_at is null and r.name = any(${[...names]}::text[]) and (
        r.boutique_code = any(${[...boutiques]}::text[]) or (${network} and r.boutique_code is null)
        or r.boutique_code in (select b.code from boutiques b where not b.active))
      union
      select r.id from reminders r where r.key = any(${[...keys]}::text[]))
    select ${reminderColumns}, said.at as "toldAt"
    from wanted join reminders r using (id) left join lateral (
      select min(s.at) as at from reminders_said s
      where s.reminder_id = r.id and s.rung = r.rung and s.person_id is not null and s.at >= r.rung_since and s.key not like '%~%'
        and (r.not_before is null or s.key like '%/' || to_char(r.not_before, 'YYYY-MM-DD'))) said on r.ended_at is null
    order by r.key`);
}

export interface Wanted {
  readonly names: readonly string[];
  readonly boutiques: readonly string[];
  readonly network: boolean;
  readonly keys: readonly string[];
}

export type NewReminder = Pick<
  KeptReminder,
  'id' | 'key' | 'name' | 'boutique' | 'subject' | 'level' | 'on' | 'owner' | 'named' | keyof Wording
>;

/** What may change while it is open. */
type Wording = Pick<KeptReminder, 'weight' | 'line' | 'button' | 'record' | 'on'>;

/** In the order of their keys, so that nobody waits for whoever waits for them. The ids of those that were not there. */
export async function beginReminders(
  db: Database,
  reminders: readonly NewReminder[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (reminders.length === 0) return new Set();
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    insert into reminders (id, key, name, boutique_code, subject, level, due_on, weight, line, button, record,
      owner_id, named_id, since, rung, rung_since)
    select n.id, n.key, n.name, n.boutique, n.subject, n.level, n."on", n.weight, n.line, n.button, n.record,
      n.owner, n.named, ${now}, 0, ${now}
    from jsonb_to_recordset(${JSON.stringify(reminders)}::jsonb) as n (id text, key text, name text, boutique text,
      subject text, level text, "on" date, weight text, line jsonb, button jsonb, record text, owner text, named text)
    order by n.key on conflict (key) do nothing returning id`);
  return new Set(rows.map(({ id }) => id));
}

/** They say something else than before, of the same duty. */
export async function rewordReminders(db: Database, reminders: readonly (Wording & { id: string })[]): Promise<void> {
  if (reminders.length === 0) return;
  const column = (of: (each: Wording & { id: string }) => string | null) => reminders.map(of);
  await db.$executeRaw(sql`
    update reminders r set weight = n.weight, line = n.line::jsonb, button = n.button::jsonb, record = n.record,
      due_on = n.due_on::date
    from unnest(${column(({ id }) => id)}::text[], ${column(({ weight }) => weight)}::text[],
      ${column(({ line }) => JSON.stringify(line))}::text[], ${column(({ button }) => JSON.stringify(button))}::text[],
      ${column(({ record }) => record)}::text[], ${column(({ on }) => on)}::text[])
      as n (id, weight, line, button, record, due_on)
    where r.id = n.id`);
}

/** Owed by whoever is named now, from the first rung. */
export async function reassignReminders(
  db: Database,
  reminders: readonly { readonly id: string; readonly owner: string | null }[],
  now: Date,
): Promise<void> {
  if (reminders.length === 0) return;
  const owners = reminders.map(({ owner }) => owner);
  await db.$executeRaw(sql`
    update reminders r set owner_id = n.owner, named_id = n.owner, rung = 0, rung_since = ${now},
      seen_by = null, seen_at = null, not_before = null
    from unnest(${reminders.map(({ id }) => id)}::text[], ${owners}::text[]) as n (id, owner) where r.id = n.id`);
}

export async function reopenReminders(db: Database, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await db.$executeRaw(sql`
    update reminders set ended_at = null, rung_since = ${now}, not_before = null where id = any(${[...ids]}::text[])`);
}

export async function closeReminders(db: Database, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await db.$executeRaw(sql`
    update reminders set ended_at = ${now} where id = any(${[...ids]}::text[]) and ended_at is null`);
}

/** Those that nobody has said they saw meanwhile. Their ids. */
export async function raiseReminders(
  db: Database,
  raised: readonly { readonly id: string; readonly rung: number }[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (raised.length === 0) return new Set();
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    update reminders r set rung = n.rung, rung_since = ${now}, not_before = null
    from unnest(${raised.map(({ id }) => id)}::text[], ${raised.map(({ rung }) => rung)}::int[]) as n (id, rung)
    where r.id = n.id and r.rung < n.rung and r.ended_at is null and r.seen_at is null returning r.id`);
  return new Set(rows.map(({ id }) => id));
}

/** What a capability says is done: subjects of one of its reminders, at one boutique or the network's. */
export interface Settled {
  /** `aml-checks/monthly-check`. */
  readonly reminder: string;
  readonly subjects: readonly string[];
  readonly boutique: string | null;
}

/** Those that are open end now. Their ids. By whoever sees to it that no look happens meanwhile. */
export async function endReminders(db: Database, settled: readonly Settled[], now: Date): Promise<string[]> {
  const wanted = settled.flatMap(({ subjects, ...rest }) => subjects.map((subject) => ({ ...rest, subject })));
  if (wanted.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    update reminders r set ended_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as s (reminder text, subject text, boutique text)
    where r.ended_at is null and r.name = s.reminder and r.subject = s.subject
      and (r.boutique_code = s.boutique or (r.boutique_code is null and s.boutique is null))
    returning r.id`);
  return rows.map(({ id }) => id);
}
