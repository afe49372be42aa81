import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Article,
  articleName,
  inUnits,
  isOver,
  isWaiting,
  mayGo,
  type RequestLine,
  type RequestState,
  type SupplyRequest,
  stateWords,
  totalOf,
  transitions,
} from '../../../src/capabilities/supplies/rules.js';
import {
  type BudgetUse,
  leftInWords,
  overruns,
  type Spending,
} from '../../../src/capabilities/supplies/rules-budgets.js';
import { mayCancel, outlierNow, spendingsOf, whyUp } from '../../../src/capabilities/supplies/rules-deciding.js';
import {
  earliest,
  hintOf,
  type Need,
  outlierInWords,
  outlierOf,
  suggested,
  tooLate,
  toPacks,
  underPar,
} from '../../../src/capabilities/supplies/rules-needs.js';
import { othersBeside, othersIn, readWishes, toMend } from '../../../src/capabilities/supplies/rules-wishes.js';
import { Refusal } from '../../../src/domain/refusal.js';

const article = (given: Partial<Article> = {}): Article => ({
  ...{ code: 'RB-M', name: 'Ring box', category: 'boxes', size: 'M', unit: 'piece', packSize: 12, cost: 3_00 },
  ...{ currency: 'USD', supplier: 'Headquarters', leadDays: 21, pictureId: null, active: true },
  ...given,
});

const need = (given: Partial<Need> = {}): Need => ({
  ...{ article: article(), par: 60, onHand: 12, underway: 0, lastYear: 310, lastRequest: null, median: null, sold: 0 },
  ...given,
});

const line = (given: Partial<RequestLine> = {}): RequestLine => ({
  ...{ id: 'l', article: 'RB-M', name: 'Ring box M', category: 'boxes', supplier: 'Headquarters', packSize: 12 },
  ...{
    leadDays: 21,
    unit: 'piece',
    unitCost: 3_00,
    asked: 60,
    validated: null,
    ordered: 0,
    received: 0,
    lastYear: 310,
  },
  ...{ par: 60, onHand: 12, outlier: null, orderBy: null },
  ...given,
});

const request = (given: Partial<SupplyRequest> = {}): SupplyRequest => ({
  ...{ id: 'r', number: 1, boutique: 'MADISON', kind: 'request', campaign: null, requestedBy: 'ana' },
  ...{ requestedByName: 'Ana Ruiz', state: 'manager-validation', neededBy: '2026-12-04', reason: '', currency: 'USD' },
  ...{ createdAt: new Date('2026-11-27T15:00:00Z'), submittedAt: null, decidedByName: null, decidedAt: null },
  ...{ declineReason: null, goesUp: null, closedAt: null, lines: [line()] },
  ...given,
});

describe('the states of a request', () => {
  const states = Object.keys(transitions) as RequestState[];

  it('are all reached from a draft, and each has words', () => {
    const reached = new Set<RequestState>(['draft']);
    for (const state of reached) for (const next of transitions[state]) reached.add(next);

    expect([...reached].sort()).toEqual([...states].sort());
    for (const state of states) expect(stateWords[state]).toMatch(/^[A-Z]/);
  });

  it.each([
    ['draft', 'submitted', true],
    ['draft', 'approved', false],
    ['manager-validation', 'regional-review', true],
    ['regional-review', 'manager-validation', false],
    ['manager-validation', 'rejected', true],
    ['approved', 'cancelled', true],
    ['ordered', 'cancelled', false],
    ['ordered', 'approved', true],
    ['partly-received', 'received', true],
    ['partly-received', 'approved', false],
    ['received', 'closed', true],
    ['rejected', 'submitted', false],
  ] as const)('from %s to %s: %s', (from, to, may) => expect(mayGo(from, to)).toBe(may));

  it('are waited on, or over, never both', () => {
    expect(states.filter(isWaiting)).toEqual(['submitted', 'manager-validation', 'regional-review']);
    expect(states.filter(isOver)).toEqual(['received', 'closed', 'rejected', 'cancelled']);
  });

  it.each([
    ['manager-validation', 0, true],
    ['approved', 0, true],
    ['approved', 5, false],
    ['ordered', 5, false],
    ['draft', 0, false],
    ['rejected', 0, false],
  ] as const)('%s with %i ordered may be cancelled: %s', (state, ordered, may) =>
    expect(mayCancel({ kind: 'request', state, lines: [line({ ordered })] })).toBe(may),
  );
});

describe('packs', () => {
  it('are whole, enough, and never one too many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 5_000 }), (quantity, pack) => {
        const rounded = toPacks(quantity, pack);
        expect(rounded % pack).toBe(0);
        expect(rounded).toBeGreaterThanOrEqual(quantity);
        expect(rounded - quantity).toBeLessThan(pack);
        expect(toPacks(rounded, pack)).toBe(rounded);
      }),
    );
  });

  it('bring a boutique back to its par, with what is on its way', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(500),
        fc.nat(500),
        fc.integer({ min: 1, max: 60 }),
        (par, onHand, underway, packSize) => {
          const more = suggested(need({ par, onHand, underway, article: article({ packSize }) }));
          const there = onHand + underway;
          expect(there >= par ? more : there + more >= par && there + more < par + packSize).toBe(
            there >= par ? 0 : true,
          );
        },
      ),
    );
  });
});

describe('what is suggested', () => {
  it.each([
    ['12 of 60, packs of 12', {}, 48],
    ['13 of 60, packs of 12', { onHand: 13 }, 48],
    ['11 of 60, packs of 12', { onHand: 11 }, 60],
    ['24 on the way', { underway: 24 }, 24],
    ['enough on the way', { underway: 48 }, 0],
    ['nobody has said what is there', { onHand: null }, 0],
    ['no par', { par: null }, 0],
    ['above par', { onHand: 90 }, 0],
  ])('%s', (_, given, quantity) => expect(suggested(need(given))).toBe(quantity));

  it('begins with the emptiest, and leaves out what is not listed', () => {
    const needs = [
      need({ article: article({ code: 'A' }), onHand: 30 }),
      need({ article: article({ code: 'B' }), onHand: 0 }),
      need({ article: article({ code: 'C', active: false }), onHand: 0 }),
      need({ article: article({ code: 'D' }), onHand: 60 }),
    ];

    expect(underPar(needs, 10).map((each) => each.article.code)).toEqual(['B', 'A']);
    expect(underPar(needs, 1).map((each) => each.article.code)).toEqual(['B']);
  });

  it.each([
    [{}, '12 on hand, par 60; 310 last year. In pieces, packs of 12.'],
    [
      { lastRequest: { quantity: 40, on: '2026-10-03' } },
      '12 on hand, par 60; last request 40 on Oct 3; 310 last year. In pieces, packs of 12.',
    ],
    [
      {
        onHand: null,
        par: null,
        underway: 1_200,
        lastRequest: { quantity: 1, on: '2025-12-03' },
        article: article({ unit: 'roll', packSize: 1 }),
      },
      'on hand: not counted; 1,200 on the way; last request 1 on Dec 3, 2025; 310 last year. In rolls.',
    ],
  ])('says what is known: %#', (given, words) => expect(hintOf(need(given), '2026-11-27')).toBe(words));
});

describe('far beyond the network’s usual', () => {
  it.each([
    ['three times', 60, { median: 2, sold: 10 }, 30],
    ['just over twice', 41, { median: 2, sold: 10 }, 21],
    ['twice', 40, { median: 2, sold: 10 }, null],
    ['nothing sold here', 1_000, { median: 2, sold: 0 }, null],
    ['nothing used anywhere', 1_000, { median: 0, sold: 10 }, null],
    ['nothing sold anywhere', 1_000, { median: null, sold: 0 }, null],
  ])('%s', (_, quantity, known, times) => expect(outlierOf(quantity, known)).toBe(times));

  it.each([
    [21, '2.1 times the network’s usual'],
    [30, '3 times the network’s usual'],
    [12_345, '1,235 times the network’s usual'],
  ])('%i tenths are %s', (tenths, words) => expect(outlierInWords(tenths)).toBe(words));

  it.each([
    [null, 30],
    [40, null],
    [50, 25],
  ])('changed to %s, is %s', (validated, times) => expect(outlierNow(line({ outlier: 30, validated }))).toBe(times));
});

describe('the day', () => {
  it('is the first by which all can be there', () => {
    expect(earliest('2026-11-27', [5, 21, 10])).toBe('2026-12-18');
    expect(earliest('2026-11-27', [])).toBe('2026-11-27');
  });

  it.each([
    ['2026-12-18', []],
    ['2026-12-17', [{ name: 'Ring box M', leadDays: 21, there: '2026-12-18' }]],
    [null, []],
  ])('%s is too soon for %o', (neededBy, late) =>
    expect(tooLate({ neededBy, lines: [line()] }, '2026-11-27')).toEqual(late),
  );
});

describe('budgets', () => {
  const budget = (given: Partial<BudgetUse> = {}): BudgetUse => ({
    ...{ boutique: 'MADISON', category: 'packaging', year: 2026, month: 11, amount: 2_000_00, currency: 'USD' },
    ...{ atRequest: 'stop', atOrder: 'warn', used: 1_500_00, committed: 380_00 },
    ...given,
  });
  const spending = (given: Partial<Spending> = {}): Spending => ({
    ...{ boutique: 'MADISON', category: 'packaging', month: '2026-11', amount: 121_00 },
    ...given,
  });

  it.each([
    ['more than is left', budget(), spending(), ['stop']],
    ['all that is left', budget(), spending({ amount: 120_00 }), []],
    ['another month', budget(), spending({ month: '2026-12' }), []],
    ['the whole year', budget({ month: 0 }), spending({ month: '2026-12' }), ['stop']],
    ['another year', budget({ month: 0 }), spending({ month: '2027-11' }), []],
    ['another boutique', budget(), spending({ boutique: 'RODEO' }), []],
    ['another category', budget(), spending({ category: 'boxes' }), []],
    ['a warning', budget({ atRequest: 'warn' }), spending(), ['warn']],
    ['nobody minds', budget({ atRequest: 'ignore' }), spending(), []],
    ['spent already, and nothing asked', budget({ used: 3_000_00 }), spending({ amount: 0 }), []],
  ] as const)('%s', (_, of, asked, found) =>
    expect(overruns('request', [of], [asked]).map(({ control }) => control)).toEqual(found),
  );

  it('are looked at anew as it is ordered, over several spendings, what stops first', () => {
    const budgets = [budget({ atOrder: 'warn' }), budget({ month: 0, atOrder: 'stop' })];
    const halves = [spending({ amount: 61_00 }), spending({ amount: 60_00 })];

    expect(overruns('order', budgets, halves).map(({ control, asked }) => [control, asked])).toEqual([
      ['stop', 121_00],
      ['warn', 121_00],
    ]);
  });

  it.each([
    [{}, 'Packaging: $120 left of $2,000 for November'],
    [{ month: 0, committed: 0 }, 'Packaging: $500 left of $2,000 for all of 2026'],
    [{ used: 2_100_00 }, 'Packaging: $480 over the $2,000 for November'],
  ])('are said: %o', (given, words) =>
    expect(leftInWords({ budget: budget(given), asked: 1, control: 'stop' })).toBe(words),
  );

  it('are asked for what each category costs in the month it is needed', () => {
    const lines = [line(), line({ category: 'packaging', unitCost: 1_00, validated: 40 }), line({ asked: 1 })];

    expect(spendingsOf(request({ lines }))).toEqual([
      { boutique: 'MADISON', category: 'boxes', month: '2026-12', amount: 183_00 },
      { boutique: 'MADISON', category: 'packaging', month: '2026-12', amount: 40_00 },
    ]);
    expect(spendingsOf(request({ neededBy: null }))[0]?.month).toBe('2026-11');
  });
});

describe('the operations manager decides too', () => {
  it.each([
    [334, 'Above $1,000.'],
    [333, null],
  ])('of %i boxes at $3: %s', (asked, why) =>
    expect(whyUp(request({ lines: [line({ asked })] }), 1_000_00, [])).toBe(why),
  );

  it('counts what was validated', () => {
    expect(totalOf(request({ lines: [line({ asked: 600, validated: 100 })] }))).toBe(300_00);
  });
});

describe('what is written in a form', () => {
  it('takes 0 by name as taken out, and nothing as not said', () => {
    expect(readWishes({ 'quantity.A': 0, 'quantity.B': undefined, 'quantity.C': 5, reason: 'x' })).toEqual([
      { article: 'A', quantity: 0, field: 'quantity.A' },
      { article: 'C', quantity: 5, field: 'quantity.C' },
    ]);
  });

  it.each([
    [{ 'article.1': 'A' }, 'how-many', 'more.1'],
    [{ 'more.2': 3 }, 'which-article', 'article.2'],
    [{ 'quantity.A': 3, 'article.1': 'A', 'more.1': 4 }, 'twice', 'article.1'],
  ])('%o is half an answer', (answers, code, field) => {
    expect(() => readWishes(answers)).toThrow(Refusal);
    expect(() => readWishes(answers)).toThrow(expect.objectContaining({ code, field }));
  });

  it('leaves room for others: at most fifteen fields', () => {
    expect([0, 6, 7, 8, 9, 10].map(othersBeside)).toEqual([3, 3, 2, 2, 1, 1]);
    expect(othersIn(['quantity.A', 'article.1', 'more.1', 'more.3', 'reason'])).toBe(3);
    expect(othersIn(['quantity.A'])).toBe(0);
  });

  it('is looked at again where the catalogue changed', () => {
    const articles = new Map([
      ['A', article({ code: 'A' })],
      ['B', article({ code: 'B', active: false })],
      ['C', article({ code: 'C', unit: 'set' })],
    ]);
    const lines = ['A', 'B', 'C', 'D'].map((code) => line({ article: code }));

    expect(toMend({ lines }, articles)).toEqual(['B', 'C', 'D']);
  });
});

describe('words', () => {
  it.each([
    [{ name: 'Ring box', size: 'M' }, 'Ring box M'],
    [{ name: 'Ring box m', size: 'M' }, 'Ring box m'],
    [{ name: 'Ribbon', size: null }, 'Ribbon'],
  ])('%o is %s', (named, words) => expect(articleName(named)).toBe(words));

  it.each([
    [1, 'roll', '1 roll'],
    [1_200, 'box', '1,200 boxes'],
    [3, 'kg', '3 kg'],
  ])('%i of %s are %s', (quantity, unit, words) => expect(inUnits(quantity, unit)).toBe(words));
});
