import { denied, Refusal } from '../../domain/refusal.js';
import { type Asking, ask } from '../../engine/capability.js';
import { doneCard } from './cards-told.js';
import { waiveForm } from './forms-network.js';
import { mustGoOn, pass, takeIn } from './passing.js';
import { openGates, type Take } from './rules.js';
import { type GateId, gates, waivable } from './rules-gates.js';

export const waivers = ['operations-manager', 'director'] as const;

/** What can't be had is let go by whoever answers for all boutiques, with the reason; it stays on record beside what was passed. */
export const waiveGate = ask({
  summary: 'Waive a gate of a stock take, with the reason',
  allow: waivers,
  form: async (asking) => {
    const take = await takeIn(asking);
    return waiveForm(take, asking.shown === null ? mustHaveSome(take) : waivable);
  },
  prefill: async (asking) => {
    const [only, ...others] = waivableIn(await takeIn(asking));
    return only && others.length === 0 ? { gate: only } : {};
  },
  async submit({ gate, reason }, context) {
    const take = await takeIn(context, true);
    mustBeApart(take, context);
    const open = mustHaveSome(take);
    const chosen = open.find((each) => each === gate);
    if (!chosen) throw new Refusal('passed', 'This is done already.', 'gate');
    await pass(context, take, chosen, { words: reason, waived: true });
    return { reply: doneCard(`Waived: ${gates[chosen].title.toLowerCase()}`) };
  },
});

/** Those whose turn it is. */
export const waivableIn = (take: Take): GateId[] => openGates(take).filter((gate) => waivable.includes(gate));

function mustHaveSome(take: Take): GateId[] {
  mustGoOn(take);
  const open = waivableIn(take);
  if (open.length === 0) throw new Refusal('none', 'Nothing can be waived here now.');
  return open;
}

/** Whoever signs that all was done does not say themselves what may be left out. */
function mustBeApart({ team }: Take, { actor }: Pick<Asking, 'actor'>): void {
  if (team?.approver.id === actor.id)
    throw denied('signs', 'You are named to sign this stock take, so someone else waives its gates.');
}
