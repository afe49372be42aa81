import { type Database, sql } from '../../database/client.js';
import { type Cents, minorDigits } from '../../domain/money.js';
import { USUAL_LIMIT } from './rules.js';
import type { Budget, BudgetUse, Spending, Stage } from './rules-budgets.js';
import { type Overrun, overruns } from './rules-budgets.js';

/** Budgets that these spendings would break. As one asks, everything that is asked for counts already; as one orders, what is ordered. */
export async function checkBudgets(
  db: Database,
  stage: Stage,
  spendings: readonly Spending[],
  except: readonly string[] = [],
): Promise<Overrun[]> {
  if (spendings.length === 0) return [];
  const boutiques = [...new Set(spendings.map(({ boutique }) => boutique))];
  const years = [...new Set(spendings.map(({ month }) => Number(month.slice(0, 4))))];
  return overruns(stage, await budgetsOf(db, { boutiques, years, except, stage }), spendings);
}

/** With their rows held: two who ask at once can't both have what is left. */
export async function holdBudgets(db: Database, boutique: string): Promise<void> {
  await db.$queryRaw(sql`
    select 1 from supply_budgets where boutique_code = ${boutique} order by category, year, month for update`);
}

interface Wanted {
  /** Null: all. */
  readonly boutiques: readonly string[] | null;
  readonly years: readonly number[];
  /** Requests that don't count as asked for. */
  readonly except?: readonly string[];
  readonly stage?: Stage;
}

/** Each with what was received in its time, and what is still to come: by the month it is needed, annual needs by their year. */
export function budgetsOf(
  db: Database,
  { boutiques, years, except = [], stage = 'request' }: Wanted,
): Promise<BudgetUse[]> {
  const everywhere = boutiques === null;
  const promised = stage === 'order' ? sql`l.ordered` : sql`coalesce(l.validated, l.asked)`;
  return db.$queryRaw<BudgetUse[]>(sql`
    with wanted as (
      select * from supply_budgets where year = any(${[...years]}::int[]) and (${everywhere} or boutique_code = any(${[...(boutiques ?? [])]}))),
    spent as (
      select r.boutique_code, a.category, extract(year from rc.received_at at time zone b.time_zone)::int as year,
        extract(month from rc.received_at at time zone b.time_zone)::int as month, sum(q.value::int * o.unit_cost)::float8 as amount
      from supply_receipts rc join supply_receipt_lines rl on rl.receipt_id = rc.id join supply_order_lines o on o.id = rl.order_line_id
      cross join lateral jsonb_each_text(rl.shares) as q(line, value)
      join supply_lines l on l.id = q.line join supply_requests r on r.id = l.request_id
      join supply_articles a on a.code = l.article_code join boutiques b on b.code = r.boutique_code
      where r.boutique_code in (select boutique_code from wanted) group by 1, 2, 3, 4),
    promised as (
      select r.boutique_code, a.category, coalesce(c.year, extract(year from d.day)::int) as year,
        case when c.id is null then extract(month from d.day)::int else 0 end as month, sum(greatest(0, ${promised} - l.received) * l.unit_cost)::float8 as amount
      from supply_requests r join supply_lines l on l.request_id = r.id join supply_articles a on a.code = l.article_code
      left join supply_campaigns c on c.id = r.campaign_id
      cross join lateral (select coalesce(r.needed_by::timestamp, r.created_at at time zone 'UTC') as day) as d
      where r.state in ('submitted', 'manager-validation', 'regional-review', 'approved', 'hq-sent', 'ordered', 'partly-received')
        and r.boutique_code in (select boutique_code from wanted) and r.id <> all(${[...except]}) group by 1, 2, 3, 4)
    select w.boutique_code as boutique, w.category, w.year, w.month, w.amount::float8 as amount, w.currency,
      w.at_request as "atRequest", w.at_order as "atOrder",
      coalesce((select sum(s.amount) from spent s where s.boutique_code = w.boutique_code and s.category = w.category
        and s.year = w.year and (w.month = 0 or s.month = w.month)), 0) as used,
      coalesce((select sum(p.amount) from promised p where p.boutique_code = w.boutique_code and p.category = w.category
        and p.year = w.year and (w.month = 0 or p.month = w.month)), 0) as committed
    from wanted w order by w.boutique_code, w.category, w.year, w.month`);
}

/** Adds them and changes those that are there, in one statement. */
export async function saveBudgets(db: Database, budgets: readonly Budget[]): Promise<void> {
  await db.$executeRaw(sql`
    insert into supply_budgets (boutique_code, category, year, month, amount, currency, at_request, at_order)
    select b.boutique, b.category, b.year, b.month, b.amount, b.currency, b."atRequest", b."atOrder"
    from jsonb_to_recordset(${JSON.stringify(budgets)}::jsonb) as b(boutique text, category text, year int, month int, amount bigint,
      currency text, "atRequest" text, "atOrder" text)
    on conflict (boutique_code, category, year, month) do update set amount = excluded.amount, currency = excluded.currency,
      at_request = excluded.at_request, at_order = excluded.at_order`);
}

const limitKey = (currency: string): string => `supplies.limit.${currency}`;

/** Above it the operations manager decides too. */
export async function limitOf(db: Database, currency: string): Promise<Cents> {
  const row = await db.setting.findUnique({ where: { key: limitKey(currency) } });
  return row ? Number(row.value) : USUAL_LIMIT * 10 ** minorDigits(currency);
}

export async function saveLimit(db: Database, currency: string, limit: Cents): Promise<void> {
  const value = String(limit);
  await db.setting.upsert({
    where: { key: limitKey(currency) },
    create: { key: limitKey(currency), value },
    update: { value },
  });
}
