import type { Fault } from '../../domain/fault.js';
import { type KnownPlaces, type ListedLevel, MOST_PAR, placeOf, readCode, unknownPlace } from './listing.js';
import { type Cells, cellsOf, type Names, readColumns, type Table } from './table.js';

const names = {
  boutique: ['Boutique', 'Store'],
  article: ['Article', 'Code', 'Article code', 'SKU'],
  par: ['Par', 'Par level', 'Minimum'],
  onHand: ['On hand', 'Stock', 'In stock'],
} as const satisfies Names<string>;

/** Whether each of its lines is of a boutique. */
export const isOfLevels = ({ header }: Table): boolean => readColumns(header, names, []).columns.size >= 3;

/** What boutiques should have, and have. */
export function readLevels({ header, rows }: Table, known: KnownPlaces): LevelsFile {
  const { columns, faults } = readColumns(header, names, ['boutique', 'article', 'par']);
  if (faults.length > 0) return { levels: [], faults };

  const first = new Map<string, number>();
  const read = rows.map((row) => readLevel(cellsOf(row, columns, names), known, first));
  return { levels: read.map(({ level }) => level), faults: read.flatMap((each) => each.faults) };
}

function readLevel(cells: Cells<keyof typeof names>, known: KnownPlaces, first: Map<string, number>) {
  const { line, text, fault, faults } = cells;
  const boutique = placeOf(text('boutique'), known.boutiques);
  if (boutique === null) fault('boutique', unknownPlace(known.boutiques));
  const article = readCode(text('article'));
  if (!known.articles.has(article)) fault('article', 'The catalogue has no such article.');
  const key = `${boutique}/${article}`;
  const before = first.get(key);
  if (before !== undefined) fault('article', `This article of this boutique is on line ${before} already.`);
  else first.set(key, line);
  const par = cells.whole('par', 0, MOST_PAR);
  const onHand = text('onHand') === '' ? null : cells.whole('onHand', 0, MOST_PAR);
  const level: ListedLevel = { boutique: boutique ?? '', article, par, onHand };
  return { level, faults };
}

export interface LevelsFile {
  readonly levels: readonly ListedLevel[];
  readonly faults: readonly Fault[];
}
