import writeExcelFile, { type Cell, type Sheet } from 'write-excel-file/node';
import { csv } from './csv-file.js';

/** A table with a name: a page of a workbook, or a file of its own. */
export interface Page {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

/** A workbook: text is text, also where it begins like a formula, and numbers are numbers. */
export async function workbook(pages: readonly Page[]): Promise<Uint8Array> {
  return writeExcelFile(pages.map(sheetOf)).toBuffer();
}

function sheetOf({ name, columns, rows }: Page): Sheet<never> {
  const header = columns.map((title): Cell => ({ value: title, type: String, fontWeight: 'bold' }));
  const body = rows.map((row) => columns.map((column): Cell => cellOf(row[column])));
  return { sheet: name, data: [header, ...body], stickyRowsCount: 1 } as Sheet<never>;
}

function cellOf(value: string | number | undefined): Cell {
  if (value === undefined || value === '') return null;
  return typeof value === 'number' ? { value, type: Number } : { value, type: String };
}

/** The same as one file that anything reads: page after page would be two tables, so it is the first. */
export const plainTable = ({ columns, rows }: Page): Uint8Array => csv(columns, rows);
