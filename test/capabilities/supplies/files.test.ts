import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBudgets } from '../../../src/capabilities/supplies/budget-file.js';
import { readCatalogue } from '../../../src/capabilities/supplies/catalogue-file.js';
import { Refusal } from '../../../src/domain/refusal.js';

const known = {
  boutiques: [
    { code: 'MADISON', name: 'Madison Avenue', currency: 'USD' },
    { code: 'GINZA', name: 'Ginza', currency: 'JPY' },
  ],
  articles: new Set(['RB-M']),
};

/** What comes of it: figures, or the sentence of the refusal. Anything else that is thrown fails the test. */
function outcome(read: () => { readonly faults: readonly unknown[] }): string {
  try {
    return `${read().faults.length} faults`;
  } catch (error) {
    if (error instanceof Refusal) return error.sentence;
    throw error;
  }
}

const HEADER = 'code,name,category,size,unit,pack size,cost,currency,supplier,lead time';
const catalogue = (...lines: readonly string[]) => readCatalogue(Buffer.from([HEADER, ...lines].join('\n')), known);

describe('any file at all', () => {
  it('is read, or refused in words', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(outcome(() => readCatalogue(bytes, known))).not.toBe('');
        expect(outcome(() => readBudgets(bytes, known))).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('with our header and anything below is read, with a fault for every line that is wrong', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('RB-M', 'boxes', 'piece', '12', '3.20', '"', ''),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 12 }), { minLength: 1, maxLength: 8 }), (rows) => {
        expect(outcome(() => catalogue(...rows.map((row) => row.join(','))))).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a catalogue of two currencies', () => {
  it('says which, line by line', () => {
    const { articles, faults } = catalogue(
      'A,Box,boxes,,piece,1,3.50,USD,HQ,5',
      'B,Box,boxes,,piece,1,350,JPY,HQ,5',
      'C,Box,boxes,,piece,1,3,,HQ,5',
      'D,Box,boxes,,piece,1,3.5,JPY,HQ,5',
      'E,Box,boxes,,piece,1,3,EUR,HQ,5',
    );

    expect(articles?.slice(0, 2).map(({ cost, currency }) => [cost, currency])).toEqual([
      [350, 'USD'],
      [350, 'JPY'],
    ]);
    expect(faults.map(({ line, column }) => [line, column])).toEqual([
      [4, 'Currency'],
      [5, 'Cost'],
      [6, 'Currency'],
    ]);
  });

  it('keeps what a spreadsheet would run as text, and refuses it as a code', () => {
    const { articles, faults } = catalogue(
      'A,=1+1,boxes,,piece,1,3.50,USD,@HQ,5',
      '=A,Box,boxes,,piece,1,3.50,USD,HQ,5',
    );

    expect(articles?.[0]).toMatchObject({ name: '=1+1', supplier: '@HQ' });
    expect(faults).toMatchObject([{ line: 3, column: 'Code' }]);
  });
});

describe('a budget’s month', () => {
  const HEAD = 'boutique,category,year,month,amount,at request,at order';

  it.each([
    ['11', 11],
    ['Nov', 11],
    ['november', 11],
    ['', 0],
    ['0', null],
    ['13', null],
    ['Brumaire', null],
  ])('"%s" is %s', (written, month) => {
    const { budgets, faults } = readBudgets(Buffer.from(`${HEAD}\nMADISON,boxes,2026,${written},100,stop,warn`), known);

    expect(faults).toHaveLength(month === null ? 1 : 0);
    if (month !== null) expect(budgets).toMatchObject([{ month, amount: 100_00, atRequest: 'stop', atOrder: 'warn' }]);
  });
});
