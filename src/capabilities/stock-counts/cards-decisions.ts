import { type Card, card, quiet, text } from '../../chat/card.js';
import { counted } from '../../domain/calendar.js';
import { listedInBrief, shortened } from '../../domain/words.js';

/** After some causes were named; how many are missing still. */
export function causesSavedCard(saved: number, left: number, seenBy: readonly string[] | null = null): Card {
  const words =
    left === 0
      ? 'Every difference has its cause. Approve is on the card now.'
      : `${counted(left, 'difference')} still without one.`;
  const told = seenBy === null ? [] : [text(`Safety and Security is told now. ${onlyThese(seenBy)}`)];
  return card(`${counted(saved, 'cause')} saved`, [...told, text(words)]);
}

/** "Only you, Marc Delorme and they can see this count." */
const onlyThese = (names: readonly string[]): string =>
  `Only ${listedInBrief(['you', ...names, 'they'], MOST_NAMED)} can see this count.`;

const MOST_NAMED = 6;

/** For whoever voided it. */
export function countVoidedCard(restricted = false): Card {
  const told = restricted ? 'Safety and Security is told.' : 'Headquarters is told.';
  return card('Count voided', [text('Its zones are free to be counted again.'), quiet(told)]);
}

/** A photo that could not be kept; the causes stand without it. */
export function photoRefusedCard(name: string, why: string): Card {
  return card('Photo not kept', [
    text(`${shortened(name, 60)}: ${why}`),
    text('The causes are saved. Name them again to add another photo.'),
  ]);
}
