import { findMessage, show } from './messages.js';
import type { CardJson, TeamsUser } from './protocol.js';
import type { StoredMessage } from './stored.js';
import { key, type TeamsWorld } from './world.js';

/** What the bot answered to one person takes the place of the card for that person, until the bot changes the message. */
export function showOwnCard(world: TeamsWorld, user: TeamsUser, asked: StoredMessage, card: CardJson): void {
  const message = findMessage(world, asked.conversation, asked.id);
  // While the bot was answering it may have changed the message for everybody: that is newer.
  if (message?.version !== asked.version) return;
  world.ownCards.set(key(message.conversation, message.id, user.id), { card, version: message.version });
  show(world, message, user.id);
}
