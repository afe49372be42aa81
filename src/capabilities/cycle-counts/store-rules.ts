import { type Database, sql } from '../../database/client.js';
import { type Changed, type Rules, rulesFrom } from './rules.js';

/** Every boutique. */
export const EVERYWHERE = '*';

export type RulesBook = (boutique: string) => Rules;

/** What each boutique is planned by; one query, however many they are. */
export async function rulesOfAll(db: Database): Promise<RulesBook> {
  const rows = await db.cycleRules.findMany();
  const changed = new Map(rows.map(({ place, figures }) => [place, figures as Changed]));
  return (boutique) => rulesFrom(changed.get(EVERYWHERE) ?? {}, changed.get(boutique) ?? {});
}

/** Under `*` those that hold where a boutique has none of its own. */
export async function changedAt(db: Database, place: string): Promise<Changed> {
  const row = await db.cycleRules.findUnique({ where: { place } });
  return (row?.figures ?? {}) as Changed;
}

export async function saveRules(db: Database, place: string, figures: Changed, by: string, now: Date): Promise<void> {
  await db.$executeRaw(sql`
    insert into cycle_rules (place, figures, changed_by, changed_at)
    values (${place}, ${JSON.stringify(figures)}::jsonb, ${by}, ${now})
    on conflict (place) do update set figures = excluded.figures, changed_by = excluded.changed_by, changed_at = excluded.changed_at`);
}
