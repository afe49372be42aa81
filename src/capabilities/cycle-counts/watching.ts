import type { Boutique } from '../../domain/boutique.js';
import { todayIn } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import { grouped } from '../../domain/grouped.js';
import { todayOfHouse } from '../../domain/house.js';
import type { Context, Timed } from '../../engine/capability.js';
import { mondayOf } from './rules.js';
import { sundayOf, weekId } from './rules-slots.js';
import { planWeek } from './rules-week.js';
import { addSlots, takenAt } from './store.js';
import { dropSlots } from './store-ending.js';
import { blockedDays, eventsOf } from './store-events.js';
import { zonesOf } from './store-facts.js';
import { rulesOfAll } from './store-rules.js';
import { lookAtZones } from './store-watch.js';
import { type Place, placesAt, plannedWeeks } from './store-weeks.js';

/** Once an hour: what happened since a zone was counted asks for a count on the next open day, within the caps. */
export const watch: Timed = {
  name: 'watch',
  due: async (now) => [{ key: now.toISOString().slice(0, 13), boutique: null, subject: 'network' }],
  async act(_due, context) {
    await lookAtZones(context.db, context.now);
    await dropSlots(context.db);
    await addForEvents(context);
  },
};

/** A week that is not planned yet takes it up when it is. */
async function addForEvents({ db, now, newId }: Context<Boutique | null>): Promise<void> {
  const codes = [...(await eventsOf(db, now, null)).keys()];
  if (codes.length === 0) return;
  const places = await placesAt(db, codes);
  const rules = await rulesOfAll(db);
  const zones = await zonesOf(db, places, rules, now);
  const blocked = await blockedDays(db, codes, now);
  const open = grouped(await takenAt(db, codes), ({ boutique }) => boutique);
  const weeks = await plannedWeeks(db, codes, mondayOf(todayOfHouse(now)));

  const added = places.map((place) => {
    const { code, calendar } = place;
    const taken = open.get(code) ?? [];
    const happened = (zones.get(code) ?? []).filter(({ events }) => events.length > 0);
    const days = {
      ...daysOf(place, weeks, now),
      calendar,
      rules: rules(code),
      blocked: blocked.get(code) ?? new Set<string>(),
      taken,
    };
    const slots = days.to < days.from ? [] : planWeek(happened, days).slots;
    return { boutique: code, monday: mondayOf(days.from), slots: slots.map((slot) => ({ ...slot, id: newId() })) };
  });
  await addSlots(db, added, now);
}

/** From tomorrow on, as far as is planned: to the end of this week or of the next. */
function daysOf({ code, timeZone }: Place, weeks: ReadonlySet<string>, now: Date) {
  const today = todayIn(timeZone, now);
  const monday = mondayOf(today);
  const from = daysAfter(today, 1);
  const isPlanned = (first: string): boolean => weeks.has(weekId(code, first));
  const next = daysAfter(monday, 7);
  if (isPlanned(next)) return { from, to: sundayOf(next) };
  return { from, to: isPlanned(monday) ? sundayOf(monday) : today };
}
