import { type Database, sql } from '../../database/client.js';
import type { Boutique } from '../../domain/boutique.js';
import type { Day } from '../../domain/calendar.js';
import type { KitLine, KitSize } from './rules-kits.js';

export interface KitSum {
  readonly size: KitSize;
  readonly articles: number;
  /** By currency, minor units. */
  readonly currency: string;
  readonly cost: number;
}

export function kitSums(db: Database): Promise<KitSum[]> {
  return db.$queryRaw<KitSum[]>(sql`
    select k.size, a.currency, count(*)::int as articles, sum(k.quantity * a.cost)::float8 as cost
    from supply_kit_lines k join supply_articles a on a.code = k.article_code where a.active
    group by 1, 2 order by array_position(array['small', 'medium', 'large'], k.size), 2`);
}

/** What of a size the catalogue lists in this currency. */
export function kitOf(db: Database, size: KitSize, currency: string): Promise<KitLine[]> {
  return db.$queryRaw<KitLine[]>(sql`
    select k.size, k.article_code as article, k.quantity from supply_kit_lines k join supply_articles a on a.code = k.article_code
    where k.size = ${size} and a.active and a.currency = ${currency} order by k.article_code`);
}

/** Those sizes that the file speaks of have what it says, and nothing else. */
export async function replaceKits(db: Database, lines: readonly KitLine[]): Promise<void> {
  const sizes = [...new Set(lines.map(({ size }) => size))];
  await db.supplyKitLine.deleteMany({ where: { size: { in: sizes } } });
  await saveKitLines(db, lines);
}

/** One article of one size; nothing of it takes it out. */
export async function saveKitLine(db: Database, line: KitLine): Promise<void> {
  const { size, article, quantity } = line;
  if (quantity > 0) return saveKitLines(db, [line]);
  await db.supplyKitLine.deleteMany({ where: { size, articleCode: article } });
}

export async function saveKitLines(db: Database, lines: readonly KitLine[]): Promise<void> {
  await db.$executeRaw(sql`
    insert into supply_kit_lines (size, article_code, quantity)
    select k.size, k.article, k.quantity from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as k(size text, article text, quantity int)
    on conflict (size, article_code) do update set quantity = excluded.quantity`);
}

/** The number of the opening kit that a boutique has already; null for none. Held, so that nobody plans a second one meanwhile. */
export async function plannedKitOf(db: Database, boutique: Boutique['code']): Promise<number | null> {
  await db.$queryRaw(sql`select 1 from boutiques where code = ${boutique} for update`);
  const planned = await db.supplyRequest.findFirst({
    where: { boutiqueCode: boutique, kind: 'opening-kit', state: { notIn: ['cancelled', 'rejected', 'closed'] } },
    select: { number: true },
  });
  return planned?.number ?? null;
}

/** Without the need of a boutique's hold: for a form. */
export interface ToOrder {
  readonly boutique: string;
  readonly boutiqueName: string;
  readonly orderBy: Day;
  readonly articles: number;
  readonly request: string;
  readonly timeZone: string;
}

/** What openings still need to be ordered, by boutique and day, the first day first. */
export function kitsToOrder(db: Database, most: number): Promise<ToOrder[]> {
  return db.$queryRaw<ToOrder[]>(sql`
    select r.boutique_code as boutique, b.name as "boutiqueName", b.time_zone as "timeZone", r.id as request,
      to_char(l.order_by, 'YYYY-MM-DD') as "orderBy", count(*)::int as articles
    from supply_lines l join supply_requests r on r.id = l.request_id join boutiques b on b.code = r.boutique_code
    where r.state in ('approved', 'hq-sent', 'ordered', 'partly-received') and l.order_by is not null
      and coalesce(l.validated, l.asked) > l.ordered
    group by 1, 2, 3, 4, 5 order by 5, 1 limit ${most}`);
}
