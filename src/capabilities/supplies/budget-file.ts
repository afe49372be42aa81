import type { Fault } from '../../domain/fault.js';
import { plain } from '../../domain/header.js';
import { type DecimalMark, decimalMark, readPrice } from '../../domain/price.js';
import { CATEGORIES_IN_WORDS, type KnownPlaces, placeOf, readCategory, unknownPlace } from './listing.js';
import { type Budget, type Control, controls } from './rules-budgets.js';
import { type Cells, cellsOf, type Names, readColumns, readTable } from './table.js';

export interface BudgetFile {
  readonly budgets: readonly Budget[];
  /** In the order of the file; with one of them nothing counts. */
  readonly faults: readonly Fault[];
}

const names = {
  boutique: ['Boutique', 'Store'],
  category: ['Category', 'Catégorie'],
  year: ['Year', 'Année'],
  month: ['Month', 'Mois'],
  amount: ['Amount', 'Budget', 'Montant'],
  atRequest: ['At request', 'Request'],
  atOrder: ['At order', 'Order'],
} as const satisfies Names<string>;
type Meaning = keyof typeof names;

const needed = ['boutique', 'category', 'year', 'amount', 'atRequest', 'atOrder'] as const;

type Places = Pick<KnownPlaces, 'boutiques'>;

export function readBudgets(bytes: Uint8Array, known: Places): BudgetFile {
  const { header, rows, faults: unreadable } = readTable(bytes);
  const { columns, faults } = readColumns(header, names, needed);
  if (faults.length > 0) return { budgets: [], faults: [...unreadable, ...faults] };

  const mark = decimalMark(rows.map(({ cells }) => cells[columns.get('amount') ?? -1] ?? ''));
  const first = new Map<string, number>();
  const read = rows.map((row) => readBudget(cellsOf(row, columns, names), known, mark, first));
  return {
    budgets: read.map(({ budget }) => budget),
    faults: [...unreadable, ...read.flatMap((each) => each.faults)].sort((a, b) => a.line - b.line),
  };
}

function readBudget(cells: Cells<Meaning>, { boutiques }: Places, mark: DecimalMark, first: Map<string, number>) {
  const { line, text, fault, faults } = cells;
  const boutique = boutiques.find(({ code }) => code === placeOf(text('boutique'), boutiques));
  if (!boutique) fault('boutique', unknownPlace(boutiques));
  const category = readCategory(text('category'));
  if (category === null) fault('category', CATEGORIES_IN_WORDS);
  const currency = boutique?.currency ?? 'USD';
  const budget: Budget = {
    boutique: boutique?.code ?? '',
    category: category ?? 'office',
    year: cells.whole('year', 2000, 2100),
    month: monthIn(cells),
    amount: amountIn(cells, currency, mark),
    currency,
    atRequest: controlIn(cells, 'atRequest'),
    atOrder: controlIn(cells, 'atOrder'),
  };
  const key = [budget.boutique, budget.category, budget.year, budget.month].join('/');
  const before = first.get(key);
  if (before !== undefined) fault('category', `This budget is on line ${before} already.`);
  else first.set(key, line);
  return { budget, faults };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** "11", "Nov", "November"; empty is the whole year. */
function monthIn({ text, fault }: Cells<Meaning>): number {
  const written = plain(text('month'));
  if (written === '') return 0;
  const month = /^\d{1,2}$/.test(written) ? Number(written) : MONTHS.indexOf(written.slice(0, 3)) + 1;
  if (month < 1 || month > 12) fault('month', 'Write a month from 1 to 12, or nothing for the whole year.');
  return month;
}

function amountIn({ text, fault }: Cells<Meaning>, currency: string, mark: DecimalMark): number {
  const price = readPrice(text('amount'), { currency, mark, finer: 'refuse' });
  if ('amount' in price) return price.amount;
  fault('amount', price.reason);
  return 0;
}

function controlIn({ text, fault }: Cells<Meaning>, meaning: 'atRequest' | 'atOrder'): Control {
  const written = plain(text(meaning));
  if (written in controls) return written as Control;
  fault(meaning, 'Write stop, warn or ignore.');
  return 'stop';
}
