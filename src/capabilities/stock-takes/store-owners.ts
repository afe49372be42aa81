import { type Database, sql } from '../../database/client.js';
import { unownedOf } from './store.js';

export interface ZoneInDoubt {
  readonly zone: string;
  readonly name: string;
}

/** Zones in which something differs that nothing explains and nobody looks into, in their order on the floor. */
export function zonesWithoutOwner(db: Database, count: string): Promise<ZoneInDoubt[]> {
  return db.$queryRaw(sql`
    select z.id as zone, z.name from zones z
    where z.id in (select u.zone_id from (${unownedOf(sql`${count}`)}) u) order by z.position, z.id`);
}

export interface NewOwner {
  readonly zone: string;
  readonly owner: string;
}

export async function addOwners(
  db: Database,
  { take, count, by, now }: { readonly take: string; readonly count: string; readonly by: string; readonly now: Date },
  owners: readonly NewOwner[],
): Promise<void> {
  await db.stockTakeOwner.createMany({
    data: owners.map(({ zone, owner }) => ({
      ...{ takeId: take, countId: count, zoneId: zone, ownerId: owner, namedBy: by, namedAt: now },
    })),
  });
}

export interface KeptOwner {
  readonly zone: string;
  readonly owner: string;
  readonly ownerId: string;
  readonly by: string;
  readonly at: Date;
}

/** Everybody who was ever named in this count, in their order. */
export function keptOwners(db: Database, count: string): Promise<KeptOwner[]> {
  return db.$queryRaw(sql`
    select z.name as zone, o.name as owner, o.id as "ownerId", b.name as by, w.named_at as at
    from stock_take_owners w join zones z on z.id = w.zone_id join people o on o.id = w.owner_id join people b on b.id = w.named_by
    where w.count_id = ${count} order by w.id`);
}
