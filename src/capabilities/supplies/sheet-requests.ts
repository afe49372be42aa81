import type { Attachment } from '../../chat/channel.js';
import { csv } from '../../domain/csv-file.js';
import { minorDigits } from '../../domain/money.js';
import { categories, costOf, type SupplyRequest } from './rules.js';
import { outlierNow } from './rules-deciding.js';

const COLUMNS = [
  'article',
  'name',
  'category',
  'unit',
  'asked',
  'changed to',
  'on hand',
  'par',
  'last year',
  'times the network’s usual',
  'cost',
  'currency',
  'supplier',
  'ordered',
  'received',
] as const;

/** Every line of a request, as a file. */
export function requestSheet(request: SupplyRequest): Attachment {
  const { number, boutique, currency, lines } = request;
  const rows = lines.map((line) => {
    const { article, name, category, unit, asked, validated, onHand, par, lastYear, supplier, ordered, received } =
      line;
    const outlier = outlierNow(line);
    return {
      ...{ article, name, category: categories[category], unit, asked, par, supplier, ordered, received, currency },
      'changed to': validated === asked ? null : validated,
      'on hand': onHand,
      'last year': lastYear,
      'times the network’s usual': outlier === null ? null : outlier / 10,
      cost: costOf(line) / 10 ** minorDigits(currency),
    };
  });
  return { name: `supplies-${boutique}-${number}.csv`, bytes: csv(COLUMNS, rows) };
}
