import { type Database, sql } from '../../database/client.js';
import type { Article } from './rules.js';

/** What a form offers of several, at the most. */
const MOST = 100;

/** The gifts that the catalogue lists, priced in this currency. */
export function giftArticles(db: Database, currency: string): Promise<Pick<Article, 'code' | 'name' | 'size'>[]> {
  return db.$queryRaw(sql`
    select a.code, a.name, a.size from supply_articles a
    where a.category = 'gifts' and a.active and a.currency = ${currency} order by a.name, a.code limit ${MOST}`);
}

/** Those of these codes that there are. */
export function namedArticles(
  db: Database,
  codes: readonly string[],
): Promise<Pick<Article, 'code' | 'name' | 'size'>[]> {
  return db.$queryRaw(sql`
    select a.code, a.name, a.size from supply_articles a where a.code = any(${[...codes]}) order by a.name, a.code`);
}
