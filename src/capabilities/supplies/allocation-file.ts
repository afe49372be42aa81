import type { Fault } from '../../domain/fault.js';
import type { Slot } from './forms-gift-campaigns.js';
import type { Allocation } from './rules-gift-campaigns.js';
import { cellsOf, readColumns, readTable } from './table.js';

export interface AllocationFile {
  readonly lines: readonly Allocation[];
  readonly faults: readonly Fault[];
}

const names = {
  boutique: ['Boutique', 'Boutique code', 'Store', 'Code boutique'],
  article: ['Article', 'Article code', 'Gift', 'Code article'],
  quantity: ['Quantity', 'Qty', 'Quantité'],
} as const;

const MOST_EACH = 9_999;

/** A line for each boutique and article, below a header: a file, or what is pasted from a sheet. */
export function readAllocation(bytes: Uint8Array, slots: readonly Slot[]): AllocationFile {
  const table = readTable(bytes);
  const { columns, faults } = readColumns(table.header, names, ['boutique', 'article', 'quantity']);
  if (faults.length > 0) return { lines: [], faults };

  const known = new Set(slots.map(({ boutique, article }) => `${boutique}/${article}`));
  const found = new Map<string, Allocation>();
  const wrong: Fault[] = [...table.faults];
  for (const row of table.rows) {
    const cells = cellsOf(row, columns, names);
    const [boutique, article] = [codeIn(cells.text('boutique')), codeIn(cells.text('article'))];
    const slot = `${boutique}/${article}`;
    if (!known.has(slot)) cells.fault('article', 'This boutique or this gift is not part of the campaign.');
    if (found.has(slot)) cells.fault('article', 'This boutique has a line of it already. Keep one.');
    found.set(slot, { boutique, article, quantity: cells.whole('quantity', 0, MOST_EACH) });
    wrong.push(...cells.faults);
  }
  return { lines: [...found.values()], faults: wrong };
}

const codeIn = (cell: string): string => cell.normalize('NFKC').toUpperCase();
