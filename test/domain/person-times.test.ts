import { describe, expect, it } from 'vitest';
import { weekdayOf } from '../../src/domain/days.js';
import { mayBeTold, morningOn, nextMorning, type PersonTimes, usualTimes } from '../../src/domain/person-times.js';

/** In New York, not on Sundays, and away in the first days of December. */
const ana: PersonTimes = {
  ...usualTimes,
  timeZone: 'America/New_York',
  worksOn: (day) => weekdayOf(day) !== 'sun',
  away: [{ starts: new Date('2026-12-01T00:00-05:00'), ends: new Date('2026-12-04T00:00-05:00') }],
};

describe('somebody may be told something that can wait', () => {
  it.each([
    ['from eight in the morning', '2026-11-27T08:00-05:00', true],
    ['not a moment earlier', '2026-11-27T07:59:59-05:00', 'quiet'],
    ['until eight in the evening', '2026-11-27T19:59:59-05:00', true],
    ['and not at eight', '2026-11-27T20:00-05:00', 'quiet'],
    ['nor at night', '2026-11-27T00:00-05:00', 'quiet'],
    ['not on a day off', '2026-11-29T12:00-05:00', 'day-off'],
    ['not in the night of a day off, for that lasts longer', '2026-11-29T02:00-05:00', 'day-off'],
    ['in the evening before it, though, it is only quiet', '2026-11-28T23:00-05:00', 'quiet'],
    ['not while away', '2026-12-01T12:00-05:00', 'away'],
    ['not at the very moment they leave', '2026-12-01T00:00-05:00', 'away'],
    ['only quiet at the moment they are back', '2026-12-04T00:00-05:00', 'quiet'],
    ['by their own clocks', '2026-11-27T13:00Z', true],
  ])('%s', (_, at, may) => {
    expect(mayBeTold(ana, new Date(at))).toBe(may);
  });

  it.each([
    ['in the afternoon, quiet at noon', '12:00', '14:00', ['11:59 true', '12:00 quiet', '13:59 quiet', '14:00 true']],
    ['at any hour', '09:00', '09:00', ['00:00 true', '09:00 true', '23:59 true']],
    ['from midnight on', '20:00', '00:00', ['19:59 true', '23:59 quiet', '00:00 true']],
    ['until midnight', '00:00', '08:00', ['23:59 true', '00:00 quiet', '08:00 true']],
  ])('%s', (_, quietFrom, quietTo, expected) => {
    const said = expected.map((each) => {
      const [time] = each.split(' ');
      return `${time} ${mayBeTold({ ...ana, quietFrom, quietTo }, new Date(`2026-11-27T${time}-05:00`))}`;
    });
    expect(said).toEqual(expected);
  });
});

describe('the next morning', () => {
  it.each([
    ['is today, early', '2026-11-27T03:00-05:00', '2026-11-27T09:00-05:00'],
    ['is tomorrow from nine on', '2026-11-27T09:00-05:00', '2026-11-28T09:00-05:00'],
    ['is today a moment before nine', '2026-11-27T08:59:59.999-05:00', '2026-11-27T09:00-05:00'],
    ['is after a day off', '2026-11-28T12:00-05:00', '2026-11-30T09:00-05:00'],
    ['is when they are back', '2026-11-30T12:00-05:00', '2026-12-04T09:00-05:00'],
  ])('%s', (_, after, morning) => {
    expect(nextMorning(ana, new Date(after))).toEqual(new Date(morning));
  });

  it('waits for the end of quiet hours', () => {
    const late = { ...ana, quietTo: '10:30' };
    expect(nextMorning(late, new Date('2026-11-27T03:00-05:00'))).toEqual(new Date('2026-11-27T10:30-05:00'));
    expect(nextMorning(late, new Date('2026-11-27T10:00-05:00'))).toEqual(new Date('2026-11-27T10:30-05:00'));
    expect(nextMorning(late, new Date('2026-11-27T10:30-05:00'))).toEqual(new Date('2026-11-28T10:30-05:00'));
  });

  it('in the evening, for whoever wants it so, comes when it is no longer quiet that day', () => {
    expect(morningOn({ ...ana, morning: '21:00' }, '2026-11-27')).toEqual(new Date('2026-11-27T08:00-05:00'));
    expect(morningOn({ ...ana, morning: '18:00' }, '2026-11-27')).toEqual(new Date('2026-11-27T18:00-05:00'));
  });

  it('is any one for whoever is never there', () => {
    const never = { ...ana, worksOn: () => false };
    expect(nextMorning(never, new Date('2026-11-27T12:00-05:00'))).toEqual(new Date('2026-11-28T09:00-05:00'));
  });
});
