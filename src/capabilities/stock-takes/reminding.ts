import { type Day, dayInWords } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import { BEFORE_MORNING, type Owed, reminder } from '../../engine/capability.js';
import { isPressed, press } from './cards-buttons.js';
import { dueOn, openGates, type Take, titleOf, whyNotYet } from './rules.js';
import { type GateId, gates } from './rules-gates.js';
import { openTakes } from './store.js';

/** Every gate, from some days before it is due until it is passed. */
export const gateReminder = reminder<readonly Take[]>({
  name: 'gate',
  title: 'Gates of stock takes',
  cron: BEFORE_MORNING,
  places: 'boutiques',
  ladder: [
    { to: 'store-manager', after: { openDays: 0 } },
    { to: 'operations-manager', after: { openDays: 2 } },
    { to: 'director', after: { openDays: 3 } },
  ],
  async facts(places, _now, db) {
    const takes = await openTakes(
      db,
      places.flatMap(({ code }) => code ?? []),
    );
    const found = new Map<string, Take[]>();
    for (const take of takes) found.set(take.boutique, [...(found.get(take.boutique) ?? []), take]);
    return found;
  },
  due: (_place, today, takes = []) => takes.flatMap((take) => owedOf(take, today)),
});

/** What a boutique owes of one stock take: the gates whose turn it is, and whose time. Pure. */
export function owedOf(take: Take, today: Day): Owed[] {
  return openGates(take).flatMap((gate): Owed[] => {
    const on = dueOn(take, gate);
    const { ahead } = gates[gate];
    const waits = gate === 'date' && take.proposal !== null;
    const pressed = waits ? press.decide(take) : press.gate(take, gate);
    if (today < daysAfter(on, -ahead) || whyNotYet(take, gate, today)) return [];
    const level = today < on ? 'upcoming' : today === on ? 'due' : 'late';
    return [
      {
        ...{ subject: `${take.id}~${gate}`, level, on },
        weight: level === 'late' && isClose(gate) ? 'urgent' : 'normal',
        ...ownerOf(take, gate),
        line: {
          lead: `${titleOf(take.campaign)}: ${waits ? 'decide on another date' : isPressed(gate) ? inSentence(pressed.label) : gates[gate].title.toLowerCase()}`,
          text: `${take.boutiqueName} · ${level === 'late' ? 'was due' : 'due'} ${dayInWords(on, today)}`,
        },
        button: pressed,
      },
    ];
  });
}

const inSentence = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);

/** The days around the count leave no time for a second morning. */
const isClose = (gate: GateId): boolean => Math.abs(gates[gate].offset) <= 3;

function ownerOf({ team, campaign, proposal }: Take, gate: GateId): { readonly owner?: string } {
  const { by } = gates[gate];
  // What a boutique proposed is not its own to decide.
  if (gate === 'date' && proposal) return { owner: campaign.createdBy };
  if (by === 'supervisor') return team ? { owner: team.supervisor.id } : {};
  if (by === 'approver') return team ? { owner: team.approver.id } : {};
  if (by === 'operations-manager') return { owner: campaign.createdBy };
  // Who begins the count is who was named to.
  const [first] = gate === 'count' ? (team?.counters ?? []) : [];
  return first ? { owner: first.id } : {};
}
