import { describe, expect, it } from 'vitest';
import {
  amount,
  day,
  type Field,
  form,
  optional,
  quantity,
  type RawAnswer,
  readAnswers,
  time,
} from '../../src/chat/form.js';
import { filledIn } from '../../src/chat/measures.js';
import type { Measure } from '../../src/chat/widgets.js';

const read = (field: Field, it: RawAnswer) =>
  readAnswers(form({ name: 'f', title: 'F', submit: 'Send', fields: { it: field } }), { it });
const answered = (it: unknown) => ({ answers: { it } });
const corrected = (it: string) => ({ corrections: { it } });

/** The same from every field that is read from text. */
const measures: readonly (readonly [string, Field, string])[] = [
  ['day', day('Day'), 'Choose a day.'],
  ['time', time('Time'), 'Choose a time.'],
  ['quantity', quantity('Boxes'), 'Enter a whole number from 0 to 99,999.'],
  ['amount', amount('Estimate', { currency: 'USD' }), 'Enter an amount from $0 to $9,999,999.99.'],
];

describe.each(measures)('a %s', (_, field, sentence) => {
  it.each<[RawAnswer]>([[null], [''], [' '], [true], [['12']], ['abc'], ['12 or so'], ['\0'], ['9'.repeat(60_000)]])(
    'is asked for again instead of %.20j',
    (given) => {
      expect(read(field, given)).toEqual(corrected(sentence));
    },
  );

  it.each<[RawAnswer]>([[null], [''], [' ']])('may be left out where it is optional: %j', (given) => {
    expect(read(optional(field), given)).toEqual(answered(undefined));
  });

  it('is not left out where it is optional and can’t be read', () => {
    expect(read(optional(field), 'abc')).toEqual(corrected(sentence));
  });
});

describe('a day', () => {
  const from = { from: '2026-11-27' };
  const to = { to: '2026-12-04' };

  it.each([
    ['2026-11-27', from],
    ['2099-01-01', from],
    ['2026-12-04', to],
    ['2026-11-27', { ...from, ...to }],
    ['2026-12-04', { ...from, ...to }],
    [' 2026-11-30 ', {}],
  ])('%s is taken from %j', (given, among) => {
    expect(read(day('Day', among), given)).toEqual(answered(given.trim()));
  });

  it.each([
    ['2026-11-26', from, 'Choose Fri, Nov 27 or later.'],
    ['2026-12-05', to, 'Choose Fri, Dec 4 or earlier.'],
    ['2026-11-26', { ...from, ...to }, 'Choose a day from Fri, Nov 27 to Fri, Dec 4.'],
    ['2026-12-05', { ...from, ...to }, 'Choose a day from Fri, Nov 27 to Fri, Dec 4.'],
    ['2026-02-30', from, 'Choose Fri, Nov 27 or later.'],
    ['2026-02-30', {}, 'Choose a day.'],
    // The year is said where it may be the mistake.
    ['2025-11-28', from, 'Choose Fri, Nov 27, 2026 or later.'],
    ['2026-12-27', { from: '2026-12-28', to: '2027-01-04' }, 'Choose a day from Mon, Dec 28 to Mon, Jan 4, 2027.'],
  ])('%s is not taken from %j', (given, among, sentence) => {
    expect(read(day('Day', among), given)).toEqual(corrected(sentence));
  });
});

describe('a time', () => {
  it.each([
    ['09:12', '09:12'],
    ['9:12', '09:12'],
    ['00:00', '00:00'],
    ['23:59', '23:59'],
    ['18:30:00', '18:30'],
  ])('%s is %s', (given, answer) => {
    expect(read(time('Time'), given)).toEqual(answered(answer));
  });

  it.each([['24:00'], ['12:60'], ['9:12 PM'], ['0912'], ['-1:30']])('is never %s', (given) => {
    expect(read(time('Time'), given)).toEqual(corrected('Choose a time.'));
  });
});

describe('a quantity', () => {
  const boxes = quantity('Boxes', { max: 1_999 });

  it.each([
    ['0', 0],
    [' 12 ', 12],
    ['1,200', 1_200],
    ['1999', 1_999],
  ])('%j is %i', (given, answer) => {
    expect(read(boxes, given)).toEqual(answered(answer));
  });

  it.each([['1.5'], ['-1'], ['2000'], ['1e3'], ['1.200'], ['12 boxes']])('is never %s', (given) => {
    expect(read(boxes, given)).toEqual(corrected('Enter a whole number from 0 to 1,999.'));
  });

  it('may be less than nothing where that is asked', () => {
    const change = quantity('Change', { min: -5, max: 5 });

    expect(read(change, '-5')).toEqual(answered(-5));
    expect(read(change, '-6')).toEqual(corrected('Enter a whole number from -5 to 5.'));
  });
});

describe('an amount', () => {
  const estimate = amount('Estimate', { currency: 'USD', max: 5_000_00 });

  it.each([
    ['0', 0],
    ['1234.50', 1_234_50],
    ['1234.5', 1_234_50],
    ['1234,50', 1_234_50],
    ['1,234', 1_234_00],
    ['1,234.50', 1_234_50],
    ['1.234,50', 1_234_50],
    [' $1,234.50 ', 1_234_50],
    ['1 234,50 USD', 1_234_50],
    ['5000.00', 5_000_00],
    ['12.500', 12_50],
  ])('%j is %i cents', (given, cents) => {
    expect(read(estimate, given)).toEqual(answered(cents));
  });

  it.each([
    ['5000.01', 'Enter an amount from $0 to $5,000.'],
    ['-1', 'Enter an amount from $0 to $5,000.'],
    ['€12', 'Enter an amount from $0 to $5,000.'],
    ['about 12', 'Enter an amount from $0 to $5,000.'],
    ['1e3', 'Enter an amount from $0 to $5,000.'],
    ['12.345', 'Enter an amount from $0 to $5,000, with at most 2 digits after the point.'],
    ['1.234', 'Enter an amount from $0 to $5,000, with at most 2 digits after the point.'],
  ])('is never %s', (given, sentence) => {
    expect(read(estimate, given)).toEqual(corrected(sentence));
  });

  it('has the cents of its currency', () => {
    const yen = amount('Estimate', { currency: 'JPY', max: 900_000 });
    const dinar = amount('Estimate', { currency: 'KWD' });

    expect(read(yen, '1,200')).toEqual(answered(1_200));
    expect(read(yen, '1,200.50')).toEqual(corrected('Enter a whole amount from ¥0 to ¥900,000.'));
    expect(read(dinar, '1.234')).toEqual(answered(1_234));
  });
});

describe('what is filled in at first', () => {
  const estimate = amount('Estimate', { currency: 'USD', max: 5_000_00 });

  it.each<[Field, unknown, string | null]>([
    [day('Day'), '2026-11-27', '2026-11-27'],
    [day('Day', { from: '2026-11-27' }), '2026-11-26', null],
    [day('Day'), 'Nov 27', null],
    [time('Time'), '9:12', '09:12'],
    [time('Time'), 'noon', null],
    [quantity('Boxes'), '1,200', '1200'],
    [quantity('Boxes', { max: 12 }), '13', null],
    [quantity('Boxes'), '0', '0'],
    [estimate, '1,234.5', '1234.50'],
    [estimate, '0', '0.00'],
    [estimate, '5000.01', null],
    [amount('Estimate', { currency: 'JPY' }), '1,200', '1200'],
    [estimate, null, null],
    [estimate, undefined, null],
    [estimate, ['12'], null],
  ])('fits the field, or is left out: %#', ({ widget }, known, filled) => {
    expect(filledIn(widget as Measure, known)).toBe(filled);
  });
});
