import { minorDigits } from '../../domain/money.js';
import type { Page } from '../../domain/spreadsheet.js';
import type { Order, OrderLine, Share } from './rules-orders.js';

/** By article for whoever delivers; by boutique for whoever unpacks. */
export function orderPages(order: Order, shares: readonly Share[]): readonly [Page, Page] {
  return [byArticle(order), byBoutique(order, shares)];
}

const ARTICLE = 'article,name,unit,quantity,packs,pack size,unit cost,total,currency,received'.split(',');

function byArticle({ lines, currency }: Order): Page {
  const worth = (cents: number) => cents / 10 ** minorDigits(currency);
  const rows = lines.map(({ article, name, unit, quantity, packSize, unitCost, received }) => ({
    article,
    name,
    unit,
    quantity,
    packs: Math.ceil(quantity / packSize),
    'pack size': packSize,
    'unit cost': worth(unitCost),
    total: worth(unitCost * quantity),
    currency,
    received,
  }));
  return { name: 'By article', columns: ARTICLE, rows };
}

const BOUTIQUE = 'boutique,article,name,unit,quantity,received,request'.split(',');

function byBoutique({ lines }: Order, shares: readonly Share[]): Page {
  const known = new Map(lines.map((line) => [line.id, line]));
  const rows = shares.map(({ orderLine, boutique, article, quantity, received, number }) => {
    const { name = '', unit = '' } = known.get(orderLine) ?? {};
    return { boutique, article, name, unit, quantity, received, request: number };
  });
  return { name: 'By boutique', columns: BOUTIQUE, rows: [...rows, ...lines.flatMap(surplusOf)] };
}

/** What fills packs, and belongs to no boutique. */
function surplusOf({ article, name, unit, quantity, asked }: OrderLine) {
  if (quantity === asked) return [];
  return [{ boutique: 'network stock', article, name, unit, quantity: quantity - asked }];
}
