import { addBusinessDays } from '../../domain/business-days.js';
import type { Day } from '../../domain/calendar.js';
import { isLive, isOpen, type Milestone, type Named, type Project, unfinishedBefore } from './rules.js';
import type { Plan, Planned } from './rules-schedule.js';

/** What somebody is asked for, and whom they hold up with it. */
export interface Nudge {
  readonly milestone: Milestone;
  readonly level: 'upcoming' | 'due' | 'late';
  /** Null: whoever has the role of the first rung. */
  readonly to: Named | null;
  /** What holds it up, where somebody else is to end that. */
  readonly blocker: string | null;
  readonly holdsUp: readonly Milestone[];
}

/** Business days before it must begin. */
const SOON = 3;

/**
 * Who can go on is asked, and nobody else: not whose turn has not come, but whoever keeps it from coming, once it should
 * begin within days. A gate whose votes are called for is in the hands of its voters.
 */
export function nudges(project: Project, plan: Plan, today: Day): Nudge[] {
  if (!isLive(project)) return [];
  const heldUp = heldUpBy(project, plan, today);
  const free = plan.filter(({ milestone }) => isOpen(milestone) && canGoOn(milestone, plan));
  return free.flatMap((planned) => {
    const { milestone } = planned;
    const holdsUp = heldUp.get(milestone.key) ?? [];
    const level = levelOf(planned, today) ?? (holdsUp.length > 0 ? 'upcoming' : null);
    if (level === null || milestone.vote === 'called' || milestone.vote === 'no-go') return [];
    const { blocker, blockedBy, owner } = milestone;
    return [{ milestone, level, to: blockedBy ?? owner, blocker: blockedBy && blocker, holdsUp }];
  });
}

const milestonesOf = (plan: Plan): Milestone[] => plan.map(({ milestone }) => milestone);

const canGoOn = (milestone: Milestone, plan: Plan): boolean =>
  unfinishedBefore(milestone, milestonesOf(plan)).length === 0;

function levelOf({ milestone, beginBy }: Planned, today: Day): Nudge['level'] | null {
  if (milestone.promised < today) return 'late';
  if (milestone.promised === today) return 'due';
  return beginBy <= today ? 'upcoming' : null;
}

/** By key: what each one that can go on keeps from beginning in time. */
export function heldUpBy({ place }: Pick<Project, 'place'>, plan: Plan, today: Day): ReadonlyMap<string, Milestone[]> {
  const all = milestonesOf(plan);
  const held = new Map<string, Milestone[]>();
  const soon = addBusinessDays(today, SOON, place.country, place.state);
  for (const { milestone, beginBy } of plan) {
    if (!isOpen(milestone) || beginBy > soon) continue;
    for (const key of rootsOf(milestone, all)) held.set(key, [...(held.get(key) ?? []), milestone]);
  }
  return held;
}

/** The unfinished that it waits for in the end, and that wait for nothing themselves. */
function rootsOf(milestone: Milestone, all: readonly Milestone[], seen = new Set<string>()): string[] {
  return unfinishedBefore(milestone, all).flatMap((earlier) => {
    if (seen.has(earlier.key)) return [];
    seen.add(earlier.key);
    const further = rootsOf(earlier, all, seen);
    return unfinishedBefore(earlier, all).length === 0 ? [earlier.key] : further;
  });
}

/** A day that changed, another person, or that somebody is held up by now: another thing to be said. */
export function nudgeSubject({ milestone, holdsUp }: Pick<Nudge, 'milestone' | 'holdsUp'>): string {
  const { id, promised, blockedBy, owner, role } = milestone;
  return `${id}/${promised}/${(blockedBy ?? owner)?.id ?? role}${holdsUp.length > 0 ? '/holds' : ''}`;
}

/** All that may have been said of it as it was. */
export const nudgeSubjects = (milestone: Milestone): string[] => [
  nudgeSubject({ milestone, holdsUp: [] }),
  nudgeSubject({ milestone, holdsUp: [milestone] }),
];

export const voteSubject = (milestone: string, round: number, voter: Named['id']): string =>
  `${milestone}/${round}/${voter}`;
