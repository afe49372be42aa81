import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekdays } from '../../src/domain/days.js';
import type { PlaceCalendar } from '../../src/domain/place-calendar.js';
import { addTradingMinutes, tradingMinutesBetween } from '../../src/domain/trading.js';

const all = (hours: string) => Object.fromEntries(weekdays.map((day) => [day, hours]));

/** Without the closings of a country. */
const place = { country: 'ZZ', state: null, closures: [] };

/** Closed on Sunday; on Saturday shorter. */
const madison: PlaceCalendar = {
  ...place,
  timeZone: 'America/New_York',
  hours: { ...all('10:00-19:00'), sat: '11:00-18:00', sun: 'closed' },
};
const { wed: _, ...withoutWednesday } = madison.hours;
const never: readonly (readonly [string, PlaceCalendar['hours']])[] = [
  ['has no hours', {}],
  ['is closed every day', all('closed')],
  ['has hours that nobody can read', { mon: '10-19', tue: 'sometimes', wed: '19:00-10:00', thu: '10:00-10:00' }],
];

describe('between two moments a boutique trades', () => {
  it.each([
    ['all the time while it is open', '2026-11-27T10:00-05:00', '2026-11-27T12:30-05:00', 150],
    ['until it closes', '2026-11-27T18:30-05:00', '2026-11-27T23:00-05:00', 30],
    ['from when it opens', '2026-11-27T06:00-05:00', '2026-11-27T10:01-05:00', 1],
    ['not at night', '2026-11-26T19:00-05:00', '2026-11-27T10:00-05:00', 0],
    ['on both sides of a night', '2026-11-26T18:00-05:00', '2026-11-27T11:00-05:00', 120],
    ['not on a Sunday', '2026-11-28T18:00-05:00', '2026-11-30T10:00-05:00', 0],
    [
      'on Friday, shorter on Saturday, and on Monday',
      '2026-11-27T18:00-05:00',
      '2026-11-30T11:00-05:00',
      60 + 420 + 60,
    ],
    ['parts of a minute', '2026-11-27T12:00:15-05:00', '2026-11-27T12:01-05:00', 0.75],
    ['not at all when they are the same', '2026-11-27T12:00-05:00', '2026-11-27T12:00-05:00', 0],
    ['not backwards', '2026-11-27T12:00-05:00', '2026-11-27T11:00-05:00', 0],
    ['for a year', '2026-01-01T00:00-05:00', '2027-01-01T00:00-05:00', 261 * 540 + 52 * 420],
  ])('%s', (_, since, until, minutes) => {
    expect(tradingMinutesBetween(new Date(since), new Date(until), madison)).toBe(minutes);
  });

  it('not on a day that the file leaves out', () => {
    const calendar = { ...madison, hours: withoutWednesday };
    const [since, until] = [new Date('2026-11-24T18:00-05:00'), new Date('2026-11-26T11:00-05:00')];

    expect(tradingMinutesBetween(since, until, calendar)).toBe(120);
    expect(addTradingMinutes(since, 61, calendar)).toEqual(new Date('2026-11-26T10:01-05:00'));
  });

  it.each(never)('never when it %s', (_, hours) => {
    const calendar = { ...place, timeZone: 'America/New_York', hours };
    expect(tradingMinutesBetween(new Date(0), new Date('2026-11-27T12:00Z'), calendar)).toBe(0);
  });
});

describe('so many minutes of trading are over', () => {
  it.each([
    ['on the same day', '2026-11-27T10:00-05:00', 120, '2026-11-27T12:00-05:00'],
    ['at the very moment it closes', '2026-11-27T17:00-05:00', 120, '2026-11-27T19:00-05:00'],
    ['the day after', '2026-11-26T18:00-05:00', 120, '2026-11-27T11:00-05:00'],
    ['after the weekend', '2026-11-28T17:00-05:00', 120, '2026-11-30T11:00-05:00'],
    ['counted from when it opens', '2026-11-29T12:00-05:00', 30, '2026-11-30T10:30-05:00'],
    ['at once, where there are none', '2026-11-29T12:00-05:00', 0, '2026-11-29T12:00-05:00'],
    ['after half a minute', '2026-11-27T12:00-05:00', 0.5, '2026-11-27T12:00:30-05:00'],
  ])('%s', (_, since, minutes, due) => {
    expect(addTradingMinutes(new Date(since), minutes, madison)).toEqual(new Date(due));
  });

  it.each(never)('never when it %s', (_, hours) => {
    expect(addTradingMinutes(new Date(0), 1, { ...madison, hours })).toBeNull();
  });
});

/** The nights on which clocks change, and by how much that day is longer or shorter. */
const nights = [
  ['America/New_York', '2026-03-08', -60],
  ['America/New_York', '2026-11-01', 60],
  ['America/Los_Angeles', '2026-03-08', -60],
  ['America/Los_Angeles', '2026-11-01', 60],
  ['Europe/Paris', '2026-03-29', -60],
  ['Europe/Paris', '2026-10-25', 60],
  // At midnight itself.
  ['America/Havana', '2026-03-08', -60],
  ['America/Havana', '2026-11-01', 60],
] as const;

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const MOST = 4 * 24 * 60;

const noonBefore = (day: string) => new Date(new Date(`${day}T12:00Z`).getTime() - 86_400_000);

describe('when clocks change', () => {
  it.each(nights)('in %s on %s, a day is as long as it is there', (timeZone, day, longer) => {
    const since = noonBefore(day);
    const until = new Date(since.getTime() + 3 * 86_400_000);
    const roundTheClock = { ...place, timeZone, hours: all('00:00-24:00') };
    const ofThatDay = { ...place, timeZone, hours: { sun: '00:00-24:00' } };

    expect(tradingMinutesBetween(since, until, roundTheClock)).toBe(3 * 24 * 60);
    expect(tradingMinutesBetween(since, until, ofThatDay)).toBe(24 * 60 + longer);
  });

  it.each(nights)('in %s on %s, it opens by its own clock', (timeZone, day) => {
    const calendar = { ...place, timeZone, hours: { sun: '10:00-19:00' } };
    const opened = addTradingMinutes(noonBefore(day), 30, calendar);
    const clock = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;

    expect(opened?.toLocaleString('sv', clock)).toBe(`${day} 10:30`);
  });

  it('trades through the hour that comes twice, and not in the one that is left out', () => {
    const calendar = { ...place, timeZone: 'America/New_York', hours: { sun: '01:00-04:00' } };
    const of = (day: string) => tradingMinutesBetween(noonBefore(day), new Date(`${day}T23:00Z`), calendar);

    expect([of('2026-03-08'), of('2026-03-15'), of('2026-11-01')]).toEqual([120, 180, 240]);
  });
});

describe('whatever the hours, the nights and the moments', () => {
  /** Four days around each night, minute by minute, as a clock shows them that is not ours. */
  const spans = nights.map(([timeZone, day]) => {
    const start = noonBefore(day).getTime();
    const inWords = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', ...CLOCK });
    const minutes = Array.from({ length: MOST }, (_, minute) => inWords.format(start + minute * 60_000).split(' '));
    return { timeZone, start, minutes };
  });
  /** Whole hours at night: what a boutique does at 2:30 when there is none, nobody can say. */
  const time = fc
    .oneof(
      fc.integer({ min: 0, max: 4 }).map((hour) => hour * 60),
      fc.integer({ min: 4 * 60, max: 24 * 60 }),
    )
    .map((minute) => `${`${Math.floor(minute / 60)}`.padStart(2, '0')}:${`${minute % 60}`.padStart(2, '0')}`);
  const day = fc.oneof(
    fc.tuple(time, time).map((times) => times.sort().join('-')),
    fc.constant('closed'),
  );
  const week = fc.record(Object.fromEntries(weekdays.map((weekday) => [weekday, day])), { requiredKeys: [] });
  const minute = fc.integer({ min: 0, max: MOST });

  it('as many minutes pass as one counts one by one', () => {
    const cases = fc.tuple(fc.constantFrom(...spans), week, minute, minute);
    fc.assert(
      fc.property(cases, ([{ timeZone, start, minutes }, hours, from, to]) => {
        const isOpen = ([weekday = '', shown = '']: readonly string[]) => {
          const [opens = '', closes = ''] = hours[weekday.toLowerCase()]?.split('-') ?? [];
          return opens <= shown && shown < closes;
        };
        const counted = minutes.slice(from, to).filter(isOpen).length;
        const moment = (at: number) => new Date(start + at * 60_000);
        expect(tradingMinutesBetween(moment(from), moment(to), { ...place, timeZone, hours })).toBe(counted);
      }),
      { numRuns: 1_000 },
    );
  });

  it('they are over when as many have passed, and not a moment earlier', () => {
    const cases = fc.tuple(fc.constantFrom(...spans), week, minute, fc.integer({ min: 1, max: 5_000 }));
    fc.assert(
      fc.property(cases, ([{ timeZone, start }, hours, from, minutes]) => {
        const calendar = { ...place, timeZone, hours };
        const since = new Date(start + from * 60_000);
        const due = addTradingMinutes(since, minutes, calendar);
        if (due === null) {
          expect(tradingMinutesBetween(since, new Date(since.getTime() + 21 * 86_400_000), calendar)).toBe(0);
          return;
        }
        expect(tradingMinutesBetween(since, due, calendar)).toBe(minutes);
        expect(tradingMinutesBetween(since, new Date(due.getTime() - 1), calendar)).toBeLessThan(minutes);
      }),
      { numRuns: 1_000 },
    );
  });
});
