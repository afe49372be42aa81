import { readActionAnswer } from '../answers.js';
import { isObject, type Json } from '../cards/parts.js';
import { type Conversation, findConversation, isInstalled } from '../conversations.js';
import { sendActivity } from '../dispatcher.js';
import { showOwnCard } from '../own-cards.js';
import { findUser } from '../people.js';
import type { Seen, TeamsAnswer, TeamsUser } from '../protocol.js';
import type { StoredMessage } from '../stored.js';
import { unanswered } from '../trouble.js';
import { key, type TeamsWorld } from '../world.js';
import { conversationOf, messageOf, placeOfMessage } from './places.js';
import { actionInvoke } from './press.js';

/** Without a list of people every member's client refreshes, in chats of this many. */
const smallChat = 60;

/** A card came before a person's eyes. */
export function seen(world: TeamsWorld, user: TeamsUser, { conversation: id, message: messageId }: Seen): TeamsAnswer {
  const conversation = conversationOf(world, user, id);
  refresh(world, user, conversation, messageOf(world, user, conversation, messageId));
  return { ok: true };
}

/** A card that changed is refreshed at once for those who have it open. */
export function refreshWatchers(world: TeamsWorld, message: StoredMessage): void {
  const conversation = findConversation(world, message.conversation);
  if (!conversation) return;
  for (const id of world.refreshes.watchers(key(message.conversation, message.id))) {
    const user = world.audience.isActive(id) ? findUser(world, id) : undefined;
    if (user) refresh(world, user, conversation, message);
  }
}

/** In the background: the person sees the card as it is meanwhile. */
function refresh(world: TeamsWorld, user: TeamsUser, conversation: Conversation, message: StoredMessage): void {
  const action = refreshFor(user, conversation, message);
  if (!action || !isInstalled(world, conversation)) return;
  const { refreshes, options } = world;
  const name = key(message.conversation, message.id);
  if (!refreshes.due(name, user.id, message.version, options.now().getTime())) return;
  world.audience.tellAll({ type: 'refreshes', automaticRefreshes: refreshes.count() });
  world.inBackground(ask(world, user, { conversation, message, action }));
}

interface Asked {
  readonly conversation: Conversation;
  readonly message: StoredMessage;
  readonly action: Json;
}

/** A sentence or an error is shown nowhere: the person did nothing. */
async function ask(world: TeamsWorld, user: TeamsUser, { conversation, message, action }: Asked): Promise<void> {
  const { type, verb, data = {} } = action;
  const place = placeOfMessage(conversation, message);
  const activity = actionInvoke(world, { user, place, message }, { type, id: '', verb, data }, 'automatic');
  const delivery = await sendActivity(world, activity);
  if (delivery.outcome !== 'ok') return;
  const answer = readActionAnswer(delivery.body);
  if (answer.kind === 'card') showOwnCard(world, user, message, answer.card);
  else if (answer.kind === 'trouble') unanswered(world, answer);
}

/** By the card everybody has: what was answered to one person does not ask again. */
function refreshFor(user: TeamsUser, { members }: Conversation, { attachments }: StoredMessage): Json | undefined {
  const card = attachments.find((attachment) => attachment.kind === 'card')?.card;
  if (!isObject(card?.refresh) || !isObject(card.refresh.action)) return undefined;
  const { action, userIds } = card.refresh;
  const wanted = Array.isArray(userIds) ? userIds.includes(user.mri) : members.length <= smallChat;
  return wanted ? action : undefined;
}
