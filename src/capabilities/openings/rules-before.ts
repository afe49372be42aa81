import { todayIn } from '../../domain/calendar.js';
import { isOpen, type Milestone, type Milestones, type Project } from './rules.js';

/** The go / no-go that it comes after, as long as that has not passed. */
export function goBefore(milestone: Milestone, all: Milestones): Milestone | null {
  const go = all.find(({ gate, reaches }) => gate && reaches === 'go');
  const waits = go && isOpen(go) && go.id !== milestone.id && followersOf(go.key, all).has(milestone.key);
  return waits ? go : null;
}

/** By key: itself, and everything that waits for it in the end. */
export function followersOf(key: string, all: Milestones, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(key)) return found;
  found.add(key);
  for (const each of all) if (each.after.includes(key)) followersOf(each.key, all, found);
  return found;
}

/** Due before the plan began, so nobody has said of it yet whether it is done. What was due later is done one by one. */
export function overAtStart({ place, createdAt }: Pick<Project, 'place' | 'createdAt'>, all: Milestones): Milestone[] {
  const began = todayIn(place.timeZone, createdAt);
  return all.filter((each) => isOpen(each) && !each.gate && each.due < began);
}
