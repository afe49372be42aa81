import { lineBreaks, opening, type Row, readRows } from '../../domain/csv.js';
import type { Fault } from '../../domain/fault.js';
import { plain } from '../../domain/header.js';
import { readWhole } from '../../domain/number.js';
import { Refusal } from '../../domain/refusal.js';
import { decodeText, type FileKind, fileKind, storable } from '../../domain/text.js';

/** A CSV file with a header, before anyone asks what its columns mean. */
export interface Table {
  readonly header: Row;
  readonly rows: readonly Row[];
  /** Where it could not be read as a table at all. */
  readonly faults: readonly Fault[];
}

const MOST_LINES = 10_000;
const LARGEST = 4 * 1024 * 1024;

const otherFiles: Readonly<Record<Exclude<FileKind, 'text'>, string>> = {
  archive: 'It is a workbook or an archive. Save the sheet as CSV and send that.',
  compressed: 'It is compressed. Unpack it and send the CSV file that is in it.',
  'old-workbook': 'It is an old workbook. Save the sheet as CSV and send that.',
  pdf: 'It is a PDF. Save the list as CSV and send that.',
  picture: 'It is a picture. Save the list as CSV and send that.',
};

/** Separated by commas, semicolons or tabs, in whichever way its text was written. Throws a refusal where it is no table. */
export function readTable(bytes: Uint8Array): Table {
  const text = textOf(bytes);
  const { delimiter, start } = opening(text, [',', ';', '\t']);
  const { rows, breaks } = readRows(text, delimiter);
  const [header, ...below] = rows.filter((row) => row.line > start && row.cells.some((cell) => cell !== ''));
  if (!header || (below.length === 0 && breaks.length === 0)) throw refused('It has no lines below its header.');
  const reason = 'The quotation marks from here on don’t match.';
  return { header, rows: below, faults: breaks.map(({ line }) => ({ line, column: '', reason, value: '' })) };
}

function textOf(bytes: Uint8Array): string {
  const kind = fileKind(bytes);
  if (kind !== 'text') throw refused(otherFiles[kind]);
  if (bytes.length > LARGEST) throw refused('It is larger than 4 MB. Split it and send the parts one by one.');
  const text = decodeText(bytes);
  if (text === null) throw refused('It says it is UTF-8, but is damaged. Export it again.');
  if (text.includes('\0')) throw refused('It is not text. Save the list as CSV and send that.');
  if (text.trim() === '') throw refused('It is empty.');
  if (lineBreaks(text.trimEnd(), MOST_LINES) >= MOST_LINES) throw refused('It has more than 10,000 lines. Split it.');
  return storable(text);
}

const refused = (sentence: string): Refusal => new Refusal('unreadable-file', sentence);

/** What columns may be called; the first name is the one we ask for. */
export type Names<Meaning extends string> = Readonly<Record<Meaning, readonly string[]>>;
export type Columns<Meaning extends string> = ReadonlyMap<Meaning, number>;

/** Finds the columns by their names. What is missing or there twice is a fault. */
export function readColumns<Meaning extends string>(
  { line, cells }: Row,
  names: Names<Meaning>,
  needed: readonly NoInfer<Meaning>[],
): { readonly columns: Columns<Meaning>; readonly faults: readonly Fault[] } {
  const columns = new Map<Meaning, number>();
  const faults: Fault[] = [];
  for (const [meaning, known] of Object.entries(names) as [Meaning, readonly string[]][]) {
    const titles = new Set(known.map(plain));
    const found = cells.flatMap((cell, index) => (titles.has(plain(cell)) ? [index] : []));
    const column = known[0] ?? meaning;
    if (found.length > 1) faults.push({ line, column, reason: 'This column is there twice. Keep one.', value: '' });
    if (found[0] !== undefined) columns.set(meaning, found[0]);
    else if (needed.includes(meaning))
      faults.push({ line, column, reason: `The file has no column "${column}".`, value: '' });
  }
  return { columns, faults };
}

/** One row: its cells by what they mean, and a place for what is wrong with them. */
export interface Cells<Meaning extends string> {
  readonly line: number;
  readonly text: (meaning: Meaning) => string;
  /** A whole number in a range, or a fault. */
  readonly whole: (meaning: Meaning, min: number, max: number) => number;
  /** A text that is there and is not too long, or a fault. */
  readonly words: (meaning: Meaning, most: number) => string;
  readonly fault: (meaning: Meaning, reason: string) => void;
  readonly faults: readonly Fault[];
}

export function cellsOf<Meaning extends string>(
  { line, cells }: Row,
  columns: Columns<Meaning>,
  names: Names<Meaning>,
): Cells<Meaning> {
  const faults: Fault[] = [];
  const text = (meaning: Meaning) => cells[columns.get(meaning) ?? -1] ?? '';
  const fault = (meaning: Meaning, reason: string) => {
    faults.push({ line, column: names[meaning][0] ?? meaning, reason, value: text(meaning) });
  };
  return {
    ...{ line, text, fault, faults },
    whole(meaning, min, max) {
      const number = readWhole(text(meaning));
      if (number !== null && number >= min && number <= max) return number;
      fault(meaning, `Write a whole number from ${min} to ${max.toLocaleString('en-US')}.`);
      return min;
    },
    words(meaning, most) {
      const words = text(meaning);
      if (words === '') fault(meaning, 'This is missing.');
      if (words.length > most) fault(meaning, `This takes at most ${most} characters.`);
      return words;
    },
  };
}
