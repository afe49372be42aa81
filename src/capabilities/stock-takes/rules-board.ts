import { todayIn } from '../../domain/calendar.js';
import { nextGate, type State, stateOf, type Take } from './rules.js';

/** Late ones first, then what is due next, then those that are done. */
export function byUrgency(takes: readonly Take[]): Take[] {
  const key = (take: Take) => nextGate(take)?.due ?? '9999-12-31';
  return [...takes].sort((a, b) =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.boutiqueName < b.boutiqueName ? -1 : 1,
  );
}

export interface Standing {
  readonly boutiques: number;
  readonly late: number;
  readonly byState: ReadonlyMap<State, number>;
  /** Of all zones of all boutiques, in percent: never rounded up. Nothing here is computed from what is expected. */
  readonly coverage: number;
}

export function standingOf(takes: readonly Take[], now: Date): Standing {
  const byState = new Map<State, number>();
  let [late, counted, zones] = [0, 0, 0];
  for (const take of takes) {
    const state = stateOf(take);
    byState.set(state, (byState.get(state) ?? 0) + 1);
    if (state === 'cancelled') continue;
    if (isLate(take, now)) late += 1;
    counted += take.count?.counted ?? 0;
    zones += take.count?.zones ?? take.zones;
  }
  return { boutiques: takes.length, late, byState, coverage: zones === 0 ? 0 : Math.floor((counted / zones) * 100) };
}

/** By the calendar on its own wall. */
export function isLate(take: Take, now: Date): boolean {
  const next = nextGate(take);
  return next !== null && next.due < todayIn(take.timeZone, now);
}
