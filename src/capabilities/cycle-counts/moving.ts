import type { Boutique } from '../../domain/boutique.js';
import { clockTime, type Day, dayInWords, momentAt, type Time, todayIn } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import { listed } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import { type Asking, ask, type Context, type Outcome } from '../../engine/capability.js';
import { movedCard } from './cards.js';
import { planners, showSlot } from './confirming.js';
import { moveForm } from './forms.js';
import { mondayOf, type Rules } from './rules.js';
import { isOpen, isWeekId, mustBeOpen, type PlannedSlot, sundayOf, weekId } from './rules-slots.js';
import { timesOn } from './rules-times.js';
import { type Days, type WhyNot, whyNotMoved } from './rules-week.js';
import { showWeek } from './saying.js';
import { withdrawn } from './standing.js';
import { findSlot, findWeek, lockPlan, lockSlot, moveSlot, takenAt } from './store.js';
import { wasBegun } from './store-ending.js';
import { blockedDays } from './store-events.js';
import { rulesOfAll } from './store-rules.js';
import { placesAt } from './store-weeks.js';

/** Another day or time, with a reason: on open days, outside peak hours, within the caps. */
export const move = ask({
  summary: 'Move a planned count to another day or time',
  allow: planners,
  form: async (asking) =>
    moveForm(await movable(asking), asking.boutique, { from: asking.today, to: lastDay(asking.today) }),
  prefill: async (asking) => {
    const [first, ...others] = await movable(asking);
    return first && others.length === 0 ? { slot: first.id, day: first.day, time: first.time } : {};
  },
  async submit({ slot: id, day, time, reason }, context) {
    await lockPlan(context.db, context.boutique.code);
    const slot = await lockSlot(context.db, id, context.boutique.code);
    mustBeOpen(slot, 'slot');
    if (slot.day === day && slot.time === time)
      throw new Refusal('same', 'It is planned for then. Choose another day or time.', 'day');
    if (slot.planId !== null && (await wasBegun(context.db, slot.planId)))
      throw new Refusal('begun', `${slot.zoneName} is being counted already.`, 'slot');
    await mustFit(context, slot, { day, time });
    return moved(context, slot, { to: { day, time }, reason });
  },
});

/** Those of the week, or the one that was added. */
async function movable({ db, subject, boutique }: Asking): Promise<readonly PlannedSlot[]> {
  const slots = isWeekId(subject)
    ? (await findWeek(db, subject, boutique.code)).slots
    : [await findSlot(db, subject, boutique.code)];
  const open = slots.filter(isOpen);
  if (open.length === 0) throw new Refusal('done', 'Nothing is left to count here.');
  return open;
}

/** To the end of the next week. */
const lastDay = (today: Day): Day => sundayOf(daysAfter(mondayOf(today), 7));

interface To {
  readonly day: Day;
  readonly time: Time;
}

async function moved(
  context: Context,
  slot: PlannedSlot,
  { to, reason }: { readonly to: To; readonly reason: string },
): Promise<Outcome> {
  const { db, boutique, actor, now, record } = context;
  await moveSlot(db, slot, { to, reason, by: actor.id }, now);
  withdrawn(context, slot, 'It was moved to another time.');
  const change = { before: { day: slot.day, time: slot.time }, after: { day: to.day, time: to.time }, reason };
  record('cycle-counts.slot-moved', slot.id, { zone: slot.zone }, change);
  await showSlot(context, slot.id);
  const after = await findSlot(db, slot.id, boutique.code);
  for (const week of new Set([slot.week, after.week])) await showWeek(context, week);
  return { reply: movedCard(after, boutique) };
}

async function mustFit({ db, boutique, now }: Context, slot: PlannedSlot, to: To): Promise<void> {
  const { code, timeZone } = boutique;
  const today = todayIn(timeZone, now);
  const [place] = await placesAt(db, [code]);
  if (!place) throw new Error('no such boutique');
  const open = await takenAt(db, [code]);
  const others = open.filter(({ id }) => id !== slot.id);
  const pieces = open.find(({ id }) => id === slot.id)?.pieces ?? 0;
  const twin = others.find((each) => each.zone === slot.zone && weekId(code, each.day) === weekId(code, to.day));
  if (twin)
    throw new Refusal(
      'twice',
      `${slot.zoneName} is planned for ${dayInWords(twin.day, today)} in that week already.`,
      'day',
    );

  const rules = (await rulesOfAll(db))(code);
  const blocked = (await blockedDays(db, [code], now)).get(code) ?? new Set<string>();
  const days = { from: today, to: lastDay(today), calendar: place.calendar, rules, blocked, taken: others };
  const why = momentAt(to.day, to.time, timeZone) <= now ? 'past' : whyNotMoved(to, pieces, days);
  if (why) throw refusalOf(why, to, { boutique, days, rules, today });
}

interface Wanted {
  readonly boutique: Boutique;
  readonly days: Days;
  readonly rules: Rules;
  readonly today: Day;
}

function refusalOf(why: WhyNot, { day }: To, { boutique, days, rules, today }: Wanted): Refusal {
  const when = dayInWords(day, today);
  const times = timesOn(day, days.calendar, rules).map((time) =>
    clockTime(momentAt(day, time, boutique.timeZone), boutique.timeZone),
  );
  const possible = times.length === 0 ? 'Choose another day.' : `A count can begin at ${listed(times)}.`;
  switch (why) {
    case 'past':
      return new Refusal(why, 'Choose a time that is still to come, by the end of next week.', 'day');
    case 'closed':
      return new Refusal(why, `${boutique.name} is closed on ${when}. Choose another day.`, 'day');
    case 'holiday':
      return new Refusal(why, `${when} is a holiday. Choose another day.`, 'day');
    case 'blocked':
      return new Refusal(why, `A stock take or an event is on ${when}. Choose another day.`, 'day');
    case 'full':
      return new Refusal(why, `${when} takes no more counts. Choose another day.`, 'day');
    case 'hours':
      return new Refusal(why, `Nobody counts at that hour on ${when}. ${possible}`, 'time');
    case 'peak':
      return new Refusal(why, `These are peak hours on ${when}. ${possible}`, 'time');
    case 'taken':
      return new Refusal(why, 'Another zone is counted then. Choose another time.', 'time');
  }
}
