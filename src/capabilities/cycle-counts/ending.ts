import { todayIn } from '../../domain/calendar.js';
import type { Timed } from '../../engine/capability.js';
import { SLOT_REMINDER } from './reminding.js';
import { atBoutique, showWeek } from './saying.js';
import { withdrawn } from './standing.js';
import { lockSlot } from './store.js';
import { endSlot, slotsCounted, wasBegun } from './store-ending.js';

/** A zone that was counted is done, whether the count was planned or not. */
export const end: Timed = {
  name: 'end',
  due: async (_now, db) =>
    (await slotsCounted(db)).map(({ id, boutique, count }) => ({ key: `${id}/${count}`, boutique, subject: id })),
  async act({ subject }, anywhere) {
    const context = atBoutique(anywhere);
    const { db, boutique, settle, record } = context;
    const slot = await lockSlot(db, subject, boutique.code);
    const [counted] = await slotsCounted(db, subject);
    if (!counted) return;
    const onTime = !counted.movedLate && todayIn(boutique.timeZone, counted.at) <= slot.day;
    if (!(await endSlot(db, counted, onTime))) return;

    record('cycle-counts.slot-done', slot.id, { zone: slot.zone, count: counted.count, onTime });
    if (slot.planId !== null && (await wasBegun(db, slot.planId))) settle(SLOT_REMINDER, [slot.planId]);
    else withdrawn(context, slot, 'The zone was counted already.');
    await showWeek(context, slot.week);
  },
};
