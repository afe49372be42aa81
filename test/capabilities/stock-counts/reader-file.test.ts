import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readReaderFile } from '../../../src/capabilities/stock-counts/reader-file.js';
import { Refusal } from '../../../src/domain/refusal.js';

const read = (text: string | Buffer) => readReaderFile(typeof text === 'string' ? Buffer.from(text) : text);
const serials = (text: string | Buffer) => read(text).items.map(({ serial }) => serial);
const refusalOf = (text: string | Buffer): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof Refusal) return error.sentence;
    throw error;
  }
  return 'read';
};

describe('a list', () => {
  it('is read line by line, unreadable ones with their numbers', () => {
    expect(read('RG-20-88\r\n\r\nrg-20-89\r\nRG 12?4\r\n').items).toEqual([
      { line: 1, text: 'RG-20-88', serial: 'RG-20-88' },
      { line: 3, text: 'rg-20-89', serial: 'RG-20-89' },
      { line: 4, text: 'RG 12?4', serial: null },
    ]);
  });

  it.each([
    ['on one line', 'RG-1;RG-2;RG-3'],
    ['in columns', 'RG-1,RG-2\nRG-3,'],
    ['with separators that change', 'RG-1\nRG-2;RG-3'],
    ['in a ragged table', 'RG-1;RG-2\nRG-3'],
    ['quoted', '"RG-1"\n"RG-2"\n"RG-3"'],
    ['with the separator said', 'sep=;\nRG-1;RG-2\nRG-3;'],
    ['between control characters', '\u0002RG-1\u0003\n\u0002RG-2\u0003\n\u0002RG-3\u0003'],
    ['with bars', 'RG-1|RG-2|RG-3'],
    ['ended by returns alone', 'RG-1\rRG-2\rRG-3'],
  ])('is read %s', (_, text) => {
    expect(serials(text)).toEqual(['RG-1', 'RG-2', 'RG-3']);
  });

  it('loses nothing to a quotation mark that is not closed', () => {
    expect(serials('RG-1\n"RG-2\nRG-3\nRG-4')).toEqual(['RG-1', 'RG-2', 'RG-3', 'RG-4']);
    expect(serials('"RG-1;Ring\n"RG-2;Ring\n"RG-3;Ring')).toEqual(['RG-1', 'RG-2', 'RG-3']);
    expect(serials('"RG-1\nRG-2"\nRG-3')).toEqual([null, 'RG-3']);
  });

  it('keeps a heading of words out, and says so', () => {
    const { items, note } = read('Scanned\nRG-1\nRG-2');

    expect(items).toMatchObject([{ line: 2 }, { line: 3 }]);
    expect(note).toBe('Line 1, "Scanned", is its header.');
  });
});

describe('a table', () => {
  it.each([
    ['Serial', 'EPC;Serial;Time\n30AB;RG-1;09:12\n30AC;RG-2;09:13'],
    ['N° de série', 'Article,N° de série\nBague,RG-1\n"Bague, or",RG-2'],
    ['Barcode', 'Time\tBarcode\n09:12\tRG-1\n09:13\tRG-2'],
  ])('is read from its column "%s"', (column, text) => {
    expect(serials(text)).toEqual(['RG-1', 'RG-2']);
    expect(read(text).note).toBe(`Read from its column "${column}".`);
  });

  it('prefers a column of serials to one of codes', () => {
    expect(serials('Code;Serial number\nA-1;RG-1')).toEqual(['RG-1']);
  });

  it.each([
    ['times', 'RG-1;09:12\nRG-2;09:13'],
    ['quantities', '100234;1\n100235;1'],
    ['words', 'RG-1;Ring\nRG-2;Ring'],
  ])('without a header is read from its first column where the others are %s', (_, text) => {
    expect(read(text).items).toHaveLength(2);
    expect(read(text).note).toBe('Read from its first column.');
  });

  it('may have a header of other words', () => {
    expect(serials('Chip;Uhrzeit\nRG-1;09:12\nRG-2;09:13')).toEqual(['RG-1', 'RG-2']);
  });

  it('names a line that has no serial by what stands on it', () => {
    expect(read('Serial;Article\nRG-1;Ring\n;Necklace').items[1]).toEqual({ line: 3, text: 'Necklace', serial: null });
  });

  it('counts lines as an editor does, also after a line break in a cell', () => {
    expect(read('Serial;Article\nRG-1;"two\nlines"\nRG 2?;Ring').items[1]).toMatchObject({ line: 4, serial: null });
  });
});

describe('an encoding', () => {
  const text = 'Numéro de série;Désignation\nRG-1;Boucles d’oreilles\nÉR-2;Bague\n';
  it.each([
    ['UTF-8', iconv.encode(text, 'utf-8')],
    ['UTF-8 with a mark', iconv.encode(text, 'utf-8', { addBOM: true })],
    ['UTF-16, little end first', iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['UTF-16, big end first', iconv.encode(text, 'utf-16be', { addBOM: true })],
    ['UTF-16 without a mark', iconv.encode(text, 'utf-16le')],
    ['UTF-16, big end first, without a mark', iconv.encode(text, 'utf-16be')],
    ['Windows-1252', iconv.encode(text, 'windows-1252')],
  ])('%s is read', (_, bytes) => {
    expect(serials(bytes)).toEqual(['RG-1', 'ÉR-2']);
  });
});

describe('what is no list of serials', () => {
  const lines = (n: number, of = (index: number) => `RG-${index}`) =>
    Array.from({ length: n }, (_, i) => of(i)).join('\n');
  it.each([
    ['an empty file', '', 'It holds no serials.'],
    ['blanks', ' \n;;\n', 'It holds no serials.'],
    ['a header alone', 'Serial;Time', 'It holds no serials.'],
    ['a workbook', 'PK\u0003\u0004xl/', 'It is a workbook or an archive. Save the sheet as CSV and send that.'],
    ['a gzip', gzipSync('RG-1'), 'It is compressed. Unpack it'],
    ['a PDF', '%PDF-1.7', 'It is a PDF.'],
    ['zeros', Buffer.from([82, 71, 0, 0, 0, 49]), 'It is not text.'],
    ['a page', '<!DOCTYPE html><html>', 'It is a web page.'],
    ['damaged UTF-8', Buffer.from([0xef, 0xbb, 0xbf, 0x52, 0xff, 0x31]), 'It says it is UTF-8, but is damaged.'],
    ['too many lines', lines(20_001), 'It has more than 20,000 lines.'],
    ['too many items', lines(101, () => lines(200).replaceAll('\n', ',')), 'It holds more than 20,000 items.'],
    ['a field of commas', ','.repeat(300_001), 'It has too many columns.'],
    ['one endless word', 'x'.repeat(10_001), 'It is no list of serials.'],
    ['prose', 'Dear Ana,\nhow are you?', 'Nothing in it is a serial'],
  ])('is refused in words: %s', (_, content, sentence) => {
    expect(refusalOf(content)).toContain(sentence);
  });

  it('20,000 lines are read', () => {
    expect(read(lines(20_000)).items).toHaveLength(20_000);
    expect(read(`${lines(20_000)}\n`).items).toHaveLength(20_000);
  });
});

it('reads what a reader wrote', () => {
  const list = ['ER-38-011', 'RG-20-012', 'BR-39-017', 'er-38-011', 'RG 12?4'];
  expect(read(list.join('\n')).items.map(({ serial }) => serial)).toEqual([...list.slice(0, 3), 'ER-38-011', null]);
});

/** Whatever the bytes: lines with their places, or a sentence. */
it('reads any bytes or says why not', () => {
  const text = fc.string({
    unit: fc.constantFrom(
      'R',
      'G',
      '-',
      '1',
      '9',
      ';',
      ',',
      '\t',
      '"',
      '\n',
      '\r',
      ' ',
      '\0',
      'é',
      '\ud800',
      '😀',
      '=',
    ),
  });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    text.map((each) => Buffer.from(each)),
    fc
      .tuple(text, fc.constantFrom('utf-16le', 'utf-16be', 'windows-1252'))
      .map(([each, code]) => iconv.encode(each, code, { addBOM: true })),
  );
  fc.assert(
    fc.property(bytes, (content) => {
      try {
        const { items } = readReaderFile(content);
        expect(items.length).toBeGreaterThan(0);
        for (const { line, text: kept } of items) {
          expect(line).toBeGreaterThan(0);
          expect(kept).not.toMatch(/\0|\p{Surrogate}/u);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
        expect((error as Refusal).sentence).toMatch(/^[A-Z].*\.$/s);
      }
    }),
    { numRuns: 2_000 },
  );
});
