import { describe, expect, it } from 'vitest';
import { reportForm } from '../../../src/capabilities/anomalies/forms.js';
import {
  type Anomaly,
  type AnomalyType,
  type Entry,
  fitting,
  happened,
  isRestricted,
  type Move,
  moved,
  mustBeTaken,
  type State,
  severities,
  states,
  transitions,
  types,
} from '../../../src/capabilities/anomalies/rules.js';
import {
  callsAfter,
  callsFor,
  defaultTerms,
  evidenceUntil,
  hoursLeft,
  reminderOwed,
  runsUntil,
} from '../../../src/capabilities/anomalies/rules-chain.js';
import {
  monthBefore,
  monthInWords,
  monthThatEnded,
  type Occurrence,
  repeats,
} from '../../../src/capabilities/anomalies/rules-pattern.js';
import {
  defaultRoutes,
  departmentFor,
  departmentsOf,
  mayHandle,
  maySee,
  OVERSEERS,
  readersOf,
} from '../../../src/capabilities/anomalies/rules-routes.js';
import { trainingGaps } from '../../../src/capabilities/anomalies/rules-training.js';
import type { Boutique } from '../../../src/domain/boutique.js';
import { type Person, type Role, roleNames } from '../../../src/domain/people.js';

const NOW = new Date('2026-11-27T14:12:00Z');
const inHours = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

const anomaly = (changes: Partial<Anomaly> = {}): Anomaly => ({
  ...{ id: 'a', number: 1, boutique: 'MADISON', type: 'door', severity: 'medium', state: 'new', what: 'It jams.' },
  ...{ happenedAt: NOW, reportedAt: NOW, reportedBy: 'ana', onShift: [], pieces: [], police: 'no', policeRef: null },
  ...{ insurerRef: null, restricted: false, department: 'store-planning', ownerId: null, criticalSince: null },
  ...{ acknowledgedBy: null, acknowledgedAt: null, stableAt: null, closedAt: null, closedBy: null, closeReason: null },
  ...{ cause: null, corrective: null, reopened: 0, duplicateOf: null, countId: null, notShown: [] },
  ...{ recordingsUntil: null, recordingsSaved: null, claimUntil: null, claimMade: null },
  ...changes,
});

const person = (id: string, role: Role, boutique: string | null): Person => ({
  ...{ id, name: id, language: 'en-US', roles: [{ role, boutique }] },
});

describe('the states of a case', () => {
  const moves: readonly Move[] = ['take', 'escalate', 'calm', 'close', 'reopen'];
  const table: Readonly<Record<State, readonly (State | null)[]>> = {
    new: ['triage', 'escalated', 'stable', 'closed', null],
    triage: ['triage', 'escalated', 'stable', 'closed', null],
    escalated: ['escalated', null, 'stable', 'closed', null],
    stable: ['stable', 'escalated', null, 'closed', null],
    closed: [null, null, null, null, 'triage'],
  };
  const cases = Object.entries(table).flatMap(([from, nexts]) =>
    nexts.map((next, index) => [from as State, moves[index] as Move, next] as const),
  );

  it.each(cases)('%s, after %s: %s', (from, move, next) => {
    if (next) expect(moved(from, move)).toBe(next);
    else expect(() => moved(from, move)).toThrow(from === 'closed' ? 'closed' : /open|same-state/);
  });

  it('are all in the table', () => {
    expect(Object.keys(transitions).sort()).toEqual(Object.keys(states).sort());
    expect(cases).toHaveLength(25);
  });
});

describe('who is called while nobody takes it', () => {
  const steps = (minutes: number) => callsAfter(minutes).map(({ step, role }) => `${step} ${role ?? 'everybody'}`);
  const expected = (minute: number): string[] => [
    ...(minute >= 5 ? ['0 operations-manager'] : []),
    ...(minute >= 10 ? ['1 director'] : []),
    ...(minute >= 25 ? [`${1 + Math.floor((minute - 10) / 15)} everybody`] : []),
  ];

  it.each(Array.from({ length: 101 }, (_, minute) => minute))('after %i minutes', (minute) => {
    expect(steps(minute)).toEqual(expected(minute));
  });

  it.each([
    [4, []],
    [5, ['0 operations-manager']],
    [9, ['0 operations-manager']],
    [10, ['0 operations-manager', '1 director']],
    [24, ['0 operations-manager', '1 director']],
    [25, ['0 operations-manager', '1 director', '2 everybody']],
    [40, ['0 operations-manager', '1 director', '3 everybody']],
    [600, ['0 operations-manager', '1 director', '40 everybody']],
  ])('at %i minutes are owed %o', (minute, owed) => expect(steps(minute)).toEqual(owed));

  it('counts from when it became critical, and not where it never did', () => {
    expect(callsFor({ criticalSince: inHours(-0.1) }, NOW)).toEqual([{ step: 0, role: 'operations-manager' }]);
    expect(callsFor({ criticalSince: null }, NOW)).toEqual([]);
  });

  it.each([
    [{ criticalSince: NOW }, true],
    [{ criticalSince: NOW, acknowledgedAt: NOW }, false],
    [{ criticalSince: NOW, state: 'closed' }, false],
    [{ severity: 'critical' }, false],
  ] as const)('must be taken: %o: %s', (changes, expected) => {
    expect(mustBeTaken(anomaly(changes as Partial<Anomaly>))).toBe(expected);
  });
});

describe('where it goes', () => {
  const security = ['theft', 'suspicious-person', 'loss', 'alarm', 'injury', 'fire', 'camera', 'safe'];
  const wanted: Readonly<Record<string, readonly string[]>> = {
    'safety-and-security': security,
    'store-planning': ['door', 'showcase', 'building'],
    'register-support': ['register', 'data'],
    finance: ['payment'],
    'global-retail-operations': ['client-incident', 'merchandise', 'other'],
  };

  it('has a department for each of the seventeen types', () => {
    expect(Object.keys(types)).toHaveLength(17);
    for (const [department, itsTypes] of Object.entries(wanted))
      expect(
        Object.keys(defaultRoutes)
          .filter((type) => defaultRoutes[type as AnomalyType] === department)
          .sort(),
      ).toEqual([...itsTypes].sort());
  });

  it.each([
    ['door', [], 'store-planning'],
    ['door', [['door', 'finance']], 'finance'],
    ['door', [['*', 'after-sales']], 'after-sales'],
    [
      'door',
      [
        ['*', 'after-sales'],
        ['door', 'finance'],
      ],
      'finance',
    ],
    ['door', [['door', 'the moon']], 'store-planning'],
  ] as const)('%s with the routes %o goes to %s', (type, rows, department) => {
    expect(departmentFor(type, new Map(rows as unknown as [string, string][]))).toBe(department);
  });

  it.each([
    ['medium', 'finance', ['finance']],
    ['critical', 'finance', ['finance', 'safety-and-security']],
    ['critical', 'safety-and-security', ['safety-and-security']],
  ] as const)('%s of %s goes to %o', (severity, department, all) => {
    expect(departmentsOf({ severity, department })).toEqual(all);
  });
});

describe('who may see it', () => {
  const restrictedTypes = ['theft', 'suspicious-person', 'loss', 'client-incident', 'injury'];

  it.each(Object.keys(types) as AnomalyType[])('%s is restricted by what it is, or not', (type) => {
    expect(isRestricted(type, [], 'It jams.', ['Ana Ruiz'])).toBe(restrictedTypes.includes(type));
  });

  it.each([
    [['ben'], 'It jams.', true],
    [[], 'Ana broke it.', true],
    [[], 'INÈS saw it', true],
    [[], 'Anabel saw it', false],
    [[], 'It jams.', false],
  ])('a door with %o on shift and "%s": %s', (onShift, what, expected) => {
    expect(isRestricted('door', onShift, what, ['Ana Ruiz', 'Ines Laurent'])).toBe(expected);
  });

  const everyRole = Object.keys(roleNames) as Role[];
  const seenBy = (case_: Anomaly, sees: (who: Person) => boolean) =>
    everyRole.filter((role) =>
      sees(person('x', role, role === 'associate' || role === 'store-manager' ? case_.boutique : null)),
    );

  it('a restricted one: those above, and its department', () => {
    const restricted = anomaly({ restricted: true, department: 'finance' });
    const may = ['operations-manager', 'director', 'safety-and-security', 'finance'];
    expect(seenBy(restricted, (who) => maySee(who, restricted, []))).toEqual(expect.arrayContaining(may));
    expect(seenBy(restricted, (who) => maySee(who, restricted, []))).toHaveLength(4);
    expect(seenBy(restricted, (who) => mayHandle(who, restricted))).toHaveLength(4);
  });

  it('one that is not: the boutique too, whose manager may see to it', () => {
    const open = anomaly();
    expect(seenBy(open, (who) => maySee(who, open, []))).toEqual(
      expect.arrayContaining(['associate', 'store-manager']),
    );
    expect(seenBy(open, (who) => maySee(who, open, []))).not.toContain('finance');
    expect(mayHandle(person('ana', 'associate', 'MADISON'), open)).toBe(false);
    expect(mayHandle(person('ines', 'store-manager', 'MADISON'), open)).toBe(true);
    expect(maySee(person('rita', 'store-manager', 'RODEO'), open, [])).toBe(false);
  });

  it('whoever is named, wherever they are; nobody by having been on shift', () => {
    const restricted = anomaly({ restricted: true, onShift: ['ben'] });
    expect(maySee(person('rita', 'associate', 'RODEO'), restricted, ['rita'])).toBe(true);
    expect(maySee(person('ben', 'associate', 'MADISON'), restricted, ['rita'])).toBe(false);
    expect(mayHandle(person('rita', 'associate', 'RODEO'), { ...restricted, ownerId: 'rita' })).toBe(true);
  });

  it('is for those who read the pattern of a month, in every case', () => {
    for (const restricted of [true, false])
      for (const severity of Object.keys(severities) as Anomaly['severity'][])
        expect(readersOf(anomaly({ restricted, severity }), []).roles).toEqual(expect.arrayContaining([...OVERSEERS]));
  });
});

describe('when it happened', () => {
  it.each([
    [0, null],
    [-24 * 300, null],
    [0.1, 'in-future'],
    [-24 * 400, 'too-old'],
  ])('%d hours from now: %s', (hours, refused) => {
    if (refused) expect(() => happened(inHours(hours), NOW)).toThrow(refused);
    else expect(happened(inHours(hours), NOW)).toEqual(inHours(hours));
  });
});

describe('a page of the timeline', () => {
  const entry = (words: string): Entry => ({ at: NOW, person: 'ana', kind: 'note', words });
  const fits = (number: number, words: string, used = '') => fitting(Array(number).fill(entry(words)), used).length;

  it.each([
    [15, 'Short.', '', 15],
    [15, 'x'.repeat(1_000), '', 6],
    [15, '&'.repeat(1_000), '', 1],
    [15, '鑽'.repeat(1_000), '', 2],
    [15, 'x'.repeat(1_000), '&'.repeat(1_000), 3],
    [1, '&'.repeat(2_000), '&'.repeat(1_000), 0],
    [1, '&'.repeat(1_500), '', 1],
  ])('%i entries', (number, words, used, shown) => expect(fits(number, words, used)).toBe(shown));
});

describe('the form', () => {
  it.each([
    ['2026-11-27', '2025-11-27'],
    ['2028-02-29', '2027-02-28'],
    ['2027-01-01', '2026-01-01'],
  ])('on %s takes days from %s on', (today, from) => {
    const { day } = reportForm([], { name: 'Madison Avenue' } as Boutique, today).fields;
    expect(day.widget).toMatchObject({ type: 'day', from, to: today });
  });
});

describe('evidence', () => {
  it('has a clock for recordings, and one for a claim where there may be one', () => {
    expect(evidenceUntil('theft', NOW, defaultTerms)).toEqual({
      recordingsUntil: inHours(720),
      claimUntil: inHours(72),
    });
    expect(evidenceUntil('register', NOW, defaultTerms)).toEqual({ recordingsUntil: inHours(720), claimUntil: null });
  });

  it.each([
    [51, 51],
    [50.2, 51],
    [0.01, 1],
    [0, 0],
    [-3, 0],
  ])('%d hours before its end: %i left', (hours, left) => expect(hoursLeft(inHours(hours), NOW)).toBe(left));

  it.each([
    ['recordings', {}, true],
    ['recordings', { recordingsSaved: NOW }, false],
    ['recordings', { state: 'closed' }, false],
    ['claim', {}, true],
    ['claim', { claimMade: NOW }, false],
    ['claim', { claimUntil: null }, false],
  ] as const)('the clock of %s with %o runs: %s', (clock, changes, runs) => {
    const both = { recordingsUntil: inHours(1), claimUntil: inHours(1) };
    expect(runsUntil(anomaly({ ...both, ...(changes as Partial<Anomaly>) }), clock) !== null).toBe(runs);
  });

  it.each([
    [73, -100, null],
    [72, -100, 72],
    [25, -100, 72],
    [24, -100, 24],
    [7, -100, 24],
    [6, -100, 6],
    [0.5, -100, 6],
    [0, -100, null],
    [-1, -100, null],
    [72, 0, null],
    [60, -2, null],
    [20, 0, 24],
    [5, 0, 6],
  ])('%d hours before the end, reported %d hours ago, the reminder of %s is owed', (left, reported, owed) => {
    expect(reminderOwed(inHours(left), inHours(reported), NOW)).toBe(owed);
  });
});

describe('what came again', () => {
  const one = (number: number, changes: Partial<Occurrence> = {}): Occurrence => ({
    ...{ id: `${number}`, number, boutique: 'Madison Avenue', type: 'door', cause: null, restricted: false },
    ...changes,
  });

  it('is the same type or cause at the same boutique, twice or more', () => {
    const found = repeats([
      one(1, { cause: 'maintenance' }),
      one(2, { type: 'alarm', cause: 'maintenance' }),
      one(3),
      one(4, { boutique: 'Beverly Hills' }),
      one(5, { type: 'theft', restricted: true }),
      one(6, { type: 'theft', restricted: true }),
      one(7, { type: 'theft', restricted: true }),
    ]);
    expect(found).toEqual([
      { boutique: 'Madison Avenue', what: 'Theft', times: 3, numbers: [] },
      { boutique: 'Madison Avenue', what: 'Cause: maintenance was late', times: 2, numbers: [1, 2] },
      { boutique: 'Madison Avenue', what: 'Door', times: 2, numbers: [1, 3] },
    ]);
  });

  it('is no cause where none is known', () => {
    expect(repeats([one(1, { cause: 'unknown' }), one(2, { type: 'alarm', cause: 'unknown' })])).toEqual([]);
  });

  it.each([
    ['2026-12-01T13:59:00Z', '2026-10'],
    ['2026-12-01T14:00:00Z', '2026-11'],
    ['2026-12-31T23:00:00Z', '2026-11'],
    ['2027-01-01T14:00:00Z', '2026-12'],
  ])('at %s the month to speak of is %s', (at, month) => expect(monthThatEnded(new Date(at))).toBe(month));

  it('is asked for of the month before', () => {
    expect(monthBefore(new Date('2026-12-01T00:30:00Z'))).toBe('2026-11');
    expect(monthInWords('2026-11')).toBe('November 2026');
  });
});

describe('training', () => {
  const shift = [
    { id: 'ana', name: 'Ana Ruiz' },
    { id: 'ben', name: 'Ben Carter' },
  ];

  it('says nothing while nobody keeps trainings', () => expect(trainingGaps(shift, 'theft', null)).toEqual([]));

  it('names whoever was on shift without it, once somebody does', () => {
    expect(trainingGaps(shift, 'theft', { type: 'theft', people: new Set(['ana']) })).toEqual(['Ben Carter']);
    expect(trainingGaps(shift, 'door', { type: 'theft', people: new Set() })).toEqual([]);
  });
});
