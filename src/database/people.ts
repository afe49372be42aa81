import type { Holder } from '../domain/delegation.js';
import type { DepartmentRole, Person, Role } from '../domain/people.js';
import { type Database, sql } from './client.js';
import { heldRoles, rolesOf } from './delegations.js';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who holds the role at this boutique or across the network, also in somebody's place, in the order of their names. */
export function peopleWith(
  db: Database,
  roles: readonly Role[],
  boutique: string | null,
  now: Date,
): Promise<(Named & Holder)[]> {
  return db.$queryRaw<(Named & Holder)[]>(sql`
    select p.id, p.name,
      case when bool_or(r.for_id is null) then '{}' else array_agg(distinct r.for_id) end as "inPlaceOf"
    from people p join ${heldRoles(now)} r on r.person_id = p.id
    where p.active and r.role = any(${roles}) and (r.boutique_code is null or r.boutique_code = ${boutique})
    group by p.id, p.name order by p.name`);
}

/** Names by id; whoever has left keeps their name. */
export async function namesOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const people = await db.$queryRaw<Named[]>(sql`select id, name from people where id = any(${[...ids]}::text[])`);
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Where a boutique or a department listens, in each chat. */
export interface Rooms {
  readonly slack: string | null;
  readonly teams: string | null;
}

export async function roomsOfBoutique(db: Database, code: string): Promise<Rooms> {
  const select = { slackChannel: true, teamsChannel: true };
  return roomsIn(await db.boutique.findUnique({ where: { code }, select }));
}

export async function roomsOfDepartment(db: Database, role: DepartmentRole): Promise<Rooms> {
  const select = { slackChannel: true, teamsChannel: true };
  return roomsIn(await db.department.findUnique({ where: { role }, select }));
}

const roomsIn = (row: { slackChannel: string | null; teamsChannel: string | null } | null): Rooms => ({
  slack: row?.slackChannel ?? null,
  teams: row?.teamsChannel ?? null,
});

/**
 * The chats in which each of these people is to be told things, of those that run: the one where they were last, else
 * where they have an account; whom nobody has met yet in each where their boutiques are, or in all of them.
 */
export async function chatsOf(
  db: Database,
  people: readonly string[],
  running: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.$queryRaw<{ id: string; account: string | null; rooms: readonly string[] }[]>(sql`
    select p.id,
      (select a.channel from chat_accounts a where a.person_id = p.id and a.channel = any(${running})
       order by a.used_at desc nulls last, a.bound_at desc limit 1) as account,
      array(select distinct c.chat from roles r join boutiques b on b.code = r.boutique_code,
         lateral (values ('slack', b.slack_channel), ('teams', b.teams_channel)) as c (chat, room)
       where r.person_id = p.id and c.room is not null and c.chat = any(${running})) as rooms
    from people p where p.id = any(${[...people]})`);
  return new Map(
    rows.map(({ id, account, rooms }) => [id, account ? [account] : rooms.length > 0 ? rooms : [...running]]),
  );
}

/** They are here now. */
export async function markUsed(db: Database, account: Omit<Account, 'personId'>, now: Date): Promise<void> {
  const { channel, tenant, userId } = account;
  await db.$executeRaw(sql`
    update chat_accounts set used_at = ${now} where channel = ${channel} and tenant = ${tenant} and user_id = ${userId}`);
}

export function personByEmail(db: Database, email: string): Promise<Named | null> {
  return db.person.findFirst({
    where: { email: { equals: email, mode: 'insensitive' }, active: true },
    select: { id: true, name: true },
  });
}

export interface Account {
  readonly channel: string;
  readonly tenant: string;
  readonly userId: string;
  readonly personId: string;
}

/** Binds an account to a person, once and for all. False where either is bound to another already. */
export async function bindAccount(
  db: Database,
  { channel, tenant, userId, personId }: Account,
  now: Date,
): Promise<boolean> {
  await db.$executeRaw(sql`
    insert into chat_accounts (channel, tenant, user_id, person_id, bound_at)
    values (${channel}, ${tenant}, ${userId}, ${personId}, ${now}) on conflict do nothing`);
  const bound = await db.chatAccount.findUnique({ where: { channel_tenant_userId: { channel, tenant, userId } } });
  return bound?.personId === personId;
}

export async function hasNetwork(db: Database): Promise<boolean> {
  return (await db.boutique.count({ where: { active: true }, take: 1 })) > 0;
}

/** Where somebody is to be found in a chat. */
export interface Whereabouts {
  /** The one that was bound first ahead. */
  readonly accounts: readonly { readonly tenant: string; readonly userId: string }[];
  /** By which to find one, where there is none. */
  readonly email: string;
  /** The workspaces of their boutiques. */
  readonly teams: readonly string[];
  /** The channels of this chat in which they may be found: of their boutiques and departments ahead. */
  readonly rooms: readonly string[];
}

export async function whereabouts(db: Database, channel: string, personId: string): Promise<Whereabouts | null> {
  const person = await db.person.findFirst({
    where: { id: personId, active: true },
    select: {
      email: true,
      accounts: { where: { channel }, select: { tenant: true, userId: true }, orderBy: { boundAt: 'asc' } },
      roles: { select: { boutique: { select: { slackTeam: true } } } },
    },
  });
  if (!person) return null;
  const { accounts, email, roles } = person;
  const teams = new Set(roles.flatMap(({ boutique }) => boutique?.slackTeam ?? []));
  const rooms = channel === 'teams' ? await roomsOfPerson(db, personId) : [];
  return { accounts, email, teams: [...teams], rooms };
}

/** Whoever has a role across the network and no department of their own may be in any boutique's channel. */
async function roomsOfPerson(db: Database, personId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ room: string }[]>(sql`
    with mine as (select role, boutique_code from roles where person_id = ${personId}),
    rooms as (
      select b.teams_channel as room, 1 as distance from mine join boutiques b on b.code = mine.boutique_code and b.active
      union all
      select d.teams_channel, 1 from mine join departments d on d.role = mine.role
      union all
      select b.teams_channel, 2 from boutiques b where b.active and exists (
        select from mine where boutique_code is null and role not in (select role from departments)))
    select room from rooms where room is not null group by room order by min(distance), room`);
  return rows.map(({ room }) => room);
}

/** The workspace of a boutique's or department's channel, where the network says it. */
export async function teamOfRoom(db: Database, room: string): Promise<string | null> {
  const where = { slackChannel: room };
  const select = { slackTeam: true };
  const boutique = await db.boutique.findUnique({ where, select });
  return (boutique ?? (await db.department.findUnique({ where, select })))?.slackTeam ?? null;
}

/** A person as they are now, also where they have left: what they did stays theirs. */
export async function personById(db: Database, id: string, now: Date): Promise<Person | null> {
  const [person] = await db.$queryRawUnsafe<Person[]>(
    `select p.id, p.name, p.language, ${rolesOf('p.id', '$2')} as roles from people p where p.id = $1`,
    id,
    now.toISOString(),
  );
  return person ?? null;
}
