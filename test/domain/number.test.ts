import { expect, it } from 'vitest';
import { readWhole } from '../../src/domain/number.js';

it.each([
  ['0', 0],
  ['12', 12],
  [' 12 ', 12],
  ['007', 7],
  ['1,200', 1_200],
  ['1 200', 1_200],
  ['1\u202f200\u00a0300', 1_200_300],
  ['12,345,678', 12_345_678],
  ['-5', -5],
  ['−5', -5],
  ['-0', 0],
  ['1.5', null],
  ['1.200', null],
  ['1,20', null],
  ['1,2000', null],
  ['1,200 300', null],
  ['1e3', null],
  ['0x10', null],
  ['12 pieces', null],
  ['abc', null],
  ['--5', null],
  ['', null],
  [' ', null],
  ['99999999999999999999', null],
])('%j is the whole number %s', (text, number) => {
  expect(readWhole(text)).toBe(number);
});
