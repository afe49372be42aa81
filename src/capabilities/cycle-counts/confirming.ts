import { Refusal } from '../../domain/refusal.js';
import { type Context, run } from '../../engine/capability.js';
import { addedCard, confirmedCard } from './cards.js';
import { mustBeOpen, weekIn } from './rules-slots.js';
import { showWeek, slotTopic } from './saying.js';
import { confirmSlots, findSlot, findWeek, lockSlot } from './store.js';

export const planners = ['store-manager', 'operations-manager'] as const;

export const confirmAll = run({
  summary: 'Confirm every count of a week',
  allow: planners,
  async run(context) {
    const { db, boutique, actor, now, record } = context;
    const week = weekIn(context.subject);
    const { slots } = await findWeek(db, week, boutique.code);
    const ids = slots.filter(({ state }) => state === 'proposed').map(({ id }) => id);
    const confirmed = await confirmSlots(db, ids, actor.id, now);
    if (confirmed.length === 0) throw new Refusal('confirmed', 'Nothing is left to confirm in this week.');
    record('cycle-counts.week-confirmed', week, { slots: confirmed });
    await showWeek(context, week);
    // Who looked the week up has it in an answer, which nothing changes.
    return { reply: confirmedCard(confirmed.length, boutique) };
  },
});

export const confirmOne = run({
  summary: 'Confirm a count that was added',
  allow: planners,
  async run(context) {
    const { db, boutique, subject, actor, now, record } = context;
    const slot = await lockSlot(db, subject, boutique.code);
    mustBeOpen(slot);
    const confirmed = await confirmSlots(db, [subject], actor.id, now);
    if (confirmed.length === 0) throw new Refusal('confirmed', 'This count is planned already.');
    record('cycle-counts.slot-confirmed', subject, { zone: slot.zone, day: slot.day });
    await showSlot(context, subject);
    await showWeek(context, slot.week);
    return { done: true };
  },
});

/** The message of a count that was added, as it is now. */
export async function showSlot({ db, boutique, tell }: Context, id: string): Promise<void> {
  tell('who-was-told', addedCard(await findSlot(db, id, boutique.code), boutique), { topic: slotTopic(id) });
}
