import { type Database, folded, sql } from '../../database/client.js';
import { LEAD, type Whole, wholesWhere } from './store.js';

const SAID = sql`' ' || p.title || ' ' || p.place || ' ' || p.city || ' ' || coalesce(p.boutique_code, '') || ' p-' || p.number || ' ' || p.kind || ' project'`;

/** By words of its title, place, city, number or kind; those that are not over first. */
export function projectsCalled(db: Database, words: readonly string[], most: number): Promise<Whole[]> {
  const patterns = words.map((word) => `% ${word}%`);
  return wholesWhere(
    db,
    sql`${folded(SAID)} like all (${patterns}::text[]) order by p.ended_at is not null, p.opens_on, p.number limit ${most}`,
  );
}

/** Those that somebody planned, the newest first. */
export const plannedBy = (db: Database, person: string, most: number): Promise<Whole[]> =>
  wholesWhere(db, sql`p.created_by = ${person} order by p.created_at desc limit ${most}`);

/** Where somebody may have to decide: what they lead is contested, or a no-go stands. */
export const waitingFor = (db: Database, person: string): Promise<Whole[]> =>
  wholesWhere(
    db,
    sql`p.state not in ('handed-over', 'cancelled') and exists (
      select from project_milestones m where m.project_id = p.id and m.status = 'open'
        and (m.vote = 'no-go' or (m.answer = 'contested' and ${LEAD} = ${person})))
      order by p.opens_on, p.number limit 20`,
  );
