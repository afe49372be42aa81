import { type Database, sql } from '../../database/client.js';
import type { Level } from './rules.js';

/** Sets pars, and what is on hand where it is said, in one statement. */
export async function saveLevels(db: Database, levels: readonly Omit<Level, 'countedAt'>[], now: Date): Promise<void> {
  await db.$executeRaw(sql`
    insert into supply_levels (boutique_code, article_code, par, on_hand, counted_at)
    select r.boutique, r.article, r.par, r."onHand", case when r."onHand" is null then null else ${now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(levels)}::jsonb) as r(boutique text, article text, par int, "onHand" int)
    on conflict (boutique_code, article_code) do update set par = excluded.par,
      on_hand = coalesce(excluded.on_hand, supply_levels.on_hand), counted_at = coalesce(excluded.counted_at, supply_levels.counted_at)`);
}

export interface BoutiqueLevel extends Level {
  readonly name: string;
  readonly unit: string;
}

/** What the boutique carries and the catalogue lists, by name, after this code. */
export function levelsOf(db: Database, boutique: string, after: string | null, most: number): Promise<BoutiqueLevel[]> {
  return db.$queryRaw<BoutiqueLevel[]>(sql`
    with listed as (
      select l.boutique_code as boutique, l.article_code as article, l.par, l.on_hand as "onHand", l.counted_at as "countedAt", a.unit,
        a.name || case when a.size is null or lower(a.name) like '% ' || lower(a.size) then '' else ' ' || a.size end as name
      from supply_levels l join supply_articles a on a.code = l.article_code where l.boutique_code = ${boutique} and a.active)
    select * from listed where ${after}::text is null or (name, article) > (select name, article from listed where article = ${after})
    order by name, article limit ${most}`);
}

/** Of these codes, whatever the catalogue says of them. */
export function levelsNamed(db: Database, boutique: string, codes: readonly string[]): Promise<BoutiqueLevel[]> {
  return db.$queryRaw<BoutiqueLevel[]>(sql`
    select l.boutique_code as boutique, l.article_code as article, l.par, l.on_hand as "onHand", l.counted_at as "countedAt", a.unit,
      a.name || case when a.size is null or lower(a.name) like '% ' || lower(a.size) then '' else ' ' || a.size end as name
    from supply_levels l join supply_articles a on a.code = l.article_code
    where l.boutique_code = ${boutique} and l.article_code = any(${[...codes]}) order by name, article`);
}

export interface Shortage {
  readonly boutique: string;
  readonly par: number;
  readonly onHand: number | null;
}

/** Where an article is under its par; at one boutique, or at all. */
export function shortagesOf(db: Database, article: string, boutique: string | null): Promise<Shortage[]> {
  return db.$queryRaw<Shortage[]>(sql`
    select b.name as boutique, l.par, l.on_hand as "onHand" from supply_levels l join boutiques b on b.code = l.boutique_code
    where l.article_code = ${article} and b.active and l.on_hand < l.par
      and (${boutique}::text is null or l.boutique_code = ${boutique})
    order by l.on_hand::float8 / l.par, b.name`);
}

/** What somebody saw on the shelf, in one statement. */
export async function saveOnHand(
  db: Database,
  boutique: string,
  said: ReadonlyMap<string, number>,
  now: Date,
): Promise<void> {
  await db.$executeRaw(sql`
    update supply_levels l set on_hand = s.quantity, counted_at = ${now}
    from unnest(${[...said.keys()]}::text[], ${[...said.values()]}::int[]) as s(article, quantity)
    where l.boutique_code = ${boutique} and l.article_code = s.article`);
}

export async function countUnderPar(db: Database, boutique: string): Promise<number> {
  const [row] = await db.$queryRaw<{ short: number }[]>(sql`
    select count(*)::int as short from supply_levels l join supply_articles a on a.code = l.article_code
    where l.boutique_code = ${boutique} and a.active and l.on_hand < l.par`);
  return row?.short ?? 0;
}
