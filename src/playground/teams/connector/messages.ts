import type { Place } from '../conversations.js';
import { refreshWatchers } from '../deeds/seen.js';
import { findMessage, keep, post, remove } from '../messages.js';
import { dropOwnCards } from '../own-cards.js';
import { findAccount } from '../people.js';
import type { TeamsWorld } from '../world.js';
import { type Call, ownMessage, placeOf, type Reply, roomOf } from './call.js';
import { refusals } from './connector-error.js';
import { type GivenActivity, readActivity, readContent } from './content.js';

/** `POST …/activities`. In a channel: a new post, or with `;messageid=` a reply. */
export function send(world: TeamsWorld, call: Call): Reply {
  return say(world, placeOf(world, call), call);
}

/** `POST …/activities/{id}`: to a post of a channel; elsewhere as good as `send`, whatever the id. */
export function reply(world: TeamsWorld, call: Call): Reply {
  const place = placeOf(world, call);
  if (place.conversation.kind !== 'channel' || place.threadId !== undefined) return say(world, place, call);
  const answered = findMessage(world, place.conversation.id, call.activity);
  if (!answered) throw refusals.noActivity();
  return say(world, { ...place, threadId: answered.threadId ?? answered.id }, call);
}

/** `PUT …/activities/{id}`: for everybody; what the bot answered to one person before is gone with it. */
export function update(world: TeamsWorld, call: Call): Reply {
  const message = ownMessage(world, call);
  const given = readActivity(call.body);
  if (given.type !== 'message') throw refusals.badArgument('/type: only a message can be updated');
  if (call.targeted && given.recipient) throw refusals.badArgument('/recipient: cannot be changed');
  const conversation = roomOf(world, message.conversation);
  const changed = { ...message, ...readContent(world, conversation, given), version: message.version + 1 };
  dropOwnCards(world, message, conversation.members);
  keep(world, changed);
  refreshWatchers(world, changed);
  return { status: 200, body: { id: message.id } };
}

/** `DELETE …/activities/{id}`. */
export function erase(world: TeamsWorld, call: Call): Reply {
  const message = ownMessage(world, call);
  dropOwnCards(world, message, roomOf(world, message.conversation).members);
  remove(world, message);
  return { status: 200 };
}

/** `POST v3/conversations` with a first message goes the same way. */
export function say(world: TeamsWorld, place: Place, call: Pick<Call, 'body' | 'targeted'>): Reply {
  const given = readActivity(call.body);
  if (given.type === 'typing') return { status: 201, body: { id: world.nextId() } };
  const only = call.targeted ? targetOf(world, place, given) : undefined;
  const message = post(world, {
    ...readContent(world, place.conversation, given),
    conversation: place.conversation.id,
    ...(place.threadId === undefined ? {} : { threadId: place.threadId }),
    from: world.botId,
    ...(only === undefined ? {} : { only }),
  });
  return { status: 201, body: { id: message.id } };
}

/** The one person who will see it. */
function targetOf(world: TeamsWorld, { conversation }: Place, { recipient }: GivenActivity): string {
  if (conversation.kind === 'personal') {
    throw refusals.badArgument('Targeted messages are for channels and group chats.');
  }
  const person = findAccount(world, recipient?.id);
  if (!person) throw refusals.badArgument('/recipient: a targeted message needs the person it is for');
  if (!conversation.members.includes(person.id)) throw refusals.noMember();
  return person.id;
}
