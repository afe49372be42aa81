import { describe, expect, it } from 'vitest';
import {
  type Absence,
  beginningOf,
  collisionOf,
  type Days,
  daysInWords,
  daysOf,
  periodOf,
  todayFor,
} from '../../../src/capabilities/inbox/rules-absence.js';
import { fitting } from '../../../src/chat/room.js';

const NEW_YORK = ['America/New_York'];
const NETWORK = ['America/Chicago', 'America/Los_Angeles', 'America/New_York', 'Pacific/Honolulu'];

describe('an absence in days', () => {
  it.each<[string, Days, readonly string[], string, string]>([
    ['one day', { first: '2026-11-27', last: '2026-11-27' }, NEW_YORK, '2026-11-27T05:00Z', '2026-11-28T05:00Z'],
    [
      'a day of 25 hours',
      { first: '2026-11-01', last: '2026-11-01' },
      NEW_YORK,
      '2026-11-01T04:00Z',
      '2026-11-02T05:00Z',
    ],
    ['over the year', { first: '2026-12-30', last: '2027-01-02' }, NEW_YORK, '2026-12-30T05:00Z', '2027-01-03T05:00Z'],
    ['of the network', { first: '2026-11-27', last: '2026-12-04' }, NETWORK, '2026-11-27T05:00Z', '2026-12-05T10:00Z'],
    [
      'beyond the date line',
      { first: '2026-11-27', last: '2026-11-27' },
      ['Asia/Tokyo', 'Pacific/Honolulu'],
      '2026-11-26T15:00Z',
      '2026-11-28T10:00Z',
    ],
  ])(
    'begins where its first day begins first, and ends where the last ends last: %s',
    (_, days, zones, starts, ends) => {
      const period = periodOf(days, zones);

      expect(period).toEqual({ starts: new Date(starts), ends: new Date(ends) });
      expect(daysOf(period, zones)).toEqual(days);
    },
  );

  it('keeps its days where it began in the middle of one', () => {
    const starts = new Date('2026-11-27T14:12Z');
    expect(daysOf({ starts, ends: new Date('2026-12-05T10:00Z') }, NETWORK)).toEqual({
      first: '2026-11-27',
      last: '2026-12-04',
    });
  });

  it('may begin on the day it still is somewhere', () => {
    const night = new Date('2026-11-28T06:30Z');
    expect([todayFor(NEW_YORK, night), todayFor(NETWORK, night)]).toEqual(['2026-11-28', '2026-11-27']);
  });

  it.each([
    [{ first: '2026-11-27', last: '2026-11-27' }, 'Fri, Nov 27'],
    [{ first: '2026-11-27', last: '2026-12-04' }, 'Fri, Nov 27 to Fri, Dec 4'],
    [{ first: '2026-12-30', last: '2027-01-02' }, 'Wed, Dec 30 to Sat, Jan 2, 2027'],
  ])('%o is said: %s', (days, words) => {
    expect(daysInWords(days)).toBe(words);
  });
});

describe('an absence begins', () => {
  const [yesterday, now, tomorrow] = ['2026-11-26', '2026-11-27', '2026-11-28'].map(
    (day) => new Date(`${day}T12:00Z`),
  ) as [Date, Date, Date];
  const midnight = new Date('2026-11-27T05:00Z');
  const later = { starts: tomorrow, ends: tomorrow };

  it.each([
    ['now, where its day has begun', { starts: midnight, ends: tomorrow }, null, now],
    ['when its day does, later', later, null, tomorrow],
    [
      'when it did, where it is changed meanwhile',
      { starts: midnight, ends: tomorrow },
      { starts: yesterday, ends: now },
      yesterday,
    ],
    ['later, where it is moved', later, { starts: yesterday, ends: now }, tomorrow],
    ['now, where it was to begin later', { starts: midnight, ends: tomorrow }, later, now],
  ])('%s', (_, period, before, begins) => {
    expect(beginningOf(period, before, now)).toEqual(begins);
  });
});

describe('what stands in the way', () => {
  const named = (id: string) => ({ id, name: id.toUpperCase() });
  const days = { first: '2026-11-27', last: '2026-12-04' };
  const absence = (from: string, to: string): Absence & { readonly days: Days } => ({
    ...{ id: `${from}-${to}`, from: named(from), to: named(to), days },
    ...{ starts: new Date(0), ends: new Date(1) },
  });
  const wanted = { from: named('ines'), to: named('ben') };

  it.each([
    ['nothing', [], null, undefined],
    ['one’s own other absence', [absence('ines', 'ana')], 'away-already', 'from'],
    ['that whoever stands in is away', [absence('ben', 'ana')], 'away-too', 'who'],
    ['that they are away and count on one', [absence('ben', 'ines')], 'circle', 'who'],
    ['first of all one’s own', [absence('ben', 'ines'), absence('ines', 'ana')], 'away-already', 'from'],
  ])('is %s', (_, others, code, field) => {
    const refusal = collisionOf(wanted, others);
    expect([refusal?.code ?? null, refusal?.field]).toEqual([code, field]);
    if (refusal) expect(refusal.sentence).toContain('Fri, Nov 27 to Fri, Dec 4');
  });
});

describe('a list', () => {
  const size = (bytes: number) => ({ blocks: 2, bytes });

  it.each([
    ['all where there is room', { blocks: 8, bytes: 40 }, 9, [10, 10, 20]],
    ['as many as there are blocks', { blocks: 5, bytes: 40 }, 9, [10, 10]],
    ['as many as there are bytes, in their order', { blocks: 8, bytes: 35 }, 9, [10, 10]],
    ['at most so many', { blocks: 8, bytes: 40 }, 1, [10]],
    ['nothing where nothing fits', { blocks: 8, bytes: 9 }, 9, []],
  ])('holds %s', (_, room, most, fit) => {
    expect(fitting([10, 10, 20], size, room, most)).toEqual(fit);
  });
});
