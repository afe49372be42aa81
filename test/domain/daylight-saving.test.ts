import { describe, expect, it } from 'vitest';
import { demoPlaces } from '../../src/demo/places.js';
import { todayIn } from '../../src/domain/calendar.js';
import { daysAfter, weekdays } from '../../src/domain/days.js';
import { mayBeTold, nextMorning, type PersonTimes, usualTimes } from '../../src/domain/person-times.js';
import { openDaysFrom, type PlaceCalendar } from '../../src/domain/place-calendar.js';
import { addTradingMinutes, tradingMinutesBetween } from '../../src/domain/trading.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const [BEGIN, END] = [Date.parse('2026-01-01T00:00Z'), Date.parse('2028-01-01T00:00Z')];

/** Those of the demo, every one of the United States, and those that change at odd times or by odd steps. */
const zones = [
  ...new Set([
    ...demoPlaces.map(({ timeZone }) => timeZone),
    ...['New_York', 'Chicago', 'Denver', 'Phoenix', 'Los_Angeles', 'Anchorage', 'Adak'].map(
      (city) => `America/${city}`,
    ),
    ...['Detroit', 'Boise', 'Indiana/Indianapolis', 'Puerto_Rico', 'St_Thomas'].map((city) => `America/${city}`),
    ...['Pacific/Honolulu', 'Pacific/Guam', 'Pacific/Pago_Pago', 'Europe/Paris', 'Europe/London', 'Asia/Tokyo'],
    ...['Asia/Dubai', 'Asia/Hong_Kong', 'Australia/Sydney', 'Australia/Lord_Howe', 'America/Sao_Paulo'],
    ...['America/Santiago', 'America/Havana', 'Africa/Casablanca', 'Africa/Cairo'],
  ]),
];

const clocks = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }),
  ]),
);

/** "2026-03-08 09:00:00" on the wall: a clock that is not ours. */
const wall = (timeZone: string, moment: number): string => clocks.get(timeZone)?.format(moment) ?? '';
const shown = (timeZone: string, moment: number): { readonly day: string; readonly time: string } => {
  const [day = '', time = ''] = wall(timeZone, moment).split(' ');
  return { day, time: time.slice(0, 5) };
};
const offset = (timeZone: string, moment: number): number =>
  (Date.parse(`${wall(timeZone, moment).replace(' ', 'T')}Z`) - moment) / MINUTE;

interface Transition {
  readonly timeZone: string;
  /** The first moment of the new time. */
  readonly at: number;
  /** Minutes the clocks go forward; back where negative. */
  readonly forward: number;
}

function* transitionsOf(timeZone: string): Generator<Transition> {
  for (let from = BEGIN; from < END; from += DAY) {
    const [before, after] = [offset(timeZone, from), offset(timeZone, from + DAY)];
    if (before === after) continue;
    let [low, high] = [from, from + DAY];
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / MINUTE / 2) * MINUTE;
      if (offset(timeZone, middle) === before) low = middle;
      else high = middle;
    }
    yield { timeZone, at: high, forward: after - before };
  }
}

const transitions = zones.flatMap((timeZone) => [...transitionsOf(timeZone)]);

const each = transitions.map(
  (transition) => [transition.timeZone, wall(transition.timeZone, transition.at), transition] as const,
);

it('clocks change as one knows it', () => {
  const of = (zone: string) =>
    transitions.filter(({ timeZone }) => timeZone === zone).map(({ at, forward }) => `${wall(zone, at)} ${forward}`);

  expect(of('America/New_York')).toEqual([
    '2026-03-08 03:00:00 60',
    '2026-11-01 01:00:00 -60',
    '2027-03-14 03:00:00 60',
    '2027-11-07 01:00:00 -60',
  ]);
  expect(of('Australia/Lord_Howe').map((change) => change.slice(-3))).toEqual(['-30', ' 30', '-30', ' 30']);
  expect(of('America/Santiago')[0]).toBe('2026-04-04 23:00:00 -60');
  expect(of('Africa/Cairo')[0]).toBe('2026-04-24 01:00:00 60');
  for (const still of [
    'America/Phoenix',
    'Pacific/Honolulu',
    'America/Puerto_Rico',
    'Pacific/Guam',
    'Asia/Tokyo',
    'Asia/Dubai',
    'Asia/Hong_Kong',
    'America/Sao_Paulo',
  ])
    expect(of(still)).toEqual([]);
  expect(transitions.length).toBeGreaterThanOrEqual(16 * 4);
});

const person = (timeZone: string, more: Partial<PersonTimes> = {}): PersonTimes => ({
  ...{ ...usualTimes, timeZone, worksOn: () => true, away: [] },
  ...more,
});

const place = (timeZone: string, hours: string): PlaceCalendar => ({
  ...{ timeZone, country: 'ZZ', state: null, closures: [] },
  hours: Object.fromEntries(weekdays.map((day) => [day, hours])),
});

describe('mornings', () => {
  it.each(zones)('in %s come once on each day of two years, at nine on the wall', (timeZone) => {
    const mornings: string[] = [];
    for (
      let at = nextMorning(person(timeZone), new Date(BEGIN));
      at.getTime() < END;
      at = nextMorning(person(timeZone), at)
    )
      mornings.push(wall(timeZone, at.getTime()));
    const first = mornings[0]?.slice(0, 10) ?? '';

    expect(mornings.length).toBeGreaterThanOrEqual(729);
    expect(mornings).toEqual(mornings.map((_, index) => `${daysAfter(first, index)} 09:00:00`));
  });

  it.each(each)('in %s around %s: whenever one asks, it is the next one', (timeZone, _, { at }) => {
    const wrong: string[] = [];
    for (let asked = at - 30 * HOUR; asked <= at + 30 * HOUR; asked += 30 * MINUTE) {
      const morning = nextMorning(person(timeZone), new Date(asked)).getTime();
      const { day, time } = shown(timeZone, asked);
      const expected = `${time < '09:00' ? day : daysAfter(day, 1)} 09:00:00`;
      if (wall(timeZone, morning) !== expected || morning <= asked)
        wrong.push(`${day} ${time}: ${wall(timeZone, morning)}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(each)(
    'in %s around %s: one inside the hour that changes comes once a day too',
    (timeZone, _, { at, forward }) => {
      const missed = shown(timeZone, at - MINUTE);
      const inside = shown(
        timeZone,
        forward > 0 ? at - (forward / 2) * MINUTE + forward * MINUTE : at + (-forward / 2) * MINUTE,
      ).time;
      const early = person(timeZone, { quietFrom: '00:00', quietTo: '00:00', morning: inside });
      const days: string[] = [];
      for (
        let next = nextMorning(early, new Date(at - 3 * DAY));
        next.getTime() < at + 3 * DAY;
        next = nextMorning(early, next)
      )
        days.push(shown(timeZone, next.getTime()).day);

      expect(days).toContain(missed.day);
      expect(days).toEqual(days.map((__, index) => daysAfter(days[0] ?? '', index)));
    },
  );
});

describe('quiet hours', () => {
  it.each(each)('in %s around %s last from eight to eight on the wall', (timeZone, _, { at }) => {
    const wrong: string[] = [];
    for (let asked = at - 36 * HOUR; asked <= at + 36 * HOUR; asked += 15 * MINUTE) {
      const { time } = shown(timeZone, asked);
      const expected = time >= '20:00' || time < '08:00' ? 'quiet' : true;
      const told = mayBeTold(person(timeZone), new Date(asked));
      if (told !== expected) wrong.push(`${wall(timeZone, asked)}: ${told}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(each)('in %s around %s end once a night, whenever they end', (timeZone, _, { at }) => {
    for (const quietTo of ['00:00', '00:30', '01:00', '01:30', '02:00', '02:15', '02:30', '03:00', '03:30']) {
      const times = person(timeZone, { quietFrom: '22:00', quietTo });
      const told = Array.from({ length: (48 * HOUR) / (15 * MINUTE) }, (__, index) => {
        const moment = at - 18 * HOUR + index * 15 * MINUTE;
        return { moment, may: mayBeTold(times, new Date(moment)) };
      });
      const ends = told.filter(({ may }, index) => may === true && told[index - 1]?.may === 'quiet');
      const [first] = ends;

      expect(ends).toHaveLength(2);
      expect(shown(timeZone, first?.moment ?? 0).time >= quietTo).toBe(true);
    }
  });
});

describe('a boutique', () => {
  /** Five minutes by five, by a clock that is not ours. */
  const counted = (timeZone: string, first: number, from: string, to: string): number =>
    5 *
    Array.from(
      { length: (3 * DAY) / (5 * MINUTE) },
      (_, index) => shown(timeZone, first + index * 5 * MINUTE).time,
    ).filter((time) => from <= time && time < to).length;

  it.each(each)('in %s on %s trades its nine hours while clocks change outside them', (timeZone, _, { at }) => {
    const calendar = place(timeZone, '10:00-19:00');
    const [before, after] = [new Date(at - 2 * DAY), new Date(at + 2 * DAY)];

    for (const day of [-1, 0, 1].map((days) => daysAfter(shown(timeZone, at).day, days))) {
      const only = {
        ...calendar,
        hours: {},
        closures: [{ firstDay: day, lastDay: day, hours: '10:00-19:00', reason: '' }],
      };
      expect(tradingMinutesBetween(before, after, only)).toBe(540);
      const [opens, closes] = [addTradingMinutes(before, 1, only), addTradingMinutes(before, 540, only)];
      expect(wall(timeZone, opens?.getTime() ?? 0)).toBe(`${day} 10:01:00`);
      expect(wall(timeZone, closes?.getTime() ?? 0)).toBe(`${day} 19:00:00`);
    }
  });

  it.each(each)(
    'in %s on %s trades the minutes that pass while they change inside them',
    (timeZone, _, { at, forward }) => {
      const day = shown(timeZone, forward > 0 ? at : at - MINUTE).day;
      const all = {
        ...place(timeZone, 'closed'),
        closures: [{ firstDay: day, lastDay: day, hours: '00:00-24:00', reason: '' }],
      };
      const [before, after] = [new Date(at - 2 * DAY), new Date(at + 2 * DAY)];
      expect(tradingMinutesBetween(before, after, all)).toBe(24 * 60 - forward);

      const start = at - 36 * HOUR;
      const night = place(timeZone, '00:00-05:00');
      expect(tradingMinutesBetween(new Date(start), new Date(start + 3 * DAY), night)).toBe(
        counted(timeZone, start, '00:00', '05:00'),
      );
    },
  );

  it.each(each)('in %s around %s has each day once', (timeZone, _, { at }) => {
    const seen: string[] = [];
    for (let moment = at - 3 * DAY; moment <= at + 3 * DAY; moment += 15 * MINUTE) {
      const day = todayIn(timeZone, new Date(moment));
      if (day !== shown(timeZone, moment).day) seen.push(`not ${day} at ${wall(timeZone, moment)}`);
      if (day !== seen.at(-1)) seen.push(day);
    }
    const first = seen[0] ?? '';
    const open = openDaysFrom(first, place(timeZone, '10:00-19:00'));

    expect(seen).toEqual(seen.map((__, index) => daysAfter(first, index)));
    expect(seen).toEqual(seen.map(() => open.next().value?.day));
  });
});
