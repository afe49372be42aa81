import { type Database, folded, sql } from '../../database/client.js';
import type { Article } from './rules.js';

const ARTICLE = sql`a.code, a.name, a.category, a.size, a.unit, a.pack_size as "packSize", a.cost::float8 as cost, a.currency,
  a.supplier, a.lead_days as "leadDays", a.picture_id as "pictureId", a.active`;

/** Those of these codes that there are, listed or not, by their code. */
export async function findArticles(db: Database, codes: readonly string[]): Promise<ReadonlyMap<string, Article>> {
  const rows = await db.$queryRaw<Article[]>(sql`
    select ${ARTICLE} from supply_articles a where a.code = any(${[...codes]})`);
  return new Map(rows.map((article) => [article.code, article]));
}

interface Search {
  /** Only what is priced in it; in any where it is left out. */
  readonly currency?: string;
  /** Only what the catalogue lists. */
  readonly active?: boolean;
  readonly most: number;
}

/** Articles of which every word begins a word of their name, size, code or category. */
export function searchArticles(
  db: Database,
  words: readonly string[],
  { currency, active = true, most }: Search,
): Promise<Article[]> {
  const patterns = words.map((word) => `% ${word}%`);
  return db.$queryRaw<Article[]>(sql`
    select ${ARTICLE} from supply_articles a
    where (not ${active} or a.active) and (${currency ?? null}::text is null or a.currency = ${currency ?? null})
      and ${folded(sql`' ' || a.name || ' ' || coalesce(a.size, '') || ' ' || a.code || ' ' || a.category`)} like all (${patterns}::text[])
    order by a.active desc, a.name, a.code limit ${most}`);
}

/** Adds them and changes those that are there, in one statement; what is not among them is left as it is. */
export async function saveArticles(
  db: Database,
  articles: readonly Omit<Article, 'pictureId'>[],
  by: string,
  now: Date,
): Promise<void> {
  await db.$executeRaw(sql`
    insert into supply_articles (code, name, category, size, unit, pack_size, cost, currency, supplier, lead_days, active, changed_at, changed_by)
    select r.code, r.name, r.category, r.size, r.unit, r."packSize", r.cost, r.currency, r.supplier, r."leadDays", r.active, ${now}, ${by}
    from jsonb_to_recordset(${JSON.stringify(articles)}::jsonb) as r(code text, name text, category text, size text, unit text,
      "packSize" int, cost bigint, currency text, supplier text, "leadDays" int, active boolean)
    on conflict (code) do update set name = excluded.name, category = excluded.category, size = excluded.size, unit = excluded.unit,
      pack_size = excluded.pack_size, cost = excluded.cost, currency = excluded.currency, supplier = excluded.supplier,
      lead_days = excluded.lead_days, active = excluded.active, changed_at = excluded.changed_at, changed_by = excluded.changed_by`);
}

/** All codes, and which of them are listed. */
export async function catalogueCodes(db: Database): Promise<ReadonlyMap<string, boolean>> {
  const rows = await db.supplyArticle.findMany({ select: { code: true, active: true } });
  return new Map(rows.map(({ code, active }) => [code, active]));
}

/** What a new catalogue no longer lists; how many that are. */
export function unlistOthers(db: Database, codes: readonly string[], by: string, now: Date): Promise<number> {
  return db.$executeRaw(sql`
    update supply_articles set active = false, changed_at = ${now}, changed_by = ${by}
    where active and code <> all(${[...codes]})`);
}

/** Kept beside the documents of messages. */
export async function savePicture(
  db: Database,
  code: string,
  picture: { readonly id: string; readonly name: string; readonly bytes: Uint8Array },
  by: string,
  now: Date,
): Promise<void> {
  await db.attachment.create({ data: { ...picture, bytes: new Uint8Array(picture.bytes) } });
  await db.supplyArticle.update({ where: { code }, data: { pictureId: picture.id, changedAt: now, changedBy: by } });
}

export function findPicture(
  db: Database,
  id: string,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> {
  return db.attachment.findUnique({ where: { id }, select: { name: true, bytes: true } });
}

/** Days until the slowest of what is listed can be there. */
export async function longestLead(db: Database, currency: string): Promise<number> {
  const { _max } = await db.supplyArticle.aggregate({ where: { active: true, currency }, _max: { leadDays: true } });
  return _max.leadDays ?? 0;
}
