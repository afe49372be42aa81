import { type Database, sql } from '../database/client.js';
import type { StockBoutique } from './stock-places.js';
import type { StockPiece } from './stock-row.js';

export interface KnownBoutique extends StockBoutique {
  readonly timeZone: string;
}

export interface StockStatement {
  readonly id: string;
  readonly boutiqueCode: string;
  readonly fileName: string;
  /** Of the file's bytes, hexadecimal. */
  readonly sha256: string;
  /** The time the export speaks of. */
  readonly statedAt: Date;
}

/** One statement takes this many; all at once would double the memory of a large file. */
const CHUNK = 10_000;

/** The boutiques that are open for business, with their zones. */
export async function knownBoutiques(db: Database): Promise<KnownBoutique[]> {
  const zones = { where: { active: true }, orderBy: { position: 'asc' } } as const;
  const rows = await db.boutique.findMany({ where: { active: true }, orderBy: { code: 'asc' }, include: { zones } });
  return rows.map(({ code, name, currency, timeZone, zones }) => ({ code, name, currency, timeZone, zones }));
}

/** Until the transaction ends, nobody else imports for this boutique. */
export async function lockStock(db: Database, boutiqueCode: string): Promise<void> {
  await db.$executeRaw(sql`select pg_advisory_xact_lock(hashtextextended(${`stock/${boutiqueCode}`}, 0))`);
}

export function newestImport(db: Database, boutiqueCode: string): Promise<StockStatement | null> {
  return db.stockImport.findFirst({ where: { boutiqueCode }, orderBy: [{ statedAt: 'desc' }, { importedAt: 'desc' }] });
}

/** The newest of every boutique, by its code. */
export async function newestImports(db: Database): Promise<ReadonlyMap<string, StockStatement>> {
  const imports = await db.stockImport.findMany({
    distinct: ['boutiqueCode'],
    orderBy: [{ boutiqueCode: 'asc' }, { statedAt: 'desc' }, { importedAt: 'desc' }],
  });
  return new Map(imports.map((newest) => [newest.boutiqueCode, newest]));
}

/** An export is the whole stock: what is not in it has left. */
export async function replaceStock(
  db: Database,
  statement: StockStatement,
  pieces: readonly StockPiece[],
  now: Date,
): Promise<void> {
  await db.stockImport.create({ data: { ...statement, importedAt: now, lines: pieces.length } });
  await setAside(db, statement);
  await db.$executeRaw(sql`delete from pieces where boutique_code = ${statement.boutiqueCode}`);
  for (let start = 0; start < pieces.length; start += CHUNK) {
    await insertPieces(db, statement, pieces.slice(start, start + CHUNK));
  }
  await keepTurnover(db, statement);
}

/** What lay where before, within this transaction: it may be more than we want to hold ourselves. */
async function setAside(db: Database, { boutiqueCode }: StockStatement): Promise<void> {
  await db.$executeRaw(
    sql`create temporary table if not exists pieces_before (serial text, zone_id text, retail bigint) on commit delete rows`,
  );
  await db.$executeRaw(sql`truncate pieces_before`);
  await db.$executeRaw(sql`
    insert into pieces_before select serial, zone_id, retail from pieces
    where boutique_code = ${boutiqueCode} and status in ('in-stock', 'reserved')`);
}

/** What came to each zone and what left it since the export before: nobody could tell later, as this one has taken its place. */
async function keepTurnover(db: Database, { id, boutiqueCode }: StockStatement): Promise<void> {
  await db.$executeRaw(sql`
    insert into stock_turnovers (import_id, zone_id, pieces, value)
    select ${id}, zone_id, count(*), sum(retail) from (
      select zone_id, serial, max(retail) as retail from (
        select serial, zone_id, retail from pieces_before
        union all select serial, zone_id, retail from pieces
        where boutique_code = ${boutiqueCode} and status in ('in-stock', 'reserved')) lay
      group by zone_id, serial having count(*) = 1) changed
    group by zone_id`);
}

async function insertPieces(
  db: Database,
  { id, boutiqueCode }: StockStatement,
  pieces: readonly StockPiece[],
): Promise<void> {
  const column = (value: (piece: StockPiece) => string) => pieces.map(value);
  await db.$executeRaw(sql`
    insert into pieces (boutique_code, import_id, serial, reference, description, zone_id, retail, cost, status)
    select ${boutiqueCode}, ${id}, *
    from unnest(
      ${column(({ serial }) => serial)}::text[],
      ${column(({ reference }) => reference)}::text[],
      ${column(({ description }) => description)}::text[],
      ${column(({ zoneId }) => zoneId)}::text[],
      ${column(({ retail }) => String(retail))}::bigint[],
      ${column(({ cost }) => String(cost))}::bigint[],
      ${column(({ status }) => status)}::text[])`);
}
