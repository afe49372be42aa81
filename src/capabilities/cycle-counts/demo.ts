import type { Boutique } from '../../domain/boutique.js';
import { todayIn } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import type { Context } from '../../engine/capability.js';
import { plan } from './planning.js';
import { mondayOf } from './rules.js';
import { weekId } from './rules-slots.js';
import { saveWeeks } from './store.js';
import { lookAtZones } from './store-watch.js';
import { allPlaces, markSaid } from './store-weeks.js';

/** The next week is planned everywhere, for whoever types /count plan; nobody is told, so that the walk begins with empty messages. */
export async function demo(context: Context<Boutique | null>): Promise<void> {
  const { db, now } = context;
  const places = await allPlaces(db);
  const monday = (timeZone: string): string => mondayOf(todayIn(timeZone, now));
  const past = places.map(({ code, timeZone }) => ({ boutique: code, monday: monday(timeZone), slots: [], left: [] }));
  await saveWeeks(db, past, now);
  await lookAtZones(db, now);

  const next = places.map((place) => ({ ...place, monday: daysAfter(monday(place.timeZone), 7) }));
  await plan(context, next);
  for (const { code, monday: week } of next) await markSaid(db, weekId(code, week), true, now);
}
