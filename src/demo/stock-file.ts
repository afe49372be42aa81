import { stringify } from 'csv-stringify/sync';
import { demoStock } from './stock.js';

/** The demo register's export of one boutique. */
export function demoStockFile(code: string): Buffer {
  const rows = demoStock(code).map(({ retail, cost, ...piece }) => ({
    ...piece,
    boutique: code,
    retail: retail.toFixed(2),
    cost: (cost / 100).toFixed(2),
  }));
  const columns = Object.entries(headers).map(([key, header]) => ({ key, header }));
  return Buffer.from(stringify(rows, { header: true, columns }));
}

const headers = {
  serial: 'Serial number',
  reference: 'Item code',
  description: 'Description',
  boutique: 'Store',
  zone: 'Location',
  retail: 'Retail price',
  cost: 'Cost',
  status: 'Status',
} as const;
