import { expect, it } from 'vitest';
import { minorDigits, money, moneyAsTyped, signedMoney } from '../../src/domain/money.js';

it.each([
  [0, 'USD', '$0', '$0'],
  [1, 'USD', '$0.01', '+$0.01'],
  [50, 'USD', '$0.50', '+$0.50'],
  [4_200_00, 'USD', '$4,200', '+$4,200'],
  [4_200_50, 'USD', '$4,200.50', '+$4,200.50'],
  [-550_00, 'USD', '-$550', '−$550'],
  [12_345_678_00, 'USD', '$12,345,678', '+$12,345,678'],
  [1_200, 'JPY', '¥1,200', '+¥1,200'],
  [-1_200, 'JPY', '-¥1,200', '−¥1,200'],
  [1_234_567, 'KWD', 'KWD 1,234.567', '+KWD 1,234.567'],
  [99_95, 'EUR', '€99.95', '+€99.95'],
])('%i of %s is %s, and as a difference %s', (cents, currency, plain, signed) => {
  expect(money(cents, currency).replace('\u00a0', ' ')).toBe(plain);
  expect(signedMoney(cents, currency).replace('\u00a0', ' ')).toBe(signed);
});

it.each([
  ['USD', 2],
  ['CHF', 2],
  ['JPY', 0],
  ['KWD', 3],
])('%s has %i digits after the point', (currency, digits) => {
  expect(minorDigits(currency)).toBe(digits);
});

it.each([
  [0, 'USD', '0.00'],
  [1_234_50, 'USD', '1234.50'],
  [7, 'USD', '0.07'],
  [1_005, 'USD', '10.05'],
  [999_999_999, 'USD', '9999999.99'],
  [1_200, 'JPY', '1200'],
  [1_234_567, 'KWD', '1234.567'],
])('%i of %s is typed as %s', (cents, currency, typed) => {
  expect(moneyAsTyped(cents, currency)).toBe(typed);
});
