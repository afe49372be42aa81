import { type Database, sql } from '../../database/client.js';
import type { RequestState } from './rules.js';
import type { Spending } from './rules-budgets.js';
import type { Figures, Share } from './rules-orders.js';

/** Every part of an order, by boutique; of these lines alone where some are named. */
export function sharesOf(db: Database, order: string, lines: readonly string[] | null = null): Promise<Share[]> {
  return db.$queryRaw<Share[]>(sql`
    select s.order_line_id as "orderLine", s.request_line_id as "requestLine", r.id as request, r.number, s.boutique_code as boutique,
      o.article_code as article, s.quantity, s.received
    from supply_shares s join supply_order_lines o on o.id = s.order_line_id join supply_lines l on l.id = s.request_line_id
      join supply_requests r on r.id = l.request_id
    where o.order_id = ${order} and (${lines === null} or s.order_line_id = any(${[...(lines ?? [])]}))
    order by s.boutique_code, s.request_line_id`);
}

export interface ReceiptLine {
  readonly orderLine: string;
  readonly quantity: number;
  /** By request line. */
  readonly shares: Readonly<Record<string, number>>;
}

export interface NewReceipt {
  readonly id: string;
  readonly order: string;
  readonly by: string;
  readonly note: string | null;
  readonly lines: readonly ReceiptLine[];
}

/** What came, whose it is, and what boutiques have now: a fixed number of statements, however many boutiques and lines there are. */
export async function saveReceipt(db: Database, receipt: NewReceipt, now: Date): Promise<void> {
  const { id, order, by, note } = receipt;
  const lines = JSON.stringify(receipt.lines);
  await db.supplyReceipt.create({ data: { id, orderId: order, receivedBy: by, receivedAt: now, note } });
  await db.$executeRaw(sql`
    insert into supply_receipt_lines (receipt_id, order_line_id, quantity, shares)
    select ${id}, r."orderLine", r.quantity, r.shares
    from jsonb_to_recordset(${lines}::jsonb) as r("orderLine" text, quantity int, shares jsonb)`);
  await db.$executeRaw(sql`
    update supply_order_lines l set received = l.received + r.quantity
    from jsonb_to_recordset(${lines}::jsonb) as r("orderLine" text, quantity int) where l.id = r."orderLine"`);
  await clearShares(db, receipt.lines);
}

async function clearShares(db: Database, lines: readonly ReceiptLine[]): Promise<void> {
  const parts = JSON.stringify(
    lines.flatMap(({ orderLine, shares }) =>
      Object.entries(shares).map(([requestLine, quantity]) => ({ orderLine, requestLine, quantity })),
    ),
  );
  const part = sql`jsonb_to_recordset(${parts}::jsonb) as p("orderLine" text, "requestLine" text, quantity int)`;
  await db.$executeRaw(sql`
    update supply_shares s set received = s.received + p.quantity
    from ${part} where s.order_line_id = p."orderLine" and s.request_line_id = p."requestLine"`);
  await db.$executeRaw(sql`
    update supply_lines l set received = l.received + p.quantity from ${part} where l.id = p."requestLine"`);
  // Where nobody has said what is there, what came does not say it either.
  await db.$executeRaw(sql`
    update supply_levels v set on_hand = v.on_hand + came.quantity
    from (select s.boutique_code as boutique, l.article_code as article, sum(p.quantity)::int as quantity
          from ${part} join supply_shares s on s.order_line_id = p."orderLine" and s.request_line_id = p."requestLine"
            join supply_lines l on l.id = p."requestLine" group by 1, 2) came
    where v.boutique_code = came.boutique and v.article_code = came.article and v.on_hand is not null`);
}

/**
 * Nothing more comes of the order: its parts are what was received. The rest waits to be ordered again, or is no longer
 * wanted.
 */
export async function releaseShares(db: Database, order: string, rest: 'again' | 'dropped'): Promise<void> {
  await db.$executeRaw(sql`
    with open as (
      select s.order_line_id, s.request_line_id, s.quantity - s.received as rest from supply_shares s
        join supply_order_lines o on o.id = s.order_line_id where o.order_id = ${order} and s.quantity > s.received
    ), cut as (
      update supply_shares s set quantity = s.received from open
      where s.order_line_id = open.order_line_id and s.request_line_id = open.request_line_id
    )
    update supply_lines l set ordered = l.ordered - open.rest,
      validated = case when ${rest === 'dropped'} then coalesce(l.validated, l.asked) - open.rest else l.validated end
    from open where l.id = open.request_line_id`);
}

export interface Standing extends Figures {
  readonly id: string;
  readonly number: number;
  readonly boutique: string;
  readonly state: RequestState;
}

/** Where these requests stand by their lines, in one query; held. */
export async function standingsOf(db: Database, requests: readonly string[]): Promise<Standing[]> {
  await db.$queryRaw(sql`select 1 from supply_requests where id = any(${[...requests]}) order by id for update`);
  return db.$queryRaw<Standing[]>(sql`
    select r.id, r.number, r.boutique_code as boutique, r.state, sum(coalesce(l.validated, l.asked))::int as wanted,
      sum(l.ordered)::int as ordered, sum(l.received)::int as received, bool_and(l.received >= coalesce(l.validated, l.asked)) as complete
    from supply_requests r join supply_lines l on l.request_id = r.id where r.id = any(${[...requests]})
    group by r.id order by r.boutique_code, r.number`);
}

export interface Move {
  readonly id: string;
  readonly from: RequestState;
  readonly to: RequestState;
}

/** All of them in one statement, each only from the state it was seen in. */
export async function moveRequests(db: Database, moves: readonly Move[], now: Date): Promise<void> {
  const count = await db.$executeRaw(sql`
    update supply_requests r set state = m.to, closed_at = case when m.to = 'closed' then ${now} else r.closed_at end
    from unnest(${moves.map(({ id }) => id)}::text[], ${moves.map(({ from }) => from)}::text[], ${moves.map(({ to }) => to)}::text[])
      as m(id, "from", "to") where r.id = m.id and r.state = m."from"`);
  if (count !== moves.length) throw new Error('a request moved meanwhile');
}

/** What it would cost to order what is open of these lines, by the month it is needed: as budgets count it. */
export function spendingsOf(db: Database, lines: readonly string[]): Promise<Spending[]> {
  return db.$queryRaw<Spending[]>(sql`
    select r.boutique_code as boutique, a.category, coalesce(c.year || '-00', to_char(coalesce(r.needed_by::timestamp, r.created_at at time zone 'UTC'), 'YYYY-MM')) as month,
      sum(greatest(0, coalesce(l.validated, l.asked) - l.ordered) * l.unit_cost)::float8 as amount
    from supply_requests r join supply_lines l on l.request_id = r.id join supply_articles a on a.code = l.article_code
      left join supply_campaigns c on c.id = r.campaign_id
    where l.id = any(${[...lines]}) group by 1, 2, 3 order by 1, 2, 3`);
}
