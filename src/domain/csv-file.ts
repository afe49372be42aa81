import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | boolean | null | undefined;

/**
 * A table as a file. A cell that a spreadsheet would run (it begins with = + - @, their full-width forms, tab, return or
 * a new line) has an apostrophe put before it; so has one that begins with an apostrophe, or nobody could tell them apart.
 */
export function csv<Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Record<Column, Cell>>[],
): Uint8Array {
  return Buffer.from(
    stringify([...rows], {
      header: true,
      columns: [...columns],
      bom: true,
      cast: {
        string: (cell) => (/^['\n]/.test(cell) ? `'${cell}` : cell),
        boolean: (cell) => (cell ? 'yes' : 'no'),
      },
      escape_formulas: true,
      record_delimiter: '\r\n',
    }),
  );
}
