import { describe, expect, it } from 'vitest';
import type { Difference } from '../../../src/capabilities/stock-counts/rules.js';
import type { Cause } from '../../../src/capabilities/stock-counts/rules-causes.js';
import { hasEnded, searchDay, sinceWhen } from '../../../src/capabilities/stock-counts/rules-searches.js';
import {
  caseInWords,
  isForSecurity,
  namingsOf,
  whoSees,
} from '../../../src/capabilities/stock-counts/rules-security.js';

describe('what Safety and Security is told', () => {
  const told = (named: Readonly<Record<string, Cause>>, before: readonly Cause[] = []) =>
    namingsOf(
      Object.entries(named).map(([serial, cause]) => ({ serial, cause })),
      new Set(before),
    ).map(
      ({ type, severity, serials, known, opens }) =>
        `${type} ${severity} ${serials.join('+')}${known ? ' known' : ''}${opens ? ' opens' : ''}`,
    );

  it.each<[Readonly<Record<string, Cause>>, readonly Cause[], readonly string[]]>([
    [{ A: 'wrong-tag' }, [], []],
    [{ A: 'theft-suspected' }, [], ['theft high A opens']],
    [{ A: 'theft-suspected', B: 'theft-confirmed', C: 'damaged' }, [], ['theft critical A+B opens']],
    [{ A: 'unknown-investigating', B: 'unknown-written-off' }, [], ['loss high A+B opens']],
    [{ A: 'unknown-investigating', B: 'theft-suspected' }, [], ['theft high B opens', 'loss high A opens']],
    [{ A: 'theft-suspected' }, ['wrong-tag', 'theft-suspected'], ['theft high A known']],
    [{ A: 'theft-suspected' }, ['unknown-investigating'], ['theft high A opens']],
    [{ A: 'theft-confirmed' }, ['theft-suspected'], ['theft critical A known opens']],
    [{ A: 'theft-confirmed' }, ['theft-confirmed'], ['theft critical A known']],
    [{ A: 'unknown-written-off' }, ['unknown-investigating'], ['loss high A known']],
  ])('of %o after %o: %o', (named, before, news) => {
    expect(told(named, before)).toEqual(news);
  });

  it('is nothing of a cause that the boutique finds out by itself', () => {
    expect([undefined, 'misplaced' as const, 'found-elsewhere' as const].map(isForSecurity)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it.each([
    [[420_000], '1 piece, $4,200 at retail'],
    [[420_000, 50], '2 pieces, $4,200.50 at retail'],
    [[420_000, null], '2 pieces, $4,200 at retail, 1 piece of unknown value'],
    [[null], '1 piece of unknown value'],
  ])('says what %o are worth', (retails, words) => {
    const pieces = retails.map((retail) => ({ retail }) as Difference);
    const zones = [
      { id: 'w', name: 'Window' },
      { id: 's', name: 'Safe' },
    ];
    expect(caseInWords({ zones, currency: 'USD' }, pieces, 'theft-confirmed')).toBe(
      `Stock count of Window, Safe: ${words}. Cause: theft confirmed.`,
    );
  });
});

describe('who sees the count from then on', () => {
  const own = (id: string) => ({ id, inPlaceOf: [] });
  const managers = { role: 'store-manager' as const, holders: [own('ines'), own('hugo')] };
  const operations = { role: 'operations-manager' as const, holders: [own('marc'), own('nadia')] };

  it.each([
    ['those who decide', [], ['safety-and-security', 'operations-manager'], ['marc', 'ines', 'hugo']],
    ['no manager who counted', ['ines'], ['safety-and-security', 'operations-manager'], ['marc', 'hugo']],
    ['one by one where one of them counted', ['nadia'], ['safety-and-security'], ['marc', 'ines', 'hugo']],
  ])('%s', (_, notBy, roles, people) => {
    const seen = whoSees({ by: 'marc', managers, above: [operations], notBy });
    expect(seen.roles).toEqual(roles);
    expect([...seen.people].sort()).toEqual([...people].sort());
  });

  it('is nobody who stands in for one who counted', () => {
    const standsIn = { role: 'store-manager' as const, holders: [{ id: 'ben', inPlaceOf: ['ines'] }] };
    expect(whoSees({ by: 'marc', managers: standsIn, above: [], notBy: ['ines'] }).people).toEqual(['marc']);
  });
});

describe('a search', () => {
  const since = new Date('2026-11-27T14:12:00Z');
  const later = (days: number) => new Date(since.getTime() + days * 86_400_000);

  it.each([
    [0, 0],
    [6.99, 0],
    [7, 7],
    [13.5, 7],
    [28, 28],
    [29.99, 28],
    [30, 30],
    [400, 30],
  ])('is after %d days asked for day %d', (days, day) => {
    expect(searchDay(since, later(days))).toBe(day);
    expect(hasEnded(since, later(days))).toBe(day === 30);
  });

  it('begins with the first of its pieces', () => {
    expect(sinceWhen([{ since: later(3) }, { since }, { since: later(1) }])).toEqual(since);
  });
});
