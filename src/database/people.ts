import type { DepartmentRole, Person, Role } from '../domain/people.js';
import { type Database, sql } from './client.js';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who holds the role at this boutique or across the network, in the order of their names. */
export function peopleWith(db: Database, roles: readonly Role[], boutique: string | null): Promise<Named[]> {
  return db.$queryRaw<Named[]>(sql`
    select distinct p.id, p.name from people p join roles r on r.person_id = p.id
    where p.active and r.role = any(${roles}) and (r.boutique_code is null or r.boutique_code = ${boutique})
    order by p.name`);
}

/** Names by id; whoever has left keeps their name. */
export async function namesOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await db.person.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

export async function channelOfBoutique(db: Database, code: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ channel: string | null }[]>(sql`
    select slack_channel as channel from boutiques where code = ${code}`);
  return row?.channel ?? null;
}

export async function channelOfDepartment(db: Database, role: DepartmentRole): Promise<string | null> {
  const row = await db.department.findUnique({ where: { role }, select: { slackChannel: true } });
  return row?.slackChannel ?? null;
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
  const teams = person.roles.flatMap(({ boutique }) => boutique?.slackTeam ?? []);
  return { accounts: person.accounts, email: person.email, teams: [...new Set(teams)] };
}

/** The workspace of a boutique's or department's channel, where the network says it. */
export async function teamOfRoom(db: Database, room: string): Promise<string | null> {
  const where = { slackChannel: room };
  const select = { slackTeam: true };
  const boutique = await db.boutique.findUnique({ where, select });
  return (boutique ?? (await db.department.findUnique({ where, select })))?.slackTeam ?? null;
}

/** A person as they are now, also where they have left: what they did stays theirs. */
export async function personById(db: Database, id: string): Promise<Person | null> {
  const row = await db.person.findUnique({
    where: { id },
    select: { id: true, name: true, language: true, roles: { select: { role: true, boutiqueCode: true } } },
  });
  if (!row) return null;
  return { ...row, roles: row.roles.map(({ role, boutiqueCode }) => ({ role: role as Role, boutique: boutiqueCode })) };
}
