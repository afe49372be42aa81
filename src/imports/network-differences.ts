import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../database/client.js';
import { keyOf, type Names, type Row, type Table } from './network-table.js';

/** One thing that changes, for the person who applies the file and for the trail. */
export interface Change {
  /** "Boutique MADISON: name Madison → Madison Avenue". */
  readonly sentence: string;
  /** `network.boutique-changed`. */
  readonly event: string;
  readonly subject: string;
  readonly boutique: string | null;
  readonly facts: Json;
  readonly before?: Json;
  readonly after?: Json;
}

export interface Difference {
  readonly table: Table;
  /** New or changed, as they will be. */
  readonly written: readonly Row[];
  readonly removed: readonly Row[];
  readonly changes: readonly Change[];
}

/** What one table must become, and that in words. */
export function difference(table: Table, wanted: readonly Row[], current: readonly Row[], names: Names): Difference {
  const before = new Map(current.map((row) => [keyOf(table, row), row]));
  const listed = new Set(wanted.map((row) => keyOf(table, row)));
  const fresh = wanted.filter((row) => !same(table, row, before.get(keyOf(table, row))));
  const gone = current.filter((row) => !listed.has(keyOf(table, row)) && row.active !== false);
  const retired = table.gone === 'inactive' ? gone.map((row) => ({ ...row, ...leaving(table) })) : [];
  const left = table.gone === 'kept' ? [] : gone;

  return {
    table,
    written: [...fresh, ...retired],
    removed: table.gone === 'removed' ? gone : [],
    changes: [
      ...fresh.flatMap((row) => changesOf(table, row, before.get(keyOf(table, row)), names)),
      ...left.map((row) => change(table, row, goodbye(table, row, names), { before: row, after: null })),
    ],
  };
}

function same(table: Table, row: Row, before: Row | undefined): boolean {
  return (
    before !== undefined && Object.keys(table.words).every((column) => isDeepStrictEqual(row[column], before[column]))
  );
}

/** A boutique that has left no longer listens to a channel, which another may have now. */
function leaving({ name }: Table): Row {
  return name === 'boutiques' ? { active: false, slack_channel: null, teams_channel: null } : { active: false };
}

function changesOf(table: Table, row: Row, before: Row | undefined, names: Names): Change[] {
  const label = table.label(row, names);
  if (!before)
    return [change(table, row, ['added', `${label}: ${table.welcome(row, names)}`], { before: null, after: row })];

  const again = { before: { active: false }, after: { active: true } };
  const back = before.active === false ? [change(table, row, ['returned', `${label}: active again`], again)] : [];
  const fields = Object.entries(table.words).filter(([column]) => !isDeepStrictEqual(row[column], before[column]));
  const changed = fields.flatMap(([column, word]) => {
    if (word === null) return [];
    const was = before[column] ?? null;
    const is = row[column] ?? null;
    const sentence = `${label}: ${word} ${said(table, column, before, names)} → ${said(table, column, row, names)}`;
    return [change(table, row, ['changed', sentence], { before: was, after: is }, { field: column })];
  });
  return [...back, ...changed];
}

type Event = readonly [what: 'added' | 'returned' | 'changed' | 'retired' | 'removed', sentence: string];

/** Null where it is not there. */
interface States {
  readonly before: Json | Row | null;
  readonly after: Json | Row | null;
}

function change(table: Table, row: Row, [what, sentence]: Event, { before, after }: States, facts: Json = {}): Change {
  const boutique = table.name === 'boutiques' ? row.code : row.boutique_code;
  return {
    sentence,
    event: `network.${table.noun}-${what}`,
    subject: keyOf(table, row),
    boutique: typeof boutique === 'string' ? boutique : null,
    facts,
    ...(before !== null && { before }),
    ...(after !== null && { after }),
  };
}

function goodbye(table: Table, row: Row, names: Names): Event {
  const words = table.farewell?.(row) ?? 'no longer listed';
  return [table.gone === 'removed' ? 'removed' : 'retired', `${table.label(row, names)}: ${words}`];
}

function said(table: Table, column: string, row: Row, names: Names): string {
  const value = row[column] ?? null;
  return (value === null ? undefined : table.said?.(column, row, names)) ?? inWords(value);
}

function inWords(value: Json | null): string {
  if (value === null || value === '') return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value !== 'object') return String(value);
  const days = Object.entries(value).map(([day, hours]) => `${day} ${hours}`);
  return days.length === 0 ? 'none' : days.join(', ');
}
