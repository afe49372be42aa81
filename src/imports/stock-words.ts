import { plain, SERIAL_HEADERS } from '../domain/header.js';

/** What a column holds. */
export type Meaning = 'serial' | 'reference' | 'description' | 'boutique' | 'zone' | 'retail' | 'cost' | 'status';

/** Where a piece is, as far as the register knows; the first two are expected in the boutique. */
export type PieceStatus = 'in-stock' | 'reserved' | 'in-transit' | 'at-workshop' | 'on-memo' | 'sold';

/** The headers of real exports, by meaning; the first is the one we ask for. */
const headers: Readonly<Record<Meaning, readonly string[]>> = {
  serial: SERIAL_HEADERS,
  reference: ['Reference', 'Item code', 'SKU', 'Ref', 'Code article', 'Référence', 'Réf'],
  description: ['Description', 'Desc', 'Désignation', 'Libellé'],
  boutique: ['Boutique', 'Store', 'Warehouse', 'Dépôt', 'Magasin', 'Établissement'],
  zone: ['Zone', 'Location', 'Bin', 'Emplacement'],
  retail: ['Retail price', 'Price', 'RRP', 'Prix de vente', 'Prix de vente TTC', 'PV TTC'],
  cost: ['Cost', 'WAC', 'Prix de revient', 'PAMP'],
  status: ['Status', 'State', 'Statut', 'Etat', 'État'],
};

const statuses: Readonly<Record<PieceStatus, readonly string[]>> = {
  'in-stock': ['in stock', 'en stock'],
  reserved: ['reserved', 'réservé'],
  'in-transit': ['in transit', 'en transit'],
  'at-workshop': ['at workshop', 'atelier'],
  'on-memo': ['on memo', 'confié'],
  sold: ['sold', 'vendu'],
};

const meanings = backwards(headers);
const statusOf = backwards(statuses);

export function readHeader(text: string): Meaning | null {
  return meanings.get(plain(text)) ?? null;
}

export function readStatus(text: string): PieceStatus | null {
  return statusOf.get(plain(text)) ?? null;
}

/** What we call a column when asking for it. */
export function columnName(meaning: Meaning): string {
  return headers[meaning][0] ?? meaning;
}

/** "In stock, reserved, …": what a status may be. */
export const statusNames = Object.values(statuses).map(([english]) => english ?? '');

function backwards<K extends string>(words: Readonly<Record<K, readonly string[]>>): ReadonlyMap<string, K> {
  const entries = Object.entries(words) as [K, readonly string[]][];
  return new Map(entries.flatMap(([key, list]) => list.map((word) => [plain(word), key] as const)));
}
