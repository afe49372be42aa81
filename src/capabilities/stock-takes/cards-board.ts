import { button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted, dayInWords } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { type Campaign, nextGate, type State, stateOf, states, type Take, titleOf } from './rules.js';
import { byUrgency, isLate, standingOf } from './rules-board.js';
import { gates } from './rules-gates.js';

const LONGEST_NAME = 40;
const MOST_BOUTIQUES = 12;

/** For those who answer for all boutiques: late ones first. Nothing of a count but how much of it is done. */
export function boardCard(campaign: Campaign, takes: readonly Take[], now: Date): Card {
  const { boutiques, late, byState, coverage } = standingOf(takes, now);
  const inStates = (Object.keys(states) as State[]).flatMap((state) => {
    const number = byState.get(state) ?? 0;
    return number === 0 ? [] : [`${states[state].toLowerCase()} ${number}`];
  });
  const live = byUrgency(takes.filter(({ cancelled }) => !cancelled));
  const shown = live.slice(0, MOST_BOUTIQUES);
  const more = live.length - shown.length;
  const { cancelled } = campaign;
  return card(
    titleOf(campaign),
    [
      ...(cancelled ? [text(`Cancelled. ${cancelled.by.name}: ${cancelled.why}`)] : []),
      text(
        `${counted(boutiques, 'boutique')}: ${inStates.join(', ')}. ${late === 0 ? 'None late' : `${late} late`}. ${coverage}% of all zones counted.`,
      ),
      lines(...shown.map((take) => boardLine(take, now))),
      ...(more > 0 ? [quiet(`and ${more} more in the export`)] : []),
      buttons(button('stock-takes.export', 'Export', campaign.id)),
    ],
    `${dayInWords(campaign.firstDay)} to ${dayInWords(campaign.lastDay, campaign.firstDay)}`,
  );
}

function boardLine(take: Take, now: Date): [string, string] {
  const next = nextGate(take);
  const counting =
    take.count && stateOf(take) === 'counting' ? ` ${take.count.counted} of ${take.count.zones} zones` : '';
  const what = next
    ? ` · ${isLate(take, now) ? 'late since' : 'by'} ${dayInWords(next.due)}: ${gates[next.gate].title.toLowerCase()}`
    : '';
  return [
    shortened(take.boutiqueName, LONGEST_NAME),
    `${states[stateOf(take)]}${counting} · counts ${dayInWords(take.day)}${what}`,
  ];
}
