import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter, daysBetween, monthAfter, nthWeekday, weekdayOf, weekdays } from '../../src/domain/days.js';

it.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-03-08', 1, '2026-03-09'],
  ['2026-01-01', -1, '2025-12-31'],
  ['2026-11-01', 0, '2026-11-01'],
  ['2026-06-30', 180, '2026-12-27'],
])('%s and %i days: %s', (day, days, reached) => {
  expect(daysAfter(day, days)).toBe(reached);
  expect(daysBetween(day, reached)).toBe(days);
});

it.each([
  ['2026-11-23', 'mon'],
  ['2026-11-27', 'fri'],
  ['2026-11-29', 'sun'],
  ['2000-02-29', 'tue'],
])('%s is a %s', (day, weekday) => {
  expect(weekdayOf(day)).toBe(weekday);
});

it.each([
  [1, 'mon', '2026-06', '2026-06-01'],
  [1, 'sun', '2026-06', '2026-06-07'],
  [4, 'thu', '2026-11', '2026-11-26'],
  [-1, 'mon', '2026-05', '2026-05-25'],
  [-1, 'thu', '2026-12', '2026-12-31'],
  [-2, 'sun', '2026-02', '2026-02-15'],
] as const)('%i %s of %s is %s', (nth, weekday, month, day) => {
  expect(nthWeekday(nth, weekday, month)).toBe(day);
});

it.each([
  ['2026-12', 1, '2027-01'],
  ['2026-01', -1, '2025-12'],
  ['2026-11', 14, '2028-01'],
])('%s and %i months: %s', (month, months, reached) => {
  expect(monthAfter(month, months)).toBe(reached);
});

describe('whatever the day', () => {
  const day = fc
    .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it('there and back is where one was, and a week later is the same weekday', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5_000, max: 5_000 }), (from, days) => {
        expect(daysAfter(daysAfter(from, days), -days)).toBe(from);
        expect(weekdayOf(daysAfter(from, 7 * days))).toBe(weekdayOf(from));
      }),
    );
  });

  it('a weekday of a month is that weekday, in that month, in its place', () => {
    const asked = fc.tuple(day, fc.constantFrom(...weekdays), fc.constantFrom(1, 2, 3, 4, -1, -2, -3, -4));
    fc.assert(
      fc.property(asked, ([from, weekday, nth]) => {
        const month = from.slice(0, 7);
        const found = nthWeekday(nth, weekday, month);
        const date = Number(found.slice(8));
        const length = daysBetween(`${month}-01`, `${monthAfter(month)}-01`);

        expect([weekdayOf(found), found.slice(0, 7)]).toEqual([weekday, month]);
        expect(Math.ceil((nth > 0 ? date : length - date + 1) / 7)).toBe(Math.abs(nth));
      }),
    );
  });
});
