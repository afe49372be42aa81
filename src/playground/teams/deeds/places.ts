import { HttpRefusal } from '../../http.js';
import { type Conversation, findConversation, type Place } from '../conversations.js';
import { attachmentsFor, findMessage, mayRead } from '../messages.js';
import type { CardJson, TeamsUser } from '../protocol.js';
import type { StoredMessage } from '../stored.js';
import type { TeamsWorld } from '../world.js';

/** Where the page says that a person is; a page that is wrong gets a sentence. */
export function conversationOf(world: TeamsWorld, user: TeamsUser, id: string): Conversation {
  const conversation = findConversation(world, id);
  if (!conversation?.members.includes(user.id)) throw new HttpRefusal(400, `${user.name} is not in that conversation.`);
  return conversation;
}

/** In a channel, a reply needs its post. */
export function placeOf(world: TeamsWorld, user: TeamsUser, id: string, threadId?: string): Place {
  const conversation = conversationOf(world, user, id);
  if (threadId === undefined) return { conversation };
  const post = conversation.kind === 'channel' ? findMessage(world, id, threadId) : undefined;
  if (!post || post.threadId !== undefined || post.only !== undefined) {
    throw new HttpRefusal(400, 'There is no such post to reply to.');
  }
  return { conversation, threadId };
}

export function messageOf(world: TeamsWorld, user: TeamsUser, conversation: Conversation, id: string): StoredMessage {
  const message = findMessage(world, conversation.id, id);
  if (!message || !mayRead(world, user.id, message)) throw new HttpRefusal(400, 'This message is no longer there.');
  return message;
}

/** Where an answer to this message belongs: in a channel, its post's thread. */
export function placeOfMessage(conversation: Conversation, { id, threadId }: StoredMessage): Place {
  return conversation.kind === 'channel' ? { conversation, threadId: threadId ?? id } : { conversation };
}

/** One of a message's cards as this person sees it. */
export function cardOf(
  world: TeamsWorld,
  user: TeamsUser,
  message: StoredMessage,
  index: number,
): CardJson | undefined {
  const attachments = attachmentsFor(world, message, user.id);
  return attachments.flatMap((attachment) => (attachment.kind === 'card' ? [attachment.card] : []))[index];
}
