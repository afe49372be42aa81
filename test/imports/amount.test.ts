import { expect, it } from 'vitest';
import { readAmount } from '../../src/imports/amount.js';

it.each([
  ['10000', 'USD', 1_000_000],
  ['10000.5', 'USD', 1_000_050],
  ['10000.50', 'USD', 1_000_050],
  ['0', 'USD', 0],
  ['0.07', 'USD', 7],
  ['1200', 'JPY', 1200],
  ['1.234', 'KWD', 1234],
  ['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
])('%s in %s is %d', (text, currency, amount) => {
  expect(readAmount(text, currency)).toEqual({ amount });
});

it.each([
  ['10000.505', 'USD', 'This is not an amount in USD, such as 10000 or 10000.50.'],
  ['10,000', 'USD', 'This is not an amount in USD, such as 10000 or 10000.50.'],
  ['10000.', 'USD', 'This is not an amount in USD, such as 10000 or 10000.50.'],
  ['.5', 'USD', 'This is not an amount in USD, such as 10000 or 10000.50.'],
  ['-1', 'USD', 'This is not an amount in USD, such as 10000 or 10000.50.'],
  ['1e4', 'USD', 'This is not an amount in USD, such as 10000 or 10000.50.'],
  ['$10000', 'USD', 'This is not an amount in USD, such as 10000 or 10000.50.'],
  ['1200.0', 'JPY', 'This is not an amount in JPY, such as 10000.'],
  ['90071992547409.92', 'USD', 'This is more than an amount can be.'],
])('%s in %s is refused', (text, currency, reason) => {
  expect(readAmount(text, currency)).toEqual({ reason });
});
