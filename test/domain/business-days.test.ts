import { describe, expect, it } from 'vitest';
import { addBusinessDays, businessDay, isBusinessDay } from '../../src/domain/business-days.js';

describe('a business day', () => {
  it.each([
    ['2026-11-23', true, 'a Monday'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-11-26', false, 'Thanksgiving'],
    ['2026-11-27', true, 'the day after it'],
    ['2026-07-03', false, 'when the Fourth of July is kept'],
    ['2026-10-12', false, 'Columbus Day, whatever a state makes of it'],
    ['2026-04-03', true, 'Good Friday, which is no federal holiday'],
    ['2027-12-31', false, "when the next year's first day is kept"],
  ])('in the United States %s: %s, %s', (day, is) => {
    expect(isBusinessDay(day, 'US')).toBe(is);
  });

  it('is one in the country also where its state has a holiday, unless that is asked for', () => {
    expect(isBusinessDay('2026-04-20', 'US')).toBe(true);
    expect(isBusinessDay('2026-04-20', 'US', 'MA')).toBe(false);
    expect(isBusinessDay('2026-04-20', 'US', 'NY')).toBe(true);
  });
});

/** Counted on a calendar on paper. */
describe('the fifth business day', () => {
  it.each([
    ['2026-01', '2026-01-08'],
    ['2026-02', '2026-02-06'],
    ['2026-03', '2026-03-06'],
    ['2026-04', '2026-04-07'],
    ['2026-05', '2026-05-07'],
    ['2026-06', '2026-06-05'],
    ['2026-07', '2026-07-08'],
    ['2026-08', '2026-08-07'],
    ['2026-09', '2026-09-08'],
    ['2026-10', '2026-10-07'],
    ['2026-11', '2026-11-06'],
    ['2026-12', '2026-12-07'],
  ])('of %s is %s', (month, day) => {
    expect(businessDay(5, month, 'US')).toBe(day);
  });

  it('may be another one in a state', () => {
    expect([businessDay(14, '2026-04', 'US'), businessDay(14, '2026-04', 'US', 'MA')]).toEqual([
      '2026-04-20',
      '2026-04-21',
    ]);
  });
});

describe('so many business days', () => {
  it.each([
    ['2026-11-24', 1, '2026-11-25'],
    ['2026-11-25', 1, '2026-11-27'],
    ['2026-11-27', 1, '2026-11-30'],
    ['2026-11-28', 0, '2026-11-28'],
    ['2026-11-30', -1, '2026-11-27'],
    ['2026-11-30', -2, '2026-11-25'],
    ['2026-11-29', -1, '2026-11-27'],
    ['2026-12-24', 5, '2027-01-04'],
  ])('from %s, %i: %s', (day, days, reached) => {
    expect(addBusinessDays(day, days, 'US')).toBe(reached);
  });
});
