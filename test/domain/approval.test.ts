import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ApprovalState,
  approve,
  openApproval,
  type PlannedStep,
  passEmptySteps,
  passUp as passUpThere,
  reject,
} from '../../src/domain/approval.js';
import type { PlaceCalendar } from '../../src/domain/place-calendar.js';

const T0 = new Date('2026-11-27T14:00:00Z');
const later = (hours: number, minutes = 0): Date => new Date(T0.getTime() + (hours * 60 + minutes) * 60_000);

/** From Monday to Friday, nine hours a day. */
const madison: PlaceCalendar = {
  country: 'US',
  state: 'NY',
  closures: [],
  timeZone: 'America/New_York',
  hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, '10:00-19:00'])),
};
const passUp = (state: ApprovalState, now: Date): ApprovalState => passUpThere(state, now, madison);

const manager: PlannedStep = { by: 'store-manager', within: { hours: 24 }, applies: true };
const operations: PlannedStep = { by: 'operations-manager', within: { hours: 48 }, applies: true };
const director: PlannedStep = { by: 'director', within: { hours: 72 }, applies: true };
const notNeeded = (step: PlannedStep): PlannedStep => ({ ...step, applies: false });

const stateOf = ({ status, step, since }: ApprovalState) => ({ status, step, since });

describe('an approval', () => {
  it.each([
    ['opens at its first step', [manager, operations], 0],
    ['opens at the first step that applies', [notNeeded(manager), operations, director], 1],
  ])('%s', (_, plan, step) => {
    expect(openApproval(plan, T0)).toEqual({ status: 'open', plan, step, since: T0 });
  });

  it('without a step that applies is a bug', () => {
    expect(() => openApproval([notNeeded(manager)], T0)).toThrow('a step that applies');
  });

  it.each([
    ['is over when its last step approved', [manager], 'approved', 0],
    ['goes to the next step', [manager, operations], 'open', 1],
    ['leaves out a step that does not apply', [manager, notNeeded(operations), director], 'open', 2],
    ['is over when only steps remain that do not apply', [manager, notNeeded(operations)], 'approved', 0],
  ])('%s', (_, plan, status, step) => {
    const opened = openApproval(plan, T0);
    const next = approve(opened, later(1));

    expect(stateOf(next)).toEqual({ status, step, since: status === 'open' ? later(1) : T0 });
    expect(next.plan).toBe(opened.plan);
  });

  it('is over when somebody rejects, at whichever step', () => {
    const second = approve(openApproval([manager, operations], T0), later(1));

    expect(stateOf(reject(second))).toEqual({ status: 'rejected', step: 1, since: later(1) });
  });
});

describe('silence', () => {
  const opened = openApproval([manager, operations], T0);

  it.each([
    ['a minute before the time is up, waits', opened, later(23, 59), 0],
    ['at that minute, passes it up', opened, later(24), 1],
    ['long after, passes it up by one step', opened, later(1_000), 1],
    ['begins anew at the next step', passUp(opened, later(24)), later(24 + 47, 59), 1],
    ['at the top waits', passUp(opened, later(24)), later(1_000), 1],
  ])('%s', (_, state, now, step) => {
    expect(passUp(state, now).step).toBe(step);
  });

  it('counts from the moment the step began', () => {
    expect(passUp(opened, later(30)).since).toEqual(later(30));
  });

  it('reaches a step that would not have applied', () => {
    const above = passUp(openApproval([manager, notNeeded(operations)], T0), later(24));

    expect(stateOf(above)).toEqual({ status: 'open', step: 1, since: later(24) });
    expect(approve(above, later(25)).status).toBe('approved');
  });

  it.each([
    ['approved', approve(openApproval([manager], T0), T0)],
    ['rejected', reject(opened)],
  ])('changes nothing that is %s', (_, state) => {
    expect(passUp(state, later(1_000))).toBe(state);
    expect(passEmptySteps(state, () => false, later(1_000))).toBe(state);
  });
});

describe('silence while the boutique is closed', () => {
  const asked = new Date('2026-11-27T18:00-05:00');
  const inTrading = (tradingHours: number) =>
    openApproval([{ ...manager, within: { tradingHours } }, operations], asked);

  it.each([
    ['on Friday evening does not count', 2, '2026-11-30T10:59:59-05:00', 0],
    ['is over on Monday, an hour after the doors open', 2, '2026-11-30T11:00-05:00', 1],
    ['is over as they close', 1, '2026-11-27T19:00-05:00', 1],
    ['counts parts of an hour', 0.25, '2026-11-27T18:15-05:00', 1],
    ['lasts longer than a day where hours are many', 48, '2026-12-07T11:59-05:00', 0],
  ])('%s', (_, hours, now, step) => {
    expect(passUp(inTrading(hours), new Date(now)).step).toBe(step);
  });

  it('is measured in plain hours where a boutique never trades', () => {
    const nowhere = { ...madison, hours: {} };
    const stepAfter = (hours: number) =>
      passUpThere(inTrading(2.5), new Date(asked.getTime() + hours * 3_600_000), nowhere).step;

    expect([stepAfter(2.4), stepAfter(2.5)]).toEqual([0, 1]);
  });

  it('counts like any other for a step of plain hours', () => {
    const plain = openApproval([manager, operations], asked);
    expect(passUp(plain, new Date('2026-11-28T18:00-05:00')).step).toBe(1);
  });
});

describe('where nobody may decide', () => {
  const opened = openApproval([manager, notNeeded(operations), director], T0);

  it.each([
    ['it stays, if somebody may', ['store-manager'], 0],
    ['it goes up to the next step with somebody', ['operations-manager', 'director'], 1],
    ['it goes past every step without', ['director'], 2],
    ['it waits at the top, if there is nobody anywhere', [], 2],
  ] as const)('%s', (_, roles: readonly string[], step) => {
    expect(passEmptySteps(opened, (role) => roles.includes(role), later(1)).step).toBe(step);
  });

  it('is the same state where nothing changed, so that nothing is recorded', () => {
    expect(passEmptySteps(opened, () => true, later(1))).toBe(opened);
    const top = passEmptySteps(opened, () => false, later(1));
    expect(passEmptySteps(top, () => false, later(2))).toBe(top);
  });
});

describe('whatever the plan', () => {
  const step = fc.record({
    by: fc.constantFrom('store-manager' as const, 'operations-manager' as const, 'director' as const),
    within: fc.record({ hours: fc.integer({ min: 1, max: 100 }) }),
    applies: fc.boolean(),
  });
  const plans = fc.array(step, { minLength: 1, maxLength: 6 }).filter((plan) => plan.some(({ applies }) => applies));

  it('it is decided by every step that applies, in order, and by no other', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const deciding: number[] = [];
        let state = openApproval(plan, T0);
        for (let turn = 0; state.status === 'open' && turn <= plan.length; turn += 1) {
          deciding.push(state.step);
          state = approve(state, T0);
        }

        expect(state.status).toBe('approved');
        expect(deciding).toEqual(plan.flatMap(({ applies }, index) => (applies ? [index] : [])));
      }),
    );
  });

  it('silence only goes up, one step at a time and never early, and ends at the top', () => {
    fc.assert(
      fc.property(plans, fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 20 }), (plan, waits) => {
        let state = openApproval(plan, T0);
        let hours = 0;
        for (const wait of waits) {
          hours += wait;
          const due =
            later(hours).getTime() - state.since.getTime() >= (plan[state.step]?.within.hours ?? 0) * 3_600_000;
          const next = passUp(state, later(hours));
          const top = state.step === plan.length - 1;

          expect(next.step).toBe(due && !top ? state.step + 1 : state.step);
          expect(next.status).toBe('open');
          state = next;
        }
      }),
    );
  });
});
