import { findMessage, show } from '../messages.js';
import { keepOwnCard } from '../own-cards.js';
import type { CardJson, TeamsUser } from '../protocol.js';
import type { StoredMessage } from '../stored.js';
import type { TeamsWorld } from '../world.js';

/** What the bot answered to one person takes the place of a card for that person, until the bot changes the message. */
export function showOwnCard(
  world: TeamsWorld,
  user: TeamsUser,
  asked: { readonly message: StoredMessage; readonly index: number },
  card: CardJson,
): void {
  const message = findMessage(world, asked.message.conversation, asked.message.id);
  // While the bot was answering it may have changed the message for everybody: that is newer.
  if (message?.version !== asked.message.version) return;
  keepOwnCard(world, message, { user: user.id, index: asked.index }, card);
  show(world, message, user.id);
}
