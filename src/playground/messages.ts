import { findConversation } from './conversations.js';
import { clientFile, slackFile } from './files.js';
import type { ClientMessage } from './protocol.js';
import type { StoredMessage } from './stored.js';
import { key, type World } from './world.js';

const rememberedEphemerals = 500;

/** Keeps a message and shows it to everybody in its conversation. */
export function post(world: World, message: Omit<StoredMessage, 'ts'>): StoredMessage {
  const posted: StoredMessage = { ...message, ts: world.nextTs() };
  keep(world, posted);
  return posted;
}

/** Also for a changed message: same channel and `ts`. */
export function keep(world: World, message: StoredMessage): void {
  if (message.only === undefined) world.messages.set(key(message.channel, message.ts), message);
  else keepEphemeral(world, message);
  world.audience.tell(readers(world, message), { type: 'message', message: clientMessage(world, message) });
}

function keepEphemeral(world: World, message: StoredMessage): void {
  world.ephemerals.set(key(message.channel, message.ts), message);
  const oldest = world.ephemerals.keys().next().value;
  if (world.ephemerals.size > rememberedEphemerals && oldest !== undefined) world.ephemerals.delete(oldest);
}

export function remove(world: World, message: StoredMessage): void {
  const { channel, ts } = message;
  world.messages.delete(key(channel, ts));
  world.ephemerals.delete(key(channel, ts));
  world.audience.tell(readers(world, message), { type: 'message-deleted', channel, ts });
}

export function mayRead(world: World, user: string, message: StoredMessage): boolean {
  return readers(world, message).includes(user);
}

export function clientMessage(world: World, message: StoredMessage): ClientMessage {
  const { channel, ts, user, text, blocks } = message;
  const files = message.files.flatMap((id) => world.files.get(id) ?? []);
  return {
    channel,
    ts,
    ...(message.threadTs ? { threadTs: message.threadTs } : {}),
    user,
    text,
    blocks,
    files: files.map(clientFile),
    edited: message.edited !== undefined,
    ephemeral: message.only !== undefined,
  };
}

/** The message object of API answers and interactions. A modern bot post has `bot_id` and no `subtype`. */
export function slackMessage(world: World, message: StoredMessage): Readonly<Record<string, unknown>> {
  const { team, app } = world.options.workspace;
  const byBot = message.user === app.botUserId;
  const files = message.files.flatMap((id) => world.files.get(id) ?? []);
  return {
    user: message.user,
    type: 'message',
    ts: message.ts,
    ...(byBot ? { bot_id: app.botId, app_id: app.id } : {}),
    text: message.text,
    team: team.id,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(files.length > 0 ? { files: files.map((file) => slackFile(world, file)), upload: true } : {}),
    blocks: message.blocks,
  };
}

function readers(world: World, message: StoredMessage): readonly string[] {
  if (message.only !== undefined) return [message.only];
  return findConversation(world, message.channel)?.members ?? [];
}
