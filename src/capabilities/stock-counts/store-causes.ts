import { type Database, sql } from '../../database/client.js';
import type { Count } from './rules.js';
import type { Cause, ValueBand } from './rules-causes.js';

export interface NamedCause {
  readonly serial: string;
  readonly cause: Cause;
}

/** Adds what was named, and returns how it is numbered; an earlier cause of the same serial stays on record and no longer tells. */
export async function saveCauses(
  db: Database,
  { id, comparison }: Pick<Count, 'id' | 'comparison'>,
  named: readonly NamedCause[],
  { note, by, at }: { readonly note: string | null; readonly by: string; readonly at: Date },
): Promise<string[]> {
  const rows = await db.countCause.createManyAndReturn({
    data: named.map((each) => ({ ...each, countId: id, comparison, note, namedBy: by, namedAt: at })),
    select: { id: true },
  });
  return rows.map((row) => String(row.id));
}

/** A photo of what the causes say; it comes after them, once. */
export async function keepPhotoOf(
  db: Database,
  photo: { readonly id: string; readonly name: string; readonly bytes: Uint8Array },
  causes: readonly string[],
): Promise<void> {
  await db.attachment.create({ data: { ...photo, bytes: new Uint8Array(photo.bytes) } });
  await db.countCause.updateMany({ where: { id: { in: causes.map(BigInt) }, photo: null }, data: { photo: photo.id } });
}

/** The cause of each serial, as it was named last. */
export async function causesOf(
  db: Database,
  { id, comparison }: Pick<Count, 'id' | 'comparison'>,
): Promise<Map<string, Cause>> {
  const rows = await db.$queryRaw<NamedCause[]>(sql`
    select distinct on (serial) serial, cause from count_causes
    where count_id = ${id} and comparison = ${comparison} order by serial, id desc`);
  return new Map(rows.map(({ serial, cause }) => [serial, cause]));
}

/** In their order: who decides too, above what. */
export async function bandsOf(db: Database, currency: string): Promise<ValueBand[]> {
  const rows = await db.valueBand.findMany({ where: { currency }, orderBy: { position: 'asc' } });
  return rows.map(({ role, above }) => ({ role: role as ValueBand['role'], above: Number(above) }));
}

export async function saveDocument(db: Database, count: string, document: string, by: string, at: Date): Promise<void> {
  await db.count.update({ where: { id: count }, data: { document, documentBy: by, documentAt: at } });
}

export async function saveClosed(db: Database, count: string, at: Date): Promise<void> {
  await db.count.update({ where: { id: count }, data: { closedAt: at } });
}

/** Its zones are free again, whatever became of it. */
export async function saveVoid(db: Database, count: string, reason: string): Promise<void> {
  await db.count.update({ where: { id: count }, data: { voidReason: reason } });
  await db.countZone.updateMany({ where: { countId: count }, data: { heldZone: null } });
}

/** Everybody who ever scanned in the count. */
export function everyCounter(db: Database, count: string): Promise<{ id: string; round: string }[]> {
  return db.$queryRaw(sql`
    select distinct b.person_id as id, r.id as round from count_batches b join count_rounds r on r.id = b.round_id where r.count_id = ${count}`);
}
