import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter, weekdays } from '../../src/domain/days.js';
import {
  addOpenDays,
  type Closure,
  hoursOn,
  isOpenOn,
  nextOpenDay,
  openDaysBetween,
  type PlaceCalendar,
  readHours,
  reasonOn,
} from '../../src/domain/place-calendar.js';
import { addTradingMinutes, tradingMinutesBetween } from '../../src/domain/trading.js';

const week = Object.fromEntries(weekdays.map((day) => [day, '10:00-19:00']));

/** Closed on Sunday. */
const madison: PlaceCalendar = {
  ...{ timeZone: 'America/New_York', country: 'US', state: 'NY' },
  hours: { ...week, sun: 'closed' },
  closures: [],
};

const closure = (firstDay: string, lastDay = firstDay, hours: string | null = null): Closure => ({
  ...{ firstDay, lastDay, hours },
  reason: `${firstDay} to ${lastDay}`,
});

const withClosures = (...closures: readonly Closure[]): PlaceCalendar => ({ ...madison, closures });

const usual = { from: '10:00', to: '19:00' };

describe('on a day a boutique is open', () => {
  const renovated = withClosures(closure('2026-12-01', '2026-12-03'));
  const festive = withClosures(
    closure('2026-11-29', '2026-11-29', '11:00-16:00'),
    closure('2026-12-24', '2026-12-26', '10:00-14:00'),
  );

  it.each([
    ['as its week says', '2026-11-24', madison, usual],
    ['not when its week says closed', '2026-11-29', madison, null],
    ['not on Thanksgiving', '2026-11-26', madison, null],
    ['on Thanksgiving in another country', '2026-11-26', { ...madison, country: 'FR' }, usual],
    ['on a holiday that closes banks', '2026-09-07', madison, usual],
    ['not on the first day of a closure', '2026-12-01', renovated, null],
    ['nor on its last', '2026-12-03', renovated, null],
    ['but on the day before', '2026-11-30', renovated, usual],
    ['and on the day after', '2026-12-04', renovated, usual],
    ['at other hours', '2026-12-24', festive, { from: '10:00', to: '14:00' }],
    ['on a Sunday that it announced', '2026-11-29', festive, { from: '11:00', to: '16:00' }],
    ['at Christmas, where it says so itself', '2026-12-25', festive, { from: '10:00', to: '14:00' }],
    [
      'not at hours that nobody can read',
      '2026-12-01',
      withClosures(closure('2026-12-01', '2026-12-01', 'late')),
      null,
    ],
  ])('%s', (_, day, calendar, hours) => {
    expect(hoursOn(day, calendar)).toEqual(hours);
    expect(isOpenOn(day, calendar)).toBe(hours !== null);
  });

  it('by the first closure that covers it', () => {
    const [open, closed] = [closure('2026-12-02', '2026-12-02', '12:00-15:00'), closure('2026-12-01', '2026-12-03')];
    expect(hoursOn('2026-12-02', withClosures(open, closed))).toEqual({ from: '12:00', to: '15:00' });
    expect(hoursOn('2026-12-02', withClosures(closed, open))).toBeNull();
  });

  it('and says why not', () => {
    expect(reasonOn('2026-12-01', renovated)).toBe('2026-12-01 to 2026-12-03');
    expect(reasonOn('2026-11-26', renovated)).toBe('Thanksgiving Day');
    expect(reasonOn('2026-11-29', renovated)).toBeNull();
  });
});

describe('open days', () => {
  it.each([
    ['the day itself', '2026-11-24', '2026-11-24'],
    ['after a Sunday, Monday', '2026-11-29', '2026-11-30'],
    ['after Thanksgiving, Friday', '2026-11-26', '2026-11-27'],
  ])('the next one: %s', (_, day, open) => {
    expect(nextOpenDay(day, madison)).toBe(open);
  });

  it.each([
    ['2026-11-24', 0, '2026-11-24'],
    ['2026-11-29', 0, '2026-11-30'],
    ['2026-11-24', 1, '2026-11-25'],
    ['2026-11-25', 1, '2026-11-27'],
    ['2026-11-27', 2, '2026-11-30'],
    ['2026-11-29', 1, '2026-11-30'],
    ['2026-12-24', 1, '2026-12-26'],
    ['2026-11-27', -1, '2026-11-25'],
    ['2026-11-30', -2, '2026-11-27'],
    ['2026-11-29', -1, '2026-11-28'],
    ['2026-11-24', -313 + 3, '2025-11-24'],
  ])('after %s, %i of them: %s', (day, days, reached) => {
    expect(addOpenDays(day, days, madison)).toBe(reached);
  });

  it.each([
    ['2026-11-24', '2026-11-24', 0],
    ['2026-11-24', '2026-11-25', 1],
    ['2026-11-24', '2026-11-30', 4],
    ['2026-11-30', '2026-11-24', 0],
    ['2025-12-31', '2026-12-31', 313 - 3],
  ])('between %s and %s: %i', (first, last, days) => {
    expect(openDaysBetween(first, last, madison)).toBe(days);
  });

  it('are those that are written, where it has no week', () => {
    const popUp = { ...withClosures(closure('2026-12-05', '2026-12-06', '10:00-20:00')), hours: {} };
    expect(nextOpenDay('2026-11-24', popUp)).toBe('2026-12-05');
    expect(addOpenDays('2026-12-05', 1, popUp)).toBe('2026-12-06');
    expect(nextOpenDay('2026-12-07', popUp)).toBeNull();
    expect(addOpenDays('2026-12-05', 2, popUp)).toBeNull();
  });

  it('are none where it never opens, or never again, and that is found at once', () => {
    const gone = withClosures(closure('2026-12-01', '9999-12-31'));
    const started = performance.now();
    expect(nextOpenDay('2026-11-24', { ...madison, hours: {} })).toBeNull();
    expect(addOpenDays('2026-11-24', -1, { ...madison, hours: {} })).toBeNull();
    expect(nextOpenDay('2026-12-01', gone)).toBeNull();
    expect(openDaysBetween('2026-11-28', '2199-01-01', gone)).toBe(1);
    expect(addTradingMinutes(new Date('2026-12-01T12:00Z'), 1, gone)).toBeNull();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('while a boutique is closed it does not trade', () => {
  const [since, until] = [new Date('2026-11-25T18:00-05:00'), new Date('2026-11-27T11:00-05:00')];

  it.each([
    ['on Thanksgiving', madison, 60 + 60, '2026-11-27T10:30-05:00'],
    ['on days of its own', withClosures(closure('2026-11-27')), 60, '2026-11-28T10:30-05:00'],
    [
      'but at the hours it says',
      withClosures(closure('2026-11-26', '2026-11-26', '12:00-14:00')),
      240,
      '2026-11-26T12:30-05:00',
    ],
  ])('%s', (_, calendar, minutes, due) => {
    expect(tradingMinutesBetween(since, until, calendar)).toBe(minutes);
    expect(addTradingMinutes(since, 90, calendar)).toEqual(new Date(due));
  });
});

describe('whatever the week and the closures', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((days) => daysAfter('2026-01-01', days));
  const hours = fc.constantFrom('10:00-19:00', '11:00-16:00', 'closed');
  const calendars = fc.record({
    ...{
      timeZone: fc.constant('America/New_York'),
      country: fc.constantFrom('US', 'DE', 'ZZ'),
      state: fc.constant(null),
    },
    hours: fc.record(Object.fromEntries(weekdays.map((weekday) => [weekday, hours])), { requiredKeys: [] }),
    closures: fc.array(
      fc
        .tuple(day, fc.integer({ min: 0, max: 60 }), fc.option(fc.constant('12:00-15:00')))
        .map(([first, length, open]) => closure(first, daysAfter(first, length), open)),
      { maxLength: 5 },
    ),
  });

  it('open days are those of the days one by one on which it is open', () => {
    fc.assert(
      fc.property(calendars, day, fc.integer({ min: 0, max: 300 }), (calendar, first, length) => {
        const days = Array.from({ length }, (_, index) => daysAfter(first, index + 1));
        const open = days.filter((each) => isOpenOn(each, calendar));

        expect(openDaysBetween(first, daysAfter(first, length), calendar)).toBe(open.length);
        if (open.length > 0) {
          expect(nextOpenDay(daysAfter(first, 1), calendar)).toBe(open[0]);
          expect(addOpenDays(first, open.length, calendar)).toBe(open.at(-1));
        }
        const trades = open
          .map((each) => hoursOn(each, calendar))
          .map((each) => Number(each?.to.slice(0, 2)) - Number(each?.from.slice(0, 2)));
        const [since, until] = [
          new Date(`${daysAfter(first, 1)}T05:00Z`),
          new Date(`${daysAfter(first, length + 1)}T05:00Z`),
        ];
        expect(tradingMinutesBetween(since, until, calendar)).toBe(60 * trades.reduce((sum, each) => sum + each, 0));
      }),
      { numRuns: 300 },
    );
  });
});

it.each(['10-19', '19:00-10:00', '10:00-10:00', '10:00-24:01', 'closed', ''])('%s are no hours', (written) => {
  expect(readHours(written)).toBeNull();
});
