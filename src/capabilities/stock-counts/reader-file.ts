import { lineBreaks, opening, type Row, readRows, tidy } from '../../domain/csv.js';
import { plain, SERIAL_HEADERS } from '../../domain/header.js';
import { readSerial, type ScannedItem } from '../../domain/piece.js';
import { Refusal } from '../../domain/refusal.js';
import { decodeText, type FileKind, fileKind, storable } from '../../domain/text.js';
import { shortened } from '../../domain/words.js';

/** What a reader's or scanner's file holds. */
export interface ReaderFile {
  readonly items: readonly ScannedItem[];
  /** How it was read, where that could be otherwise: "Read from its column "Serial"." */
  readonly note: string;
}

export const MOST_LINES = 20_000;
const MOST_CELLS = 300_000;
const LONGEST_CELL = 10_000;
/** As much of an item as is kept and shown; no serial is longer. */
const LONGEST_ITEM = 200;
const DELIMITERS = [',', ';', '\t', '|'];

/** Reads the serials of a CSV or text file, of one column or of all items. Throws a refusal where it is no such file. */
export function readReaderFile(bytes: Uint8Array): ReaderFile {
  const text = textOf(bytes);
  const { rows, start } = rowsOf(text);
  const filled = rows.filter(({ line, cells }) => line > start && cells.some((cell) => cell !== ''));
  const read = byHeader(filled) ?? byFirstColumn(filled) ?? { items: everyItem(filled), note: '' };
  if (read.items.length === 0) throw refused('It holds no serials.');
  if (read.items.length > MOST_LINES)
    throw refused('It holds more than 20,000 items. Split it and send the parts one by one.');
  if (read.items.every(({ serial }) => serial === null))
    throw refused(
      `Nothing in it is a serial: line ${read.items[0]?.line} is "${shown(read.items[0]?.text ?? '')}". Send the list that your reader or scanner exports.`,
    );
  return read;
}

const otherFiles: Readonly<Record<Exclude<FileKind, 'text'>, string>> = {
  archive: 'It is a workbook or an archive. Save the sheet as CSV and send that.',
  compressed: 'It is compressed. Unpack it and send the CSV or TXT file that is in it.',
  'old-workbook': 'It is an old workbook. Save the sheet as CSV and send that.',
  pdf: 'It is a PDF. Export the scan as CSV or TXT and send that.',
  picture: 'It is a picture. Export the scan as CSV or TXT and send that.',
};

function textOf(bytes: Uint8Array): string {
  const kind = fileKind(bytes);
  if (kind !== 'text') throw refused(otherFiles[kind]);
  const text = decodeText(bytes);
  if (text === null) throw refused('It says it is UTF-8, but is damaged. Export it again.');
  if (text.includes('\0')) throw refused('It is not text. Export the scan as CSV or TXT and send that.');
  if (/^\s*<(!doctype|html)/i.test(text))
    throw refused('It is a web page. Export the scan as CSV or TXT and send that.');
  if (lineBreaks(text.trimEnd(), MOST_LINES) >= MOST_LINES)
    throw refused('It has more than 20,000 lines. Split it and send the parts one by one.');
  const { cells, longest } = measured(text);
  if (cells > MOST_CELLS) throw refused('It has too many columns. Export the serials alone and send that.');
  if (longest > LONGEST_CELL) throw refused('It is no list of serials. Export the scan as CSV or TXT and send that.');
  return storable(text);
}

/** Before anything is taken apart: what is out of all proportion would keep everybody waiting. */
function measured(text: string): { readonly cells: number; readonly longest: number } {
  let [cells, longest, from] = [0, 0, 0];
  for (let index = 0; index <= text.length; index += 1) {
    if (index < text.length && !SEPARATORS.has(text[index] ?? '')) continue;
    longest = Math.max(longest, index - from);
    from = index + 1;
    cells += 1;
  }
  return { cells, longest };
}

const SEPARATORS: ReadonlySet<string> = new Set([...DELIMITERS, '\r', '\n']);

/** Quotation marks that make no sense would swallow lines, so there they mean nothing. */
function rowsOf(text: string): { readonly rows: readonly Row[]; readonly start: number } {
  const { delimiter, start } = opening(text, DELIMITERS);
  const { rows, breaks } = readRows(text, delimiter);
  if (breaks.length === 0) return { rows, start };

  const lines = text.split(/\r\n|\r|\n/);
  return { rows: lines.map((line, index) => ({ line: index + 1, cells: line.split(delimiter).map(unquoted) })), start };
}

const unquoted = (cell: string): string => tidy(cell.replace(/^\s*"|"\s*$/g, ''));

/** Names of the column that holds what was scanned, the surest first. */
const COLUMNS = [
  SERIAL_HEADERS,
  ['Serials', 'Serial numbers', 'Serial #', 'S/N', 'Numéros de série', 'Série'],
  ['Barcode', 'Bar code', 'Code-barres', 'Code barre', 'Scanned code', 'Code scanné', 'Tag', 'Tag ID', 'Scan', 'Code'],
].map((names) => new Set(names.map(plain)));

function byHeader([header, ...rows]: readonly Row[]): ReaderFile | null {
  const names = header?.cells.map(plain) ?? [];
  const column = COLUMNS.map((known) => names.findIndex((name) => known.has(name))).find((index) => index >= 0);
  if (column === undefined) return null;
  return { items: columnOf(rows, column), note: `Read from its column "${shown(header?.cells[column] ?? '')}".` };
}

/** A table without a header that we know: lines of the same length, in which no other column looks like the first. */
function byFirstColumn(rows: readonly Row[]): ReaderFile | null {
  const [first, ...below] = rows;
  if (!first) return null;
  const titled = below.length > 0 && isTitle(first) && below.filter((row) => !isTitle(row)).length * 2 > below.length;
  const body = titled ? below : rows;
  const table = isTable(body) && !looksAlike(body);
  if (!table && !titled) return null;

  const heading = titled ? ` Line ${first.line}, "${shown(first.cells.join(' '))}", is its header.` : '';
  if (!table) return { items: everyItem(body), note: heading.trim() };
  return { items: columnOf(body, 0), note: `Read from its first column.${heading}` };
}

/** Words alone, where the others have figures. */
const isTitle = ({ cells }: Row): boolean => !cells.some((cell) => /\p{N}/u.test(cell));

function isTable(rows: readonly Row[]): boolean {
  const width = rows[0]?.cells.length ?? 0;
  return rows.length > 1 && width > 1 && rows.every(({ cells }) => cells.length === width);
}

/** Serials laid out in several columns are a list all the same. */
function looksAlike(rows: readonly Row[]): boolean {
  const shapes = new Set(rows.map(({ cells }) => shape(cells[0] ?? '')));
  const width = rows[0]?.cells.length ?? 0;
  return Array.from({ length: width - 1 }, (_, index) => index + 1).some((column) => {
    const filled = rows.flatMap(({ cells }) => cells[column] || []);
    return filled.length > 0 && filled.filter((cell) => shapes.has(shape(cell))).length * 2 >= filled.length;
  });
}

/** "RG-20-088" and "ER-9-1" are of one shape; of plain numbers, those of the same length. */
function shape(cell: string): string {
  const length = /^\p{N}+$/u.test(cell) ? cell.length : '';
  return `${length}${cell.replace(/\p{L}+/gu, 'A').replace(/\p{N}+/gu, '9')}`;
}

/** A line without a serial is reported by what else stands on it. */
function columnOf(rows: readonly Row[], column: number): ScannedItem[] {
  return rows.map(({ line, cells }) => {
    const cell = cells[column] ?? '';
    return cell === '' ? itemOf(line, cells.filter(Boolean).join(' '), false) : itemOf(line, cell);
  });
}

function everyItem(rows: readonly Row[]): ScannedItem[] {
  return rows.flatMap(({ line, cells }) =>
    cells
      .flatMap((cell) => cell.split(/[,;\t|]/))
      .map(tidy)
      .filter((cell) => cell !== '')
      .map((cell) => itemOf(line, cell)),
  );
}

function itemOf(line: number, text: string, readable = true): ScannedItem {
  const kept = storable(text.slice(0, LONGEST_ITEM));
  return { line, text: kept, serial: readable ? readSerial(text) : null };
}

const shown = (text: string): string => shortened(text, 40);

const refused = (sentence: string): Refusal => new Refusal('unreadable-file', sentence);
