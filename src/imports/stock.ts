import { createHash } from 'node:crypto';
import { type AuditEntry, appendAudit } from '../database/audit.js';
import { type Connection, type Database, transaction } from '../database/client.js';
import { counted, dayAndTime } from '../domain/calendar.js';
import type { Fault } from '../domain/fault.js';
import { Refusal } from '../domain/refusal.js';
import { readStockFile } from './stock-file.js';
import type { StockPiece } from './stock-row.js';
import {
  type KnownBoutique,
  knownBoutiques,
  lockStock,
  newestImport,
  replaceStock,
  type StockStatement,
} from './stock-store.js';

export interface StockImportOrder {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** The time the export speaks of. */
  readonly statedAt: Date;
  /** Its code or name; needed where the file does not say. */
  readonly boutique?: string;
  readonly now: Date;
  readonly newId: () => string;
  /** Who imports; null where nobody did. */
  readonly by: string | null;
}

/** Nothing is imported where there are faults. */
export interface ImportResult {
  readonly faults: readonly Fault[];
  readonly boutiques: readonly ImportedStock[];
}

export interface ImportedStock {
  readonly code: string;
  readonly pieces: number;
  /** False where we had this very file already. */
  readonly imported: boolean;
  /** What happened: "Madison Avenue: 412 pieces as of Fri, Nov 27, 6:00 PM." */
  readonly sentence: string;
}

/** Imports an export of the register as a whole, or not at all. */
export async function importStock(connection: Connection, order: StockImportOrder): Promise<ImportResult> {
  const known = await knownBoutiques(connection.prisma);
  if (known.length === 0) throw new Refusal('no-network', 'No network yet: run vitrine network apply FILE.');
  const { pieces, faults } = readStockFile(order.bytes, { boutiques: known }, order.boutique);
  if (faults.length > 0) return { faults, boutiques: [] };

  const sha256 = createHash('sha256').update(order.bytes).digest('hex');
  const stocks = stocksOf(known, pieces);
  return transaction(
    connection,
    async (db) => {
      const boutiques: ImportedStock[] = [];
      for (const stock of stocks) boutiques.push(await importOne(db, { ...order, ...stock, sha256 }));
      return { faults: [], boutiques };
    },
    { slow: true },
  );
}

interface Stock {
  readonly boutique: KnownBoutique;
  readonly pieces: readonly StockPiece[];
}

/** In the order of their codes: two imports that lock the same boutiques must not wait for each other. */
function stocksOf(boutiques: readonly KnownBoutique[], pieces: readonly StockPiece[]): Stock[] {
  const byCode = new Map<string, StockPiece[]>();
  for (const piece of pieces) {
    const list = byCode.get(piece.boutiqueCode);
    if (list) list.push(piece);
    if (!list) byCode.set(piece.boutiqueCode, [piece]);
  }
  return boutiques.flatMap((boutique) => {
    const own = byCode.get(boutique.code);
    return own ? [{ boutique, pieces: own }] : [];
  });
}

type OneImport = Omit<StockImportOrder, 'boutique'> & Stock & { readonly sha256: string };

async function importOne(db: Database, order: OneImport): Promise<ImportedStock> {
  const { boutique, pieces, fileName, statedAt, sha256, now, newId } = order;
  const when = dayAndTime(statedAt, boutique.timeZone);
  const result = { code: boutique.code, pieces: pieces.length };

  await lockStock(db, boutique.code);
  const newest = await newestImport(db, boutique.code);
  if (newest?.sha256 === sha256 && newest.statedAt.getTime() === statedAt.getTime()) {
    return {
      ...result,
      imported: false,
      sentence: `${boutique.name}: this file as of ${when} is here already; nothing was changed.`,
    };
  }
  mustBeTimely(order, newest?.statedAt ?? null);

  const id = newId();
  await replaceStock(db, { id, boutiqueCode: boutique.code, fileName, sha256, statedAt }, pieces, now);
  await appendAudit(db, [importedEvent(order, id, newest)], now);
  return { ...result, imported: true, sentence: `${boutique.name}: ${counted(pieces.length, 'piece')} as of ${when}.` };
}

function importedEvent(order: OneImport, id: string, newest: StockStatement | null): AuditEntry {
  const { boutique, pieces, fileName, sha256, statedAt, by } = order;
  const before = newest && { import: newest.id, sha256: newest.sha256, statedAt: newest.statedAt.toISOString() };
  const after = { import: id, sha256, statedAt: statedAt.toISOString() };
  const facts = { fileName, sha256, statedAt: statedAt.toISOString(), pieces: pieces.length };
  const act = { actorId: by, channel: 'command-line', boutique: boutique.code, event: 'stock.imported', subject: id };
  return { ...act, facts, ...(before && { before }), after };
}

function mustBeTimely({ boutique, statedAt, now }: OneImport, newest: Date | null): void {
  const { name, timeZone } = boutique;
  const when = dayAndTime(statedAt, timeZone);
  if (statedAt > now) {
    throw new Refusal('stock-of-the-future', `This file says it is of ${when}, which is still to come for ${name}.`);
  }
  if (newest && statedAt < newest) {
    const sentence = `This file is of ${when}, and ${name} has stock of ${dayAndTime(newest, timeZone)} already. Export it again.`;
    throw new Refusal('older-stock', sentence);
  }
}
