import { describe, expect, it } from 'vitest';
import { monthlyCheck, networkSignature } from '../../../src/capabilities/aml-checks/reminding.js';
import {
  type BoardRow,
  checkAnswers,
  type Duty,
  dueDay,
  duties,
  isImpartial,
  monthsOwed,
  mustBeComplete,
  statementOf,
  withoutFindings,
} from '../../../src/capabilities/aml-checks/rules.js';
import type { Place } from '../../../src/engine/capability.js';

const calendar = {
  timeZone: 'America/New_York',
  hours: {},
  country: 'US',
  state: 'NY',
  closures: [],
};
const madison: Place = { code: 'MADISON', name: 'Madison Avenue', timeZone: calendar.timeZone, calendar };

describe('the day by which a month is checked', () => {
  it.each([
    ['2026-10', '2026-11-06'],
    // New Year’s Day is no business day.
    ['2026-12', '2027-01-08'],
    // Labor Day, September 7, comes after it.
    ['2026-08', '2026-09-08'],
    ['2026-06', '2026-07-08'],
  ])('%s is due on %s: the fifth business day of the next', (month, day) => {
    expect(dueDay(month, 'US')).toBe(day);
  });
});

describe('what a boutique owes', () => {
  it.each([
    ['the month that ended', { since: '2026-10', months: {} }, ['2026-10']],
    [
      'every month since it began, the oldest first',
      { since: '2026-08', months: { '2026-09': 'signed' } },
      ['2026-08', '2026-10'],
    ],
    ['what was sent back', { since: '2026-10', months: { '2026-10': 'sent-back' } }, ['2026-10']],
    ['nothing that was signed', { since: '2026-10', months: { '2026-10': 'signed' } }, []],
    ['nothing of the month that runs', { since: '2026-11', months: {} }, []],
  ] as const)('is %s', (_words, facts, owed) => {
    expect(monthsOwed(facts, '2026-11-22')).toEqual(owed);
  });

  it.each([
    ['2026-11-02', 'upcoming', 'due Fri, Nov 6'],
    ['2026-11-06', 'due', 'due today'],
    ['2026-11-09', 'late', 'was due Fri, Nov 6'],
  ])('on %s it is %s, and says so', (today, level, words) => {
    const [owed] = monthlyCheck.due(madison, today, { since: '2026-10', months: {} });
    expect(owed).toMatchObject({ subject: '2026-10', level, on: '2026-11-06' });
    expect(owed?.line).toEqual({ lead: 'AML check for October', text: `Madison Avenue · ${words}` });
    expect(owed?.button).toMatchObject({ action: 'aml-checks.sign', subject: '2026-10' });
  });

  it('is nothing where nobody knows from when on', () => {
    expect(monthlyCheck.due(madison, '2026-11-22', undefined)).toEqual([]);
  });

  it('goes up to the director, and never into a channel', () => {
    expect(monthlyCheck.ladder.map(({ to }) => to)).toEqual(['store-manager', 'operations-manager', 'director']);
    expect([monthlyCheck.channel, networkSignature.channel]).toEqual(['never', 'never']);
  });

  it('the network’s signature is due two business days later', () => {
    const owed = (today: string, missing: number) =>
      networkSignature.due({ ...madison, code: null }, today, [{ month: '2026-10', missing }]);
    expect(owed('2026-11-10', 0)).toMatchObject([{ level: 'due', on: '2026-11-10' }]);
    expect(owed('2026-11-05', 0)).toMatchObject([{ level: 'upcoming' }]);
    expect(owed('2026-11-05', 2)).toEqual([]);
    expect(owed('2026-11-10', 2)[0]?.line.text).toBe('2 boutiques not signed · due today');
  });
});

describe('a return', () => {
  const all = Object.keys(duties) as Duty[];

  it.each([
    [
      'that left something out',
      { looked: all.slice(1), outcome: 'nothing' },
      'looked',
      'Cash over $10,000 of one client',
    ],
    [
      'that found something and does not say where',
      { looked: all, outcome: 'findings', receipts: ' ' },
      'receipts',
      'Enter',
    ],
    ['that found nothing in a receipt', { looked: all, outcome: 'nothing', receipts: '4711' }, 'outcome', 'Choose'],
    ['with a name in it', { looked: all, outcome: 'findings', receipts: '4711 Smith' }, 'receipts', 'No names'],
    [
      'with too many',
      { looked: all, outcome: 'findings', receipts: Array.from({ length: 51 }, (_, i) => `R${i}`).join(' ') },
      'receipts',
      'At most 50',
    ],
  ] as const)('%s is refused beside its field', (_words, answers, field, words) => {
    const refused = () => checkAnswers(answers);
    expect(refused).toThrow(expect.objectContaining({ field, sentence: expect.stringContaining(words) }));
  });

  it('takes each receipt once, whatever stands between them', () => {
    expect(checkAnswers({ looked: all, outcome: 'findings', receipts: '4711, 4712;4711\n A-1/2 ' })).toEqual([
      '4711',
      '4712',
      'A-1/2',
    ]);
  });

  it('is signed word for word, with its year', () => {
    expect(statementOf('2026-10', 'Madison Avenue', 'nothing', 0)).toMatch(
      /^I checked the payments of October 2026 at Madison Avenue .*There is nothing to report\.$/,
    );
    expect(statementOf('2026-10', 'Madison Avenue', 'findings', 2)).toMatch(/something to look at: 2 receipts\.$/);
  });
});

describe('the network is signed for', () => {
  const check = (changes: object): BoardRow => ({
    boutique: 'OAK',
    name: 'Oak Street',
    check: { outcome: 'nothing', state: 'signed', signedBy: 'daniel', ...changes } as BoardRow['check'],
  });

  it.each([
    [
      'while a boutique is missing',
      { boutique: 'OAK', name: 'Oak Street', check: null },
      'Oak Street has not signed yet.',
    ],
    ['while one was sent back', check({ state: 'sent-back' }), 'Oak Street has not signed yet.'],
    ['while something found waits', check({ outcome: 'findings' }), 'Review what was found first: Oak Street.'],
    ['by somebody who signed for a boutique', check({ signedBy: 'marc' }), 'You signed for Oak Street'],
  ])('not %s', (_words, row, sentence) => {
    expect(() => mustBeComplete([check({}), row], 'marc')).toThrow(
      expect.objectContaining({ sentence: expect.stringContaining(sentence) }),
    );
  });

  it('is seen by headquarters without what tells that something was found', () => {
    const found = { signedBy: 'theo', signedByName: 'Theo', outcome: 'findings', receipts: ['4711-1'] };
    const seen = (state: string) => withoutFindings([check({ ...found, state })])[0]?.check;
    for (const state of ['signed', 'reviewed'])
      expect(seen(state)).toMatchObject({ state: 'signed', outcome: 'nothing', receipts: [] });
    // Only where something was found is sent back.
    expect(seen('sent-back')).toBeNull();
  });

  it.each([
    ['their own right', [{ role: 'director', boutique: null }], true],
    ['the place of a signer', [{ role: 'director', boutique: null, for: 'marc' }], false],
    ['the place of somebody else', [{ role: 'director', boutique: null, for: 'helen' }], true],
    ['a right that is none', [{ role: 'finance', boutique: null }], false],
  ] as const)('by %s', (_words, roles, expected) => {
    expect(isImpartial({ roles }, ['operations-manager', 'director'], ['marc', 'theo'])).toBe(expected);
  });

  it('once everybody has, and what was found was reviewed', () => {
    expect(() => mustBeComplete([check({}), check({ outcome: 'findings', state: 'reviewed' })], 'marc')).not.toThrow();
  });
});
