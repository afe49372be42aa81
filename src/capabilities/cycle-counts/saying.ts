import type { Boutique } from '../../domain/boutique.js';
import { timeIn, todayIn } from '../../domain/calendar.js';
import { isOpenOn, type PlaceCalendar } from '../../domain/place-calendar.js';
import type { Context, Timed } from '../../engine/capability.js';
import { addedCard, weekCard } from './cards.js';
import { isWeekId, topicOf } from './rules-slots.js';
import { findSlot, findWeek } from './store.js';
import { markSaid, unsaidPlans, whoPlans } from './store-weeks.js';

/** What can wait is not said at night. */
const FROM = '09:00';
const TO = '19:00';

/** The week in one message for the store manager, or above them where there is none, and one for each count that is added to it later. */
export const say: Timed = {
  name: 'say',
  async due(now, db) {
    const unsaid = (await unsaidPlans(db)).filter(({ calendar }) => mayBeSaid(calendar, now));
    return unsaid.map(({ boutique, subject }) => ({ key: subject, boutique, subject }));
  },
  act: ({ subject }, context) =>
    isWeekId(subject) ? sayWeek(atBoutique(context), subject) : sayAdded(atBoutique(context), subject),
};

const mayBeSaid = (calendar: PlaceCalendar, now: Date): boolean => {
  const time = timeIn(calendar.timeZone, now);
  return time >= FROM && time < TO && isOpenOn(todayIn(calendar.timeZone, now), calendar);
};

async function sayWeek({ db, boutique, now, tell, record }: Context, subject: string): Promise<void> {
  if (!(await markSaid(db, subject, true, now))) return;
  const week = await findWeek(db, subject, boutique.code);
  tell({ role: await whoPlans(db, boutique.code, now) }, weekCard(week, boutique), { topic: topicOf(subject) });
  record('cycle-counts.week-planned', subject, { slots: week.slots.length, left: week.left.length });
}

async function sayAdded(context: Context, subject: string): Promise<void> {
  const { db, boutique, now, tell, record } = context;
  if (!(await markSaid(db, subject, false, now))) return;
  const slot = await findSlot(db, subject, boutique.code);
  tell({ role: await whoPlans(db, boutique.code, now) }, addedCard(slot, boutique), { topic: slotTopic(subject) });
  record('cycle-counts.slot-added', subject, { zone: slot.zone, day: slot.day });
  await showWeek(context, slot.week);
}

export const slotTopic = (slot: string): string => `cycle-slot/${slot}`;

/** As it is now, for everybody who was told of it. */
export async function showWeek({ db, boutique, tell }: Context, week: string): Promise<void> {
  tell('who-was-told', weekCard(await findWeek(db, week, boutique.code), boutique), { topic: topicOf(week) });
}

export function atBoutique(context: Context<Boutique | null>): Context {
  if (!context.boutique) throw new Error('no boutique');
  return context as Context;
}
