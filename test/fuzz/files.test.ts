import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MOST_LINES, readReaderFile } from '../../src/capabilities/stock-counts/reader-file.js';
import { Refusal } from '../../src/domain/refusal.js';
import { runs } from './hostile.js';

const RUNS = runs(500);

const cell = fc.oneof(
  fc.stringMatching(/^[A-Z]{2}-\d{2}-\d{2}$/),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    '"',
    '""',
    '"a',
    '=1+1',
    '\u0000',
    '\ufeff',
    'Serial',
    'Numéro de série',
    '1.2E+15',
    '\ud800',
    '💍',
  ),
);
const table = fc
  .tuple(
    fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 60 }),
    fc.constantFrom(',', ';', '\t', '|', ' '),
    fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\u2028'),
  )
  .map(([rows, between, end]) => rows.map((row) => row.join(between)).join(end));

const marks = [[], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0x50, 0x4b, 3, 4], [0x1f, 0x8b], [0x25, 0x50]];
const encoded = fc
  .tuple(table, fc.constantFrom('utf8', 'utf16le', 'latin1'), fc.constantFrom(...marks))
  .map(([text, encoding, mark]) => Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding as BufferEncoding)]));

/** A file with a few of its bytes turned. */
const damaged = fc
  .tuple(encoded, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 12 }))
  .map(([bytes, changes]) => {
    const copy = Buffer.from(bytes);
    for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value;
    return copy;
  });

const repeated = fc
  .tuple(cell, fc.constantFrom('\n', ',', ';', '"', '\t', '\r\n', ''), fc.integer({ min: 1, max: 40_000 }))
  .map(([text, between, times]) => Buffer.from(`${text}${between}`.repeat(times)).subarray(0, 10_000_000));

const anyFile = fc.oneof(
  { weight: 4, arbitrary: encoded },
  { weight: 4, arbitrary: damaged },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 5_000 }) },
  { weight: 1, arbitrary: repeated },
);

it('reads any file as serials, or refuses it in a sentence, soon', { timeout: 60_000 + RUNS * 60 }, () => {
  const outcomes = { read: 0, refused: 0 };
  fc.assert(
    fc.property(anyFile, (bytes) => {
      const since = performance.now();
      const read = readOrRefusal(bytes);
      expect(performance.now() - since).toBeLessThan(3_000);
      if (read instanceof Refusal) {
        outcomes.refused += 1;
        expect(read.sentence).toMatch(/^[A-Z].*[.?]$/s);
        expect(read.sentence.length).toBeLessThan(400);
        return;
      }
      outcomes.read += 1;
      expect(read.items.length).toBeGreaterThan(0);
      expect(read.items.length).toBeLessThanOrEqual(MOST_LINES);
      for (const { line, text, serial } of read.items) {
        expect(line).toBeGreaterThan(0);
        expect(text).not.toMatch(/\0|\p{Surrogate}/u);
        expect(text.length).toBeLessThanOrEqual(200);
        if (serial !== null) expect(serial).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}\-./_#]{0,39}$/u);
      }
    }),
    { numRuns: RUNS },
  );
  if (RUNS > 1_000) console.log(`${RUNS} files: ${JSON.stringify(outcomes)}`);
});

function readOrRefusal(bytes: Uint8Array) {
  try {
    return readReaderFile(bytes);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
