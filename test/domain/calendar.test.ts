import { describe, expect, it } from 'vitest';
import {
  age,
  clockTime,
  counted,
  dayAndTime,
  dayInWords,
  isDay,
  momentAt,
  timeIn,
  todayIn,
  whenSeenFrom,
} from '../../src/domain/calendar.js';

const NEW_YORK = 'America/New_York';
const LOS_ANGELES = 'America/Los_Angeles';
const PARIS = 'Europe/Paris';

describe('a moment is said in the time of the boutique', () => {
  it.each([
    // Ordinary days.
    ['2026-11-27T14:12:00Z', NEW_YORK, '2026-11-27', 'Fri, Nov 27, 9:12 AM'],
    ['2026-11-27T14:12:00Z', LOS_ANGELES, '2026-11-27', 'Fri, Nov 27, 6:12 AM'],
    ['2026-11-28T04:59:00Z', NEW_YORK, '2026-11-27', 'Fri, Nov 27, 11:59 PM'],
    ['2026-11-28T05:00:00Z', NEW_YORK, '2026-11-28', 'Sat, Nov 28, 12:00 AM'],
    ['2026-11-28T05:00:00Z', LOS_ANGELES, '2026-11-27', 'Fri, Nov 27, 9:00 PM'],
    ['2026-12-31T23:30:00Z', 'Asia/Tokyo', '2027-01-01', 'Fri, Jan 1, 8:30 AM'],
    // The night in March that lacks an hour.
    ['2026-03-08T06:59:00Z', NEW_YORK, '2026-03-08', 'Sun, Mar 8, 1:59 AM'],
    ['2026-03-08T07:00:00Z', NEW_YORK, '2026-03-08', 'Sun, Mar 8, 3:00 AM'],
    ['2026-03-08T07:00:00Z', LOS_ANGELES, '2026-03-07', 'Sat, Mar 7, 11:00 PM'],
    ['2026-03-08T10:00:00Z', LOS_ANGELES, '2026-03-08', 'Sun, Mar 8, 3:00 AM'],
    // The night in November that has one twice.
    ['2026-11-01T05:30:00Z', NEW_YORK, '2026-11-01', 'Sun, Nov 1, 1:30 AM'],
    ['2026-11-01T06:30:00Z', NEW_YORK, '2026-11-01', 'Sun, Nov 1, 1:30 AM'],
    ['2026-11-02T04:59:00Z', NEW_YORK, '2026-11-01', 'Sun, Nov 1, 11:59 PM'],
    ['2026-11-02T05:00:00Z', NEW_YORK, '2026-11-02', 'Mon, Nov 2, 12:00 AM'],
  ])('%s in %s is on %s: %s', (moment, timeZone, day, words) => {
    const at = new Date(moment);

    expect(todayIn(timeZone, at)).toBe(day);
    expect(dayAndTime(at, timeZone)).toBe(words);
    expect(words.endsWith(` ${clockTime(at, timeZone)}`)).toBe(true);
  });
});

describe('the clocks of a boutique show', () => {
  it.each([
    ['2026-11-27', '09:12', NEW_YORK, '2026-11-27T14:12:00.000Z'],
    ['2026-11-27', '09:12', LOS_ANGELES, '2026-11-27T17:12:00.000Z'],
    ['2026-11-27', '09:12', PARIS, '2026-11-27T08:12:00.000Z'],
    ['2026-07-14', '23:59', PARIS, '2026-07-14T21:59:00.000Z'],
    ['2026-01-01', '00:00', 'Asia/Tokyo', '2025-12-31T15:00:00.000Z'],
    ['2026-01-01', '00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
    // Around the hour that March leaves out.
    ['2026-03-08', '01:59', NEW_YORK, '2026-03-08T06:59:00.000Z'],
    ['2026-03-08', '03:00', NEW_YORK, '2026-03-08T07:00:00.000Z'],
    ['2026-03-08', '01:59', LOS_ANGELES, '2026-03-08T09:59:00.000Z'],
    ['2026-03-08', '03:00', LOS_ANGELES, '2026-03-08T10:00:00.000Z'],
    ['2026-03-29', '01:59', PARIS, '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '03:00', PARIS, '2026-03-29T01:00:00.000Z'],
    // The first of the hour that comes twice, and what is around it.
    ['2026-11-01', '00:59', NEW_YORK, '2026-11-01T04:59:00.000Z'],
    ['2026-11-01', '01:00', NEW_YORK, '2026-11-01T05:00:00.000Z'],
    ['2026-11-01', '01:59', NEW_YORK, '2026-11-01T05:59:00.000Z'],
    ['2026-11-01', '02:00', NEW_YORK, '2026-11-01T07:00:00.000Z'],
    ['2026-11-01', '01:30', LOS_ANGELES, '2026-11-01T08:30:00.000Z'],
    ['2026-11-01', '02:00', LOS_ANGELES, '2026-11-01T10:00:00.000Z'],
    ['2026-10-25', '02:00', PARIS, '2026-10-25T00:00:00.000Z'],
    ['2026-10-25', '02:59', PARIS, '2026-10-25T00:59:00.000Z'],
    ['2026-10-25', '03:00', PARIS, '2026-10-25T02:00:00.000Z'],
  ])('%s %s in %s at %s', (day, time, timeZone, moment) => {
    const at = momentAt(day, time, timeZone);

    expect(at.toISOString()).toBe(moment);
    expect([todayIn(timeZone, at), timeIn(timeZone, at)]).toEqual([day, time]);
  });

  it.each([
    ['2026-03-08', '02:00', NEW_YORK, '03:00', '2026-03-08T07:00:00.000Z'],
    ['2026-03-08', '02:30', NEW_YORK, '03:30', '2026-03-08T07:30:00.000Z'],
    ['2026-03-08', '02:30', LOS_ANGELES, '03:30', '2026-03-08T10:30:00.000Z'],
    ['2026-03-29', '02:59', PARIS, '03:59', '2026-03-29T01:59:00.000Z'],
  ])('never %s %s in %s, so %s is meant', (day, time, timeZone, shown, moment) => {
    const at = momentAt(day, time, timeZone);

    expect(at.toISOString()).toBe(moment);
    expect(timeIn(timeZone, at)).toBe(shown);
  });

  it('a time the second time too', () => {
    expect(timeIn(NEW_YORK, new Date('2026-11-01T06:30:00Z'))).toBe('01:30');
  });
});

describe('a day', () => {
  it.each([
    ['2026-11-27', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-02-30', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['0026-11-27', false],
    ['12026-11-27', false],
    ['2026-11-7', false],
    ['2026-11-27T00:00', false],
    ['Nov 27', false],
    ['', false],
  ])('%s is one of the calendar: %s', (text, is) => {
    expect(isDay(text)).toBe(is);
  });

  it('is said with its weekday, and with its year beside a day of another year', () => {
    expect(dayInWords('2026-11-27')).toBe('Fri, Nov 27');
    expect(dayInWords('2026-11-27', '2026-01-01')).toBe('Fri, Nov 27');
    expect(dayInWords('2026-11-27', '2025-11-28')).toBe('Fri, Nov 27, 2026');
  });
});

describe('how long ago decides how a moment is said', () => {
  it.each([
    ['the same morning', '2026-11-27T14:12:00Z', '9:12 AM'],
    ['just after midnight of the same day', '2026-11-27T05:00:00Z', '12:00 AM'],
    ['the evening before', '2026-11-27T04:59:00Z', 'Thu 11:59 PM'],
    ['five days ago', '2026-11-22T18:00:00Z', 'Sun 1:00 PM'],
    ['six days ago', '2026-11-21T18:00:00Z', 'Nov 21, 1:00 PM'],
    ['a week ago, which would read as today', '2026-11-20T18:00:00Z', 'Nov 20, 1:00 PM'],
    ['in winter time, seen from winter', '2026-11-01T13:00:00Z', 'Nov 1, 8:00 AM'],
    ['in summer time, seen from winter', '2026-10-30T13:00:00Z', 'Oct 30, 9:00 AM'],
    ['tomorrow', '2026-11-28T15:00:00Z', 'Sat 10:00 AM'],
  ])('%s', (_, moment, words) => {
    expect(whenSeenFrom(new Date(moment), new Date('2026-11-27T18:00:00Z'), NEW_YORK)).toBe(words);
  });

  it('is today or not by the calendar of the boutique, not by ours', () => {
    const [moment, now] = [new Date('2026-11-28T04:30:00Z'), new Date('2026-11-28T06:00:00Z')];

    expect(whenSeenFrom(moment, now, NEW_YORK)).toBe('Fri 11:30 PM');
    expect(whenSeenFrom(moment, now, LOS_ANGELES)).toBe('8:30 PM');
  });
});

const HOUR = 60;
const DAY = 24 * HOUR;

it.each([
  [-5, '0 minutes'],
  [0, '0 minutes'],
  [1, '1 minute'],
  [59, '59 minutes'],
  [60, '1 hour'],
  [2 * HOUR - 1, '1 hour'],
  [26 * HOUR, '26 hours'],
  [2 * DAY - 1, '47 hours'],
  [2 * DAY, '2 days'],
  [3 * DAY - 1, '2 days'],
  [400 * DAY, '400 days'],
])('after %i minutes something is %s old', (minutes, words) => {
  const since = new Date('2026-10-31T12:00:00Z');

  expect(age(since, new Date(since.getTime() + minutes * 60_000))).toBe(words);
});

it.each([
  [0, '0 pieces'],
  [1, '1 piece'],
  [2, '2 pieces'],
  [1_204, '1,204 pieces'],
])('%i are counted as "%s"', (number, words) => {
  expect(counted(number, 'piece')).toBe(words);
});
