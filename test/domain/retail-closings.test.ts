import { expect, it } from 'vitest';
import { retailClosing } from '../../src/domain/retail-closings.js';

it.each([
  ['US', '2026-01-01', "New Year's Day"],
  ['US', '2026-11-26', 'Thanksgiving Day'],
  ['US', '2027-11-25', 'Thanksgiving Day'],
  ['US', '2026-12-25', 'Christmas Day'],
  ['GB', '2026-04-05', 'Easter Sunday'],
  ['GB', '2026-01-01', null],
  ['FR', '2026-05-01', 'Labour Day'],
  ['DE', '2026-04-03', 'Good Friday'],
  ['DE', '2026-05-14', 'Ascension Day'],
  ['DE', '2026-05-25', 'Whit Monday'],
  ['CH', '2027-05-06', 'Ascension Day'],
  ['IT', '2027-03-28', 'Easter Sunday'],
  ['JP', '2027-01-01', "New Year's Day"],
  ['AE', '2026-12-25', null],
  ['ZZ', '2026-12-25', null],
])('in %s, %s: %s', (country, day, reason) => {
  expect(retailClosing(day, country)).toBe(reason);
});

it.each([
  // Holidays on which shops trade.
  '2026-01-19',
  '2026-07-03',
  '2026-07-04',
  '2026-09-07',
  '2026-11-27',
  '2026-12-24',
  // Days beside those that move.
  '2026-04-06',
  '2026-11-19',
])('in US, %s is like its week', (day) => {
  expect(retailClosing(day, 'US')).toBeNull();
});

/** The earliest and the latest possible, and one in a leap year. */
it.each([
  '1818-03-22',
  '2000-04-23',
  '2008-03-23',
  '2024-03-31',
  '2025-04-20',
  '2026-04-05',
  '2027-03-28',
  '2028-04-16',
  '2038-04-25',
])('Easter was or will be on %s', (day) => {
  expect(retailClosing(day, 'US')).toBe('Easter Sunday');
});
