import { type Database, type Sql, sql } from '../../database/client.js';
import type { Sought } from './rules-searches.js';

/** Every piece that is sought since this moment or later, over the whole network. */
export const soughtSince = (db: Database, since: Date): Promise<Sought[]> =>
  sought(
    db,
    sql`exists (
    select from count_causes u where u.count_id = c.id and u.cause = 'unknown-investigating' and u.named_at >= ${since})`,
  );

export const soughtIn = (db: Database, count: string): Promise<Sought[]> => sought(db, sql`c.id = ${count}`);

/** Those whose cause, as it was named last, is that nobody knows; the search goes on when that is named anew. */
function sought(db: Database, which: Sql): Promise<Sought[]> {
  return db.$queryRaw<Sought[]>(sql`
    select k.count_id as count, k.boutique_code as boutique, k.serial, (
      select min(u.named_at) from count_causes u
      where u.count_id = k.count_id and u.serial = k.serial and u.cause = 'unknown-investigating') as since
    from (
      select distinct on (n.count_id, n.serial) n.count_id, n.serial, n.cause, c.boutique_code
      from count_causes n join counts c on c.id = n.count_id and c.comparison = n.comparison
      where c.state not in ('voided', 'cancelled') and ${which}
      order by n.count_id, n.serial, n.id desc) k
    where k.cause = 'unknown-investigating' order by k.count_id, k.serial`);
}
