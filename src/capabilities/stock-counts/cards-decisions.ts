import { type Card, card, quiet, text } from '../../chat/card.js';
import { counted } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';

/** After some causes were named; how many are missing still. */
export function causesSavedCard(saved: number, left: number): Card {
  const words =
    left === 0
      ? 'Every difference has its cause. Approve is on the card now.'
      : `${counted(left, 'difference')} still without one.`;
  return card(`${counted(saved, 'cause')} saved`, [text(words)]);
}

/** For whoever voided it. */
export function countVoidedCard(): Card {
  return card('Count voided', [text('Its zones are free to be counted again.'), quiet('Headquarters is told.')]);
}

/** A photo that could not be kept; the causes stand without it. */
export function photoRefusedCard(name: string, why: string): Card {
  return card('Photo not kept', [
    text(`${shortened(name, 60)}: ${why}`),
    text('The causes are saved. Name them again to add another photo.'),
  ]);
}
