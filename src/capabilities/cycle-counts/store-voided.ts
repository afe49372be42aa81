import { type Database, sql } from '../../database/client.js';
import { openStates, type PlannedSlot } from './rules-slots.js';
import { openZone } from './store.js';
import type { SlotKey } from './store-ending.js';

export interface VoidedSlot extends SlotKey {
  readonly count: string;
}

/** Those that are done by a count that was voided since. */
export const slotsVoided = (db: Database, slot: string | null = null): Promise<VoidedSlot[]> =>
  db.$queryRaw<VoidedSlot[]>(sql`
    select s.id, s.boutique_code as boutique, to_char(s.day, 'YYYY-MM-DD') as day, c.id as count
    from counts c join cycle_slots s on s.count_id = c.id
    where c.state = 'voided' and s.state = 'done' and (${slot}::text is null or s.id = ${slot}) order by s.day, s.id`);

/** As it was before it was counted. Where its zone has another open slot in that week by now, that one is owed, and this one was missed. */
export async function reopenSlot(db: Database, slot: PlannedSlot, count: string): Promise<'owed' | 'missed' | null> {
  const open = openZone(slot.boutique, slot);
  const [changed] = await db.$queryRaw<{ state: string }[]>(sql`
    update cycle_slots s set count_id = null, done_at = null,
      on_time = case when w.twin then false end,
      open_zone = case when not w.twin then ${open} end,
      state = case when w.twin then 'missed' when s.confirmed_by is not null then 'confirmed'
        when s.confirmed_at is not null then 'stands' else 'proposed' end
    from (select exists (
      select from cycle_slots n where n.open_zone = ${open} and n.state = any(${[...openStates]})) as twin) w
    where s.id = ${slot.id} and s.count_id = ${count} and s.state = 'done' returning s.state`);
  if (!changed) return null;
  return changed.state === 'missed' ? 'missed' : 'owed';
}
