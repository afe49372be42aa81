import { addBusinessDays, isBusinessDay } from '../../domain/business-days.js';
import { type Day, momentAt, timeIn } from '../../domain/calendar.js';
import { daysAfter, weekdayOf, weekdays } from '../../domain/days.js';
import { HOUSE_COUNTRY, HOUSE_ZONE, todayOfHouse } from '../../domain/house.js';
import type { Role } from '../../domain/people.js';
import { type Cause, isOpen, type Milestone, type Named, type Project } from './rules.js';
import { businessDaysFrom, type Plan, type Planned } from './rules-schedule.js';

const SAID_AT = '09:00';
const NOT_AFTER = '20:00';

export interface Week {
  /** Its Monday. */
  readonly key: Day;
  /** Since when its state is owed: the morning of its first business day. */
  readonly since: Date;
}

/** The week whose state is to be said now: from the morning of its first business day on, by day. Null: not now. */
export function weekToSay(now: Date): Week | null {
  const today = todayOfHouse(now);
  const monday = mondayOf(today);
  const first = addBusinessDays(daysAfter(monday, -1), 1, HOUSE_COUNTRY);
  const since = momentAt(first, SAID_AT, HOUSE_ZONE);
  const time = timeIn(HOUSE_ZONE, now);
  if (now < since || time < SAID_AT || time >= NOT_AFTER || !isBusinessDay(today, HOUSE_COUNTRY)) return null;
  return { key: monday, since };
}

export const mondayOf = (day: Day): Day => daysAfter(day, -weekdays.indexOf(weekdayOf(day)));

/** A promise as it was changed, as far as a week's state goes. */
export interface SlipEntry {
  readonly milestone: Milestone['id'];
  readonly day: Day;
  readonly before: Day;
  readonly since: Date;
  readonly cause: Cause;
  readonly why: string;
  readonly by: string;
}

/** What somebody moved at one time, with everything that followed from it. */
export interface Slip {
  /** Where it began. */
  readonly name: string;
  readonly role: Role;
  readonly cause: Cause;
  readonly why: string;
  readonly before: Day;
  readonly day: Day;
  /** Days of others that followed. */
  readonly followed: number;
}

/** One for each time that somebody moved something, the last one first. */
export function slipsOf(entries: readonly SlipEntry[], milestones: readonly Milestone[]): Slip[] {
  const known = new Map(milestones.map((each) => [each.id, each]));
  const groups = new Map<string, (SlipEntry & { readonly of: Milestone })[]>();
  for (const entry of entries) {
    const of = known.get(entry.milestone);
    const key = `${entry.since.getTime()}/${entry.cause}/${entry.why}`;
    if (of && entry.day > entry.before) groups.set(key, [...(groups.get(key) ?? []), { ...entry, of }]);
  }
  return [...groups.values()]
    .sort((a, b) => (b[0]?.since.getTime() ?? 0) - (a[0]?.since.getTime() ?? 0))
    .flatMap((group) => {
      const [first, ...others] = [...group].sort((a, b) => a.of.position - b.of.position);
      if (!first) return [];
      const { of, cause, why, before, day } = first;
      return [{ name: of.name, role: of.role, cause, why, before, day, followed: others.length }];
    });
}

export interface Blocked {
  readonly milestone: Milestone;
  readonly by: Named | null;
  readonly what: string;
  readonly holdsUp: readonly Milestone[];
}

/** Who keeps whom from going on. */
export function blockedOf(plan: Plan): Blocked[] {
  const milestones = plan.map(({ milestone }) => milestone);
  return milestones
    .filter((each) => isOpen(each) && each.blocker !== null)
    .map((milestone) => ({
      milestone,
      by: milestone.blockedBy ?? milestone.owner,
      what: milestone.blocker ?? '',
      holdsUp: milestones.filter((each) => isOpen(each) && each.after.includes(milestone.key)),
    }));
}

export interface Costs {
  readonly planned: number;
  readonly actual: number;
  /** How many have a figure at all. */
  readonly known: number;
}

export function costsOf(plan: Plan): Costs {
  const costs = plan.map(({ milestone }) => milestone);
  const sum = (of: (milestone: Milestone) => number | null) =>
    costs.reduce((total, each) => total + (of(each) ?? 0), 0);
  const known = costs.filter(({ costPlanned, costActual }) => costPlanned !== null || costActual !== null).length;
  return { planned: sum(({ costPlanned }) => costPlanned), actual: sum(({ costActual }) => costActual), known };
}

export interface Forecast {
  readonly day: Day;
  readonly promised: Day;
  /** It has come. */
  readonly isOver: boolean;
  /** Business days after what was promised first; negative before. */
  readonly late: number;
}

/** When the day itself comes as things stand, beside what was promised for it first. */
export function forecastOf(project: Project, plan: Plan, first: Day | null): Forecast | null {
  const day =
    plan.find(({ milestone }) => milestone.reaches === 'live') ?? plan.find(({ milestone }) => milestone.offset === 0);
  if (!day) return null;
  const promised = first ?? day.milestone.promised;
  const isOver = !isOpen(day.milestone);
  return { day: day.forecast, promised, isOver, late: businessDaysFrom(promised, day.forecast, project.place) };
}

const AHEAD = 14;

/** What is to be there within two weeks; what is late already stands elsewhere. */
export const nextOf = (plan: Plan, today: Day): Planned[] =>
  plan
    .filter(
      ({ milestone, forecast, state }) => isOpen(milestone) && state !== 'late' && forecast <= daysAfter(today, AHEAD),
    )
    .sort((a, b) => a.forecast.localeCompare(b.forecast) || a.milestone.position - b.milestone.position);

export const gatesOf = (plan: Plan): Planned[] => plan.filter(({ milestone }) => milestone.gate && isOpen(milestone));
