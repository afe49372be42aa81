import { type Block, type Button, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { type Day, dayInWords, todayIn } from '../../domain/calendar.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { isPressed, press } from './cards-buttons.js';
import { dueOn, openGates, passedOf, stateOf, states, type Take, titleOf, whyNotYet } from './rules.js';
import { type GateId, gateIds, gates, preparing, waivable } from './rules-gates.js';

const LONGEST_NAME = 40;

/** What the card has for whoever looks at it. */
export interface Looking {
  readonly mayWaive?: boolean;
  readonly supervises?: boolean;
}

/** For the store manager and the supervisor: one message from the first date to the last action. */
export function takeCard(take: Take, today: Day, looking: Looking = {}): Card {
  const { campaign, boutiqueName, day, proposal, cancelled } = take;
  return card(
    `${titleOf(campaign)} · ${shortened(boutiqueName, 60)}`,
    cancelled
      ? [text(`${campaign.cancelled?.by.name ?? ''}: ${campaign.cancelled?.why ?? ''}`)]
      : [
          ...(proposal
            ? [
                text(`${shortened(proposal.by.name, 80)} proposes ${dayInWords(proposal.day, day)}: ${proposal.why}`),
                quiet('The operations manager decides on it.'),
              ]
            : []),
          lines(...gateLines(take, today)),
          ...teamBlocks(take),
          ...buttonBlocks(take, today, looking),
        ],
    `${states[stateOf(take)]} · ${dayInWords(day, today)}, after closing`,
  );
}

/** Before the count what leads to it, from then on what follows: the other half is one line. */
function gateLines(take: Take, today: Day): (readonly [string, string])[] {
  const afterwards = gateIds.filter((gate) => gate !== 'count' && !preparing.includes(gate));
  const each = (gates: readonly GateId[]) => gates.map((gate) => gateLine(take, gate, today));
  if (take.count) return [preparedLine(take), ...each(['count', ...afterwards])];
  const last = (gate: GateId): string => dayInWords(dueOn(take, gate));
  return [
    ...each([...preparing, 'count']),
    ['Afterwards', `signed ${last('signed')}, reported ${last('report')}, actions ended ${last('actions-60')}`],
  ];
}

function preparedLine(take: Take): readonly [string, string] {
  const passed = take.passed.filter(({ gate }) => preparing.includes(gate));
  const last = new Date(Math.max(...passed.map(({ at }) => at.getTime()), 0));
  const waived = passed.filter((each) => each.waived).map(({ gate }) => gates[gate].title.toLowerCase());
  return [
    'Prepared',
    [dayInWords(todayIn(take.timeZone, last)), ...(waived.length > 0 ? [`waived: ${waived.join(', ')}`] : [])].join(
      ' · ',
    ),
  ];
}

function gateLine(take: Take, gate: GateId, today: Day): readonly [string, string] {
  const { title, duty } = gates[gate];
  const passed = passedOf(take).get(gate);
  if (passed) {
    const by = passed.by ? `${shortened(passed.by.name, LONGEST_NAME)}, ` : '';
    const when = `${by}${dayInWords(todayIn(take.timeZone, passed.at))}`;
    return [title, passed.waived ? `waived by ${when}: ${passed.words}` : when];
  }
  const due = dueOn(take, gate);
  const isOpen = openGates(take).includes(gate);
  const when = isOpen && due < today ? `late, was due ${dayInWords(due)}` : `due ${dayInWords(due)}`;
  return [title, isOpen ? `${when} · ${duty}` : when];
}

function teamBlocks({ team }: Take): Block[] {
  if (!team) return [];
  const names = (people: readonly { readonly name: string }[]) =>
    listedInBrief(people.map(({ name }) => shortened(name, LONGEST_NAME)));
  const { counters, recounters, supervisor, approver, auditor } = team;
  return [
    quiet(
      `Counts: ${names(counters)}. Recounts: ${names(recounters)}. Supervises: ${names([supervisor])}. Signs: ${names([approver])}.${auditor ? ` External auditor: ${auditor}.` : ''}`,
    ),
  ];
}

function buttonBlocks(take: Take, today: Day, { mayWaive = false, supervises = false }: Looking): Block[] {
  const now = openGates(take).filter((gate) => isPressed(gate) && whyNotYet(take, gate, today) === null);
  const theirs = now.filter((gate) => (gate !== 'date' || !take.proposal) && (gate !== 'sweep' || supervises));
  // What is due first stands out, and nothing beside it.
  const shown = theirs.map((gate, index): Button => {
    const pressed = press.gate(take, gate);
    return index === 0 ? pressed : { ...pressed, style: 'plain' };
  });
  const passed = passedOf(take);
  const more = [
    ...(take.team && !take.count ? [button('stock-takes.name-team', 'Change team', take.id)] : []),
    ...(take.count ? [] : [button('stock-takes.change-date', 'Change date', take.id)]),
    ...(passed.has('count') && !passed.has('actions-60')
      ? [button('stock-takes.add-action', 'Add action', take.id)]
      : []),
    ...(mayWaive && openGates(take).some((gate) => waivable.includes(gate))
      ? [button('stock-takes.waive-gate', 'Waive a gate', take.id)]
      : []),
    ...(take.count ? [button('stock-takes.evidence', 'Export evidence', take.id)] : []),
  ];
  // An answer to a command does not say where its buttons belong.
  const all = [...shown, ...more].map((each) => ({ ...each, boutique: take.boutique }));
  return all.length === 0 ? [] : [buttons(...all)];
}
