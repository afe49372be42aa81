import type { Day } from '../domain/calendar.js';
import { grouped } from '../domain/grouped.js';
import type { Role } from '../domain/people.js';
import { type Database, type Sql, sql } from './client.js';
import { heldRoles } from './delegations.js';
import { HOUSE_ZONE, type KeptReminder, reminderColumns } from './reminders.js';

/** Who hears of a reminder on one of its rungs. */
export interface LadderRung {
  readonly name: string;
  readonly rung: number;
  readonly role: Role;
}

/** A reminder, and somebody who is to hear of it now and did not yet. */
export type Unheard = KeptReminder & { readonly person: string };

/**
 * What of the present rung of everything open these people have not been told, or of these reminders everybody: what is
 * their own, and what is a role's that they hold at the place, also in somebody's place. One query, however much it is.
 */
export function unheard(
  db: Database,
  whose: { readonly people: readonly string[] } | { readonly reminders: readonly string[] },
  ladders: readonly LadderRung[],
  now: Date,
): Promise<readonly Unheard[]> {
  const wanted =
    'people' in whose
      ? sql`h.person = any(${[...whose.people]}::text[])`
      : sql`r.id = any(${[...whose.reminders]}::text[])`;
  return db.$queryRaw<Unheard[]>(sql`
    with ${hearersOf(ladders, now)}
    select ${reminderColumns}, h.person
    from hearers h join reminders r using (id) left join boutiques b on b.code = r.boutique_code
    where ${wanted} and (b.code is null or b.active) and ${mayComeUp(now)}
      and not exists (select from reminders_said s where s.key = ${saidKey(sql`r.rung`, sql`'/person/' || h.person`)})
    order by h.person, r.key`);
}

/**
 * For each open reminder, who hears of it on its present rung. By boutique and across the network apart, because one
 * condition for both would compare everybody with everything.
 */
function hearersOf(ladders: readonly LadderRung[], now: Date): Sql {
  return sql`
    ladder as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(ladders)}::jsonb) as l (name text, rung int, role text)),
    held as materialized (
      select h.person_id, h.role, h.boutique_code from ${heldRoles(now)} h
      join people p on p.id = h.person_id and p.active where h.role in (select role from ladder)),
    asked as materialized (
      select r.id, r.boutique_code, l.role, r.rung from reminders r join ladder l on l.name = r.name and l.rung = r.rung
      where r.ended_at is null and (r.rung > 0 or r.owner_id is null)),
    hearers as (
      select a.id, h.person_id as person, a.rung from asked a
      join held h on h.role = a.role and h.boutique_code = a.boutique_code
      union
      select a.id, h.person_id, a.rung from asked a join held h on h.role = a.role and h.boutique_code is null
      union
      select r.id, r.owner_id, 0 from reminders r join people p on p.id = r.owner_id and p.active
      where r.ended_at is null and r.rung = 0
      union
      select r.id, d.to_id, 0 from reminders r join delegations d on d.from_id = r.owner_id
      join people p on p.id = d.to_id and p.active
      where r.ended_at is null and r.rung = 0 and d.ended_at is null and d.starts <= ${now} and d.ends > ${now})`;
}

/** Nobody asked to hear of it another day. */
const mayComeUp = (now: Date): Sql => sql`
  (r.not_before is null or r.not_before <= (${now}::timestamptz at time zone coalesce(b.time_zone, ${HOUSE_ZONE}))::date)`;

/** What is open and was said to nobody on its present rung, and was not put off either. */
export function untold(db: Database): Promise<readonly KeptReminder[]> {
  return db.$queryRaw<KeptReminder[]>(sql`
    select ${reminderColumns} from reminders r where r.ended_at is null and r.not_before is null
      and not exists (select from reminders_said s where s.reminder_id = r.id and s.rung = r.rung and s.person_id is not null)
    order by r.key`);
}

/** What was put off to a day is said once more from that day on. */
const saidKey = (rung: Sql, whom: Sql): Sql => sql`
  r.id || '/' || ${rung} || ${whom} || coalesce('/' || to_char(r.not_before, 'YYYY-MM-DD'), '')`;

/** The same in words of our own. */
export function keySaid(
  { id, notBefore }: Pick<KeptReminder, 'id' | 'notBefore'>,
  rung: number,
  whom: `person/${string}` | `channel/${string}`,
): string {
  return [id, rung, whom, ...(notBefore === null ? [] : [notBefore])].join('/');
}

/** A reminder that a boutique's channel is to hear of, and did not yet. */
export type UnheardInChannel = KeptReminder & { readonly room: Room };

export interface Room {
  readonly slack: string | null;
  readonly teams: string | null;
}

/** At the boutiques of one time zone, or of all. What is restricted is for no channel. */
export function unheardInChannels(
  db: Database,
  { timeZone, names, channels }: { timeZone: string | null; names: readonly string[]; channels: readonly string[] },
  now: Date,
): Promise<readonly UnheardInChannel[]> {
  return db.$queryRaw<UnheardInChannel[]>(sql`
    select ${reminderColumns}, json_build_object('slack', b.slack_channel, 'teams', b.teams_channel) as room
    from reminders r join boutiques b on b.code = r.boutique_code and b.active
      left join reminder_settings t on t.name = r.name and t.boutique_code = r.boutique_code
    where r.ended_at is null and r.name = any(${[...names]}::text[])
      and coalesce(t.channel, r.name = any(${[...channels]}::text[]))
      and (${timeZone}::text is null or b.time_zone = ${timeZone})
      and (b.slack_channel is not null or b.teams_channel is not null) and ${mayComeUp(now)}
      and not exists (select from restrictions x where x.record = r.record)
      and not exists (select from reminders_said s where s.key = ${saidKey(sql`0`, sql`'/channel/' || b.code`)})
    order by r.key`);
}

export interface Saying {
  readonly key: string;
  readonly reminder: string;
  readonly rung: number;
  /** Null: a channel. */
  readonly person: string | null;
  /** Of the message in which it stands. */
  readonly topic: string;
}

/** Of these, those that are ours to say: nobody said them before. */
export async function claimSayings(db: Database, sayings: readonly Saying[], now: Date): Promise<ReadonlySet<string>> {
  if (sayings.length === 0) return new Set();
  const rows = await db.$queryRaw<{ key: string }[]>(sql`
    insert into reminders_said (key, reminder_id, rung, person_id, topic, at)
    select n.key, n.reminder, n.rung, n.person, n.topic, ${now}
    from jsonb_to_recordset(${JSON.stringify(sayings)}::jsonb)
      as n (key text, reminder text, rung int, person text, topic text)
    order by n.key on conflict (key) do nothing returning key`);
  return new Set(rows.map(({ key }) => key));
}

/** Of these messages of a morning, those that nobody sent before: `person/ana/2026-11-23`. */
export async function claimDigests(db: Database, keys: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.$queryRaw<{ key: string }[]>(sql`
    insert into digests (key, at) select key, ${now} from unnest(${[...keys]}::text[]) as key
    order by key on conflict (key) do nothing returning key`);
  return new Set(rows.map(({ key }) => key));
}

/** Of these, those that were sent already. */
export async function digestsSent(db: Database, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ key: string }[]>(sql`
    select key from digests where key = any(${[...keys]}::text[])`);
  return new Set(rows.map(({ key }) => key));
}

export interface RoleAt {
  readonly person: string;
  readonly role: Role;
  /** Null: across the network. */
  readonly boutique: string | null;
}

/** Who holds one of these roles at one of these boutiques or across the network, also in somebody's place. */
export function holdersAt(
  db: Database,
  roles: readonly Role[],
  boutiques: readonly string[],
  now: Date,
): Promise<readonly RoleAt[]> {
  return db.$queryRaw<RoleAt[]>(sql`
    select distinct h.person_id as person, h.role, h.boutique_code as boutique
    from ${heldRoles(now)} h join people p on p.id = h.person_id and p.active
    where h.role = any(${[...roles]}::text[])
      and (h.boutique_code is null or h.boutique_code = any(${[...boutiques]}::text[]))`);
}

/** Who stands in for each of these people. */
export async function standInsOf(
  db: Database,
  people: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (people.length === 0) return new Map();
  const rows = await db.$queryRaw<{ away: string; here: string }[]>(sql`
    select d.from_id as away, d.to_id as here from delegations d join people p on p.id = d.to_id and p.active
    where d.from_id = any(${[...people]}::text[]) and d.ended_at is null and d.starts <= ${now} and d.ends > ${now}`);
  return new Map([...grouped(rows, ({ away }) => away)].map(([away, all]) => [away, all.map(({ here }) => here)]));
}

/** The day on which somebody reads what is said to them. */
export const digestKey = (whom: `person/${string}` | `channel/${string}`, day: Day): string => `${whom}/${day}`;
