import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedFrom,
  classOf,
  houseRules,
  mondayOf,
  peakInWords,
  type Rules,
  readPeak,
  rulesFrom,
} from '../../../src/capabilities/cycle-counts/rules.js';
import {
  dutiesOf,
  reasonsInFull,
  whyInWords,
  type ZoneFacts,
} from '../../../src/capabilities/cycle-counts/rules-duties.js';
import { overlap, timesOn, whyNotAt } from '../../../src/capabilities/cycle-counts/rules-times.js';
import {
  asIfCounted,
  type Days,
  openDays,
  planWeek,
  whyNotMoved,
} from '../../../src/capabilities/cycle-counts/rules-week.js';
import { daysAfter } from '../../../src/domain/days.js';
import { hoursOn, nextOpenDay, type PlaceCalendar } from '../../../src/domain/place-calendar.js';

const MONDAY = '2026-11-30';

const shop: PlaceCalendar = {
  timeZone: 'America/New_York',
  country: 'US',
  state: 'NY',
  hours: {
    mon: '10:00-19:00',
    tue: '10:00-19:00',
    wed: '10:00-19:00',
    thu: '10:00-19:00',
    fri: '10:00-19:00',
    sat: '10:00-19:00',
  },
  closures: [],
};

const zone = (name: string, facts: Partial<ZoneFacts> = {}): ZoneFacts => ({
  ...{ zone: name, kind: 'vitrine', position: 1, pieces: 20, value: 10_000, lastCounted: '2026-11-20' },
  ...{ oldestSeen: null, moved: 0, accuracies: [], events: [] },
  ...facts,
});

const week = (days: Partial<Days> = {}): Days => ({
  ...{ from: MONDAY, to: '2026-12-06', calendar: shop, rules: houseRules, blocked: new Set<string>(), taken: [] },
  ...days,
});

describe('a zone is of class', () => {
  it.each([
    ['A', { kind: 'safe', value: 0 }],
    ['A', { kind: 'window', value: 0 }],
    ['A', { kind: 'vitrine', value: 250_000 }],
    ['B', { kind: 'vitrine', value: 249_999 }],
    ['B', { kind: 'vitrine', value: 75_000 }],
    ['C', { kind: 'drawer', value: 74_999 }],
    ['C', { kind: 'drawer', value: 0 }],
  ] as const)('%s: %o', (expected, valued) => {
    expect(classOf(valued, houseRules)).toBe(expected);
  });
});

describe('a zone is counted because', () => {
  const whyOf = (facts: Partial<ZoneFacts>, rules: Rules = houseRules) =>
    dutiesOf([zone('v1', facts)], rules, MONDAY, '2026-12-06').map(({ reasons, by }) => [
      reasons.map(({ code }) => code).join(' '),
      by,
    ]);

  it.each([
    ['its days have passed', { kind: 'safe', lastCounted: '2026-11-24' }, [['interval', '2026-12-01']]],
    ['nothing: they have not', { lastCounted: '2026-11-20' }, []],
    ['it never was', { lastCounted: null }, [['never', '2026-12-06']]],
    ['much came and went', { moved: 50_000 }, [['moved', '2026-12-06']]],
    ['nothing: little came and went', { moved: 49_999 }, []],
    ['its last counts were not accurate', { accuracies: [97, 98, 98, 100] }, [['accuracy', '2026-12-06']]],
    ['nothing: the mean of the last three is at the floor', { accuracies: [97, 98, 99, 0] }, []],
    ['a piece in it was not seen for long', { oldestSeen: '2026-11-02' }, [['promise', '2026-12-02']]],
    ['its holder changed', { events: [{ code: 'holder' }] }, [['holder', MONDAY]]],
    [
      'of several things',
      { lastCounted: '2026-10-20', moved: 60_000, events: [{ code: 'emptied' }] },
      [['emptied moved interval', '2026-11-17']],
    ],
  ] as const)('%s', (_, facts, expected) => {
    expect(whyOf(facts as Partial<ZoneFacts>)).toEqual(expected);
  });

  it('says the same words for what would tell a counter something', () => {
    const covert = [
      { code: 'moved' },
      { code: 'accuracy' },
      { code: 'emptied' },
      { code: 'elsewhere', record: 'c1' },
      { code: 'find', record: 'c2' },
      { code: 'incident', record: 'a1' },
    ] as const;
    for (const reason of covert) expect(whyInWords([reason])).toBe('Chosen for a check.');
    expect(whyInWords(covert)).toBe('Chosen for a check.');
    expect(whyInWords([{ code: 'interval', since: '2026-11-20', class: 'A', every: 7 }])).toBe(
      'Class A is counted every 7 days; before this one Fri, Nov 20.',
    );
  });

  it('tells an operations manager in full what is not closed to them', () => {
    const reasons = [{ code: 'elsewhere', record: 'c1' }, { code: 'emptied' }] as const;
    expect(reasonsInFull(reasons, () => true)).toBe(
      'A piece of this zone was found elsewhere. It is empty by the register: to be confirmed.',
    );
    expect(reasonsInFull(reasons, () => false)).toBe(
      'Chosen for a check. It is empty by the register: to be confirmed.',
    );
  });
});

describe('peak hours', () => {
  it.each([
    ['Mon-Fri 12:00-14:00, 17:00-19:00; Sat 12:00-18:00', 'Mon-Fri 12:00-14:00, 17:00-19:00; Sat 12:00-18:00'],
    ['mon 12:00-13:00;tue 12:00-13:00', 'Mon-Tue 12:00-13:00'],
    ['sun 10:00 - 24:00', 'Sun 10:00-24:00'],
    ['', ''],
  ])('"%s" is read', (written, again) => {
    const read = readPeak(written);
    expect(read && peakInWords(read)).toBe(again);
  });

  it.each(['Monday 12:00-14:00', 'mon', 'mon 14:00-12:00', 'fri-mon 12:00-13:00', 'mon 25:00-26:00', 'never'])(
    '"%s" is not',
    (written) => {
      expect(readPeak(written)).toBeNull();
    },
  );

  it('are those of the house, written and read', () => {
    expect(readPeak(peakInWords(houseRules.peak))).toEqual(houseRules.peak);
  });
});

describe('a count begins', () => {
  it('in the hour before opening or while the boutique is open, outside peak hours', () => {
    expect(timesOn(MONDAY, shop, houseRules)).toEqual(['09:00', '10:00', '11:00', '14:00', '15:00', '16:00']);
    expect(timesOn('2026-12-05', shop, houseRules)).toEqual(['09:00', '10:00', '11:00', '18:00']);
    expect(timesOn('2026-12-06', shop, houseRules)).toEqual([]);
  });

  it.each([
    ['2026-12-06', '10:00', 'closed'],
    [MONDAY, '08:59', 'hours'],
    [MONDAY, '09:00', null],
    [MONDAY, '11:01', 'peak'],
    [MONDAY, '14:00', null],
    [MONDAY, '18:30', 'hours'],
    ['2026-11-26', '10:00', 'closed'],
  ] as const)('on %s at %s: %s', (day, time, why) => {
    expect(whyNotAt(day, time, shop, houseRules)).toBe(why);
  });
});

describe('a week', () => {
  it('is spread over its days, in the order of their hours', () => {
    const zones = ['a', 'b', 'c'].map((name) => zone(name, { lastCounted: null }));
    expect(planWeek(zones, week()).slots.map(({ zone: which, day, time }) => [which, day, time])).toEqual([
      ['a', '2026-11-30', '09:00'],
      ['b', '2026-12-01', '09:00'],
      ['c', '2026-12-02', '09:00'],
    ]);
  });

  it('begins two counts of a day after each other', () => {
    const zones = ['a', 'b'].map((name) => zone(name, { kind: 'safe', lastCounted: '2026-11-23' }));
    expect(planWeek(zones, week()).slots.map(({ time }) => time)).toEqual(['09:00', '10:00']);
  });

  it('takes what falls due while the boutique is closed after it', () => {
    const closures = [{ firstDay: '2026-12-07', lastDay: '2026-12-13', hours: null, reason: 'Refit' }];
    const facts = [zone('a', { kind: 'safe', lastCounted: '2026-12-03' })];
    expect(planWeek(facts, week()).slots).toEqual([]);
    expect(planWeek(facts, week({ calendar: { ...shop, closures } })).slots).toHaveLength(1);
  });

  it('says of a zone that is too large for a day that it is left', () => {
    const large = zone('a', { pieces: 401, lastCounted: '2026-11-02' });
    expect(planWeek([large], week())).toEqual({ slots: [], left: [{ zone: 'a', why: 'size' }] });
  });

  it('says what the caps left out, and keeps what was promised before what is merely usual', () => {
    const usual = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => zone(name, { kind: 'safe', lastCounted: '2026-11-15' }));
    const promised = ['x', 'y'].map((name) => zone(name, { lastCounted: '2026-11-02' }));
    const rules = { ...houseRules, zonesPerDay: 1 };
    const { slots, left } = planWeek([...usual, ...promised], week({ rules }));
    expect(slots.map(({ zone: which }) => which)).toEqual(['x', 'y', 'a', 'b', 'c', 'd']);
    expect(left).toEqual([]);
    const all = ['w', 'x', 'y', 'z'].map((name) => zone(name, { lastCounted: '2026-11-02' }));
    expect(planWeek(all, week({ rules })).left).toEqual([{ zone: 'z', why: 'caps' }]);
  });

  it('leaves out days on which a stock take is on', () => {
    const blocked = new Set([MONDAY, '2026-12-01']);
    expect(planWeek([zone('a', { lastCounted: null })], week({ blocked })).slots[0]?.day).toBe('2026-12-02');
  });

  it('leaves out holidays, also where the boutique is open', () => {
    const rules = { ...houseRules, zonesPerDay: 1 };
    const days = { from: '2026-11-10', to: '2026-11-12', rules };
    const zones = ['a', 'b', 'c'].map((name) => zone(name, { lastCounted: null }));
    expect(planWeek(zones, week(days)).slots.map(({ day }) => day)).toEqual(['2026-11-10', '2026-11-12']);
    expect(whyNotMoved({ day: '2026-11-11', time: '10:00' }, 20, week(days))).toBe('holiday');
  });

  it('takes a zone that is planned before it for counted', () => {
    const facts = [zone('a', { kind: 'safe', lastCounted: '2026-11-20', moved: 90_000, events: [{ code: 'holder' }] })];
    const [assumed] = asIfCounted(facts, [{ zone: 'a', day: '2026-11-27' }], '2026-11-26');
    expect(assumed).toMatchObject({ lastCounted: '2026-11-27', moved: 0, events: [] });
    expect(planWeek(assumed ? [assumed] : [], week()).slots.map(({ day }) => day <= '2026-12-04')).toEqual([true]);
  });

  it.each([
    ['2026-11-29', '10:00', 'past'],
    ['2026-12-06', '10:00', 'closed'],
    [MONDAY, '13:00', 'peak'],
    ['2026-12-01', '10:00', 'full'],
    ['2026-12-02', '09:30', 'taken'],
    ['2026-12-03', '10:00', 'blocked'],
    ['2026-12-04', '15:30', null],
  ] as const)('a count moves to %s, %s: %s', (day, time, why) => {
    const at = (name: string, on: string, hour: string) => ({ zone: name, day: on, time: hour, pieces: 10 });
    const taken = [at('a', '2026-12-01', '09:00'), at('b', '2026-12-01', '14:00'), at('c', '2026-12-02', '09:00')];
    expect(whyNotMoved({ day, time }, 20, week({ taken, blocked: new Set(['2026-12-03']) }))).toBe(why);
  });
});

describe('rules', () => {
  it('hold what differs from the level above, and the rest follows it', () => {
    const boutique = changedFrom(rulesFrom({ promise: 21 }, {}), { ...houseRules, promise: 21, zonesPerDay: 4 });
    expect(boutique).toEqual({ zonesPerDay: 4 });
    expect(rulesFrom({ promise: 14 }, boutique)).toMatchObject({ promise: 14, zonesPerDay: 4, floor: 98 });
  });

  it('are the same whatever order a database gives them in', () => {
    expect(changedFrom(houseRules, { ...houseRules, days: { C: 28, B: 14, A: 7 } })).toEqual({});
  });

  it('have a week begin on Monday', () => {
    expect(['2026-11-29', MONDAY, '2026-12-06'].map(mondayOf)).toEqual(['2026-11-23', MONDAY, MONDAY]);
  });
});

const anyDay = (from: number, to: number) => fc.integer({ min: from, max: to }).map((days) => daysAfter(MONDAY, days));

const anyZone = fc.record({
  kind: fc.constantFrom('safe', 'window', 'vitrine', 'drawer'),
  pieces: fc.integer({ min: 0, max: 260 }),
  value: fc.integer({ min: 0, max: 400_000 }),
  lastCounted: fc.option(anyDay(-60, -1)),
  oldestSeen: fc.option(anyDay(-60, -1)),
  moved: fc.integer({ min: 0, max: 90_000 }),
  accuracies: fc.array(fc.integer({ min: 90, max: 100 }), { maxLength: 5 }),
  events: fc.array(fc.constantFrom({ code: 'holder' } as const, { code: 'elsewhere', record: 'c' } as const), {
    maxLength: 2,
  }),
});

const hours = fc.constantFrom('10:00-19:00', '09:00-13:00', '12:00-18:00', '00:30-24:00', 'closed');

const anyDays = fc.record({
  ahead: fc.integer({ min: 0, max: 6 }),
  open: fc.record({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours }),
  closed: fc.option(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))),
  blocked: fc.uniqueArray(anyDay(0, 6), { maxLength: 3 }),
  zonesPerDay: fc.integer({ min: 1, max: 3 }),
  piecesPerDay: fc.integer({ min: 50, max: 300 }),
  promise: fc.integer({ min: 3, max: 40 }),
});

describe('whatever the boutique and its rules', () => {
  it('caps are kept, nobody counts on a closed day or in a peak hour, and the promise is kept or said not to be', () => {
    fc.assert(
      fc.property(fc.array(anyZone, { maxLength: 14 }), anyDays, (given, { ahead, open, closed, blocked, ...caps }) => {
        const zones = given.map((facts, position) =>
          zone(`z${position}`, { ...facts, position } as Partial<ZoneFacts>),
        );
        const closures = closed
          ? [
              {
                firstDay: daysAfter(MONDAY, closed[0]),
                lastDay: daysAfter(MONDAY, closed[0] + closed[1]),
                hours: null,
                reason: 'Refit',
              },
            ]
          : [];
        const calendar = { ...shop, hours: open, closures };
        const rules = { ...houseRules, ...caps };
        const taken = [{ zone: 'other', day: '2026-12-02', time: '09:00', pieces: 40 }];
        const days = week({ from: daysAfter(MONDAY, ahead), calendar, rules, blocked: new Set(blocked), taken });
        const { slots, left } = planWeek(zones, days);

        const pieces = new Map(zones.map((each) => [each.zone, each.pieces]));
        for (const day of new Set(slots.map((slot) => slot.day))) {
          const there = [...slots.filter((slot) => slot.day === day), ...taken.filter((slot) => slot.day === day)];
          expect(there.length).toBeLessThanOrEqual(rules.zonesPerDay);
          expect(there.reduce((sum, slot) => sum + (pieces.get(slot.zone) ?? 40), 0)).toBeLessThanOrEqual(
            rules.piecesPerDay,
          );
          for (const [index, one] of there.entries())
            expect(there.slice(index + 1).some((other) => overlap(one.time, other.time))).toBe(false);
          expect(hoursOn(day, calendar)).not.toBeNull();
          expect(blocked).not.toContain(day);
          expect(day >= days.from && day <= days.to).toBe(true);
        }
        for (const { day, time } of slots) expect(whyNotAt(day, time, calendar, rules)).toBeNull();
        expect(new Set(slots.map((slot) => slot.zone)).size).toBe(slots.length);

        const next = nextOpenDay(daysAfter(days.to, 1), calendar);
        const until = next === null ? days.to : daysAfter(next, -1);
        const first = openDays(days).find((day) => timesOn(day, calendar, rules).length > 0);
        for (const { zone: name, lastCounted, oldestSeen } of zones) {
          const seen =
            lastCounted === null ? null : oldestSeen !== null && oldestSeen < lastCounted ? oldestSeen : lastCounted;
          const promised = seen === null ? until : daysAfter(seen, rules.promise);
          const slot = slots.find((each) => each.zone === name);
          const kept =
            promised > until ||
            (slot !== undefined && (slot.day <= promised || (promised <= days.from && slot.day === first)));
          expect(kept || left.some((each) => each.zone === name), `${name} by ${promised}`).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
