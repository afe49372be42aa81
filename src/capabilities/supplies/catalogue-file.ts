import type { Row } from '../../domain/csv.js';
import type { Fault } from '../../domain/fault.js';
import { type DecimalMark, decimalMark, readPrice } from '../../domain/price.js';
import { isOfLevels, readLevels } from './levels-file.js';
import {
  CATEGORIES_IN_WORDS,
  type KnownPlaces,
  type ListedArticle,
  type ListedLevel,
  MOST_PAR,
  placeOf,
  readCategory,
  readCode,
  unknownPlace,
} from './listing.js';
import { type Category, units } from './rules.js';
import { type Cells, type Columns, cellsOf, type Names, readColumns, readTable, type Table } from './table.js';

export interface CatalogueFile {
  /** Null where it is a file of levels alone. */
  readonly articles: readonly ListedArticle[] | null;
  readonly levels: readonly ListedLevel[];
  /** In the order of the file; with one of them nothing counts. */
  readonly faults: readonly Fault[];
}

/** Reads a catalogue, with or without par levels; or, where its lines are of boutiques, levels alone. */
export function readCatalogue(bytes: Uint8Array, known: KnownPlaces): CatalogueFile {
  const table = readTable(bytes);
  const read = isOfLevels(table) ? { articles: null, ...readLevels(table, known) } : readArticles(table, known);
  return { ...read, faults: [...table.faults, ...read.faults].sort((a, b) => a.line - b.line) };
}

const names = {
  code: ['Code', 'Article code', 'SKU', 'Reference', 'Référence', 'Code article'],
  name: ['Name', 'Article', 'Description', 'Nom', 'Désignation'],
  category: ['Category', 'Catégorie'],
  size: ['Size', 'Taille'],
  unit: ['Unit', 'Unit of measure', 'UOM', 'Unité'],
  packSize: ['Pack size', 'Pack', 'Units per pack', 'Conditionnement'],
  cost: ['Cost', 'Unit cost', 'Coût', 'Coût unitaire'],
  currency: ['Currency', 'Devise'],
  supplier: ['Supplier', 'Vendor', 'Fournisseur'],
  leadDays: ['Lead time', 'Lead time in days', 'Lead time (days)', 'Lead days', 'Délai'],
} as const satisfies Names<string>;
type Meaning = keyof typeof names;

const needed: readonly Meaning[] = ['code', 'name', 'category', 'unit', 'packSize', 'cost', 'supplier', 'leadDays'];

interface Reading {
  readonly known: KnownPlaces;
  readonly columns: Columns<Meaning>;
  readonly mark: DecimalMark;
  /** Boutiques by the columns of their par levels. */
  readonly pars: ReadonlyMap<number, string>;
  /** On which line each code was first. */
  readonly first: Map<string, number>;
}

function readArticles({ header, rows }: Table, known: KnownPlaces): CatalogueFile {
  const { columns, faults } = readColumns(header, names, needed);
  const pars = parColumns(header, known);
  if (faults.length + pars.faults.length > 0) return { articles: [], levels: [], faults: [...faults, ...pars.faults] };

  const mark = decimalMark(rows.map(({ cells }) => cells[columns.get('cost') ?? -1] ?? ''));
  const reading: Reading = { known, columns, mark, pars: pars.columns, first: new Map() };
  const read = rows.map((row) => readArticle(row, reading));
  return {
    articles: read.map(({ article }) => article),
    levels: read.flatMap(({ levels }) => levels),
    faults: read.flatMap((each) => each.faults),
  };
}

/** "par MADISON", or by the boutique's name. */
function parColumns({ line, cells }: Row, { boutiques }: KnownPlaces) {
  const columns = new Map<number, string>();
  const faults: Fault[] = [];
  for (const [index, cell] of cells.entries()) {
    const [, place] = /^par(?: level)?\s+(.+)$/i.exec(cell.trim()) ?? [];
    if (place === undefined) continue;
    const boutique = placeOf(place, boutiques);
    if (boutique === null) faults.push({ line, column: cell, reason: unknownPlace(boutiques), value: '' });
    else columns.set(index, boutique);
  }
  return { columns, faults };
}

interface ReadArticle {
  readonly article: ListedArticle;
  readonly levels: readonly ListedLevel[];
  readonly faults: readonly Fault[];
}

function readArticle(row: Row, reading: Reading): ReadArticle {
  const cells = cellsOf(row, reading.columns, names);
  const code = codeIn(cells, reading.first);
  const currency = currencyIn(cells, reading.known);
  const article: ListedArticle = {
    code,
    name: cells.words('name', 80),
    category: categoryIn(cells),
    size: cells.text('size') === '' ? null : cells.words('size', 20),
    unit: unitIn(cells),
    packSize: cells.whole('packSize', 1, MOST_PAR),
    cost: costIn(cells, currency, reading.mark),
    currency,
    supplier: cells.words('supplier', 80),
    leadDays: cells.whole('leadDays', 0, 730),
    active: true,
  };
  const { levels, faults } = parsOf(row, code, reading.pars);
  return { article, levels, faults: [...cells.faults, ...faults] };
}

function parsOf({ line, cells }: Row, article: string, pars: Reading['pars']) {
  const levels: ListedLevel[] = [];
  const faults: Fault[] = [];
  for (const [index, boutique] of pars) {
    const value = (cells[index] ?? '').trim();
    if (value === '') continue;
    const par = /^\d{1,5}$/.test(value) ? Number(value) : null;
    if (par !== null) levels.push({ boutique, article, par, onHand: null });
    else faults.push({ line, column: `par ${boutique}`, reason: 'Write a whole number, or nothing.', value });
  }
  return { levels, faults };
}

/** As it becomes part of a field's name and of what people type. */
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;

function codeIn({ line, text, fault }: Cells<Meaning>, first: Map<string, number>): string {
  const code = readCode(text('code'));
  if (!CODE.test(code)) fault('code', 'Write a code of letters, digits and hyphens, at most 40.');
  const before = first.get(code);
  if (before !== undefined) fault('code', `This code is on line ${before} already.`);
  else first.set(code, line);
  return code;
}

function categoryIn({ text, fault }: Cells<Meaning>): Category {
  const category = readCategory(text('category'));
  if (category === null) fault('category', CATEGORIES_IN_WORDS);
  return category ?? 'office';
}

/** "Pieces" is what "piece" is; a unit that we don't know is taken as it is written. */
function unitIn(cells: Cells<Meaning>): string {
  const written = cells.words('unit', 20).toLowerCase();
  const known = Object.entries(units).find(([, words]) => words.includes(written));
  return known?.[0] ?? written;
}

/** Where all boutiques have one currency the file need not say it. */
function currencyIn({ text, fault }: Cells<Meaning>, { boutiques }: KnownPlaces): string {
  const theirs = [...new Set(boutiques.map(({ currency }) => currency))];
  const written = text('currency').toUpperCase();
  if (written === '' && theirs.length === 1) return theirs[0] ?? 'USD';
  if (!theirs.includes(written)) fault('currency', `Write one of ${theirs.join(', ')}.`);
  return theirs.includes(written) ? written : (theirs[0] ?? 'USD');
}

function costIn({ text, fault }: Cells<Meaning>, currency: string, mark: DecimalMark): number {
  const price = readPrice(text('cost'), { currency, mark, finer: 'refuse' });
  if ('amount' in price) return price.amount;
  fault('cost', price.reason);
  return 0;
}
