import type { Fault } from '../domain/fault.js';
import { plain } from '../domain/header.js';
import type { Cents } from '../domain/money.js';
import { readSerial } from '../domain/piece.js';
import { type DecimalMark, readPrice } from '../domain/price.js';
import type { Row } from './csv.js';
import type { Columns } from './stock-columns.js';
import type { Place } from './stock-places.js';
import { type Meaning, type PieceStatus, readStatus, statusNames } from './stock-words.js';

export interface StockPiece {
  readonly boutiqueCode: string;
  readonly serial: string;
  readonly reference: string;
  readonly description: string;
  readonly zoneId: string;
  readonly retail: Cents;
  readonly cost: Cents;
  readonly status: PieceStatus;
}

/** What is the same for every row. */
export interface Sheet {
  readonly width: number;
  readonly columns: Columns;
  readonly mark: DecimalMark;
  /** The boutique every line must be of, if it was said. */
  readonly only: Place | null;
  readonly places: ReadonlyMap<string, Place>;
  /** On which line each serial was first. */
  readonly firstLines: Map<string, number>;
}

/** One row: a cell by its meaning, and a place to put what is wrong with it. */
interface Cells {
  readonly line: number;
  text(meaning: Meaning): string;
  /** Null, for the value that could not be read. */
  fault(meaning: Meaning, reason: string): null;
}

export function readRow(
  row: Row,
  sheet: Sheet,
): { readonly piece: StockPiece | null; readonly faults: readonly Fault[] } {
  const { line, cells } = row;
  if (!fits(row, sheet)) {
    const reason = `This line has ${cells.length} columns, and the header has ${sheet.width}.`;
    return { piece: null, faults: [{ line, column: '', reason, value: '' }] };
  }

  const faults: Fault[] = [];
  const text = (meaning: Meaning) => cells[sheet.columns.get(meaning)?.index ?? -1] ?? '';
  const fault = (meaning: Meaning, reason: string) => {
    faults.push({ line, column: sheet.columns.get(meaning)?.name ?? '', reason, value: text(meaning) });
    return null;
  };
  return { piece: readPiece({ line, text, fault }, sheet), faults };
}

/** Cells beyond the header must be empty, and none of ours may be cut off. */
function fits({ cells }: Row, { width, columns }: Sheet): boolean {
  const complete = [...columns.values()].every(({ index }) => index < cells.length);
  return complete && cells.slice(width).every((cell) => cell === '');
}

/** Reads every cell even after a fault, so that all of a line's faults are said. */
function readPiece(cells: Cells, sheet: Sheet): StockPiece | null {
  const serial = serialIn(cells, sheet.firstLines);
  const place = placeIn(cells, sheet);
  const zoneId = place && zoneIn(cells, place);
  const retail = place && priceIn(cells, 'retail', place, sheet.mark);
  const cost = place && priceIn(cells, 'cost', place, sheet.mark);
  const status = statusIn(cells);
  if (serial === null || !place || zoneId === null || retail === null || cost === null || !status) return null;

  const [reference, description] = [cells.text('reference'), cells.text('description')];
  return { boutiqueCode: place.boutique.code, serial, reference, description, zoneId, retail, cost, status };
}

function serialIn(cells: Cells, firstLines: Map<string, number>): string | null {
  const text = cells.text('serial');
  if (text === '') return cells.fault('serial', 'There is no serial here.');
  const serial = readSerial(text);
  if (serial === null) return cells.fault('serial', whyNoSerial(text));

  const first = firstLines.get(serial);
  if (first !== undefined) return cells.fault('serial', `This serial is on line ${first} too.`);
  firstLines.set(serial, cells.line);
  return serial;
}

function whyNoSerial(text: string): string {
  const mangled = /^\d+([.,]\d+)?E\+?\d+$/i.test(text.normalize('NFKC'));
  if (!mangled) return 'This is not a serial. It has letters, digits and - . / _ #, at most 40.';
  return 'A spreadsheet turned this serial into a number, and its digits are lost. Export again, and import without opening the file in a spreadsheet.';
}

function placeIn(cells: Cells, { columns, only, places }: Sheet): Place | null {
  const text = cells.text('boutique');
  if (only && (!columns.has('boutique') || text === '')) return only;
  if (text === '') return cells.fault('boutique', 'There is no boutique here.');

  const place = places.get(plain(text));
  if (!place) return cells.fault('boutique', 'There is no boutique of this code or name.');
  if (!only || place === only) return place;
  return cells.fault(
    'boutique',
    `This line is of ${place.boutique.name}, and the import is for ${only.boutique.name}.`,
  );
}

function zoneIn(cells: Cells, { boutique, zoneIds }: Place): string | null {
  const text = cells.text('zone');
  if (text === '') return cells.fault('zone', 'There is no zone here.');
  const id = zoneIds.get(plain(text));
  if (id !== undefined) return id;

  const names = boutique.zones.map(({ name }) => name).join(', ');
  return cells.fault('zone', `${boutique.name} has no such zone. It has ${names}.`);
}

function priceIn(cells: Cells, meaning: 'retail' | 'cost', { boutique }: Place, mark: DecimalMark): Cents | null {
  const text = cells.text(meaning);
  if (text === '') return cells.fault(meaning, `There is no ${meaning === 'cost' ? 'cost' : 'price'} here.`);

  const finer = meaning === 'cost' ? 'round' : 'refuse';
  const price = readPrice(text, { currency: boutique.currency, mark, finer });
  return 'amount' in price ? price.amount : cells.fault(meaning, price.reason);
}

function statusIn(cells: Cells): PieceStatus | null {
  const text = cells.text('status');
  if (text === '') return cells.fault('status', 'There is no status here.');
  return readStatus(text) ?? cells.fault('status', `This status is not known. Known are ${statusNames.join(', ')}.`);
}
