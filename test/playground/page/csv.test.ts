import { expect, it } from 'vitest';
import { previewCsv } from '../../../src/playground/page/csv.js';

it.each([
  [
    'commas',
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'semicolons',
    'a;b\n1;2,5',
    [
      ['a', 'b'],
      ['1', '2,5'],
    ],
  ],
  [
    'quotes',
    '"a","b ""x"""\n"1,\n2",',
    [
      ['a', 'b "x"'],
      ['1,\n2', ''],
    ],
  ],
  [
    'a byte order mark and empty lines',
    '\uFEFFa,b\n\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['a quote that never closes', 'a,"b', [['a', 'b']]],
  ['nothing', '', []],
] as [string, string, string[][]][])('reads %s', (_name, source, rows) => {
  expect(previewCsv(source, 20)).toEqual(rows);
});

it('stops after the rows that are shown', () => {
  expect(previewCsv('a\nb\nc\n'.repeat(1000), 2)).toEqual([['a'], ['b']]);
});
