import { describe, expect, it } from 'vitest';
import { type CountState, mayGo, transitions } from '../../../src/capabilities/stock-counts/rules.js';

const states = Object.keys(transitions) as CountState[];

/** Every way there is; all others are refused. */
const ways: readonly (readonly [CountState, CountState])[] = [
  ['planned', 'preparing'],
  ['planned', 'frozen'],
  ['planned', 'cancelled'],
  ['preparing', 'frozen'],
  ['preparing', 'cancelled'],
  ['frozen', 'counting'],
  ['frozen', 'voided'],
  ['counting', 'submitted'],
  ['counting', 'voided'],
  ['submitted', 'recount-required'],
  ['submitted', 'investigating'],
  ['submitted', 'awaiting-approval'],
  ['recount-required', 'recounting'],
  ['recount-required', 'submitted'],
  ['recount-required', 'voided'],
  ['recounting', 'submitted'],
  ['recounting', 'voided'],
  ['investigating', 'awaiting-approval'],
  ['investigating', 'rejected'],
  ['investigating', 'voided'],
  ['awaiting-approval', 'approved'],
  ['awaiting-approval', 'rejected'],
  ['awaiting-approval', 'voided'],
  ['rejected', 'recount-required'],
  ['approved', 'posted'],
  ['approved', 'closed'],
  ['posted', 'closed'],
];

describe('a count', () => {
  it.each(states.flatMap((from) => states.map((to) => [from, to] as const)))('from %s to %s', (from, to) => {
    expect(mayGo(from, to)).toBe(ways.some(([a, b]) => a === from && b === to));
  });

  it('is cancelled only before the expected set is frozen, and voided only after', () => {
    const before = states.filter((state) => mayGo(state, 'cancelled'));
    expect(before).toEqual(['planned', 'preparing']);
    expect(before.some((state) => mayGo(state, 'voided'))).toBe(false);
  });

  it('ends where it is closed, cancelled or voided', () => {
    expect(states.filter((state) => transitions[state].length === 0)).toEqual(['closed', 'cancelled', 'voided']);
  });
});
