import type { Fault } from '../domain/fault.js';
import type { Row } from './csv.js';
import { columnName, type Meaning, readHeader } from './stock-words.js';

export interface Column {
  readonly index: number;
  /** As the file calls it. */
  readonly name: string;
}

export type Columns = ReadonlyMap<Meaning, Column>;

const needed: readonly Meaning[] = ['serial', 'reference', 'description', 'zone', 'retail', 'cost', 'status'];

/** Finds the columns by what their headers mean; others are none of our business. */
export function readColumns(
  header: Row,
  boutiqueGiven: boolean,
): { readonly columns: Columns; readonly faults: Fault[] } {
  const columns = new Map<Meaning, Column>();
  const faults: Fault[] = [];

  for (const [index, name] of header.cells.entries()) {
    const meaning = readHeader(name);
    if (!meaning) continue;
    const first = columns.get(meaning);
    if (first) faults.push(twice(header.line, meaning, first.name, name));
    columns.set(meaning, first ?? { index, name });
  }
  for (const meaning of needed) {
    if (!columns.has(meaning)) faults.push(missing(header.line, meaning));
  }
  if (!boutiqueGiven && !columns.has('boutique')) faults.push(noBoutique(header.line));
  return { columns, faults };
}

function twice(line: number, meaning: Meaning, first: string, second: string): Fault {
  const column = columnName(meaning).toLowerCase();
  const same = first === second ? `"${second}" is there twice` : `"${first}" and "${second}" both mean the ${column}`;
  return { line, column: second, reason: `${same}. Keep the one that counts.`, value: '' };
}

function missing(line: number, meaning: Meaning): Fault {
  const column = columnName(meaning);
  return { line, column, reason: `The file has no column "${column}".`, value: '' };
}

function noBoutique(line: number): Fault {
  const reason = 'The file has no column "Boutique". Add one, or say which boutique it is with --boutique CODE.';
  return { line, column: columnName('boutique'), reason, value: '' };
}
