import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import { Undeliverable } from '../chat/channel.js';
import type { Profile } from '../engine/request.js';
import type { Connection, Installation } from './connection.js';
import { slackCode } from './errors.js';

type User = NonNullable<UsersInfoResponse['user']>;

/** Who is who: people are ours, accounts are Slack's. */
export interface Directory {
  readonly accountOf: (personId: string) => Promise<{ readonly userId: string | null; readonly email: string }>;
  readonly bind: (personId: string, tenant: string, userId: string) => Promise<void>;
}

const NOBODY: Profile = { email: null, fullMember: false };

export async function profileOf(
  { client, installation }: Pick<Connection, 'client' | 'installation'>,
  tenant: string,
  userId: string,
): Promise<Profile> {
  if (tenant !== installation().team) return NOBODY;
  const user = await findUser(client, userId);
  return user ? { email: emailOf(user), fullMember: isFullMember(user, installation()) } : NOBODY;
}

/** The account a message goes to; looked up by e-mail the first time, and bound. */
export async function accountFor(
  { client, installation }: Pick<Connection, 'client' | 'installation'>,
  directory: Directory,
  personId: string,
): Promise<string> {
  const { userId, email } = await directory.accountOf(personId);
  if (userId !== null) return userId;

  const { user } = await client.users.lookupByEmail({ email });
  if (!user?.id || !isFullMember(user, installation())) throw new Undeliverable('not_a_full_member');
  await directory.bind(personId, installation().team, user.id);
  return user.id;
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
