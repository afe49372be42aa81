import { bareEnvelope } from '../activities.js';
import { isInstalled } from '../conversations.js';
import { sendActivity } from '../dispatcher.js';
import { keep } from '../messages.js';
import type { React, TeamsAnswer, TeamsUser } from '../protocol.js';
import type { StoredMessage } from '../stored.js';
import type { TeamsWorld } from '../world.js';
import { conversationOf, messageOf, placeOfMessage } from './places.js';

/** The bot hears only of reactions to what it said itself. */
export function react(world: TeamsWorld, user: TeamsUser, deed: React): TeamsAnswer {
  const conversation = conversationOf(world, user, deed.conversation);
  const message = messageOf(world, user, conversation, deed.message);
  if (message.only !== undefined) return { ok: false, trouble: 'A message only you can see takes no reactions.' };
  if (hasReacted(message, user, deed.reaction) === deed.on) return { ok: true };
  keep(world, { ...message, reactions: changed(message.reactions, user, deed) });
  if (message.from !== world.botId || !isInstalled(world, conversation)) return { ok: true };

  const activity = {
    type: 'messageReaction',
    ...bareEnvelope(world, { user, place: placeOfMessage(conversation, message) }),
    id: message.id,
    replyToId: message.id,
    [deed.on ? 'reactionsAdded' : 'reactionsRemoved']: [{ type: deed.reaction }],
  };
  world.inBackground(sendActivity(world, activity).then(() => undefined));
  return { ok: true };
}

function hasReacted({ reactions }: StoredMessage, user: TeamsUser, type: string): boolean {
  return reactions.some((reaction) => reaction.type === type && reaction.users.includes(user.id));
}

function changed(reactions: StoredMessage['reactions'], user: TeamsUser, { reaction: type, on }: React) {
  const known = reactions.some((reaction) => reaction.type === type) ? reactions : [...reactions, { type, users: [] }];
  return known
    .map((reaction) => {
      if (reaction.type !== type) return reaction;
      const others = reaction.users.filter((id) => id !== user.id);
      return { type, users: on ? [...others, user.id] : others };
    })
    .filter(({ users }) => users.length > 0);
}
