import { describe, expect, it } from 'vitest';
import { readScan, readSerial } from '../../src/domain/piece.js';

describe('a serial', () => {
  it.each<[string, string | null, string]>([
    ['RG-20-88', 'RG-20-88', 'as it is'],
    ['  rg-20-88 ', 'RG-20-88', 'trimmed and in capitals'],
    ['000123', '000123', 'with its leading zeros'],
    ['ＲＧ－２０－８８', 'RG-20-88', 'of full-width letters'],
    ['é12', 'É12', 'with an accent'],
    ['e\u030112', 'É12', 'with an accent of its own'],
    ['RG/20.88_A#1', 'RG/20.88_A#1', 'with every mark it may hold'],
    ['١٢٣', '١٢٣', "of another script's digits"],
    ['1E10', '1E10', 'that only looks like a number'],
    ['A'.repeat(40), 'A'.repeat(40), 'of 40 characters'],
    ['A'.repeat(41), null, 'of 41 characters'],
    ['ﬁ'.repeat(21), null, 'of 42 characters, once it is written out'],
    ['', null, 'of nothing'],
    ['   ', null, 'of blanks'],
    ['RG 20 88', null, 'with blanks inside'],
    ['RG-20?88', null, 'with a question mark'],
    ['-RG', null, 'that begins with a mark'],
    ['8.5E+11', null, 'that a spreadsheet made a number of'],
    ['8,5E+11', null, 'that a spreadsheet in another country made a number of'],
    ['8E+11', null, 'that a spreadsheet rounded'],
    ['8.5E11', null, 'that a spreadsheet wrote without its sign'],
    ['8.5e+11', null, 'that a spreadsheet made a number of, in small letters'],
    ['RG\u200b20', null, 'with an invisible character'],
    ['💍', null, 'of a picture'],
    ['=1+1', null, 'that a spreadsheet would run'],
  ])('"%s" is read as %s: %s', (text, serial) => {
    expect(readSerial(text)).toBe(serial);
  });
});

const serialsOf = (text: string) => readScan(text).map(({ serial }) => serial);
const linesOf = (text: string) => readScan(text).map(({ line }) => line);

describe('a scan', () => {
  it.each([
    ['new lines', 'A1\nB2\nC3'],
    ['new lines as Windows writes them', 'A1\r\nB2\r\nC3\r\n'],
    ['carriage returns alone', 'A1\rB2\rC3\r'],
    ['commas', 'A1,B2,C3'],
    ['commas and blanks', 'A1 , B2 , C3'],
    ['semicolons', 'A1;B2;C3;'],
    ['tabs', 'A1\tB2\tC3'],
    ['all of them', 'A1,B2\n\tC3;'],
    ['new lines, with a byte order mark', '\ufeffA1\nB2\nC3'],
    ['new lines, each cell in quotes', '"A1"\n"B2"\n"C3"'],
    ['commas, each cell in quotes', '"A1","B2"," C3 "'],
    ['new lines, with what a scanner sends before and after', '\u0002A1\u0003\r\n\u0002B2\u0003\r\n\u0002C3\u0003\r\n'],
    ['new lines and blank lines', '\n\nA1\n\n \nB2\nC3\n'],
  ])('is separated by %s', (_, text) => {
    expect(serialsOf(text)).toEqual(['A1', 'B2', 'C3']);
  });

  it.each([
    ['counts lines as a person does', 'A1\n\nB2\nC3,D4', [1, 3, 4, 4]],
    ['counts lines as Windows writes them', 'A1\r\nB2\r\nC3', [1, 2, 3]],
    ['counts the places of a list on one line', 'A1, B2, C3', [1, 2, 3]],
    ['counts the places of the only line with something on it', '\n\nA1;B2\n', [1, 2]],
    ['counts no place for an empty item', 'A1,,B2', [1, 2]],
  ])('%s', (_, text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });

  it.each([
    ['nothing', ''],
    ['separators alone', ' ,;\t\n\r\n"",\u0003'],
  ])('of %s is empty', (_, text) => {
    expect(readScan(text)).toEqual([]);
  });

  it('keeps what it can not read, as it was written, with its line', () => {
    expect(readScan('RG-20-88\nRG 12?4\n8.5E+11')).toEqual([
      { line: 1, text: 'RG-20-88', serial: 'RG-20-88' },
      { line: 2, text: 'RG 12?4', serial: null },
      { line: 3, text: '8.5E+11', serial: null },
    ]);
  });

  it('never makes one serial of two that only a control character parts', () => {
    expect(readScan('RG-20-88\u0003RG-20-89')).toEqual([{ line: 1, text: 'RG-20-88 RG-20-89', serial: null }]);
  });

  it('keeps nothing that a database could not', () => {
    expect(readScan('A\u0000B')[0]?.text).toBe('A B');
  });

  it('does not take half of a quoted cell for a serial', () => {
    expect(serialsOf('"RG-20,88"')).toEqual([null, null]);
  });
});

it('keeps a number together that a French spreadsheet mangled, and does not take its first digit for a serial', () => {
  expect(readScan('8,5E+11')).toEqual([{ line: 1, text: '8,5E+11', serial: null }]);
});
