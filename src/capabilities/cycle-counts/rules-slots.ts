import type { Day, Time } from '../../domain/calendar.js';
import { daysAfter } from '../../domain/days.js';
import { Refusal } from '../../domain/refusal.js';
import { mondayOf } from './rules.js';
import type { Reason } from './rules-duties.js';
import type { Left } from './rules-week.js';

/** `stands`: nobody answered by the evening before. `missed`: not counted when its zone came up again. `dropped`: its zone is no longer there. */
export const slotStates = ['proposed', 'confirmed', 'stands', 'done', 'missed', 'dropped'] as const;
export type SlotState = (typeof slotStates)[number];

export const openStates = ['proposed', 'confirmed', 'stands'] as const satisfies readonly SlotState[];

/** One zone that is to be counted on one day, or was. */
export interface PlannedSlot {
  readonly id: string;
  readonly week: string;
  readonly boutique: string;
  readonly zone: string;
  readonly zoneName: string;
  readonly day: Day;
  readonly time: Time;
  readonly reasons: readonly Reason[];
  readonly state: SlotState;
  /** The name of who confirmed it. */
  readonly confirmedBy: string | null;
  readonly planId: string | null;
  readonly onTime: boolean | null;
  readonly moved: boolean;
}

export interface PlannedWeek {
  readonly id: string;
  readonly boutique: string;
  readonly monday: Day;
  readonly left: readonly (Left & { readonly zoneName: string })[];
  readonly slots: readonly PlannedSlot[];
}

export const isOpen = ({ state }: Pick<PlannedSlot, 'state'>): boolean =>
  (openStates as readonly SlotState[]).includes(state);

/** `field`: where it was chosen. */
export function mustBeOpen(slot: Pick<PlannedSlot, 'state' | 'zoneName'>, field?: string): void {
  const why = whyClosed(slot);
  if (why !== null) throw new Refusal(slot.state, why, field);
}

/** Why nothing can be done with it any more; null: it is open. */
function whyClosed({ state, zoneName }: Pick<PlannedSlot, 'state' | 'zoneName'>): string | null {
  switch (state) {
    case 'done':
      return `${zoneName} was counted already.`;
    case 'missed':
      return `This count of ${zoneName} was missed, and a new one is planned.`;
    case 'dropped':
      return `${zoneName} is no longer there.`;
    default:
      return null;
  }
}

export const weekId = (boutique: string, day: Day): string => `${boutique}/${mondayOf(day)}`;

/** `MADISON/2026-11-30` begins on a Monday; the id of a slot is none of a week. */
export const isWeekId = (subject: string): boolean => /\/\d{4}-\d\d-\d\d$/.test(subject);

export const sundayOf = (monday: Day): Day => daysAfter(monday, 6);

/** Of a button, which says more than the week. */
export const weekIn = (subject: string): string => subject.split('/').slice(0, 2).join('/');

/** The message that shows the week; later ones take its place. */
export const topicOf = (week: string): string => `cycle-week/${week}`;

/** When a proposal becomes the plan, if nobody answers: on the clocks of the boutique, the evening before. */
export const STANDS_AT: Time = '18:00';
