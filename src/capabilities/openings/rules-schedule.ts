import { addBusinessDays, isBusinessDay } from '../../domain/business-days.js';
import { counted, type Day } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import { isOpen, type Milestone, type Milestones, type Place, type Project, unfinishedBefore } from './rules.js';
import { followersOf } from './rules-before.js';

export type MilestoneState = 'not-due' | 'due' | 'at-risk' | 'late' | 'done' | 'waived';

/** A milestone with what its dates come to. */
export interface Planned {
  readonly milestone: Milestone;
  /** The day on which it will be done as things stand; of what is done, the day it was. */
  readonly forecast: Day;
  /** Business days that it can slip before the plan does; negative: the plan slips already. */
  readonly slack: number;
  /** It must have begun by then to be there on its day. */
  readonly beginBy: Day;
  readonly state: MilestoneState;
  /** On the chain that decides when the last one is done. */
  readonly critical: boolean;
}

export type Plan = readonly Planned[];

type Counted = Pick<Place, 'country' | 'state'>;
type Dated = Pick<Project, 'day' | 'createdAt'> & { readonly place: Counted };

/** In the order of the plan. Milestones that wait for each other are refused. */
export function schedule(project: Dated, milestones: Milestones, today: Day): Plan {
  const ordered = inOrder(milestones);
  const forecasts = forecastsOf(project, ordered, today);
  const latest = latestOf(project, ordered);
  const on = (days: ReadonlyMap<string, Day>, { key, due }: Milestone) => days.get(key) ?? due;
  const chain = criticalChain(ordered, forecasts);
  return milestones.map((milestone) => {
    const forecast = on(forecasts, milestone);
    const slack = isOpen(milestone) ? businessDaysFrom(forecast, on(latest, milestone), project.place) : 0;
    const beginBy = before(milestone.due, milestone, project.place);
    const unfinished = unfinishedBefore(milestone, milestones).length > 0;
    const state = stateOf(milestone, { forecast, beginBy, today, unfinished });
    return { milestone, forecast, slack, beginBy, state, critical: chain.has(milestone.key) };
  });
}

/** Each after everything that it waits for. */
export function inOrder(milestones: Milestones): Milestone[] {
  const known = new Map(milestones.map((each) => [each.key, each]));
  const done = new Set<string>();
  const ordered: Milestone[] = [];
  const visit = (milestone: Milestone, above: ReadonlySet<string>): void => {
    if (done.has(milestone.key)) return;
    if (above.has(milestone.key)) throw new Error(`${milestone.key} waits for itself`);
    const inside = new Set([...above, milestone.key]);
    for (const key of milestone.after) {
      const earlier = known.get(key);
      if (earlier) visit(earlier, inside);
    }
    done.add(milestone.key);
    ordered.push(milestone);
  };
  for (const milestone of milestones) visit(milestone, new Set());
  return ordered;
}

/** What it takes, with what is kept beside it where it is not ours. */
export const takes = ({ lead, buffer }: Pick<Milestone, 'lead' | 'buffer'>): number => lead + buffer;

/** A day that was set holds, unless what comes before it, or today, is later. */
function forecastsOf({ place, createdAt }: Dated, ordered: Milestones, today: Day): Map<string, Day> {
  const forecasts = new Map<string, Day>();
  const began = createdAt.toISOString().slice(0, 10);
  for (const milestone of ordered) {
    if (milestone.doneOn !== null) {
      forecasts.set(milestone.key, milestone.doneOn);
      continue;
    }
    const earlier = milestone.after.flatMap((key) => forecasts.get(key) ?? []);
    const from = latestDay(earlier.length > 0 ? earlier : [began]);
    const ready = addBusinessDays(from, takes(milestone), place.country, place.state);
    forecasts.set(milestone.key, latestDay([milestone.own ?? milestone.due, ready, today]));
  }
  return forecasts;
}

/** When each must be done so that nothing after it is later than the plan has it. */
function latestOf({ place }: Dated, ordered: Milestones): Map<string, Day> {
  const latest = new Map<string, Day>();
  for (const milestone of [...ordered].reverse()) {
    const later = ordered.filter(({ after }) => after.includes(milestone.key));
    const days = later.map((each) => before(latest.get(each.key) ?? each.due, each, place));
    latest.set(milestone.key, days.length > 0 ? earliestDay(days) : milestone.due);
  }
  return latest;
}

/** From the last one back, always to the one that it waits for longest. */
function criticalChain(ordered: Milestones, forecasts: ReadonlyMap<string, Day>): ReadonlySet<string> {
  const known = new Map(ordered.map((each) => [each.key, each]));
  const forecast = (each: Milestone): Day => forecasts.get(each.key) ?? each.due;
  const last = (some: Milestones): Milestone | undefined =>
    some
      .filter(isOpen)
      .reduce<Milestone | undefined>(
        (found, each) => (!found || forecast(each) > forecast(found) ? each : found),
        undefined,
      );
  const chain = new Set<string>();
  for (let at = last(ordered); at && !chain.has(at.key); ) {
    chain.add(at.key);
    at = last(at.after.flatMap((key) => known.get(key) ?? []));
  }
  return chain;
}

const SOON = 3;

interface Dates {
  readonly forecast: Day;
  readonly beginBy: Day;
  readonly today: Day;
  readonly unfinished: boolean;
}

/** At risk: it will be late as things stand, is held up, or should have begun and can't. */
function stateOf(milestone: Milestone, { forecast, beginBy, today, unfinished }: Dates): MilestoneState {
  const { status, due, promised, blocker } = milestone;
  if (status !== 'open') return status;
  if (promised < today) return 'late';
  if (forecast > due || blocker !== null || (unfinished && beginBy < today)) return 'at-risk';
  return daysAfter(today, SOON) >= promised || beginBy <= today ? 'due' : 'not-due';
}

const before = (day: Day, milestone: Milestone, { country, state }: Counted): Day =>
  addBusinessDays(day, -takes(milestone), country, state);

/** Business days from one day to another; negative backwards. */
export function businessDaysFrom(first: Day, last: Day, { country, state }: Counted): number {
  if (last < first) return 0 - businessDaysFrom(last, first, { country, state });
  let days = 0;
  for (let day = daysAfter(first, 1); day <= last; day = daysAfter(day, 1))
    if (isBusinessDay(day, country, state)) days += 1;
  return days;
}

const latestDay = (days: readonly Day[]): Day => days.reduce((a, b) => (a > b ? a : b));
const earliestDay = (days: readonly Day[]): Day => days.reduce((a, b) => (a < b ? a : b));

/** Why a milestone no longer fits. */
export interface Misfit {
  readonly milestone: Milestone;
  readonly forecast: Day;
  /** Business days after the plan. */
  readonly late: number;
  /** It must have begun by this day, which is over. Null: there was time, and what comes before it is late. */
  readonly begunBy: Day | null;
}

/** Everything that can't be there on the day of the plan any more, the worst first. */
export function misfits(project: Dated, plan: Plan, today: Day): Misfit[] {
  return plan
    .filter(({ milestone, forecast }) => isOpen(milestone) && forecast > milestone.due)
    .map(({ milestone, forecast, beginBy }) => ({
      milestone,
      forecast,
      late: businessDaysFrom(milestone.due, forecast, project.place),
      begunBy: beginBy < today ? beginBy : null,
    }))
    .sort((a, b) => b.late - a.late || a.milestone.position - b.milestone.position);
}

/** "12 business days late"; a weekend is late too. */
export const lateInWords = (days: number): string => (days <= 0 ? 'late' : `${counted(days, 'business day')} late`);

/** Counted from the day of the project. Before it always a business day, the one before where it would be none. */
export function dueOn({ day, place }: Pick<Dated, 'day' | 'place'>, offset: number): Day {
  const due = daysAfter(day, offset);
  if (offset >= 0 || isBusinessDay(due, place.country, place.state)) return due;
  return addBusinessDays(due, -1, place.country, place.state);
}

/** The day of everything that is not done, moved with the day of the project; a day that was set stays where it is later. */
export function moved(milestones: Milestones, project: Pick<Dated, 'day' | 'place'>): Milestone[] {
  return milestones.map((milestone) => {
    if (!isOpen(milestone)) return milestone;
    const due = dueOn(project, milestone.offset);
    return { ...milestone, due, own: milestone.own !== null && milestone.own > due ? milestone.own : null };
  });
}

export interface Changed {
  readonly milestone: Milestone;
  readonly before: Day;
  readonly day: Day;
}

export interface Origin {
  readonly from?: Milestone['id'];
  /** Where it began, although its day may stay. */
  readonly always?: true;
}

/** Whose promise is another one now: where it began, and what waits for it. What is late beside it stays late. */
export function changedPromises(plan: Plan, { from, always }: Origin = {}): Changed[] {
  const first = plan.find(({ milestone }) => milestone.id === from)?.milestone;
  const all = plan.map(({ milestone }) => milestone);
  const follows = first && followersOf(first.key, all);
  return plan
    .filter(({ milestone }) => isOpen(milestone) && (!follows || follows.has(milestone.key)))
    .filter(({ milestone, forecast }) => forecast !== milestone.promised || (always && milestone.id === from))
    .map(({ milestone, forecast }) => ({ milestone, before: milestone.promised, day: forecast }));
}

/** Late first, then what is at risk, then what is due, each by its day. */
export function byUrgency(plan: Plan): Planned[] {
  const order = ['late', 'at-risk', 'due', 'not-due', 'done', 'waived'];
  return [...plan].sort(
    (a, b) =>
      order.indexOf(a.state) - order.indexOf(b.state) ||
      (a.forecast < b.forecast ? -1 : a.forecast > b.forecast ? 1 : a.milestone.position - b.milestone.position),
  );
}
