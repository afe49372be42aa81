import type { Boutique } from '../../domain/boutique.js';
import { type Day, timeIn, todayIn } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import { grouped } from '../../domain/grouped.js';
import { isOpenOn } from '../../domain/place-calendar.js';
import type { Context, Timed } from '../../engine/capability.js';
import { sundayOf } from './rules-slots.js';
import { asIfCounted, planWeek, type Week } from './rules-week.js';
import { type NewWeek, saveWeeks, takenAt } from './store.js';
import { blockedDays } from './store-events.js';
import { zonesOf } from './store-facts.js';
import { rulesOfAll } from './store-rules.js';
import { type Unplanned, unplannedWeeks } from './store-weeks.js';

/** From ten on, when somebody is there to answer, on an open day: from Thursday on for the next week, or late for this one. */
const FROM = '10:00';
const TO = '18:00';

/** All boutiques that are ready at this minute, in a number of queries that does not grow with them. */
export const planWeeks: Timed = {
  name: 'plan',
  async due(now, db) {
    const ready = (await unplannedWeeks(db, now)).filter((each) => isReady(each, now));
    return ready.length === 0 ? [] : [{ key: now.toISOString().slice(0, 16), boutique: null, subject: 'network' }];
  },
  act: async (_due, context) => {
    await plan(
      context,
      (await unplannedWeeks(context.db, context.now)).filter((each) => isReady(each, context.now)),
    );
  },
};

function isReady({ timeZone, calendar }: Unplanned, now: Date): boolean {
  const time = timeIn(timeZone, now);
  return time >= FROM && time < TO && isOpenOn(todayIn(timeZone, now), calendar);
}

/** The earlier week of a boutique first: the next one goes on from it. */
export async function plan(context: Context<Boutique | null>, weeks: readonly Unplanned[]): Promise<void> {
  const mondays = [...new Set(weeks.map(({ monday }) => monday))].sort();
  for (const monday of mondays)
    await planAll(
      context,
      weeks.filter((each) => each.monday === monday),
      monday,
    );
}

async function planAll(
  { db, now, newId }: Context<Boutique | null>,
  places: readonly Unplanned[],
  monday: Day,
): Promise<void> {
  const codes = places.map(({ code }) => code);
  const rules = await rulesOfAll(db);
  const zones = await zonesOf(db, places, rules, now);
  const blocked = await blockedDays(db, codes, now);
  const open = grouped(await takenAt(db, codes), ({ boutique }) => boutique);

  const planned = places.map((place): NewWeek => {
    const { code, calendar, timeZone } = place;
    const today = todayIn(timeZone, now);
    const [from, to] = [laterOf(monday, daysAfter(today, 1)), sundayOf(monday)];
    const slots = open.get(code) ?? [];
    const facts = asIfCounted(
      zones.get(code) ?? [],
      // What was missed is planned anew.
      slots.filter(({ day }) => day >= today && day < from),
      today,
    );
    const taken = slots.filter(({ day }) => day >= from);
    const week = planWeek(facts, {
      from,
      to,
      calendar,
      rules: rules(code),
      blocked: blocked.get(code) ?? new Set(),
      taken,
    });
    return { boutique: code, monday, ...withIds(week, newId) };
  });
  await saveWeeks(db, planned, now);
}

const laterOf = (a: Day, b: Day): Day => (a > b ? a : b);

const withIds = ({ slots, left }: Week, newId: () => string) => ({
  left,
  slots: slots.map((slot) => ({ ...slot, id: newId() })),
});
