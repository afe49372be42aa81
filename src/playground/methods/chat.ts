import { ApiError, explained } from '../api-error.js';
import { type Args, required, structure, text } from '../args.js';
import { messageContent } from '../content.js';
import { type Conversation, findConversation, imOf } from '../conversations.js';
import { keep, post, remove, slackMessage } from '../messages.js';
import { findUser } from '../people.js';
import type { StoredMessage } from '../stored.js';
import { key, type World } from '../world.js';
import type { Answer, Method } from './method.js';

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': { scopes: 'chat:write', run: postMessage },
  'chat.update': { scopes: 'chat:write', run: update },
  'chat.delete': { scopes: 'chat:write', run: erase },
  'chat.postEphemeral': { scopes: 'chat:write', run: postEphemeral },
  'chat.getPermalink': { run: permalink },
};

/** `chat.update` refuses what `chat.postMessage` would still take. */
const longestUpdate = 4000;

function postMessage(args: Args, world: World): Answer {
  const channel = target(args, world);
  const content = contentOf(args, world);
  const thread = text(args, 'thread_ts');
  const message = post(world, {
    channel: channel.id,
    user: world.options.workspace.app.botUserId,
    ...content,
    ...(thread ? { threadTs: thread } : {}),
    files: [],
  });
  return { channel: channel.id, ts: message.ts, message: slackMessage(world, message) };
}

function update(args: Args, world: World): Answer {
  const old = ownMessage(args, world, 'cant_update_message');
  if ((text(args, 'text') ?? '').length > longestUpdate) throw new ApiError('msg_too_long');
  // Blocks that are not named stay; an empty list takes them away.
  const blocks = blocksOf(args);
  const content = blocks ? messageContent(world, text(args, 'text'), blocks) : { blocks: old.blocks };
  if (!blocks && text(args, 'text') === undefined) throw new ApiError('no_text');
  const edited = { user: old.user, ts: world.nextTs() };
  const message = { ...old, ...content, text: text(args, 'text') ?? old.text, edited };
  keep(world, message);
  return { channel: old.channel, ts: old.ts, text: message.text, message: slackMessage(world, message) };
}

function erase(args: Args, world: World): Answer {
  const message = ownMessage(args, world, 'cant_delete_message');
  remove(world, message);
  return { channel: message.channel, ts: message.ts };
}

/** Delivered only to a person who is looking; nobody else hears of it, the caller neither. */
function postEphemeral(args: Args, world: World): Answer {
  const channel = target(args, world);
  const user = required(args, 'user');
  if (!channel.members.includes(user)) throw new ApiError('user_not_in_channel');
  const content = contentOf(args, world);
  if (content.text.length >= 40_000) throw new ApiError('msg_too_long');
  const message = showEphemeral(world, { channel: channel.id, user, content, thread: text(args, 'thread_ts') });
  return { message_ts: message.ts };
}

export function showEphemeral(
  world: World,
  to: {
    readonly channel: string;
    readonly user: string;
    readonly content: Pick<StoredMessage, 'text' | 'blocks'>;
    readonly thread?: string | undefined;
  },
): StoredMessage {
  const message: StoredMessage = {
    channel: to.channel,
    ts: world.nextTs(),
    user: world.options.workspace.app.botUserId,
    ...to.content,
    ...(to.thread ? { threadTs: to.thread } : {}),
    files: [],
    only: to.user,
  };
  if (world.audience.isActive(to.user)) keep(world, message);
  return message;
}

function permalink(args: Args, world: World): Answer {
  const channel = findConversation(world, required(args, 'channel'));
  if (!channel) throw new ApiError('channel_not_found');
  const ts = required(args, 'message_ts');
  if (!world.messages.get(key(channel.id, ts))) throw new ApiError('message_not_found');
  const { domain } = world.options.workspace.team;
  return {
    channel: channel.id,
    permalink: `https://${domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`,
  };
}

/** A channel the bot may write to. A person's id stands for the direct message with that person. */
export function target(args: Args, world: World): Conversation {
  const wanted = text(args, 'channel') ?? '';
  const user = findUser(world, wanted);
  if (user?.isBot) throw new ApiError('cannot_dm_bot');
  const channel = findConversation(world, user ? imOf(user) : wanted);
  if (!channel) throw new ApiError('channel_not_found');
  const { scopes, workspace } = world.options;
  const mayWrite = channel.members.includes(workspace.app.botUserId) || scopes.includes('chat:write.public');
  if (!mayWrite) throw new ApiError('not_in_channel');
  return channel;
}

function ownMessage(args: Args, world: World, refusal: string): StoredMessage {
  const channel = findConversation(world, text(args, 'channel'));
  if (!channel) throw new ApiError('channel_not_found');
  const message = world.messages.get(key(channel.id, required(args, 'ts')));
  if (!message) throw new ApiError('message_not_found');
  if (message.user !== world.options.workspace.app.botUserId) throw new ApiError(refusal);
  return message;
}

function contentOf(args: Args, world: World) {
  const attachments = structure(args, 'attachments', new ApiError('invalid_attachments'));
  if (Array.isArray(attachments) && attachments.length > 0) {
    throw explained('invalid_arguments', ['the playground does not draw attachments: use blocks']);
  }
  return messageContent(world, text(args, 'text'), blocksOf(args));
}

function blocksOf(args: Args): unknown {
  return structure(args, 'blocks', new ApiError('invalid_blocks_format'));
}
