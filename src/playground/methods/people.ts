import { ApiError } from '../api-error.js';
import { type Args, pageOf, required, text } from '../args.js';
import { everybody, findUser, slackUser, userName } from '../people.js';
import type { World } from '../world.js';
import type { Answer, Method } from './method.js';

/** Who is who: the bot itself, the workspace, its people. */
export const peopleMethods: Readonly<Record<string, Method>> = {
  'api.test': { withoutToken: true, run: (args) => (Object.keys(args).length > 0 ? { args } : {}) },
  'auth.test': { run: authTest },
  'team.info': { scopes: 'team:read', run: teamInfo },
  'bots.info': { scopes: 'users:read', run: botInfo },
  'users.info': { scopes: 'users:read', run: userInfo },
  'users.list': { scopes: 'users:read', run: userList },
  'users.lookupByEmail': { scopes: 'users:read.email', run: lookupByEmail },
};

function authTest(_args: Args, world: World): Answer {
  const { team, app } = world.options.workspace;
  const bot = findUser(world, app.botUserId);
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot ? userName(bot) : app.name,
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  };
}

function teamInfo(_args: Args, world: World): Answer {
  const { id, name, domain } = world.options.workspace.team;
  return { team: { id, name, domain, email_domain: '', icon: { image_default: true } } };
}

function botInfo(args: Args, world: World): Answer {
  const { app } = world.options.workspace;
  if (required(args, 'bot') !== app.botId) throw new ApiError('bot_not_found');
  return { bot: { id: app.botId, deleted: false, name: app.name, app_id: app.id, user_id: app.botUserId, icons: {} } };
}

function userInfo(args: Args, world: World): Answer {
  const user = findUser(world, required(args, 'user'));
  if (!user) throw new ApiError('user_not_found');
  return { user: slackUser(world, user) };
}

function userList(args: Args, world: World): Answer {
  const { items, next } = pageOf(args, everybody(world));
  return {
    members: items.map((user) => slackUser(world, user)),
    cache_ts: Math.floor(world.options.now().getTime() / 1000),
    response_metadata: { next_cursor: next },
  };
}

function lookupByEmail(args: Args, world: World): Answer {
  const wanted = text(args, 'email')?.toLowerCase();
  const user = everybody(world).find(({ email, isBot }) => !isBot && email.toLowerCase() === wanted);
  if (!user) throw new ApiError('users_not_found');
  return { user: slackUser(world, user) };
}
