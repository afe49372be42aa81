import { describe, expect, it } from 'vitest';
import type { PersonTimes } from '../../src/domain/person-times.js';
import type { PlaceCalendar } from '../../src/domain/place-calendar.js';
import {
  bundled,
  canBeTold,
  climbs,
  type Duty,
  isTheirTime,
  type Kept,
  keyOf,
  morningTime,
  reconcile,
  rungThatHears,
  type Silence,
  type Weight,
} from '../../src/domain/reminder.js';

const duty = (rest: Partial<Duty> = {}): Duty => ({ subject: '2026-10', level: 'due', on: '2026-11-06', ...rest });
const placed = (rest: Partial<Duty> = {}, boutique: string | null = 'MADISON') => ({
  name: 'aml/monthly',
  boutique,
  duty: duty(rest),
});
const kept = (rest: Partial<Kept> = {}): Kept => {
  const row = { name: 'aml/monthly', boutique: 'MADISON', owner: null, named: null, endedAt: null, ...duty(), ...rest };
  return { key: keyOf(row.name, row.boutique, row), ...row };
};
const done = { endedAt: new Date('2026-11-07T00:00:00Z') };

describe('what is owed against what was written down', () => {
  const keys = (owed: Parameters<typeof reconcile>[0], before: readonly Kept[]) => {
    const { begun, going, again, over, overtaken } = reconcile(owed, before);
    return {
      begun: begun.map(({ key }) => key),
      going: going.map(({ row }) => row.key),
      again: again.map(({ row }) => row.key),
      over: over.map(({ key }) => key),
      overtaken: overtaken.map(({ key }) => key),
    };
  };
  const nothing = { begun: [], going: [], again: [], over: [], overtaken: [] };
  const key = 'aml/monthly/MADISON/2026-10/due';

  it.each([
    ['begins', [placed()], [], { begun: [key] }],
    ['goes on', [placed()], [kept()], { going: [key] }],
    ['goes on where its day moved', [placed({ on: '2026-11-09' })], [kept()], { going: [key] }],
    ['is over', [], [kept()], { over: [key] }],
    [
      'is overtaken by its next level',
      [placed({ level: 'late' })],
      [kept()],
      { begun: ['aml/monthly/MADISON/2026-10/late'], overtaken: [key] },
    ],
    ['comes back for the same day', [placed()], [kept(done)], { again: [key] }],
    ['is new for another day', [placed({ on: '2026-12-04' })], [kept(done)], { begun: [`${key}/2026-12-04`] }],
    [
      'comes back for that other day',
      [placed({ on: '2026-12-04' })],
      [kept(done), kept({ ...done, key: `${key}/2026-12-04`, on: '2026-12-04' })],
      { again: [`${key}/2026-12-04`] },
    ],
    ['is one thing where it is said twice', [placed(), placed({ on: null })], [], { begun: [key] }],
    ['is another thing elsewhere', [placed({}, null)], [kept()], { begun: ['aml/monthly/*/2026-10/due'], over: [key] }],
    ['stays ended', [], [kept(done)], {}],
  ] as const)('%s', (_, owed, before, expected) => {
    expect(keys(owed, before)).toEqual({ ...nothing, ...expected });
  });

  it.each([
    ['is whom its capability names', 'ana', [], 'ana'],
    ['keeps whoever it was passed on to', 'ana', [kept({ named: 'ana', owner: 'ben' })], 'ben'],
    ['is somebody new where somebody new is named', 'cleo', [kept({ named: 'ana', owner: 'ben' })], 'cleo'],
  ] as const)('its owner at the next level %s', (_, owner, before, expected) => {
    expect(reconcile([placed({ level: 'late', owner })], before).begun[0]?.owner).toBe(expected);
  });

  it('takes the first of two with one key', () => {
    expect(reconcile([placed(), placed({ on: null })], []).begun[0]?.duty.on).toBe('2026-11-06');
  });
});

const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, '10:00-19:00']));
const calendar: PlaceCalendar = {
  timeZone: 'America/New_York',
  hours: week,
  country: 'US',
  state: 'NY',
  closures: [{ firstDay: '2026-11-24', lastDay: '2026-11-24', hours: null, reason: 'Renovation' }],
};
const at = (text: string) => new Date(`${text}-05:00`);

describe('a rung is climbed', () => {
  const silent: Silence = { level: 'due', rung: 0, seenAt: null, notBefore: null, toldAt: at('2026-11-23T09:00') };
  const ladder = [{ after: { openDays: 0 } }, { after: { openDays: 2 } }, { after: { hours: 3 } }];

  it.each([
    ['after two open days of silence', {}, '2026-11-27T04:30', true],
    ['not before, a closed day and Thanksgiving left out', {}, '2026-11-25T04:30', false],
    ['not once somebody has seen it', { seenAt: at('2026-11-23T10:00') }, '2026-11-30T04:30', false],
    ['not before somebody was told', { toldAt: null }, '2026-11-30T04:30', false],
    ['not while it is upcoming', { level: 'upcoming' }, '2026-11-30T04:30', false],
    ['not while it is put off', { notBefore: '2026-12-01' }, '2026-11-30T04:30', false],
    ['after hours of the clock', { rung: 1 }, '2026-11-23T12:00', true],
    ['not a minute earlier', { rung: 1 }, '2026-11-23T11:59', false],
    ['not above the top', { rung: 2 }, '2026-12-30T04:30', false],
  ] as const)('%s', (_, rest, now, expected) => {
    expect(climbs({ ...silent, ...rest }, ladder, calendar, at(now))).toBe(expected);
  });

  it.each([
    [0, [true, true, true], 0],
    [0, [false, false, true], 2],
    [1, [true, false, true], 2],
    [1, [true, false, false], 1],
  ] as const)('from %i with hearers %j to %i', (from, hears, expected) => {
    expect(rungThatHears(from, 3, (rung) => hears[rung] ?? false)).toBe(expected);
  });
});

describe('somebody', () => {
  const times: PersonTimes = {
    timeZone: 'America/New_York',
    quietFrom: '20:00',
    quietTo: '08:00',
    morning: '09:00',
    worksOn: (day) => !['2026-11-26', '2026-11-28', '2026-11-29'].includes(day),
    away: [],
  };
  const away = (starts: string, ends: string) => ({ ...times, away: [{ starts: at(starts), ends: at(ends) }] });

  it.each([
    ['can be told tomorrow', times, 'normal', '2026-11-23T21:00', true],
    ['can be told after the weekend', times, 'normal', '2026-11-27T21:00', true],
    [
      'who is away on the next two mornings can not',
      away('2026-11-20T00:00', '2026-11-24T12:00'),
      'normal',
      '2026-11-23T04:30',
      false,
    ],
    [
      'who is away on the next one alone can',
      away('2026-11-20T00:00', '2026-11-24T00:00'),
      'normal',
      '2026-11-23T04:30',
      true,
    ],
    ['who never works can not', { ...times, worksOn: () => false }, 'normal', '2026-11-23T04:30', false],
    ['can be told at night what is critical', times, 'critical', '2026-11-23T03:00', true],
    [
      'who is away can not be told that either',
      away('2026-11-20T00:00', '2026-11-24T00:00'),
      'critical',
      '2026-11-23T12:00',
      false,
    ],
  ] as const)('%s', (_, who, weight, now, expected) => {
    expect(canBeTold(who, weight, at(now))).toBe(expected);
  });

  it.each([
    ['2026-11-23T08:59', false],
    ['2026-11-23T09:00', true],
    ['2026-11-23T19:59', true],
    ['2026-11-23T20:00', false],
    ['2026-11-26T09:00', false],
  ])('has a morning that goes on until it is quiet: %s %s', (now, expected) => {
    expect(isTheirTime(times, at(now))).toBe(expected);
  });

  it.each([
    ['09:00', '20:00', '08:00', '09:00'],
    ['07:00', '20:00', '08:00', '08:00'],
    ['21:00', '20:00', '08:00', '08:00'],
    ['08:00', '20:00', '08:00', '08:00'],
    ['13:00', '12:00', '14:00', '14:00'],
    ['07:00', '00:00', '00:00', '07:00'],
  ])('whose morning is %s, quiet from %s to %s, is looked for at %s', (morning, quietFrom, quietTo, expected) => {
    expect(morningTime({ morning, quietFrom, quietTo })).toBe(expected);
  });
});

describe('what is said in which message', () => {
  const bundles = (...weights: readonly Weight[]) => {
    const { together, urgent, apart } = bundled(weights.map((weight, id) => ({ id, weight })));
    return [together, urgent, apart].map((rows) => rows.map(({ id }) => id));
  };

  it('what can wait stands together, the rest apart', () => {
    expect(bundles('normal', 'urgent', 'normal', 'critical')).toEqual([[0, 2], [], [1, 3]]);
  });

  it('more than three that are urgent stand in one of their own; what is critical never does', () => {
    expect(bundles('urgent', 'urgent', 'urgent')).toEqual([[], [], [0, 1, 2]]);
    expect(bundles('urgent', 'normal', 'urgent', 'critical', 'urgent', 'urgent')).toEqual([[1], [0, 2, 4, 5], [3]]);
  });
});
