import type { Fault } from '../domain/fault.js';
import { decimalMark } from '../domain/price.js';
import { readTable } from './csv.js';
import { readColumns } from './stock-columns.js';
import { knownPlace, placesByName, type StockNetwork } from './stock-places.js';
import { readRow, type StockPiece } from './stock-row.js';

export interface StockFile {
  /** Worth something only where there are no faults. */
  readonly pieces: readonly StockPiece[];
  /** In the order of the file. */
  readonly faults: readonly Fault[];
}

/** Reads an export of the register. With `boutique`, a code or name, every line must be of it. */
export function readStockFile(bytes: Uint8Array, network: StockNetwork, boutique?: string): StockFile {
  const places = placesByName(network);
  const only = boutique === undefined ? null : knownPlace(places, boutique);
  const { header, rows, faults: unreadable } = readTable(bytes);
  const { columns, faults } = readColumns(header, only !== null);
  if (faults.length > 0) return { pieces: [], faults };

  const prices = [columns.get('retail'), columns.get('cost')].flatMap((column) =>
    rows.map(({ cells }) => cells[column?.index ?? -1] ?? ''),
  );
  const sheet = { width: header.cells.length, columns, only, places, mark: decimalMark(prices), firstLines: new Map() };
  const read = rows.map((row) => readRow(row, sheet));
  return {
    pieces: read.flatMap(({ piece }) => piece ?? []),
    faults: [...unreadable, ...read.flatMap((row) => row.faults)].sort((a, b) => a.line - b.line),
  };
}
