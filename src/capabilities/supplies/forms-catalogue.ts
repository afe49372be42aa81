import {
  amount,
  choice,
  type Field,
  files,
  form,
  type Lookup,
  lookup,
  optional,
  quantity,
  text,
} from '../../chat/form.js';
import { dayAndTime } from '../../domain/calendar.js';
import { money } from '../../domain/money.js';
import { type Article, articleName, categories, inUnits, type Level } from './rules.js';

const CSV = { extensions: ['csv', 'txt'], max: 1 } as const;

/** Look an article up; whoever keeps the catalogue can bring a new one. */
export function catalogueForm(search: Lookup['search'], mayImport: boolean) {
  const article = optional(lookup('Article', { hint: 'Type its name or code.', search }));
  const hint =
    'A CSV with code, name, category, size, unit, pack size, cost, supplier and lead time; a column “par MADISON” for each boutique. Or boutique, article, par and on hand.';
  const file = optional(files('Or a file', { hint, ...CSV }));
  return form({
    name: 'catalogue',
    title: 'Catalogue',
    submit: 'Open',
    fields: mayImport ? { article, file } : { article },
  });
}

export function articleForm({ code, currency }: Article) {
  return form({
    name: 'edit-article',
    title: 'Edit article',
    submit: 'Save',
    intro: code,
    fields: {
      name: text('Name', { max: 80 }),
      category: choice('Category', categories),
      size: optional(text('Size', { max: 20, hint: 'Of boxes: M.' })),
      unit: text('Unit', { max: 20, hint: 'What is counted: piece, roll, set.' }),
      packSize: quantity('Pack size', { min: 1, hint: 'Units in a pack; orders go out in whole packs.' }),
      cost: amount('Cost', { currency, hint: 'Of one unit.' }),
      supplier: optional(text('Supplier', { max: 80, hint: 'Left empty, it stays as it is.' })),
      leadDays: optional(quantity('Lead time in days', { max: 730, hint: 'Left empty, it stays as it is.' })),
    },
  });
}

export const pictureForm = (article: Article) =>
  form({
    name: 'add-picture',
    title: 'Picture',
    submit: 'Save',
    intro: articleName(article),
    fields: { picture: files('Picture', { extensions: ['jpg', 'jpeg', 'png'], max: 1 }) },
  });

export interface OnShelf extends Level {
  readonly name: string;
  readonly unit: string;
}

/** Before an article's code, the field that asks how much of it there is. */
export const ON_HAND = 'onHand.';

export function levelsForm(levels: readonly OnShelf[], where: string, timeZone: string) {
  const fields: Record<string, Field<number | undefined>> = {};
  for (const level of levels)
    fields[`${ON_HAND}${level.article}`] = optional(quantity(level.name, { hint: shelfHint(level, timeZone) }));
  return form({
    name: 'levels',
    title: 'On hand',
    submit: 'Save',
    intro: `${where}. What is left empty stays as it is.`,
    fields,
  });
}

function shelfHint({ par, unit, onHand, countedAt }: OnShelf, timeZone: string): string {
  const units = `In ${inUnits(2, unit).slice(2)}; par ${par.toLocaleString('en-US')}`;
  return onHand === null || countedAt === null ? `${units}.` : `${units}; counted ${dayAndTime(countedAt, timeZone)}.`;
}

export const budgetsForm = form({
  name: 'import-budgets',
  title: 'Budgets',
  submit: 'Import',
  fields: {
    file: files('File', {
      hint: 'A CSV with boutique, category, year, month (empty for the year), amount, at request and at order (stop, warn or ignore).',
      ...CSV,
    }),
  },
});

/** Before a currency, the field that asks for its limit. */
export const LIMIT = 'limit.';

export function limitForm(limits: ReadonlyMap<string, number>) {
  const fields: Record<string, Field<number>> = {};
  for (const [currency, limit] of limits)
    fields[`${LIMIT}${currency}`] = amount(`In ${currency}`, { currency, hint: `Now ${money(limit, currency)}.` });
  return form({
    name: 'set-limit',
    title: 'Limit of a request',
    submit: 'Save',
    intro: 'Above it the operations manager decides after the store manager.',
    fields,
  });
}
