import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecimalMark, decimalMark, readPrice } from '../../src/domain/price.js';

const read = (text: string, mark: DecimalMark = null, currency = 'USD', finer: 'round' | 'refuse' = 'refuse') =>
  readPrice(text, { currency, mark, finer });

describe('a price', () => {
  it.each([
    ['1250', 125_000],
    ['1250.00', 125_000],
    ['1250,00', 125_000],
    ['1250.5', 125_050],
    ['1,250.00', 125_000],
    ['1 250,00', 125_000],
    ['1\u00a0250,00', 125_000],
    ['11\u202f580,40', 1_158_040],
    ["1'250.00", 125_000],
    ['1\u2019250', 125_000],
    ['1.250,00', 125_000],
    ['1,234,567', 123_456_700],
    ['1.234.567', 123_456_700],
    ['1 234 567', 123_456_700],
    ['4400.4', 440_040],
    ['0.99', 99],
    ['0,500', 50],
    ['.5', 50],
    ['0', 0],
    ['00012', 1_200],
    [' 980 ', 98_000],
    ['$4,200.50', 420_050],
    ['4 200,50 $', 420_050],
    ['USD 4200', 420_000],
    ['4200 usd', 420_000],
    ['US$4,200.00', 420_000],
    ['4 200,00 $US', 420_000],
    ['9007199254740.91', 900_719_925_474_091],
  ])('reads %j', (text, amount) => {
    expect(read(text)).toEqual({ amount });
  });

  it.each([
    ['n/a', 'This is not a price.'],
    ['', 'This is not a price.'],
    ['-', 'This is not a price.'],
    ['.', 'This is not a price.'],
    ['$', 'This is not a price.'],
    ['NaN', 'This is not a price.'],
    ['Infinity', 'This is not a price.'],
    ['1e3', 'This is not a price.'],
    ['0x10', 'This is not a price.'],
    ['12.50.30', 'This is not a price.'],
    ['1,23,456', 'This is not a price.'],
    ['1 25', 'This is not a price.'],
    ['12€50', 'This is not a price.'],
    ['1250 each', 'This is not a price.'],
    ['-1250', "A price can't be negative."],
    ['−1,250.00', "A price can't be negative."],
    ['-$12.00', "A price can't be negative."],
    ['(1250.00)', "A price can't be negative."],
    ['1250-', "A price can't be negative."],
    ['€1250', "This is in €, and the boutique's prices are in USD."],
    ['1250 EUR', "This is in EUR, and the boutique's prices are in USD."],
    ['12.345678', 'A price in USD is not that fine.'],
    ['99999999999999999', 'This is more than a price can be.'],
  ])('refuses %j: %s', (text, reason) => {
    expect(read(text)).toEqual({ reason });
  });

  it.each([
    ['1.234', ',', { amount: 123_400 }],
    ['1,234', '.', { amount: 123_400 }],
    ['1.234', '.', { reason: 'A price in USD is not that fine.' }],
    ['1.234', null, { reason: expect.stringContaining('reads in two ways') }],
    ['1,234', null, { reason: expect.stringContaining('Write 1234.00') }],
  ] as const)('%j with "%s" before the cents', (text, mark, price) => {
    expect(read(text, mark)).toEqual(price);
  });

  it.each([
    ['1250', 'JPY', 1_250],
    ['1 250,00', 'JPY', 1_250],
    ['1250,125', 'KWD', 1_250_125],
    ['€1.250,00', 'EUR', 125_000],
    ['1 250,00 €', 'EUR', 125_000],
    ["CHF 1'250.00", 'CHF', 125_000],
  ])('%s in %s', (text, currency, amount) => {
    expect(read(text, null, currency)).toEqual({ amount });
  });

  it('rounds a cost that is finer than a cent', () => {
    expect(read('12.345678', null, 'USD', 'round')).toEqual({ amount: 1_235 });
    expect(read('12.344999', null, 'USD', 'round')).toEqual({ amount: 1_234 });
  });

  it('comes back the same however it was written', () => {
    const written = fc.record({
      amount: fc.integer({ min: 0, max: 10 ** 12 }),
      thousands: fc.constantFrom('', ',', '.', ' ', '\u00a0', '\u202f', "'", '\u2019'),
      mark: fc.constantFrom('.', ','),
      sign: fc.constantFrom(['', ''], ['$', ''], ['', ' $'], ['USD ', ''], ['', '\u00a0USD']),
    });
    fc.assert(
      fc.property(written, ({ amount, thousands, mark, sign: [before, after] }) => {
        fc.pre(thousands !== mark);
        const whole = String(Math.floor(amount / 100)).replace(/\B(?=(\d{3})+$)/g, thousands);
        const text = `${before}${whole}${mark}${String(amount % 100).padStart(2, '0')}${after}`;

        expect(read(text)).toEqual({ amount });
      }),
    );
  });

  it('is a whole number of cents or a reason, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,' -()$€n/aE+\u202f") }), (text) => {
        const price = read(text);
        if ('reason' in price) return price.reason !== '';
        return Number.isSafeInteger(price.amount) && price.amount >= 0;
      }),
    );
  });
});

describe('what stands before the cents', () => {
  it.each([
    [['1.234', '12.50'], '.'],
    [['1.234', '12,5'], ','],
    [['1.234', '1.234.567'], ','],
    [['1,234', '1,234,567'], '.'],
    [['1.234', '1 250,00'], ','],
    [['1.234', '1 250'], null],
    [['1.234', '950'], null],
    [['12.50', '12,50'], null],
    [['n/a', '-', '$12.50'], '.'],
    [[], null],
  ] as const)('%j says %j', (texts, mark) => {
    expect(decimalMark(texts)).toBe(mark);
  });
});
