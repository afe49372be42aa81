import type { Timed } from '../../engine/capability.js';
import { atBoutique, showWeek } from './saying.js';
import { begins, withdrawn } from './standing.js';
import { lockSlot } from './store.js';
import { wasBegun } from './store-ending.js';
import { reopenSlot, slotsVoided } from './store-voided.js';

/** A count that is voided counted nothing: its slot is owed again. */
export const reopen: Timed = {
  name: 'reopen',
  due: async (_now, db) =>
    (await slotsVoided(db)).map(({ id, boutique, count }) => ({ key: `${id}/${count}`, boutique, subject: id })),
  async act({ subject }, anywhere) {
    const context = atBoutique(anywhere);
    const { db, boutique, record } = context;
    const slot = await lockSlot(db, subject, boutique.code);
    const [voided] = await slotsVoided(db, subject);
    const state = voided && (await reopenSlot(db, slot, voided.count));
    if (!state) return;
    record('cycle-counts.slot-reopened', slot.id, { zone: slot.zone, count: voided.count, state });
    // A plan of its own, so that it is reminded of anew; unless somebody has begun it again already.
    if (state === 'owed' && slot.planId !== null && !(await wasBegun(db, slot.planId))) {
      withdrawn(context, slot, 'Its count was voided, and it is planned anew.');
      await begins(context, slot);
    }
    await showWeek(context, slot.week);
  },
};
