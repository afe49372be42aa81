import { describe, expect, it } from 'vitest';
import {
  calendarFor,
  checkExit,
  cleanInARow,
  daysToPulse,
  type ExitFacts,
  type Issue,
  isGoingLive,
  logOf,
  type Pulse,
} from '../../../src/capabilities/openings/rules-live.js';
import { isLate, mayFix, type PunchItem, punchInWords } from '../../../src/capabilities/openings/rules-punch.js';
import { daysAfter } from '../../../src/domain/days.js';
import type { Person } from '../../../src/domain/people.js';
import { plannedFrom, projectFrom } from './plan.js';

const ana = { id: 'ana', name: 'Ana Ruiz' };
const days = Array.from({ length: 8 }, (_, index) => daysAfter('2027-03-05', index));
const at = new Date('2027-03-05T20:00:00Z');
const pulse = (day: string, changes: Partial<Pulse> = {}): Pulse => ({
  ...{ day, till: 'ok', alarm: 'ok', stock: 'ok', claims: 'ok', note: null, by: ana, at },
  ...changes,
});
const issue = (changes: Partial<Issue> = {}): Issue => ({
  ...{ id: 'i', project: 'soho', what: 'The till stops', severity: 'critical', owner: ana, openedBy: ana },
  ...{ openedOn: '2027-03-06', outcome: null, closedOn: null },
  ...changes,
});
const on = (...numbers: readonly number[]) => numbers.map((index) => pulse(days[index] ?? ''));

describe('clean days in a row', () => {
  it.each([
    ['none said', [], 0],
    ['three, and today not said yet', on(0, 1, 2), 3],
    ['a day left out breaks the row', on(0, 1, 3, 4), 2],
    ['an issue breaks it', [...on(0), pulse(days[1] ?? '', { till: 'issue' }), ...on(2, 3)], 2],
    ['an issue today', [...on(0, 1), pulse(days[2] ?? '', { claims: 'issue' })], 0],
  ])('%s', (_, pulses, clean) => expect(cleanInARow(days, pulses)).toBe(clean));
});

describe('the end of a go-live', () => {
  const good: ExitFacts = {
    days,
    pulses: on(3, 4, 5, 6, 7),
    issues: [issue({ closedOn: '2027-03-08' }), issue({ severity: 'minor' })],
    count: { plan: 'p', boutique: 'SOHO', state: 'closed', due: null, count: 'c', decidedAt: at },
    milestones: [],
    exit: { certifiedBy: ana, certifiedAt: at, override: null },
  };
  const open = plannedFrom({ key: 'opening-count' });
  const counted = plannedFrom({ key: 'opening-count', status: 'done' });

  it.each<[string, Partial<ExitFacts>, readonly string[]]>([
    ['everything is met', {}, []],
    ['four clean days', { pulses: on(4, 5, 6, 7) }, ['5 clean days in a row (4 now)']],
    ['a critical issue', { issues: [issue()] }, ['No critical issue (1 open)']],
    ['a major one does not hold it up', { issues: [issue({ severity: 'major' })] }, []],
    [
      'a count that waits',
      { count: { ...good.count, state: 'investigating' } as never },
      ['Opening count explained (causes to be named)'],
    ],
    [
      'not counted where nothing is listed',
      { count: null, milestones: [open] },
      ['Opening count explained (not counted yet)'],
    ],
    ['counted where nothing is listed', { count: null, milestones: [counted] }, []],
    ['nobody says that staff are certified', { exit: null }, ['All staff certified (not said yet)']],
  ])('%s', (_, changes, missing) => {
    const checked = checkExit({ ...good, ...changes });
    expect(checked.filter(({ met }) => !met).map(({ wanted, found }) => `${wanted} (${found})`)).toEqual(missing);
  });

  it('asks for what a house has written', () => {
    const fewer = [{ type: 'clean-days', inARow: 2 }] as const;
    expect(checkExit({ ...good, pulses: on(6, 7) }, fewer)).toEqual([
      { met: true, wanted: '2 clean days in a row', found: '2 now' },
    ]);
  });
});

describe('days of a go-live', () => {
  const calendar = {
    ...{ timeZone: 'America/New_York', country: 'US', state: 'NY' },
    hours: { mon: '10:00-19:00', fri: '10:00-19:00', sat: '10:00-19:00' },
    closures: [{ firstDay: '2027-03-08', lastDay: '2027-03-08', hours: null, reason: 'A leak' }],
  };

  it('are those on which it is open, up to today', () => {
    expect(daysToPulse('2027-03-05', '2027-03-12', calendar)).toEqual(['2027-03-05', '2027-03-06', '2027-03-12']);
    expect(daysToPulse('2027-03-05', '2027-03-04', calendar)).toEqual([]);
  });

  it('begin with the day on which it opened, also where the calendar has it closed', () => {
    const place = { timeZone: 'Pacific/Honolulu', country: 'US', state: 'HI' };
    const calendar = calendarFor({ place: { ...place, name: 'Waikiki', city: 'Honolulu' } });
    expect(daysToPulse('2026-12-25', '2026-12-27', calendar)).toEqual(['2026-12-25', '2026-12-26', '2026-12-27']);
    expect(daysToPulse('2026-12-28', '2026-12-27', calendar)).toEqual([]);
  });

  it('say what came and went, on days on which it was closed too', () => {
    const log = logOf(['2027-03-05'], on(0), [issue({ closedOn: '2027-03-07' }), issue()]);
    expect(log.map(({ day, opened, closed }) => [day, opened, closed])).toEqual([
      ['2027-03-05', 0, 0],
      ['2027-03-06', 2, 0],
      ['2027-03-07', 0, 1],
    ]);
  });

  it.each([
    ['before it opens', {}, {}, false],
    ['from its opening on', { status: 'done', doneOn: '2027-03-05' }, {}, true],
    ['no event', { status: 'done', doneOn: '2027-03-05' }, { kind: 'event' }, false],
    ['not once it is handed over', { status: 'done', doneOn: '2027-03-05' }, { state: 'handed-over' }, false],
  ] as const)('begin: %s', (_, changes, of, expected) => {
    const opening = plannedFrom({ key: 'opening', reaches: 'live', ...changes });
    expect(isGoingLive(projectFrom(of), [opening])).toBe(expected);
  });
});

describe('a punch list', () => {
  const item = (changes: Partial<PunchItem>): PunchItem => ({
    ...{ id: 'x', project: 'soho', number: 1, what: 'A scratch', place: 'Window', owner: null, due: '2027-03-12' },
    ...{ state: 'open', round: 0, reportedBy: ana, reportedAt: at, doneBy: null, doneNote: null, reopenWhy: null },
    ...{ acceptedBy: null, photos: 0 },
    ...changes,
  });
  const person = (id: string, role?: Person['roles'][number]['role'], absent?: string): Person => ({
    ...{ id, name: id, language: 'en-US' },
    roles: role ? [{ role, boutique: null, ...(absent && { for: absent }) }] : [],
  });

  it('is late after its day, until it is done', () => {
    expect(isLate(item({}), '2027-03-12')).toBe(false);
    expect(isLate(item({}), '2027-03-13')).toBe(true);
    expect(isLate(item({ state: 'done' }), '2027-03-13')).toBe(false);
  });

  it('says how it stands', () => {
    const all = [item({}), item({ due: '2027-04-01' }), item({ state: 'done' }), item({ state: 'accepted' })];
    expect(punchInWords(all, '2027-03-15')).toBe('2 open, 1 late, 1 to accept, 1 accepted');
    expect(punchInWords([], '2027-03-15')).toBe('nothing on it');
  });

  it.each([
    ['store planning', person('samuel', 'store-planning'), true],
    ['who is named', person('ana'), true],
    ['who stands in for them', person('ben', 'finance', 'ana'), true],
    ['whoever leads it', person('marc'), true],
    ['finance', person('nora', 'finance'), false],
  ])('is worked off by %s: %o', (_, who, may) => {
    expect(mayFix(who, projectFrom(), item({ owner: ana }))).toBe(may);
  });
});
