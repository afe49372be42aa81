import { readActionAnswer } from '../answers.js';
import { isObject, type Json } from '../cards/parts.js';
import { type Conversation, findConversation, isInstalled } from '../conversations.js';
import { sendActivity } from '../dispatcher.js';
import { findUser } from '../people.js';
import type { Seen, TeamsAnswer, TeamsUser } from '../protocol.js';
import type { StoredMessage } from '../stored.js';
import { unanswered } from '../trouble.js';
import { key, type TeamsWorld } from '../world.js';
import { showOwnCard } from './own-card.js';
import { conversationOf, messageOf, placeOfMessage } from './places.js';
import { actionInvoke } from './press.js';

/** Without a list of people every member's client refreshes, in chats of this many. */
const smallChat = 60;

/** A message came before a person's eyes. */
export function seen(world: TeamsWorld, user: TeamsUser, { conversation: id, message: messageId }: Seen): TeamsAnswer {
  const conversation = conversationOf(world, user, id);
  refresh(world, user, conversation, messageOf(world, user, conversation, messageId));
  return { ok: true };
}

/** Cards that changed are refreshed at once for those who have them open. */
export function refreshWatchers(world: TeamsWorld, message: StoredMessage): void {
  const conversation = findConversation(world, message.conversation);
  if (!conversation) return;
  for (const id of world.refreshes.watchers(key(message.conversation, message.id))) {
    const user = world.audience.isActive(id) ? findUser(world, id) : undefined;
    if (user) refresh(world, user, conversation, message);
  }
}

/** In the background: the person sees the cards as they are meanwhile. */
function refresh(world: TeamsWorld, user: TeamsUser, conversation: Conversation, message: StoredMessage): void {
  const actions = refreshesFor(user, conversation, message);
  if (actions.length === 0 || !isInstalled(world, conversation)) return;
  const { refreshes, options } = world;
  const name = key(message.conversation, message.id);
  if (!refreshes.due(name, user.id, message.version, options.now().getTime())) return;
  for (const { action, index } of actions) {
    refreshes.add();
    world.inBackground(ask(world, user, { conversation, message, action, index }));
  }
  world.audience.tellAll({ type: 'refreshes', automaticRefreshes: refreshes.count() });
}

interface Asked {
  readonly conversation: Conversation;
  readonly message: StoredMessage;
  readonly action: Json;
  readonly index: number;
}

/** A sentence or an error is shown nowhere: the person did nothing. */
async function ask(world: TeamsWorld, user: TeamsUser, { conversation, message, action, index }: Asked): Promise<void> {
  const { type, verb, data = {} } = action;
  const place = placeOfMessage(conversation, message);
  const activity = actionInvoke(world, { user, place, message }, { type, id: '', verb, data }, 'automatic');
  const delivery = await sendActivity(world, activity);
  if (delivery.outcome !== 'ok') return;
  const answer = readActionAnswer(delivery.body);
  if (answer.kind === 'card') showOwnCard(world, user, { message, index }, answer.card);
  else if (answer.kind === 'trouble') unanswered(world, answer);
}

/** By the cards everybody has: what was answered to one person does not ask again. */
function refreshesFor(user: TeamsUser, { members }: Conversation, { attachments }: StoredMessage) {
  const cards = attachments.flatMap((attachment) => (attachment.kind === 'card' ? [attachment.card] : []));
  return cards.flatMap(({ refresh: asked }, index) => {
    if (!isObject(asked) || !isObject(asked.action)) return [];
    const { action, userIds } = asked;
    const wanted = Array.isArray(userIds) ? userIds.includes(user.mri) : members.length <= smallChat;
    return wanted ? [{ action, index }] : [];
  });
}
