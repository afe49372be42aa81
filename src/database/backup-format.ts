/** A table as its rows are written: COPY's text, in this order of columns. */
export interface TableShape {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** The first line of a backup. */
export interface Header {
  readonly format: typeof FORMAT;
  readonly at: string;
  /** What was applied when it was made; only a database in the same state takes it back. */
  readonly migrations: readonly string[];
  readonly tables: readonly (TableShape & { readonly rows: number })[];
  /** Null where a sequence has given no number yet. */
  readonly sequences: readonly { readonly name: string; readonly last: string | null }[];
}

/** After the bytes of each table. */
export interface Closing {
  readonly rows: number;
  /** Of the table's bytes, hexadecimal. */
  readonly sha256: string;
}

export const FORMAT = 'vitrine-backup-1';

/** After the last table: a file without it was cut off. */
export const END = 'end';

/** Jobs that were asked for and have not run: in the queue's own table, so they are asked for again. */
export const WORK: TableShape = { schema: 'graphile_worker', name: 'work', columns: ['key', 'payload'] };

export const nameOf = ({ schema, name }: Pick<TableShape, 'schema' | 'name'>): string =>
  `${quoted(schema)}.${quoted(name)}`;

export const columnsOf = ({ columns }: TableShape): string => columns.map(quoted).join(', ');

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** How values are written does not depend on whose settings the database has. */
export const SETTINGS = `
  set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'`;
