import type { WorkspaceUser } from './protocol.js';
import type { World } from './world.js';

/** A person or bot as `users.info` shows them; the e-mail only to who may read it. */
export function slackUser(world: World, user: WorkspaceUser): Readonly<Record<string, unknown>> {
  const { team } = world.options.workspace;
  const isBot = user.isBot === true;
  const names = {
    real_name: user.name,
    real_name_normalized: user.name,
    display_name: user.name,
    display_name_normalized: user.name,
  };
  const email = world.options.scopes.includes('users:read.email') && !isBot ? { email: user.email } : {};
  return {
    id: user.id,
    team_id: team.id,
    name: userName(user),
    deleted: false,
    real_name: user.name,
    tz: 'America/New_York',
    tz_label: 'Eastern Standard Time',
    tz_offset: -18_000,
    profile: { title: user.title, status_text: '', status_emoji: '', ...names, ...email, team: team.id },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.isGuest === true,
    is_ultra_restricted: false,
    is_bot: isBot,
    is_app_user: false,
    updated: 1_700_000_000,
  };
}

export function findUser(world: World, id: unknown): WorkspaceUser | undefined {
  return everybody(world).find((user) => user.id === id);
}

/** The people of the workspace and the bot itself, which the seed need not list. */
export function everybody(world: World): readonly WorkspaceUser[] {
  const { users, app } = world.options.workspace;
  if (users.some((user) => user.id === app.botUserId)) return users;
  return [...users, { id: app.botUserId, name: app.name, email: '', title: '', isBot: true }];
}

/** The old kind of name, which interactions still carry: `mia.lopez`. */
export function userName(user: WorkspaceUser): string {
  const fromEmail = user.email.split('@')[0];
  return fromEmail ? fromEmail : user.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.');
}
