import type { Context, Timed } from '../../engine/capability.js';
import { SLOT_REMINDER } from './reminding.js';
import { isOpen } from './rules-slots.js';
import { atBoutique, showWeek } from './saying.js';
import { confirmSlots, lockSlot } from './store.js';
import { setPlan, slotsToStand } from './store-ending.js';

/** The evening before its day a slot becomes a planned count; where nobody answered, the proposal stands. */
export const stand: Timed = {
  name: 'stand',
  due: async (now, db) =>
    // One that was moved away and back on one day is another.
    (await slotsToStand(db, now)).map(({ id, boutique, day, moves }) => ({
      ...{ key: `${id}/${day}/${moves}`, boutique, subject: id },
    })),
  async act({ subject }, anywhere) {
    const context = atBoutique(anywhere);
    const slot = await lockSlot(context.db, subject, context.boutique.code);
    if (!isOpen(slot) || slot.planId !== null) return;
    const unanswered = await confirmSlots(context.db, [slot.id], null, context.now);
    if (unanswered.length > 0)
      context.record('cycle-counts.proposal-stands', slot.id, { zone: slot.zone, day: slot.day });
    await begins(context, slot);
    await showWeek(context, slot.week);
  },
};

/** What its card begins. */
export async function begins(
  { db, newId, later, boutique }: Context,
  { id, zone, day }: { readonly id: string; readonly zone: string; readonly day: string },
): Promise<void> {
  const plan = newId();
  await setPlan(db, id, plan);
  later('stock-counts.plan', { id: plan, zones: [zone], reason: 'weekly', due: day }, boutique.code);
}

/** The opposite: its card begins nothing any more, and nobody is asked for it. */
export function withdrawn(
  { settle, later }: Context,
  { planId }: { readonly planId: string | null },
  why: string,
): void {
  if (planId === null) return;
  settle(SLOT_REMINDER, [planId]);
  later('stock-counts.cancel-plan', { id: planId, why });
}
