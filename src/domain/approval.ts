import type { Duration } from 'date-fns';
import { add } from 'date-fns/add';
import type { Role } from './people.js';
import type { PlaceCalendar } from './place-calendar.js';
import { addTradingMinutes } from './trading.js';

/** Counted only while the boutique is open to clients. */
export interface TradingTime {
  readonly tradingHours: number;
}

/** A step as it was when the approval was opened; `applies` is fixed then. */
export interface PlannedStep {
  readonly by: Role;
  readonly within: Duration | TradingTime;
  readonly applies: boolean;
}

export interface ApprovalState {
  readonly status: 'open' | 'approved' | 'rejected' | 'withdrawn';
  readonly plan: readonly PlannedStep[];
  readonly step: number;
  /** When the present step began. */
  readonly since: Date;
}

/** Opens at the first step that applies. */
export function openApproval(plan: readonly PlannedStep[], now: Date): ApprovalState {
  const step = plan.findIndex(({ applies }) => applies);
  if (step === -1) throw new Error('an approval needs a step that applies');

  return { status: 'open', plan, step, since: now };
}

export function approve(state: ApprovalState, now: Date): ApprovalState {
  const step = state.plan.findIndex(({ applies }, index) => index > state.step && applies);
  return step === -1 ? { ...state, status: 'approved' } : { ...state, step, since: now };
}

export function reject(state: ApprovalState): ApprovalState {
  return { ...state, status: 'rejected' };
}

/** Silence passes a request up; at the top it waits. A step that did not apply is used when silence reaches it. */
export function passUp(state: ApprovalState, now: Date, calendar: PlaceCalendar): ApprovalState {
  const current = state.plan[state.step];
  if (state.status !== 'open' || !current || now < endOf(state.since, current.within, calendar)) return state;

  return stepUp(state, now);
}

/** Where a boutique never trades its hours are plain ones: silence must end somewhere. */
function endOf(since: Date, within: Duration | TradingTime, calendar: PlaceCalendar): Date {
  if (!('tradingHours' in within)) return add(since, within);
  const minutes = within.tradingHours * 60;
  return addTradingMinutes(since, minutes, calendar) ?? add(since, { minutes });
}

/** Where nobody may decide at the present step it goes up at once; with nobody anywhere it waits at the top. */
export function passEmptySteps(state: ApprovalState, somebodyAt: (role: Role) => boolean, now: Date): ApprovalState {
  const current = state.plan[state.step];
  if (state.status !== 'open' || !current || somebodyAt(current.by)) return state;

  const above = stepUp(state, now);
  return above === state ? state : passEmptySteps(above, somebodyAt, now);
}

function stepUp(state: ApprovalState, now: Date): ApprovalState {
  return state.step + 1 < state.plan.length ? { ...state, step: state.step + 1, since: now } : state;
}
