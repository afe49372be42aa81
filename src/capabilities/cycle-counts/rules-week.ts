import type { Day, Time } from '../../domain/calendar.js';
import { daysAfter, yearOf } from '../../domain/days.js';
import { holidaysOf } from '../../domain/holidays.js';
import { nextOpenDay, openDaysFrom, type PlaceCalendar } from '../../domain/place-calendar.js';
import type { Rules } from './rules.js';
import { type Duty, dutiesOf, type Reason, type ZoneFacts } from './rules-duties.js';
import { overlap, timesOn, whyNotAt } from './rules-times.js';

export interface Slot {
  readonly zone: string;
  readonly day: Day;
  readonly time: Time;
  readonly reasons: readonly Reason[];
}

/** A count that is planned already. */
export interface Taken {
  readonly zone: string;
  readonly day: Day;
  readonly time: Time;
  readonly pieces: number;
}

/** What a boutique's days look like from `from` to `to`. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
  readonly calendar: PlaceCalendar;
  readonly rules: Rules;
  /** A stock take or an event is on: nothing else is counted. */
  readonly blocked: ReadonlySet<Day>;
  readonly taken: readonly Taken[];
}

/** Of a zone that the caps, or closed days, leave out or make late: why. */
export type WhyLeft = 'caps' | 'size' | 'closed';

export interface Left {
  readonly zone: string;
  readonly why: WhyLeft;
}

export interface Week {
  readonly slots: readonly Slot[];
  /** Where the promise can't be kept. */
  readonly left: readonly Left[];
}

/** What is counted when: within the caps, on open days, outside peak hours; and what can't be. */
export function planWeek(zones: readonly ZoneFacts[], days: Days): Week {
  const { from, rules, taken } = days;
  const planned = new Set(taken.map(({ zone }) => zone));
  const duties = dutiesOf(zones, rules, from, lastDayToMind(days))
    .filter(({ zone }) => !planned.has(zone))
    .sort(byNeed(lastDayToMind(days)));

  const slots: Slot[] = [];
  const left: Left[] = [];
  const full = [...taken];
  for (const duty of duties) {
    const place = placeFor(duty, { ...days, taken: full });
    if (place) {
      slots.push({ zone: duty.zone, reasons: duty.reasons, ...place });
      full.push({ zone: duty.zone, pieces: duty.pieces, ...place });
    }
    // A promise that was broken before the first day is kept as soon as it can be.
    const promised = duty.promisedBy > from ? duty.promisedBy : firstDay(days);
    if (duty.promisedBy <= lastDayToMind(days) && (!place || place.day > promised))
      left.push({ zone: duty.zone, why: whyLeft(duty, days) });
  }
  return { slots: slots.sort(inTime), left };
}

export const inTime = (a: Pick<Slot, 'day' | 'time'>, b: Pick<Slot, 'day' | 'time'>): number =>
  a.day < b.day || (a.day === b.day && a.time < b.time) ? -1 : 1;

/** What falls due before the boutique opens again after this week belongs to this week. */
function lastDayToMind({ to, calendar }: Days): Day {
  const next = nextOpenDay(daysAfter(to, 1), calendar);
  return next === null ? to : daysAfter(next, -1);
}

/** First what was promised, then what the rules ask for, the sooner the earlier. */
const byNeed =
  (until: Day) =>
  (a: Duty, b: Duty): number =>
    Number(a.promisedBy > until) - Number(b.promisedBy > until) ||
    order(needOf(a, until), needOf(b, until)) ||
    order(a.by, b.by) ||
    a.position - b.position;

const needOf = ({ by, promisedBy }: Duty, until: Day): Day => (promisedBy > until ? by : promisedBy);

const order = (a: Day, b: Day): number => (a === b ? 0 : a < b ? -1 : 1);

type Place = Pick<Slot, 'day' | 'time'>;

/** The least busy day that is in time; where there is none, the first that has room. */
function placeFor(duty: Duty, days: Days): Place | null {
  const free = openDays(days).flatMap((day) => freeOn(day, duty.pieces, days));
  const busy = ({ day }: Place): number => days.taken.filter((each) => each.day === day).length;
  const intended = free.filter(({ day }) => day <= duty.by);
  const [best] = intended.sort((a, b) => busy(a) - busy(b) || order(a.day, b.day));
  return best ?? free[0] ?? null;
}

function freeOn(day: Day, pieces: number, days: Days): Place[] {
  if (whyFull(day, pieces, days)) return [];
  const there = days.taken.filter((each) => each.day === day);
  const time = timesOn(day, days.calendar, days.rules).find((each) => !there.some((one) => overlap(one.time, each)));
  return time === undefined ? [] : [{ day, time }];
}

function whyFull(day: Day, pieces: number, { taken, rules }: Days): boolean {
  const there = taken.filter((each) => each.day === day);
  const sum = there.reduce((total, each) => total + each.pieces, pieces);
  return there.length >= rules.zonesPerDay || sum > rules.piecesPerDay;
}

export function openDays({ from, to, calendar, blocked }: Days): Day[] {
  const days: Day[] = [];
  for (const { day } of openDaysFrom(from, calendar)) {
    if (day > to) break;
    if (!blocked.has(day) && !isHoliday(day, calendar)) days.push(day);
  }
  return days;
}

const firstDay = (days: Days): Day =>
  openDays(days).find((day) => timesOn(day, days.calendar, days.rules).length > 0) ?? days.from;

function whyLeft({ pieces, promisedBy }: Duty, days: Days): WhyLeft {
  if (pieces > days.rules.piecesPerDay) return 'size';
  const usable = openDays(days).filter((day) => timesOn(day, days.calendar, days.rules).length > 0);
  const last = promisedBy > days.from ? promisedBy : days.to;
  return usable.some((day) => day <= last) ? 'caps' : 'closed';
}

/** Also where the boutique is open: it is short of people then, and full of clients. */
const isHoliday = (day: Day, { country, state }: PlaceCalendar): boolean =>
  holidaysOf(country, state, yearOf(day)).has(day);

export type WhyNot = 'past' | 'holiday' | 'blocked' | 'full' | 'taken' | NonNullable<ReturnType<typeof whyNotAt>>;

/** Why a count can't be moved there; null where it can. `days.taken` is without the one that moves. */
export function whyNotMoved({ day, time }: Place, pieces: number, days: Days): WhyNot | null {
  if (day < days.from || day > days.to) return 'past';
  const wrong = whyNotAt(day, time, days.calendar, days.rules);
  if (wrong) return wrong;
  if (isHoliday(day, days.calendar)) return 'holiday';
  if (days.blocked.has(day)) return 'blocked';
  if (whyFull(day, pieces, days)) return 'full';
  return days.taken.some((each) => each.day === day && overlap(each.time, time)) ? 'taken' : null;
}

/** A zone that is planned on an earlier day is as good as counted then, whatever its reasons were. */
export function asIfCounted(
  zones: readonly ZoneFacts[],
  earlier: readonly Pick<Slot, 'zone' | 'day'>[],
  today: Day,
): ZoneFacts[] {
  const days = new Map(earlier.map(({ zone, day }) => [zone, day > today ? day : today]));
  return zones.map((facts) => {
    const lastCounted = days.get(facts.zone);
    if (lastCounted === undefined) return facts;
    return { ...facts, lastCounted, oldestSeen: null, moved: 0, accuracies: [], events: [] };
  });
}
