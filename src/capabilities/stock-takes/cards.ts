import { type Block, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted, type Day, dayInWords, todayIn } from '../../domain/calendar.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { isPressed, press } from './cards-buttons.js';
import {
  byUrgency,
  type Campaign,
  dueOn,
  isLate,
  nextGate,
  openGates,
  passedOf,
  type State,
  standingOf,
  stateOf,
  states,
  type Take,
  titleOf,
  whyNotYet,
} from './rules.js';
import { type GateId, gateIds, gates } from './rules-gates.js';

const LONGEST_NAME = 40;
const MOST_BOUTIQUES = 12;

/** For the store manager and the supervisor: one message from the first date to the last action. */
export function takeCard(take: Take, today: Day): Card {
  const { campaign, boutiqueName, day, proposal } = take;
  return card(
    `${titleOf(campaign)} · ${shortened(boutiqueName, 60)}`,
    [
      ...(proposal
        ? [
            text(`${shortened(proposal.by.name, 80)} proposes ${dayInWords(proposal.day, day)}: ${proposal.why}`),
            quiet('The operations manager decides on it.'),
          ]
        : []),
      lines(...gateIds.map((gate) => gateLine(take, gate, today))),
      ...teamBlocks(take),
      ...buttonBlocks(take, today),
    ],
    `${states[stateOf(take)]} · ${dayInWords(day, today)}, after closing`,
  );
}

function gateLine(take: Take, gate: GateId, today: Day): [string, string] {
  const { title, duty } = gates[gate];
  const passed = passedOf(take).get(gate);
  if (passed) {
    const by = passed.by ? `${shortened(passed.by.name, LONGEST_NAME)}, ` : '';
    return [title, `${by}${dayInWords(todayIn(take.timeZone, passed.at), today)}`];
  }
  const due = dueOn(take, gate);
  const isOpen = openGates(take).includes(gate);
  const when = isOpen && due < today ? `late, was due ${dayInWords(due, today)}` : `due ${dayInWords(due, today)}`;
  return [title, isOpen ? `${when} · ${duty}` : when];
}

function teamBlocks({ team }: Take): Block[] {
  if (!team) return [];
  const names = (people: readonly { readonly name: string }[]) =>
    listedInBrief(people.map(({ name }) => shortened(name, LONGEST_NAME)));
  return [
    quiet(
      `Counts: ${names(team.counters)}. Recounts: ${names(team.recounters)}. Supervises: ${names([team.supervisor])}. Signs: ${names([team.approver])}.`,
    ),
  ];
}

function buttonBlocks(take: Take, today: Day): Block[] {
  const now = openGates(take).filter((gate) => isPressed(gate) && whyNotYet(take, gate, today) === null);
  const shown = now.filter((gate) => gate !== 'date' || !take.proposal).map((gate) => press.gate(take, gate));
  const passed = passedOf(take);
  const more = [
    ...(take.team && !take.count ? [button('stock-takes.name-team', 'Change team', take.id)] : []),
    ...(take.count ? [] : [button('stock-takes.change-date', 'Change date', take.id)]),
    ...(passed.has('count') && !passed.has('actions-60')
      ? [button('stock-takes.add-action', 'Add action', take.id)]
      : []),
    ...(passed.has('date') ? [button('stock-takes.evidence', 'Export evidence', take.id)] : []),
  ];
  return shown.length + more.length === 0 ? [] : [buttons(...shown, ...more)];
}

/** For those who answer for all boutiques: late ones first. Nothing of a count but how much of it is done. */
export function boardCard(campaign: Campaign, takes: readonly Take[], now: Date): Card {
  const { boutiques, late, byState, coverage } = standingOf(takes, now);
  const inStates = (Object.keys(states) as State[]).flatMap((state) => {
    const number = byState.get(state) ?? 0;
    return number === 0 ? [] : [`${states[state].toLowerCase()} ${number}`];
  });
  const shown = byUrgency(takes).slice(0, MOST_BOUTIQUES);
  const more = takes.length - shown.length;
  return card(
    titleOf(campaign),
    [
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
  const today = todayIn(take.timeZone, now);
  const next = nextGate(take);
  const counting =
    take.count && stateOf(take) === 'counting' ? ` ${take.count.counted} of ${take.count.zones} zones` : '';
  const what = next
    ? ` · ${gates[next.gate].title.toLowerCase()} ${isLate(take, now) ? 'late since' : 'by'} ${dayInWords(next.due, today)}`
    : '';
  return [
    shortened(take.boutiqueName, LONGEST_NAME),
    `${states[stateOf(take)]}${counting} · ${dayInWords(take.day, today)}${what}`,
  ];
}
