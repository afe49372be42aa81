import type { Day } from '../domain/calendar.js';
import { HOUSE_ZONE } from '../domain/house.js';
import type { Role } from '../domain/people.js';
import { type Database, type Sql, sql } from './client.js';
import { heldRoles } from './delegations.js';
import { type KeptReminder, reminderColumns } from './reminders.js';

/** Who hears of a reminder on one of its rungs. */
export interface LadderRung {
  readonly name: string;
  readonly rung: number;
  readonly role: Role;
}

/** A reminder, and somebody who is to hear of it now and did not yet. */
export type Unheard = KeptReminder & { readonly person: string };

/** Which of what is open. */
export type WhichOpen =
  | { readonly ids: readonly string[] }
  /** What somebody of these may hear of: at their boutiques, all over the network, or as theirs. */
  | { readonly boutiques: readonly string[] | 'all'; readonly owners: readonly string[] };

/** What is open and not put off to another day. */
export function openReminders(db: Database, which: WhichOpen, now: Date): Promise<readonly KeptReminder[]> {
  return db.$queryRaw<KeptReminder[]>(sql`
    select ${reminderColumns} from reminders r left join boutiques b on b.code = r.boutique_code
    where r.ended_at is null and (b.code is null or b.active) and ${isAmong(which)} and ${mayComeUp(now)} order by r.key`);
}

/** Nobody asked to hear of it another day; `b` is its boutique, if it has one. */
const mayComeUp = (now: Date): Sql => sql`
  (r.not_before is null or r.not_before <= (${now}::timestamptz at time zone coalesce(b.time_zone, ${HOUSE_ZONE}))::date)`;

function isAmong(which: WhichOpen): Sql {
  if ('ids' in which) return sql`r.id = any(${[...which.ids]}::text[])`;
  const { boutiques, owners } = which;
  if (boutiques === 'all') return sql`true`;
  return sql`(r.boutique_code = any(${[...boutiques]}::text[]) or r.owner_id = any(${[...owners]}::text[]))`;
}

/** Of these keys, those under which something was said. */
export async function keysSaid(db: Database, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.$queryRaw<{ key: string }[]>(sql`
    select s.key from unnest(${[...keys]}::text[]) as wanted join reminders_said s on s.key = wanted`);
  return new Set(rows.map(({ key }) => key));
}

/** What is open and was said to nobody on its present rung, and was not put off either. */
export function untold(db: Database): Promise<readonly KeptReminder[]> {
  return db.$queryRaw<KeptReminder[]>(sql`
    select ${reminderColumns} from reminders r where r.ended_at is null and r.not_before is null
      and not exists (select from reminders_said s where s.reminder_id = r.id and s.rung = r.rung and s.person_id is not null)
    order by r.key`);
}

/** The same in SQL. */
const saidKey = (rung: Sql, whom: Sql): Sql => sql`
  r.id || '/' || ${rung} || ${whom} || coalesce('/' || to_char(r.not_before, 'YYYY-MM-DD'), '')`;

/** By which it is said once: what was put off to a day is said once more from that day on. */
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

/** Who holds one of these roles, also in somebody's place. */
export function holders(db: Database, roles: readonly Role[], people: readonly string[], now: Date): Promise<RoleAt[]> {
  return db.$queryRaw<RoleAt[]>(sql`${holding(roles, { people }, now)}`);
}

const holding = (roles: readonly Role[], whose: Whose, now: Date): Sql => sql`
  select distinct h.person_id as person, h.role, h.boutique_code as boutique
  from ${heldRoles(now)} h join people p on p.id = h.person_id and p.active
  where h.role = any(${[...roles]}::text[]) and ${
    'people' in whose
      ? sql`h.person_id = any(${[...whose.people]}::text[])`
      : sql`(h.boutique_code is null or h.boutique_code = any(${[...whose.boutiques]}::text[]))`
  }`;

export interface StandIn {
  readonly away: string;
  readonly here: string;
}

const standing = (whose: Whose, now: Date): Sql => sql`
  select distinct d.from_id as away, d.to_id as here from delegations d join people p on p.id = d.to_id and p.active
  where ${
    'people' in whose
      ? sql`d.to_id = any(${[...whose.people]}::text[])`
      : sql`d.from_id = any(${[...whose.owners]}::text[])`
  } and d.ended_at is null and d.starts <= ${now} and d.ends > ${now}`;

/** What these people hold, and for whom they stand in; or who holds what at these boutiques and across the network, and who stands in for these owners. */
export type Whose =
  | { readonly people: readonly string[] }
  | { readonly boutiques: readonly string[]; readonly owners: readonly string[] };

export interface Hearing {
  readonly held: readonly RoleAt[];
  readonly standing: readonly StandIn[];
}

/** Both in one query. */
export async function hearing(db: Database, roles: readonly Role[], whose: Whose, now: Date): Promise<Hearing> {
  const [found] = await db.$queryRaw<[Hearing]>(sql`
    select coalesce((select json_agg(h) from (${holding(roles, whose, now)}) h), '[]') as held,
      coalesce((select json_agg(d) from (${standing(whose, now)}) d), '[]') as standing`);
  return found;
}

/** The day on which somebody reads what is said to them. */
export const digestKey = (whom: `person/${string}` | `channel/${string}`, day: Day): string => `${whom}/${day}`;
