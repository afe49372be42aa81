import { type Card, text } from '../../chat/card.js';

/** Several cards as one, the first one's title above all. */
export function below(cards: readonly Card[], heading: (each: Card) => string): Card {
  const [first, ...others] = cards;
  if (!first) throw new Error('no card');
  return { ...first, blocks: [...first.blocks, ...others.flatMap((each) => [text(heading(each)), ...each.blocks])] };
}
