import { type Block, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { counted } from '../../domain/calendar.js';
import { differenceInWords, zonesInWords } from './cards.js';
import type { Count, Difference } from './rules.js';
import { LAST_DAY, type SearchDay } from './rules-searches.js';

const SHOWN = 10;

export interface Searching {
  readonly count: Pick<Count, 'id' | 'zones'>;
  readonly pieces: readonly Difference[];
  readonly day: SearchDay;
}

/** For those who look: what is still sought, and the button for when it is there. */
export function searchCard({ count, pieces, day }: Searching, boutique: Boutique): Card {
  const over = day === LAST_DAY;
  const title = over
    ? `The search ends: ${counted(pieces.length, 'piece')} not found`
    : `Search for ${counted(pieces.length, 'piece')}`;
  const words = over
    ? `${LAST_DAY} days have passed. Say where each one was found, or write it off.`
    : `${dayInWords(day)} Look in other trays and safes, at after-sales and in other boutiques.`;
  const label = over ? 'Name the outcome' : 'Found';
  const found = button('stock-counts.found', label, count.id, { style: 'primary' });
  return card(title, [text(words), ...pieceLines(pieces, boutique), buttons(found)], where(count, boutique));
}

/** Where nothing of it is sought any more. */
export function searchOverCard(count: Searching['count'], boutique: Boutique): Card {
  return card('The search is over', [text('Nothing of this count is searched for any more.')], where(count, boutique));
}

/** For whoever said what became of it. */
export function foundSavedCard(saved: number, left: number): Card {
  const words = left === 0 ? 'Nothing is searched for any more.' : `${counted(left, 'piece')} still searched for.`;
  return card(`${counted(saved, 'piece')} saved`, [text(words)]);
}

const dayInWords = (day: SearchDay): string =>
  day === 0 ? `It lasts ${LAST_DAY} days.` : `Day ${day} of ${LAST_DAY}.`;

const where = ({ zones }: Searching['count'], { name }: Boutique): string => `${name} · ${zonesInWords(zones)}`;

function pieceLines(pieces: readonly Difference[], boutique: Boutique): Block[] {
  const shown = pieces
    .slice(0, SHOWN)
    .map((piece, index) => [`${index + 1}`, differenceInWords(piece, boutique)] as const);
  const rest = pieces.length - shown.length;
  return [lines(...shown), ...(rest > 0 ? [quiet(`And ${counted(rest, 'more piece')}.`)] : [])];
}
