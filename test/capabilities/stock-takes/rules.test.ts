import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { owedOf } from '../../../src/capabilities/stock-takes/reminding.js';
import {
  dueOn,
  inTwoRoles,
  nextGate,
  openGates,
  opensOn,
  stateOf,
  type Take,
  whyNotYet,
} from '../../../src/capabilities/stock-takes/rules.js';
import { byUrgency, standingOf } from '../../../src/capabilities/stock-takes/rules-board.js';
import { doubtsAbout, peakOn, proposeDates } from '../../../src/capabilities/stock-takes/rules-dates.js';
import { accuracy, change, type Figures } from '../../../src/capabilities/stock-takes/rules-figures.js';
import { type GateId, gateIds, gates, preparing } from '../../../src/capabilities/stock-takes/rules-gates.js';
import { readDocuments } from '../../../src/capabilities/stock-takes/rules-lists.js';
import { daysAfter } from '../../../src/domain/days.js';
import type { PlaceCalendar } from '../../../src/domain/place-calendar.js';
import { campaign, compared, count, passed, prepared, take, team } from './takes.js';

const hours = '10:00-19:00';
const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, hours]));
const calendar = (more: Partial<PlaceCalendar> = {}): PlaceCalendar => ({
  ...{ timeZone: 'America/New_York', country: 'US', state: 'NY', hours: week, closures: [] },
  ...more,
});

const swept = [...prepared, ...passed('sweep')];

describe('gates', () => {
  it('are in the order of their days, and each comes after those it depends on', () => {
    const offsets = gateIds.map((gate) => gates[gate].offset);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    for (const gate of gateIds)
      for (const before of gates[gate].after) expect(gateIds.indexOf(before)).toBeLessThan(gateIds.indexOf(gate));
  });

  it('can each be passed by the day on which they are due', () => {
    for (const gate of gateIds) expect(gates[gate].opens ?? -365).toBeLessThanOrEqual(gates[gate].offset);
  });

  it.each<[string, Partial<Take>, GateId[]]>([
    ['the date first', {}, ['date']],
    ['then the team, and the zones meanwhile', { passed: passed('date') }, ['team', 'zones']],
    ['the floor after team and zones', { passed: passed('date', 'team', 'zones') }, ['documents', 'floor']],
    ['the count after everything before it', { passed: prepared }, ['count']],
    ['the sweep while it is counted', { passed: prepared, count: count() }, ['count', 'sweep']],
    [
      'owners and causes once it is compared',
      { passed: swept, count: compared({ unnamed: 2, unowned: 1 }) },
      ['owners', 'causes'],
    ],
    ['causes where each has its owner', { passed: swept, count: compared({ unnamed: 2 }) }, ['causes']],
    ['the list once every cause is named', { passed: swept, count: compared() }, ['unexplained']],
    ['and not before the sweep', { passed: prepared, count: compared() }, ['sweep']],
    ['none where it is cancelled', { passed: prepared, cancelled: true }, []],
  ])('open one after the other: %s', (_, more, open) => {
    expect(openGates(take(more))).toEqual(open);
  });

  it.each<[GateId, string, Partial<Take>, string | null]>([
    ['team', '2027-01-05', {}, 'not-yet'],
    ['date', '2027-01-05', { passed: passed('date') }, 'passed'],
    ['floor', '2027-03-02', { passed: passed('date', 'team', 'zones') }, 'too-early'],
    ['floor', '2027-03-03', { passed: passed('date', 'team', 'zones') }, null],
    ['receipts', '2027-03-08', { passed: passed('date', 'team', 'zones') }, 'not-yet'],
    ['sweep', '2027-03-09', { passed: prepared }, 'not-yet'],
    ['sweep', '2027-03-09', { passed: prepared, count: count() }, null],
  ])('%s on %s: %s', (gate, today, more, code) => {
    expect(whyNotYet(take(more), gate, today)?.code ?? null).toBe(code);
  });

  it('are never due before the campaign was begun', () => {
    expect(dueOn(take(), 'date')).toBe('2027-01-23');
    expect(dueOn(take({ campaign: { ...campaign, createdOn: '2027-02-20' } }), 'date')).toBe('2027-02-20');
  });
});

describe('a gate before the count', () => {
  const weekdays = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours };
  const works = { firstDay: '2027-03-03', lastDay: '2027-03-08', hours: null, reason: 'Works' };
  it.each<[string, GateId, Partial<Take>, string]>([
    ['on a day on which it is open', 'zones', {}, '2027-02-23'],
    ['New Year', 'team', { day: '2027-01-31' }, '2026-12-31'],
    ['a Saturday on which it is closed', 'date', { calendar: calendar({ hours: weekdays }) }, '2027-01-22'],
    ['a closure of its own', 'floor', { calendar: calendar({ closures: [works] }) }, '2027-03-02'],
    ['a boutique that never opens', 'date', { calendar: calendar({ hours: {} }) }, '2027-01-23'],
    ['the day of the count itself', 'count', { calendar: calendar({ hours: {} }) }, '2027-03-09'],
    ['a Sunday after it', 'signed', { calendar: calendar({ hours: weekdays }) }, '2027-03-14'],
  ])('is due while somebody is there: %s', (_, gate, more, due) => {
    expect(dueOn(take({ campaign: { ...campaign, createdOn: '2026-11-01' }, ...more }), gate)).toBe(due);
  });

  it('can be passed on the day on which it is due, and comes after what it waits for', () => {
    fc.assert(
      fc.property(
        fc.nat(700),
        fc.nat(20),
        fc.nat(14),
        fc.subarray(Object.keys(weekdays)),
        (ahead, from, long, days) => {
          const day = daysAfter('2027-01-01', ahead);
          const firstDay = daysAfter(day, -from);
          const closed = { firstDay, lastDay: daysAfter(firstDay, long), hours: null, reason: 'Works' };
          const opening = Object.fromEntries(days.map((each) => [each, hours]));
          const its = take({ day, calendar: calendar({ hours: opening, closures: [closed] }) });
          for (const gate of gateIds) {
            expect((opensOn(its, gate) ?? '') <= dueOn(its, gate)).toBe(true);
            for (const before of gates[gate].after) expect(dueOn(its, before) <= dueOn(its, gate)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('where a boutique stands', () => {
  const since = (...more: GateId[]) => [...prepared, ...passed(...more)];
  it.each<[string, Partial<Take>]>([
    ['planned', {}],
    ['preparing', { passed: passed('date') }],
    ['preparing', { passed: passed('date', 'team', 'zones') }],
    ['ready', { passed: prepared }],
    ['counting', { passed: prepared, count: count() }],
    ['counting', { passed: prepared, count: compared({ state: 'recounting' }) }],
    ['reconciling', { passed: prepared, count: compared({ unnamed: 3 }) }],
    ['reconciling', { passed: prepared, count: compared() }],
    ['approving', { passed: since('unexplained'), count: compared() }],
    ['approving', { passed: since('unexplained', 'signed'), count: compared({ state: 'closed' }) }],
    ['published', { passed: since('unexplained', 'signed', 'report'), count: compared({ state: 'closed' }) }],
    ['cancelled', { passed: since(), cancelled: true }],
    ['closed', { passed: since('unexplained', 'signed', 'report', 'actions-30', 'actions-60'), count: compared() }],
  ])('is %s', (state, more) => {
    expect(stateOf(take(more))).toBe(state);
  });

  it('is late from the day after one of its gates was due, by its own calendar', () => {
    const at = (moment: string) => standingOf([take()], new Date(moment)).late;
    expect(at('2027-01-24T04:59:00Z')).toBe(0);
    expect(at('2027-01-24T05:00:00Z')).toBe(1);
  });

  it('is listed by what is due next', () => {
    const [late, later, done] = [
      take({ id: 'late' }),
      take({ id: 'later', day: '2027-03-20' }),
      take({ id: 'done', passed: passed(...gateIds) }),
    ];
    expect(byUrgency([done, later, late]).map(({ id }) => id)).toEqual(['late', 'later', 'done']);
    expect(nextGate(done)).toBeNull();
  });

  it('counts zones, and never rounds up to all of them', () => {
    const zones = (counted: number, all: number) => take({ count: count({ counted, zones: all }) });
    expect(standingOf([zones(399, 400), take({ zones: 0 })], new Date(0)).coverage).toBe(99);
    expect(standingOf([zones(40, 40), zones(40, 40)], new Date(0)).coverage).toBe(100);
    expect(standingOf([], new Date(0)).coverage).toBe(0);
    expect(standingOf([zones(40, 40), take({ cancelled: true })], new Date('2028-01-01'))).toMatchObject({
      coverage: 100,
      late: 1,
    });
  });
});

describe('a team', () => {
  const ids = { counters: ['a', 'b'], recounters: ['c'], supervisor: 'd', approver: 'e' };
  it.each([
    [{}, []],
    [{ recounters: ['b', 'c'] }, ['b']],
    [{ supervisor: 'a' }, ['a']],
    [{ approver: 'd' }, ['d']],
    [{ counters: ['a', 'a'] }, []],
    [{ recounters: ['a'], approver: 'a' }, ['a']],
  ])('with %o has in two roles: %j', (more, twice) => {
    expect(inTwoRoles({ ...ids, ...more })).toEqual(twice);
  });
});

describe('dates', () => {
  it.each([
    ['2027-02-10', 'Lunar New Year and Valentine’s Day'],
    ['2027-02-15', null],
    ['2027-05-02', null],
    ['2027-05-03', 'Mother’s Day'],
    ['2027-05-09', 'Mother’s Day'],
    ['2027-11-14', null],
    ['2027-11-15', 'The holiday season'],
    ['2027-12-31', 'The holiday season'],
    ['2028-01-01', null],
  ])('%s is in a peak season: %s', (day, reason) => {
    expect(peakOn(day)).toBe(reason);
  });

  const boutiques = (number: number, own: Partial<PlaceCalendar> = {}) =>
    Array.from({ length: number }, (_, index) => ({ code: `B${index}`, calendar: calendar(own) }));

  it('are spread over the window, on open days, never more than the cap', () => {
    const window = { firstDay: '2027-03-01', lastDay: '2027-03-31', perDay: 20 };
    const { dates, leftOver } = proposeDates(window, boutiques(500));
    const load = new Map<string, number>();
    for (const day of dates.values()) load.set(day, (load.get(day) ?? 0) + 1);

    expect(leftOver).toEqual([]);
    expect(Math.max(...load.values())).toBeLessThanOrEqual(20);
    expect([...load.keys()].filter((day) => ['2027-03-07', '2027-03-28'].includes(day))).toEqual([]);
    expect(load.size).toBe(27);
  });

  it('leave out peak seasons and closures of the boutique', () => {
    const window = { firstDay: '2027-02-01', lastDay: '2027-02-16', perDay: 1 };
    const closures = [{ firstDay: '2027-02-15', lastDay: '2027-02-15', hours: null, reason: 'Presidents’ Day' }];
    expect([...proposeDates(window, boutiques(1, { closures })).dates.values()]).toEqual(['2027-02-16']);
    expect(proposeDates(window, boutiques(3, { closures })).leftOver).toEqual(['B1', 'B2']);
  });

  it('that somebody proposes may have something against them', () => {
    const window = { firstDay: '2027-03-01', lastDay: '2027-03-31', perDay: 2 };
    expect(doubtsAbout('2027-03-09', window, calendar(), 1)).toEqual([]);
    expect(doubtsAbout('2027-12-05', window, calendar(), 2)).toEqual([
      'It is outside the window.',
      'It is in a peak season: The holiday season.',
      'The boutique is closed on that day.',
      '2 others count on that day.',
    ]);
  });
});

describe('what is said in the morning', () => {
  const levels = (own: Take, today: string) => owedOf(own, today).map(({ subject, level }) => `${subject} ${level}`);

  it.each`
    today           | gatesPassed                               | owed
    ${'2027-01-08'} | ${[]}                                     | ${[]}
    ${'2027-01-09'} | ${[]}                                     | ${['take~date upcoming']}
    ${'2027-01-23'} | ${[]}                                     | ${['take~date due']}
    ${'2027-01-24'} | ${[]}                                     | ${['take~date late']}
    ${'2027-01-30'} | ${['date']}                               | ${[]}
    ${'2027-01-31'} | ${['date']}                               | ${['take~team upcoming']}
    ${'2027-02-25'} | ${['date']}                               | ${['take~team late', 'take~zones late']}
    ${'2027-03-02'} | ${['date', 'team', 'zones']}              | ${['take~documents due']}
    ${'2027-03-08'} | ${['date', 'team', 'zones', 'documents']} | ${['take~floor late', 'take~receipts due']}
    ${'2027-03-08'} | ${preparing}                              | ${['take~count upcoming']}
    ${'2027-03-09'} | ${preparing}                              | ${['take~count due']}
  `('on $today with $gatesPassed: $owed', ({ today, gatesPassed, owed }) => {
    expect(levels(take({ passed: passed(...(gatesPassed as GateId[])) }), today)).toEqual(owed);
  });

  it('goes to whoever has to do it', () => {
    const own = take({ team, passed: [...swept, ...passed('unexplained')], count: compared({ state: 'closed' }) });
    expect(owedOf(own, '2027-03-14')).toMatchObject([{ owner: 'marc', button: { action: 'stock-takes.sign' } }]);
    const ready = take({ team, plan: 'plan', passed: prepared });
    expect(owedOf(ready, '2027-03-09')).toMatchObject([
      { owner: 'ana', button: { action: 'stock-counts.count-planned', subject: 'plan' } },
    ]);
  });

  it('is the operations manager’s where a boutique proposed another date', () => {
    const proposal = { day: '2027-03-12', why: 'An event', by: { id: 'ines', name: 'Inès Laurent' } };
    expect(owedOf(take({ proposal }), '2027-01-20')).toMatchObject([
      { subject: 'take~date', owner: 'marc', button: { action: 'stock-takes.decide-date' } },
    ]);
  });

  it('asks whoever supervises for the sweep while it is counted', () => {
    const counting = take({ team, passed: prepared, count: count() });
    expect(owedOf(counting, '2027-03-09').find(({ subject }) => subject === 'take~sweep')).toMatchObject({
      ...{ owner: 'ines', button: { action: 'stock-takes.confirm-sweep' } },
    });
  });

  it('ends once everything is passed', () => {
    expect(owedOf(take({ passed: passed(...gateIds) }), '2028-01-01')).toEqual([]);
  });

  it('is never of two gates on one subject, nor of one that can’t be passed', () => {
    for (let offset = -60; offset <= 70; offset += 1) {
      const today = daysAfter('2027-03-09', offset);
      for (let done = 0; done <= gateIds.length; done += 1) {
        const own = take({ passed: passed(...gateIds.slice(0, done)) });
        const owed = owedOf(own, today);
        expect(new Set(owed.map(({ subject }) => subject)).size).toBe(owed.length);
        for (const { subject } of owed) expect(whyNotYet(own, subject.split('~')[1] as GateId, today)).toBeNull();
      }
    }
  });
});

describe('open documents', () => {
  const people = [
    { id: 'ana', name: 'Ana Ruiz' },
    { id: 'ines', name: 'Inès Laurent' },
    { id: 'anab', name: 'Ana Brandt' },
  ];
  const read = (typed: string) => readDocuments(typed, people, 'Oak');

  it('are read a line each, with their owner', () => {
    expect(read('Transfer 4711, from Rodeo, ines\n\n Repair 12 , Ana Ruiz')).toEqual([
      { what: 'Transfer 4711, from Rodeo', owner: 'ines' },
      { what: 'Repair 12', owner: 'ana' },
    ]);
  });

  it.each([
    ['Transfer 4711', 'Line 1 has no owner: write the name after a comma.'],
    ['Memo, Inès\nMemo,', 'Line 2 has no owner: write the name after a comma.'],
    [', Inès', 'Line 1 has no owner: write the name after a comma.'],
    ['Memo, Zoe', 'Line 1: nobody at Oak is called Zoe.'],
    ['Memo, Ana', 'Line 1: several are called Ana. Write the whole name.'],
    [`${'x'.repeat(121)}, Inès`, 'Line 1 is too long: at most 120 characters.'],
    [Array.from({ length: 11 }, () => 'Memo, Inès').join('\n'), 'List at most 10; put those of one owner on one line.'],
  ])('say what is wrong: %s', (typed, sentence) => {
    expect(() => read(typed)).toThrow(expect.objectContaining({ sentence }));
  });
});

describe('figures', () => {
  const figures = (expected: number, matched: number) => ({ expected, matched }) as Figures;
  it.each([
    [figures(1_000, 1_000), '100%'],
    [figures(100_000, 99_999), '99.9%'],
    [figures(0, 0), '100%'],
    [figures(7, 6), '85.7%'],
  ])('%o are %s', (of, said) => {
    expect(accuracy(of)).toBe(said);
  });

  it.each([
    [figures(100, 99), figures(100, 98), '+1.0 points'],
    [figures(100, 98), figures(100, 99), '−1.0 points'],
    [figures(100, 98), figures(100, 98), '±0.0 points'],
  ])('against the year before', (now, before, said) => {
    expect(change(now, before)).toBe(said);
  });
});
