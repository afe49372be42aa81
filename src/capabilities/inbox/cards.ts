import { type Card, card, text } from '../../chat/card.js';
import { counted } from '../../domain/calendar.js';
import { MOST_BLOCKS } from './rules.js';

export const nothingCard: Card = card('Nothing waits for you', [
  text('Type /count in your boutique’s channel to count a zone.'),
]);

/** The first ones, and how many are left out. */
export function asManyAsFit(cards: readonly Card[]): Card[] {
  let blocks = 0;
  // Each has a title and a line above it.
  const fitting = cards.filter((each) => {
    blocks += each.blocks.length + 2;
    return blocks <= MOST_BLOCKS;
  });
  const left = cards.length - fitting.length;
  if (left === 0) return fitting;
  return [...fitting, card(`${counted(left, 'thing')} more`, [text('They follow here once these are done.')])];
}
