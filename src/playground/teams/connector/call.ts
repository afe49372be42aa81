import { type Conversation, findConversation, isInstalled, type Place, splitId } from '../conversations.js';
import { findMessage } from '../messages.js';
import type { TeamsCall } from '../protocol.js';
import type { StoredMessage } from '../stored.js';
import type { TeamsWorld } from '../world.js';
import { refusals } from './connector-error.js';

/** One call of the bot, read from its path. */
export interface Call {
  readonly name: Exclude<TeamsCall, 'upload' | 'download'>;
  /** As in the path; '' for `create`. */
  readonly conversation: string;
  readonly activity: string;
  readonly member: string;
  readonly targeted: boolean;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  /** Undefined: an empty body. */
  readonly body?: unknown;
}

/** The conversation of a call, if the bot is in it. */
export function placeOf(world: TeamsWorld, call: Call): Place {
  const { id, threadId } = splitId(call.conversation);
  const conversation = roomOf(world, id);
  if (threadId === undefined || conversation.kind !== 'channel') return { conversation };
  const post = findMessage(world, id, threadId);
  if (!post || post.threadId !== undefined || post.only !== undefined) throw refusals.noActivity();
  return { conversation, threadId };
}

export function roomOf(world: TeamsWorld, id: string): Conversation {
  const conversation = findConversation(world, id);
  if (!conversation) throw refusals.noConversation();
  if (!isInstalled(world, conversation)) throw refusals.notInRoster();
  return conversation;
}

/** A message the bot may change; a targeted one only by the call for targeted ones, and the other way round. */
export function ownMessage(world: TeamsWorld, call: Call): StoredMessage {
  const { conversation } = placeOf(world, call);
  const message = findMessage(world, conversation.id, call.activity);
  if (!message || (message.only !== undefined) !== call.targeted) throw refusals.noActivity();
  if (message.from !== world.botId) throw refusals.notYours();
  return message;
}
