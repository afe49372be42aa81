import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import { Undeliverable } from '../chat/channel.js';
import type { Profile } from '../engine/request.js';
import type { Connection, Installation } from './connection.js';
import { slackCode } from './errors.js';
import type { Workspaces } from './workspaces.js';

type User = NonNullable<UsersInfoResponse['user']>;

/** Who is who: people are ours, accounts are Slack's. */
export interface Directory {
  readonly accountOf: (personId: string) => Promise<Whereabouts>;
  readonly bind: (personId: string, tenant: string, userId: string) => Promise<void>;
  /** The workspace of a boutique's or department's channel; null where the network does not say. */
  readonly teamOf: (room: string) => Promise<string | null>;
}

export interface Whereabouts {
  /** The one that was bound first ahead. */
  readonly accounts: readonly { readonly tenant: string; readonly userId: string }[];
  /** By which to find one, where there is none. */
  readonly email: string;
  /** The workspaces of their boutiques. */
  readonly teams: readonly string[];
}

const NOBODY: Profile = { email: null, fullMember: false };

export async function profileOf(
  slack: Pick<Connection, 'client' | 'installation'> | null,
  userId: string,
): Promise<Profile> {
  const user = slack && (await findUser(slack.client, userId));
  return user ? { email: emailOf(user), fullMember: isFullMember(user, slack.installation()) } : NOBODY;
}

/** Where one speaks, and through whose token. */
export interface Place {
  readonly slack: Pick<Connection, 'client' | 'installation'>;
  readonly channel: string;
}

/** The account a message goes to; looked up by e-mail the first time, and bound. */
export async function placeOfPerson(
  workspaces: Pick<Workspaces, 'find' | 'all'>,
  directory: Directory,
  personId: string,
): Promise<Place> {
  const { accounts, email, teams } = await directory.accountOf(personId);
  for (const { tenant, userId } of accounts) {
    const slack = await workspaces.find(tenant);
    if (slack) return { slack, channel: userId };
  }

  const installed = await workspaces.all();
  if (installed.length === 0) throw new Error('Slack has not told us yet who we are');
  let reason = 'users_not_found';
  for (const team of [...installed].sort((a, b) => Number(teams.includes(b)) - Number(teams.includes(a)))) {
    const slack = await workspaces.find(team);
    const user = slack && (await findByEmail(slack.client, email));
    if (!slack || !user?.id) continue;
    reason = 'not_a_full_member';
    if (!isFullMember(user, slack.installation())) continue;
    await directory.bind(personId, team, user.id);
    return { slack, channel: user.id };
  }
  throw new Undeliverable(reason);
}

async function findByEmail(client: WebClient, email: string): Promise<User | null> {
  try {
    return (await client.users.lookupByEmail({ email })).user ?? null;
  } catch (error) {
    if (slackCode(error) === 'users_not_found') return null;
    throw error;
  }
}

async function findUser(client: WebClient, user: string): Promise<User | null> {
  try {
    return (await client.users.info({ user })).user ?? null;
  } catch (error) {
    const code = slackCode(error);
    if (code === 'user_not_found' || code === 'user_not_visible') return null;
    throw error;
  }
}

/** An address nobody has confirmed proves nothing about who uses the account. */
function emailOf({ profile, is_email_confirmed }: User): string | null {
  return is_email_confirmed === false ? null : profile?.email || null;
}

const SLACKBOT = 'USLACKBOT';

function isFullMember(user: User, { team, enterprise }: Installation): boolean {
  const isLess = user.deleted || user.is_bot || user.is_restricted || user.is_ultra_restricted || user.is_stranger;
  if (isLess || user.id === SLACKBOT) return false;
  return user.team_id === team || isOfEnterprise(user, team, enterprise);
}

/** In an Enterprise organisation an account may be at home in another of its workspaces, and be a member of ours too. */
function isOfEnterprise({ enterprise_user: member }: User, team: string, enterprise: string | null): boolean {
  return enterprise !== null && member?.enterprise_id === enterprise && (member.teams ?? []).includes(team);
}
