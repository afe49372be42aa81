import type { CardJson } from './protocol.js';
import type { StoredMessage } from './stored.js';
import { key, type TeamsWorld } from './world.js';

/** Whose card, and which of the message's. */
interface Whose {
  readonly user: string;
  readonly index: number;
}

export function keepOwnCard(world: TeamsWorld, message: StoredMessage, whose: Whose, card: CardJson): void {
  world.ownCards.set(nameOf(message, whose), card);
}

export function ownCard(world: TeamsWorld, message: StoredMessage, whose: Whose): CardJson | undefined {
  return world.ownCards.get(nameOf(message, whose));
}

/** A message that is changed or gone has none. */
export function dropOwnCards(world: TeamsWorld, message: StoredMessage, people: readonly string[]): void {
  for (const user of people) {
    for (const index of message.attachments.keys()) world.ownCards.delete(nameOf(message, { user, index }));
  }
}

function nameOf({ conversation, id }: StoredMessage, { user, index }: Whose): string {
  return key(conversation, id, user, String(index));
}
