import type { Fault } from '../../domain/fault.js';
import { plain } from '../../domain/header.js';
import { type KitLine, type KitSize, kitSizes } from './rules-kits.js';
import { cellsOf, type Names, readColumns, readTable } from './table.js';

export interface KitFile {
  readonly lines: readonly KitLine[];
  /** In the order of the file; with one of them nothing counts. */
  readonly faults: readonly Fault[];
}

const names = {
  size: ['Size', 'Boutique size', 'Kit', 'Taille'],
  article: ['Article', 'Code', 'Article code', 'SKU', 'Code article'],
  quantity: ['Quantity', 'Qty', 'Quantité'],
} as const satisfies Names<string>;

const MOST = 99_999;

/** Lists of opening kits: a size, an article of the catalogue, how many. */
export function readKits(bytes: Uint8Array, known: ReadonlySet<string>): KitFile {
  const { header, rows, faults: broken } = readTable(bytes);
  const { columns, faults: missing } = readColumns(header, names, ['size', 'article', 'quantity']);
  if (missing.length > 0) return { lines: [], faults: [...broken, ...missing] };
  const first = new Map<string, number>();
  const faults: Fault[] = [...broken];
  const lines = rows.map((row): KitLine => {
    const cells = cellsOf(row, columns, names);
    const size = sizeOf(cells.text('size'));
    if (size === null) cells.fault('size', 'Write small, medium or large.');
    const article = cells.text('article').normalize('NFKC').trim().toUpperCase();
    if (!known.has(article)) cells.fault('article', 'The catalogue has no such code.');
    const quantity = cells.whole('quantity', 1, MOST);
    const earlier = first.get(`${size}/${article}`);
    if (earlier !== undefined) cells.fault('article', `It is there already, in line ${earlier}. Keep one of the two.`);
    else first.set(`${size}/${article}`, row.line);
    faults.push(...cells.faults);
    return { size: size ?? 'small', article, quantity };
  });
  return { lines, faults: faults.sort((a, b) => a.line - b.line) };
}

const sizeOf = (written: string): KitSize | null =>
  (Object.keys(kitSizes) as KitSize[]).find((size) => plain(size) === plain(written)) ?? null;
