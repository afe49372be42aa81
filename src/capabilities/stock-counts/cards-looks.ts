import { type Card, card, lines, quiet } from '../../chat/card.js';
import type { Boutique } from '../../domain/boutique.js';
import { dayAndTime } from '../../domain/calendar.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { isCounting } from './rules.js';
import { nextSteps } from './rules-looks.js';
import type { CountLook } from './store-looks.js';

const LONGEST_IN_LIST = 30;

/** How a count stands. The same for whoever may look, counters too: nothing here tells what was expected. */
export function countLookCard(look: CountLook, boutique: Boutique): Card {
  const { openedBy, openedAt, open, state, decidedBy, decidedAt, document } = look;
  const at = (moment: Date): string => dayAndTime(moment, boutique.timeZone);
  const isOver = decidedBy !== null && decidedAt !== null;
  return card(`Count of ${zonesInBrief(look.zones)}`, [
    lines(
      ['Boutique', boutique.name],
      ['Now', nextSteps[state]],
      ...(isCounting(state) && open.length > 0 ? [['Still to count', zonesInBrief(open)] as const] : []),
      ['Opened', `${openedBy}, ${at(openedAt)}`],
      ...(isOver ? [['Decided', `${decidedBy}, ${at(decidedAt)}`] as const] : []),
      ...(document === null ? [] : [['Register document', document] as const]),
    ),
    ...(isOver ? [quiet(`The report is with ${look.restricted ? 'Safety and Security' : 'headquarters'}.`)] : []),
  ]);
}

/** "Window, Safe and 4 more". */
export function zonesInBrief(names: readonly string[]): string {
  return listedInBrief(names.map((name) => shortened(name, LONGEST_IN_LIST)));
}
