import { CsvError, type InfoRecord } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { Refusal } from '../domain/refusal.js';
import type { Fault } from './fault.js';
import { readText } from './text.js';

export interface Row {
  /** Where it begins, as an editor counts lines. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly header: Row;
  readonly rows: readonly Row[];
  /** What could not be read as a table at all. */
  readonly faults: readonly Fault[];
}

const MOST_LINES = 500_000;
/** Beyond it a quotation mark has swallowed the lines that follow. */
const LONGEST_ROW = 64 * 1024;

const UNMATCHED = "The quotation marks on this line and the next don't match.";
const UNCLOSED = 'A quotation mark opens here and is not closed; what follows could not be read.';

/** Reads an export with one header line, separated by commas, semicolons or tabs. */
export function readTable(bytes: Uint8Array): Table {
  const text = readText(bytes);
  if (lineBreaks(text, MOST_LINES + 2) > MOST_LINES + 1) {
    throw new Refusal('unreadable-file', 'The file has more than 500,000 lines. Export one boutique at a time.');
  }
  const { delimiter, start } = opening(text);
  const { rows, faults } = readRows(Buffer.from(text), delimiter);

  const [header, ...below] = rows.filter((row) => row.line > start && row.cells.some((cell) => cell !== ''));
  if (!header || (below.length === 0 && faults.length === 0)) {
    throw new Refusal(
      'unreadable-file',
      'The file has a header but no pieces. Export the whole stock and import that.',
    );
  }
  return { header, rows: below, faults };
}

/** Excel may say the delimiter in a line of its own before the header. */
function opening(text: string): { readonly delimiter: string; readonly start: number } {
  const said = /^\s*sep=([,;\t])[ ,;]*(?:\r\n|\r|\n)/i.exec(text);
  if (said) return { delimiter: said[1] ?? ',', start: lineBreaks(said[0]) };
  return { delimiter: commonest(firstLine(text)), start: 0 };
}

/** Without what stands in quotation marks, where a delimiter is none. */
function firstLine(text: string): string {
  const plain = text.slice(0, LONGEST_ROW).replace(/"(?:[^"]|"")*"/g, '');
  return plain.trimStart().split(/[\r\n]/, 1)[0] ?? '';
}

function commonest(line: string): string {
  const uses = (delimiter: string) => line.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (uses(delimiter) > uses(best) ? delimiter : best));
}

/** The parser's own count of lines errs after a quoted line break, so lines are counted from its count of bytes. */
function readRows(bytes: Buffer, delimiter: string): { readonly rows: Row[]; readonly faults: Fault[] } {
  const rows: Row[] = [];
  const lines = lineCounter(bytes);
  const faults: Fault[] = [];
  const keep = (cells: string[], info: InfoRecord): null => {
    const line = lines.before(info.bytes);
    if (cells.some(swallowedALine)) faults.push({ line, column: '', reason: UNMATCHED, value: '' });
    rows.push({ line, cells: cells.map(tidy) });
    return null;
  };

  try {
    parse(bytes, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_ROW,
      on_record: keep,
    });
    return { rows, faults };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    faults.push({ line: lines.before(bytes.length), column: '', reason: UNCLOSED, value: '' });
    return { rows, faults };
  }
}

/** The parser leaves the quotation mark on a cell whose marks don't match. */
function swallowedALine(cell: string): boolean {
  return cell.startsWith('"') && /[\r\n]/.test(cell);
}

/** A cell without the space around it; a line break within becomes a space. */
function tidy(cell: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const plain = cell.replace(/[\u0000-\u0020\u007f]+/g, ' ').trim();
  return /^"[^"]*"$/.test(plain) ? plain.slice(1, -1).trim() : plain;
}

const CR = 0x0d;
const LF = 0x0a;

/** Given where each row ends, says on which line it began. */
function lineCounter(bytes: Buffer): { before(end: number): number } {
  let line = 1;
  let at = 0;

  /** A line feed after a carriage return belongs to it. */
  const step = () => {
    const byte = bytes[at++];
    if (byte === CR || (byte === LF && bytes[at - 2] !== CR)) line++;
  };
  return {
    before(end) {
      while (at < end && (bytes[at] === CR || bytes[at] === LF)) step();
      const start = line;
      while (at < end) step();
      return start;
    },
  };
}

function lineBreaks(text: string, most = Number.POSITIVE_INFINITY): number {
  let count = 0;
  for (const _ of text.matchAll(/\r\n|\r|\n/g)) {
    if (++count >= most) break;
  }
  return count;
}
