import { CsvError, type InfoRecord } from 'csv-parse';
import { parse } from 'csv-parse/sync';

export interface Row {
  /** Where it begins, as an editor counts lines. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A line from which the quotation marks make no sense. */
export interface Break {
  readonly line: number;
  readonly kind: 'unmatched' | 'unclosed';
}

export interface Rows {
  readonly rows: readonly Row[];
  readonly breaks: readonly Break[];
}

/** Beyond it a quotation mark has swallowed the lines that follow. */
const LONGEST_ROW = 64 * 1024;

/** The parser's own count of lines errs after a quoted line break, so lines are counted from its count of bytes. */
export function readRows(text: string, delimiter: string): Rows {
  const bytes = Buffer.from(text);
  const rows: Row[] = [];
  const lines = lineCounter(bytes);
  const breaks: Break[] = [];
  const keep = (cells: string[], info: InfoRecord): null => {
    const line = lines.before(info.bytes);
    if (cells.some(swallowedALine)) breaks.push({ line, kind: 'unmatched' });
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
    return { rows, breaks };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    breaks.push({ line: lines.before(bytes.length), kind: 'unclosed' });
    return { rows, breaks };
  }
}

/** Excel may say the delimiter in a line of its own before the header: "sep=;". `start` is the number of lines it takes. */
export function opening(
  text: string,
  delimiters: readonly string[],
): { readonly delimiter: string; readonly start: number } {
  const said = /^\s*sep=([,;\t])[ ,;]*(?:\r\n|\r|\n)/i.exec(text);
  if (said) return { delimiter: said[1] ?? ',', start: lineBreaks(said[0]) };
  return { delimiter: commonest(firstLine(text), delimiters), start: 0 };
}

export function lineBreaks(text: string, most = Number.POSITIVE_INFINITY): number {
  let count = 0;
  for (const _ of text.matchAll(/\r\n|\r|\n/g)) {
    if (++count >= most) break;
  }
  return count;
}

/** Without what stands in quotation marks, where a delimiter is none. */
function firstLine(text: string): string {
  const plain = text.slice(0, LONGEST_ROW).replace(/"(?:[^"]|"")*"/g, '');
  return plain.trimStart().split(/[\r\n]/, 1)[0] ?? '';
}

function commonest(line: string, delimiters: readonly string[]): string {
  const uses = (delimiter: string) => line.split(delimiter).length;
  return delimiters.reduce((best, delimiter) => (uses(delimiter) > uses(best) ? delimiter : best));
}

/** The parser leaves the quotation mark on a cell whose marks don't match. */
function swallowedALine(cell: string): boolean {
  return cell.startsWith('"') && /[\r\n]/.test(cell);
}

/** A cell without the space around it; a line break within becomes a space. */
export function tidy(cell: string): string {
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
