import { button } from '../../chat/card.js';
import { clockTime, dayInWords, momentAt } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import { grouped } from '../../domain/grouped.js';
import { nextOpenDay } from '../../domain/place-calendar.js';
import { BEFORE_MORNING, type Owed, type Place, reminder } from '../../engine/capability.js';
import type { PlannedSlot } from './rules-slots.js';
import { openSlotsAt } from './store.js';

export const SLOT_REMINDER = 'cycle-counts/slot';

/** The day's counts. Everybody may read it: it says which zone and when, and nothing of what lies there. */
export const slotReminder = reminder<readonly PlannedSlot[]>({
  name: 'slot',
  title: 'Planned count',
  cron: BEFORE_MORNING,
  places: 'boutiques',
  async facts(places, _now, db) {
    const codes = places.flatMap(({ code }) => code ?? []);
    return grouped(await openSlotsAt(db, codes), ({ boutique }) => boutique);
  },
  due: (place, today, slots = []) => slots.flatMap((slot) => owedFor(place, today, slot)),
  ladder: [
    { to: 'store-manager', after: { openDays: 0 } },
    { to: 'operations-manager', after: { openDays: 1 } },
    { to: 'director', after: { openDays: 2 } },
  ],
  channel: true,
});

/** Late on the next open day. */
function owedFor(
  { name, timeZone, calendar }: Place,
  today: string,
  { zoneName, day, time, planId }: PlannedSlot,
): Owed[] {
  if (planId === null || day > today) return [];
  const lateFrom = nextOpenDay(daysAfter(day, 1), calendar);
  const when =
    day === today
      ? `today, ${clockTime(momentAt(day, time, timeZone), timeZone)}`
      : `was planned for ${dayInWords(day, today)}`;
  return [
    {
      subject: planId,
      level: lateFrom !== null && lateFrom <= today ? 'late' : 'due',
      on: day,
      line: { lead: `Count ${zoneName}`, text: `${name} · ${when}` },
      button: button('stock-counts.count-planned', 'Count', planId, { style: 'primary' }),
    },
  ];
}
