import { ApiError } from '../api-error.js';
import { type Args, pageOf, required, text } from '../args.js';
import { allConversations, type Conversation, findConversation, imOf, slackConversation } from '../conversations.js';
import { findUser } from '../people.js';
import type { World } from '../world.js';
import type { Answer, Method } from './method.js';

export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.info': { scopes: readScope, run: info },
  'conversations.members': { scopes: readScope, run: members },
  'conversations.list': { scopes: listScope, run: list },
  'conversations.open': { scopes: 'im:write', run: open },
};

function info(args: Args, world: World): Answer {
  return { channel: slackConversation(world, wanted(args, world)) };
}

function members(args: Args, world: World): Answer {
  const { items, next } = pageOf(args, wanted(args, world).members);
  return { members: items, response_metadata: { next_cursor: next } };
}

function list(args: Args, world: World): Answer {
  const types = typesOf(args);
  const all = allConversations(world).filter(({ kind }) => types.includes(kind === 'im' ? 'im' : 'public_channel'));
  const { items, next } = pageOf(args, all);
  return {
    channels: items.map((conversation) => slackConversation(world, conversation)),
    response_metadata: { next_cursor: next },
  };
}

/** Group messages are not built: the bot talks to one person at a time. */
function open(args: Args, world: World): Answer {
  const channel = text(args, 'channel');
  const users =
    text(args, 'users')
      ?.split(',')
      .map((user) => user.trim()) ?? [];
  if (!channel && users.length === 0) throw new ApiError('users_list_not_supplied');
  if (users.length > 1) throw new ApiError('too_many_users');
  const user = findUser(world, users[0]);
  if (!channel && (!user || user.isBot)) throw new ApiError('user_not_found');
  const conversation = findConversation(world, channel ?? (user ? imOf(user) : ''));
  if (conversation?.kind !== 'im') throw new ApiError('channel_not_found');
  const full = text(args, 'return_im') === 'true';
  const shown = full ? slackConversation(world, conversation) : { id: conversation.id };
  return { no_op: true, already_open: true, channel: shown };
}

function wanted(args: Args, world: World): Conversation {
  const conversation = findConversation(world, required(args, 'channel'));
  if (!conversation) throw new ApiError('channel_not_found');
  return conversation;
}

function readScope(args: Args): string {
  return text(args, 'channel')?.startsWith('D') ? 'im:read' : 'channels:read';
}

function listScope(args: Args): string {
  return typesOf(args).includes('im') ? 'im:read' : 'channels:read';
}

function typesOf(args: Args): readonly string[] {
  return (text(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
}
