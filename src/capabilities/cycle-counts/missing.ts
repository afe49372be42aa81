import type { Timed } from '../../engine/capability.js';
import { atBoutique, showWeek } from './saying.js';
import { withdrawn } from './standing.js';
import { lockSlot } from './store.js';
import { missSlot, slotsMissed } from './store-ending.js';

/** A zone has one count that is owed: when it comes up again, the one that nobody made is kept as missed. */
export const miss: Timed = {
  name: 'miss',
  due: async (now, db) =>
    (await slotsMissed(db, now)).map(({ id, boutique, day }) => ({ key: `${id}/${day}`, boutique, subject: id })),
  async act({ subject }, anywhere) {
    const context = atBoutique(anywhere);
    const { db, boutique, now, record } = context;
    const slot = await lockSlot(db, subject, boutique.code);
    const [missed] = await slotsMissed(db, now, subject);
    if (!missed || !(await missSlot(db, slot.id))) return;

    record('cycle-counts.slot-missed', slot.id, { zone: slot.zone, day: slot.day });
    withdrawn(context, slot, 'It was missed, and the zone is planned anew.');
    await showWeek(context, slot.week);
  },
};
