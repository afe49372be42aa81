import { type Database, sql } from '../../database/client.js';

/**
 * Looks at every zone once more, and keeps what changed since the last look: who answers for it, and that what lay
 * there is gone. The first look at a zone is no change. One statement for the whole network.
 */
export async function lookAtZones(db: Database, now: Date): Promise<void> {
  await db.$executeRaw(sql`
    with look as (
      select z.id, z.holder_id, not exists (
        select from pieces p where p.zone_id = z.id and p.status in ('in-stock', 'reserved')) as empty
      from zones z join boutiques b on b.code = z.boutique_code and b.active
      where z.active and exists (select from stock_imports i where i.boutique_code = b.code))
    insert into cycle_watches (zone_id, holder_id, empty, seen_at)
    select id, holder_id, empty, ${now} from look
    on conflict (zone_id) do update set
      holder_changed_at = case when cycle_watches.holder_id is distinct from excluded.holder_id
        then excluded.seen_at else cycle_watches.holder_changed_at end,
      emptied_at = case when excluded.empty and not cycle_watches.empty then excluded.seen_at else cycle_watches.emptied_at end,
      holder_id = excluded.holder_id, empty = excluded.empty, seen_at = excluded.seen_at
    where cycle_watches.holder_id is distinct from excluded.holder_id or cycle_watches.empty <> excluded.empty`);
}
