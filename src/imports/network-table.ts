import type { Json } from '../database/client.js';
import type { Network } from './network-shape.js';

/** A row by its column names, as PostgreSQL turns it into JSON and back. */
export type Row = Readonly<Record<string, Json | null>>;

/** People's names by id, whether the file or only the database knows them. */
export type Names = ReadonlyMap<string, string>;

export interface Table {
  readonly name: string;
  /** The columns that together tell a row from all others. */
  readonly key: readonly [string, ...string[]];
  /** One row of it, in the trail: `network.boutique-changed`. */
  readonly noun: string;
  /** What a person calls the columns; those without a word change silently. */
  readonly words: Readonly<Record<string, string | null>>;
  /** What becomes of rows the file no longer lists; regions and countries are only names and stay. */
  readonly gone: 'inactive' | 'removed' | 'kept';
  /** Columns that must differ in every row, or be null; they are cleared before two rows swap them. */
  readonly unique?: readonly string[];
  /** "Boutique MADISON". */
  label(row: Row, names: Names): string;
  /** What a new row is, after its label: "new, Madison Avenue". */
  welcome(row: Row, names: Names): string;
  /** What is said of a row that goes, after its label; otherwise "no longer listed". */
  farewell?(row: Row): string;
  /** A column's value as a person says it, where that is not as it is stored. */
  said?(column: string, row: Row, names: Names): string | undefined;
  wanted(network: Network): Row[];
}

/** "USD/director": also what the trail calls the row. */
export function keyOf({ key }: Table, row: Row): string {
  return key.map((column) => String(row[column])).join('/');
}

/** As `names.get`, where even the database may not know them. */
export function nameOf(id: Json | null | undefined, names: Names): string {
  return names.get(String(id)) ?? String(id);
}
