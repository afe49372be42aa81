import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../../src/capabilities/supplies/rules.js';
import { outliersFirst, progressOf, reminderOwed } from '../../../src/capabilities/supplies/rules-campaigns.js';
import { neededFor, orderByOf, planKit } from '../../../src/capabilities/supplies/rules-kits.js';
import { daysAfter } from '../../../src/capabilities/supplies/rules-needs.js';

const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, '10:00-19:00']));
const calendar = { timeZone: 'America/New_York', country: 'US', state: 'NY', hours, closures: [] };

describe('the reminder that is owed', () => {
  // Due on Friday, December 18, 2026; ten in New York is 15:00 UTC.
  const campaign = { dueOn: '2026-12-18', askedAt: new Date('2026-12-01T15:00:00Z'), calendar };

  it.each([
    ['2026-12-10T15:00:00Z', null, 'more than a week before'],
    ['2026-12-11T14:59:00Z', null, 'before ten'],
    ['2026-12-11T15:00:00Z', -7, 'a week before'],
    ['2026-12-16T14:00:00Z', -7, 'the newest one still'],
    ['2026-12-16T15:00:00Z', -2, 'two days before'],
    ['2026-12-18T15:00:00Z', 0, 'on the day'],
    ['2026-12-20T15:00:00Z', 0, 'a Sunday, on which it does not trade'],
    ['2026-12-21T15:00:00Z', 2, 'so on the Monday'],
    ['2026-12-22T15:00:00Z', 4, 'and every other day'],
    ['2026-12-24T15:00:00Z', 6, 'until it is answered'],
  ])('%s: %s, %s', (now, stage, _why) => {
    expect(reminderOwed(campaign, new Date(now))).toBe(stage);
  });

  it('is none that lies before the question', () => {
    const late = { ...campaign, askedAt: new Date('2026-12-17T15:00:00Z') };

    expect(reminderOwed(late, new Date('2026-12-17T16:00:00Z'))).toBeNull();
    expect(reminderOwed(late, new Date('2026-12-18T15:00:00Z'))).toBe(0);
  });

  it('comes at ten on the clock of the boutique', () => {
    const there = { ...campaign, calendar: { ...calendar, timeZone: 'America/Los_Angeles' } };

    expect(reminderOwed(there, new Date('2026-12-18T17:59:00Z'))).toBe(-2);
    expect(reminderOwed(there, new Date('2026-12-18T18:00:00Z'))).toBe(0);
  });

  it('goes on in the order of its days, whatever the hours are', () => {
    const week = fc.record(
      Object.fromEntries(Object.keys(hours).map((day) => [day, fc.constantFrom('10:00-19:00', 'closed')])),
    );
    fc.assert(
      fc.property(week, fc.array(fc.integer({ min: 0, max: 60 * 24 }), { minLength: 2, maxLength: 20 }), (days, at) => {
        const owed = [...at]
          .sort((a, b) => a - b)
          .map((hour) =>
            reminderOwed(
              { ...campaign, calendar: { ...calendar, hours: days } },
              new Date(Date.parse('2026-12-01T15:00:00Z') + hour * 3_600_000),
            ),
          );
        const known = owed.filter((stage) => stage !== null);

        expect([...known].sort((a, b) => a - b)).toEqual(known);
        expect(owed.indexOf(null, owed.length - known.length)).toBe(-1);
      }),
    );
  });
});

describe('a campaign', () => {
  const answer = (boutique: string, state: 'asked' | 'answered' | 'validated') => ({
    ...{ campaign: 'c', boutique, boutiqueName: boutique, state, answeredBy: null, answeredByName: null },
    ...{ validatedByName: null, request: null },
  });

  it('knows who has answered, who is validated, and who is missing', () => {
    const answers = [answer('A', 'asked'), answer('B', 'answered'), answer('C', 'validated'), answer('D', 'asked')];

    const { asked, answered, validated, missing } = progressOf({ answers });

    expect({ asked, answered, validated }).toEqual({ asked: 4, answered: 2, validated: 1 });
    expect(missing.map(({ boutique }) => boutique)).toEqual(['A', 'D']);
  });

  it('shows first what is furthest from the usual, as it stands now', () => {
    const line = (name: string, asked: number, outlier: number | null, validated: number | null = null) => ({
      ...{ name, asked, outlier, validated },
    });

    const sorted = outliersFirst([
      line('a', 10, null),
      line('b', 5, 30),
      line('c', 400, 90, 40),
      line('d', 50, 45),
      line('e', 90, null),
    ]);

    expect(sorted.map(({ name }) => name)).toEqual(['d', 'b', 'e', 'c', 'a']);
  });
});

const article = (code: string, leadDays: number, more: Partial<Article> = {}): Article => ({
  ...{ code, name: code, category: 'tools', size: null, unit: 'piece', packSize: 1, cost: 100, currency: 'USD' },
  ...{ supplier: 'Headquarters', leadDays, pictureId: null, active: true },
  ...more,
});

describe('an opening', () => {
  it.each([
    // Friday, December 18: needed by Friday, December 4.
    ['2026-12-18', 0, '2026-12-04', 'a Friday stays'],
    ['2026-12-18', 7, '2026-11-27', 'a week before'],
    ['2026-12-18', 5, '2026-11-27', 'a Sunday is the Friday before'],
    ['2026-12-18', 6, '2026-11-27', 'a Saturday too'],
    ['2026-12-18', 4, '2026-11-30', 'a Monday stays'],
    ['2027-01-12', 30, '2026-11-27', 'over the end of the year'],
  ])('on %s with %i days of lead time is ordered by %s: %s', (opening, leadDays, orderBy) => {
    expect(orderByOf(opening, leadDays)).toBe(orderBy);
  });

  it('is never ordered on a weekend, never later than it must be, and at most two days sooner', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 400 }), (from, leadDays) => {
        const opening = daysAfter('2026-01-01', from);
        const must = daysAfter(neededFor(opening), -leadDays);
        const orderBy = orderByOf(opening, leadDays);

        expect([0, 6]).not.toContain(new Date(`${orderBy}T12:00:00Z`).getUTCDay());
        expect(orderBy <= must).toBe(true);
        expect(orderBy >= daysAfter(must, -2)).toBe(true);
      }),
    );
  });

  it('lists what must be ordered first at the top, in whole packs, and marks what is late', () => {
    const articles = new Map([
      ['LOUPE', article('LOUPE', 30)],
      ['RB-M', article('RB-M', 14, { packSize: 12 })],
    ]);
    const kit = [
      { size: 'small' as const, article: 'RB-M', quantity: 50 },
      { size: 'small' as const, article: 'LOUPE', quantity: 2 },
    ];

    expect(planKit(kit, articles, '2026-12-18', '2026-11-10')).toMatchObject([
      { article: { code: 'LOUPE' }, quantity: 2, orderBy: '2026-11-04', late: true },
      { article: { code: 'RB-M' }, quantity: 60, orderBy: '2026-11-20', late: false },
    ]);
  });
});
