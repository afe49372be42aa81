import { type Button, button } from '../../chat/card.js';
import type { Take } from './rules.js';
import type { GateId } from './rules-gates.js';

/** What the boutique itself passes by a press; the count, the causes and the signature have cards of their own. */
const pressed: Readonly<Partial<Record<GateId, readonly [action: string, label: string]>>> = {
  date: ['confirm-date', 'Confirm date'],
  team: ['name-team', 'Name the team'],
  zones: ['confirm-zones', 'Confirm zones'],
  documents: ['list-documents', 'Enter documents'],
  floor: ['confirm-floor', 'Confirm floor'],
  receipts: ['confirm-receipts', 'Confirm receipts'],
  sweep: ['confirm-sweep', 'Confirm sweep'],
  owners: ['name-owners', 'Name owners'],
  unexplained: ['close-list', 'Close the list'],
  'actions-30': ['review-actions', 'Review actions'],
  'actions-60': ['review-actions', 'Review actions'],
};

export function isPressed(gate: GateId): boolean {
  return gate in pressed;
}

/** The buttons that stand on several cards, and with reminders. */
export const press = {
  /** Passes a gate, or shows what it waits for. */
  gate(take: Take, gate: GateId): Button {
    if (gate === 'signed') return press.sign(take);
    if (gate === 'report') return press.report(take);
    if (gate === 'count' && take.plan && !take.count) return press.start(take.plan);
    const [action, label] = pressed[gate] ?? ['see', 'See stock take'];
    const asked = confirms[gate];
    const options = asked ? { confirm: asked } : {};
    return button(`stock-takes.${action}`, label, subjectOf(take, gate), { style: 'primary', ...options });
  },
  start: (plan: string): Button => button('stock-counts.count-planned', 'Start the count', plan, { style: 'primary' }),
  sign: (take: Take): Button =>
    button('stock-takes.sign', 'Sign', ofCount(take), { style: 'primary', confirm: SIGNING }),
  report: (take: Take): Button => button('stock-takes.send-report', 'Send report', ofCount(take), { style: 'primary' }),
  decide: (take: Take): Button => button('stock-takes.decide-date', 'Decide', take.id, { style: 'primary' }),
  see: (take: Take): Button => button('stock-takes.see', 'See stock take', take.id),
};

/** What is done once for each count names the count. */
const ofCount = ({ id, count }: Take): string => `${id}~${count?.id ?? ''}`;

function subjectOf(take: Take, gate: GateId): string {
  // Which zones differ is for those alone who may see the count.
  if (gate === 'owners') return `${ofCount(take)}~owners`;
  return gate === 'unexplained' || gate === 'sweep' ? ofCount(take) : take.id;
}

const CLOSING = {
  title: 'Close the list',
  text: 'What is unexplained now stays on the list, and is searched for.',
  yes: 'Close the list',
};

const SWEEPING = {
  title: 'Confirm the sweep',
  text: 'You walked through the boutique: every place is counted, and nothing lies elsewhere.',
  yes: 'Confirm sweep',
};

const confirms: Readonly<Partial<Record<GateId, NonNullable<Button['confirm']>>>> = {
  unexplained: CLOSING,
  sweep: SWEEPING,
};

const SIGNING = {
  title: 'Sign the stock take',
  text: 'The count is approved and entered in the register, and you had no hand in it.',
  yes: 'Sign',
};
