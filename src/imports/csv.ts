import { type Break, lineBreaks, opening, type Row, readRows } from '../domain/csv.js';
import type { Fault } from '../domain/fault.js';
import { Refusal } from '../domain/refusal.js';
import { readText } from './text.js';

export type { Row } from '../domain/csv.js';

export interface Table {
  readonly header: Row;
  readonly rows: readonly Row[];
  /** What could not be read as a table at all. */
  readonly faults: readonly Fault[];
}

const MOST_LINES = 500_000;

const reasons: Readonly<Record<Break['kind'], string>> = {
  unmatched: "The quotation marks on this line and the next don't match.",
  unclosed: 'A quotation mark opens here and is not closed; what follows could not be read.',
};

/** Reads an export with one header line, separated by commas, semicolons or tabs. */
export function readTable(bytes: Uint8Array): Table {
  const text = readText(bytes);
  if (lineBreaks(text, MOST_LINES + 2) > MOST_LINES + 1) {
    throw new Refusal('unreadable-file', 'The file has more than 500,000 lines. Export one boutique at a time.');
  }
  const { delimiter, start } = opening(text, [',', ';', '\t']);
  const { rows, breaks } = readRows(text, delimiter);

  const [header, ...below] = rows.filter((row) => row.line > start && row.cells.some((cell) => cell !== ''));
  if (!header || (below.length === 0 && breaks.length === 0)) {
    throw new Refusal(
      'unreadable-file',
      'The file has a header but no pieces. Export the whole stock and import that.',
    );
  }
  const faults = breaks.map(({ line, kind }) => ({ line, column: '', reason: reasons[kind], value: '' }));
  return { header, rows: below, faults };
}
