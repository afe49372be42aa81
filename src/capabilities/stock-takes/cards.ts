import { type Block, type Button, button, buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted, type Day, dayInWords, todayIn } from '../../domain/calendar.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import {
  byUrgency,
  type Campaign,
  dueOn,
  isLate,
  kinds,
  nextGate,
  openGates,
  passedOf,
  type State,
  standingOf,
  stateOf,
  states,
  type Take,
  whyNotYet,
} from './rules.js';
import { type GateId, gateIds, gates } from './rules-gates.js';

const LONGEST_NAME = 40;
const MOST_BOUTIQUES = 12;

export const titleOf = ({ kind, name }: Pick<Campaign, 'kind' | 'name'>): string =>
  `${kinds[kind]} ${shortened(name, 40)}`;

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

/** What the boutique itself passes by a press; the count, the causes and the signature have cards of their own. */
const pressed: Readonly<Partial<Record<GateId, readonly [action: string, label: string]>>> = {
  date: ['confirm-date', 'Confirm date'],
  team: ['name-team', 'Name the team'],
  zones: ['confirm-zones', 'Confirm zones'],
  documents: ['list-documents', 'Enter documents'],
  floor: ['confirm-floor', 'Confirm floor'],
  receipts: ['confirm-receipts', 'Confirm receipts'],
  unexplained: ['close-list', 'Close the list'],
  'actions-30': ['review-actions', 'Review actions'],
  'actions-60': ['review-actions', 'Review actions'],
};

/** The button that passes a gate, for the card and for who is reminded of it. */
export function gateButton(take: Take, gate: GateId): Button {
  if (gate === 'signed') return signButton(take);
  if (gate === 'report') return reportButton(take);
  if (gate === 'count' && take.plan && !take.count) return startButton(take.plan);
  const [action, label] = pressed[gate] ?? ['see', 'See stock take'];
  const options = gate === 'unexplained' ? { confirm: CLOSING } : {};
  return button(`stock-takes.${action}`, label, subjectOf(take, gate), { style: 'primary', ...options });
}

/** What is done once for each count names the count. */
const subjectOf = (take: Take, gate: GateId): string =>
  gate === 'unexplained' && take.count ? `${take.id}~${take.count.id}` : take.id;

const CLOSING = {
  title: 'Close the list',
  text: 'What is unexplained now stays on the list, and is searched for.',
  yes: 'Close the list',
};

export const startButton = (plan: string): Button =>
  button('stock-counts.count-planned', 'Start the count', plan, { style: 'primary' });

export const signButton = (take: Take): Button =>
  button('stock-takes.sign', 'Sign', `${take.id}~${take.count?.id ?? ''}`, {
    style: 'primary',
    confirm: {
      title: 'Sign the stock take',
      text: 'The count is approved and entered in the register, and you had no hand in it.',
      yes: 'Sign',
    },
  });

export const reportButton = (take: Take): Button =>
  button('stock-takes.send-report', 'Send report', `${take.id}~${take.count?.id ?? ''}`, { style: 'primary' });

function buttonBlocks(take: Take, today: Day): Block[] {
  const now = openGates(take).filter((gate) => pressed[gate] && whyNotYet(take, gate, today) === null);
  const shown = now.filter((gate) => gate !== 'date' || !take.proposal).map((gate) => gateButton(take, gate));
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
