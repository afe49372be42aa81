import { type Card, card, lines, quiet, text } from '../../chat/card.js';
import { ROOM } from '../../chat/room.js';
import { shortened } from '../../domain/words.js';
import { type Item, listOf } from './cards.js';
import { MOST_FOUND } from './rules.js';

export interface Known {
  readonly words: string;
  readonly summary: string;
  readonly part: string;
}

/** What this person may do here, part by part. */
export function helpCard(commands: readonly Known[], boutique: string | null, unknown: string): Card {
  const parts = [...new Set(commands.map(({ part }) => part))];
  const listed = parts.map((part) => {
    const own = commands.filter((each) => each.part === part);
    return lines([part, ''], ...own.map(({ words, summary }) => [`/${words}`, summary] as const));
  });
  return card(boutique === null ? 'What you can do' : `What you can do at ${boutique}`, [
    ...(unknown === '' ? [] : [text(`I don’t know “${inBrief(unknown)}”. This is what I know.`)]),
    ...listed,
    quiet('A boutique’s code after a command means that boutique: /count MADISON.'),
  ]);
}

export function howToFindCard(): Card {
  return card('What shall I find?', [
    text('Type /vitrine find and a few words: /vitrine find safe madison.'),
    quiet('Words may be of a zone, a boutique, a state, a number, a serial. All of them have to fit.'),
  ]);
}

/** The newest first. */
export function foundCard(words: string, items: readonly Item[]): Card {
  if (items.length === 0)
    return card(`Nothing fits “${inBrief(words)}”`, [
      text('Try fewer words, or others. I find only what you may see.'),
    ]);
  return card(`What fits “${inBrief(words)}”`, listOf(items, ROOM, MOST_FOUND));
}

const inBrief = (words: string): string => shortened(words, 60);
