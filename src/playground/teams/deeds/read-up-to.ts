import { tellConversation } from '../conversations.js';
import type { ReadUpTo, TeamsAnswer, TeamsUser } from '../protocol.js';
import { key, type TeamsWorld } from '../world.js';
import { conversationOf, messageOf } from './places.js';

/** The mark only moves on. */
export function readUpTo(world: TeamsWorld, user: TeamsUser, deed: ReadUpTo): TeamsAnswer {
  const conversation = conversationOf(world, user, deed.conversation);
  const { id } = messageOf(world, user, conversation, deed.message);
  const mark = key(user.id, conversation.id);
  if (id <= (world.readMarks.get(mark) ?? '')) return { ok: true };
  world.readMarks.set(mark, id);
  tellConversation(world, conversation, [user.id]);
  return { ok: true };
}
