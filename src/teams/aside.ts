import { type Card, card, text } from '../chat/card.js';
import type { Saying } from './card-body.js';
import type { Desk, Visitor } from './desk.js';

/** Says something to one person, through the outbox: in their private chat there, elsewhere so that only they see it. */
export async function sayAside(
  { engine }: Desk,
  { asked, key, isPrivate }: Visitor,
  saying: Saying,
  part = 0,
): Promise<void> {
  const { room } = asked;
  const to = isPrivate || room === null ? 'person' : ({ room, aside: true } as const);
  await engine.say(asked, { key: `${key}/${part}`, card: cardFor(saying), to });
}

const cardFor = (saying: Saying): Card => (typeof saying === 'string' ? card('Not done', [text(saying)]) : saying);
