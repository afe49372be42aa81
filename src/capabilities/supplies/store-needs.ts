import { type Database, type Sql, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import type { Need } from './rules-needs.js';
import { findArticles } from './store-articles.js';

/** What was received of these within a year, by article and boutique, as receipts shared it out; of one boutique where it is named. */
const received = (codes: readonly string[], now: Date, boutique: string | null): Sql => sql`
  select o.article_code, s.boutique_code, sum(q.value::int) as quantity
  from supply_order_lines o join supply_receipt_lines rl on rl.order_line_id = o.id join supply_receipts rc on rc.id = rl.receipt_id
  cross join lateral jsonb_each_text(rl.shares) as q(line, value)
  join supply_shares s on s.order_line_id = o.id and s.request_line_id = q.line
  where o.article_code = any(${[...codes]}) and rc.received_at > ${now}::timestamptz - interval '365 days' and rc.received_at <= ${now}
    and (${boutique}::text is null or s.boutique_code = ${boutique}) group by 1, 2`;

/** Still to come of what was asked for: sent, and neither received nor declined. */
const UNDERWAY = sql`
  select l.article_code, r.boutique_code, sum(greatest(0, coalesce(l.validated, l.asked) - l.received)) as quantity
  from supply_lines l join supply_requests r on r.id = l.request_id
  where r.state in ('submitted', 'manager-validation', 'regional-review', 'approved', 'hq-sent', 'ordered', 'partly-received')
  group by 1, 2`;

interface NeedRow extends Omit<Need, 'article' | 'lastRequest' | keyof Usual> {
  readonly code: string;
  readonly lastQuantity: number | null;
  readonly lastOn: Day | null;
}

interface Wanted {
  /** With what the network uses per piece sold, which takes longest: where a quantity is to be judged. */
  readonly usual?: boolean;
}

/** What is known of these articles at a boutique, in as many queries however many they are. */
export async function needsOf(
  db: Database,
  boutique: string,
  codes: readonly string[],
  now: Date,
  { usual = true }: Wanted = {},
): Promise<ReadonlyMap<string, Need>> {
  if (codes.length === 0) return new Map();
  const articles = await findArticles(db, codes);
  const usuals = usual ? await usualOf(db, boutique, codes, now) : new Map<string, Usual>();
  const rows = await ownFigures(db, boutique, codes, now);
  return new Map(
    rows.flatMap(({ code, lastQuantity, lastOn, ...row }): [string, Need][] => {
      const article = articles.get(code);
      if (!article) return [];
      const lastRequest = lastQuantity === null || lastOn === null ? null : { quantity: lastQuantity, on: lastOn };
      return [[code, { ...row, ...(usuals.get(code) ?? { median: null, sold: 0 }), article, lastRequest }]];
    }),
  );
}

function ownFigures(db: Database, boutique: string, codes: readonly string[], now: Date): Promise<NeedRow[]> {
  return db.$queryRaw<NeedRow[]>(sql`
    with wanted as (select unnest(${[...codes]}::text[]) as code),
    used as (${received(codes, now, boutique)}),
    underway as (select * from (${UNDERWAY}) as o where o.boutique_code = ${boutique}),
    latest as (
      select distinct on (l.article_code) l.article_code, coalesce(l.validated, l.asked) as quantity, r.submitted_at, b.time_zone
      from supply_lines l join supply_requests r on r.id = l.request_id join boutiques b on b.code = r.boutique_code
      where r.boutique_code = ${boutique} and r.submitted_at is not null and r.state not in ('rejected', 'cancelled')
        and l.article_code = any(${[...codes]}) order by l.article_code, r.submitted_at desc)
    select w.code, v.par, v.on_hand as "onHand", coalesce(o.quantity, 0)::int as underway, coalesce(u.quantity, 0)::int as "lastYear",
      t.quantity as "lastQuantity", to_char(t.submitted_at at time zone t.time_zone, 'YYYY-MM-DD') as "lastOn"
    from wanted w left join supply_levels v on v.article_code = w.code and v.boutique_code = ${boutique}
    left join used u on u.article_code = w.code
    left join underway o on o.article_code = w.code left join latest t on t.article_code = w.code`);
}

type Usual = Pick<Need, 'median' | 'sold'>;

/** What the network uses of each per piece sold: the median of the boutiques that sold something. */
async function usualOf(
  db: Database,
  boutique: string,
  codes: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Usual>> {
  const rows = await db.$queryRaw<(Usual & { readonly code: string })[]>(sql`
    with wanted as (select unnest(${[...codes]}::text[]) as code),
    used as materialized (${received(codes, now, null)}),
    sales as materialized (select boutique_code, count(*)::int as pieces from pieces where status = 'sold' group by 1)
    select w.code, percentile_cont(0.5) within group (order by coalesce(u.quantity, 0)::float8 / s.pieces) as median,
      coalesce((select pieces from sales where boutique_code = ${boutique}), 0)::int as sold
    from wanted w cross join sales s left join used u on u.article_code = w.code and u.boutique_code = s.boutique_code group by 1`);
  return new Map(rows.map(({ code, ...usual }) => [code, usual]));
}

/** Codes under par that nothing on its way would fill, the emptiest first. */
export async function codesUnderPar(
  db: Database,
  boutique: string,
  currency: string,
  except: readonly string[],
  most: number,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ code: string }[]>(sql`
    with underway as (select * from (${UNDERWAY}) as o where o.boutique_code = ${boutique})
    select v.article_code as code from supply_levels v join supply_articles a on a.code = v.article_code
    left join underway o on o.article_code = v.article_code
    where v.boutique_code = ${boutique} and a.active and a.currency = ${currency} and v.on_hand + coalesce(o.quantity, 0) < v.par
      and v.article_code <> all(${[...except]})
    order by (v.on_hand + coalesce(o.quantity, 0))::float8 / v.par, v.article_code limit ${most}`);
  return rows.map(({ code }) => code);
}

export interface Use {
  readonly boutique: string;
  readonly quantity: number;
}

/** What each boutique received of an article within a year; at one, or at all. */
export function usesOf(db: Database, article: string, boutique: string | null, now: Date): Promise<Use[]> {
  return db.$queryRaw<Use[]>(sql`
    select b.name as boutique, u.quantity::int as quantity from (${received([article], now, boutique)}) as u join boutiques b on b.code = u.boutique_code
    where u.quantity > 0 order by u.quantity desc, b.name`);
}
