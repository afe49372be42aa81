import { describe, expect, it } from 'vitest';
import { holidaysOf } from '../../src/domain/holidays.js';

const daysOf = (...asked: Parameters<typeof holidaysOf>) => [...holidaysOf(...asked).keys()];

/** As the Office of Personnel Management lists them, with the weekend days of which some are kept on another day. */
const federal = {
  2025: '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25',
  2026: '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25',
  2027: '01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31',
};

describe('holidays of the United States', () => {
  it.each(Object.entries(federal))('in %s', (year, days) => {
    expect(daysOf('US', null, Number(year))).toEqual(days.split(' ').map((day) => `${year}-${day}`));
  });

  it.each([
    ['a Saturday on Friday', '2026-07-03', 'Independence Day (substitute day)'],
    ['a Sunday on Monday', '2027-07-05', 'Independence Day (substitute day)'],
    ["New Year's on the last day of the year before", '2027-12-31', "New Year's Day (substitute day)"],
    ['Juneteenth too', '2027-06-18', 'Juneteenth (substitute day)'],
    ['Veterans Day on Friday', '2028-11-10', 'Veterans Day (substitute day)'],
    ['Veterans Day on Monday', '2029-11-12', 'Veterans Day (substitute day)'],
  ])('keep %s', (_, day, name) => {
    expect(holidaysOf('US', null, Number(day.slice(0, 4))).get(day)).toBe(name);
  });

  it('have no Juneteenth before it was one', () => {
    expect(daysOf('US', null, 2020)).not.toContain('2020-06-19');
    expect(daysOf('US', null, 2022)).toContain('2022-06-20');
  });

  it.each([
    ['MA', '2026-04-20', "Patriots' Day"],
    ['TX', '2026-11-27', 'Day after Thanksgiving'],
    ['LA', '2026-02-17', 'Mardi Gras'],
    ['UT', '2026-07-24', 'Pioneer Day'],
    ['AK', '2026-03-30', "Seward's Day"],
    ['PR', '2026-07-25', 'Puerto Rico Constitution Day'],
    ['GU', '2026-07-21', 'Liberation Day'],
  ])('of %s alone: %s, %s', (state, day, name) => {
    expect(holidaysOf('US', state, 2026).get(day)).toBe(name);
    expect(daysOf('US', null, 2026)).not.toContain(day);
    expect(daysOf('US', 'IL', 2026)).not.toContain(day);
  });

  it('count in a state that has none of its own on that day', () => {
    expect(daysOf('US', 'CA', 2026)).toEqual(expect.arrayContaining(['2026-03-31', '2026-10-12']));
    expect(daysOf('US', 'XX', 2026)).toEqual(daysOf('US', null, 2026));
  });
});

describe('holidays of other countries', () => {
  it.each([
    ['FR', '2026-07-14', 'Bastille Day'],
    ['GB', '2026-12-28', 'Boxing Day (substitute day)'],
    ['JP', '2026-05-06', 'Constitution Day (substitute day)'],
    ['HK', '2026-02-18', 'The second day of Lunar New Year'],
    ['CH', '2026-08-01', 'Bundesfeiertag'],
  ])('are said in English, where that is known: of %s on %s, %s', (country, day, name) => {
    expect(holidaysOf(country, null, 2026).get(day)).toBe(name);
  });

  it('may last several days, and half a day is none', () => {
    expect(daysOf('AE', null, 2026)).toEqual(expect.arrayContaining(['2026-05-27', '2026-05-28', '2026-05-29']));
    expect(daysOf('IS', null, 2026)).not.toContain('2026-12-24');
    expect(daysOf('GT', null, 2026)).not.toContain('2026-12-24');
  });

  it('are none where nobody knows the country', () => {
    expect(daysOf('ZZ', null, 2026)).toEqual([]);
  });
});

it('are sorted by day, and made once', () => {
  expect(holidaysOf('US', 'MA', 2026)).toBe(holidaysOf('US', 'MA', 2026));
  expect(daysOf('US', 'MA', 2026)).toEqual(daysOf('US', 'MA', 2026).sort());
});
