import { type Database, folded, type Sql, sql } from '../../database/client.js';
import type { Day } from '../../domain/calendar.js';
import { Refusal } from '../../domain/refusal.js';
import type { OpenLine, Order, OrderState } from './rules-orders.js';

/** Which open lines: all of them, or those of one campaign; held where they are about to be ordered. */
export interface Which {
  readonly campaign?: string | null;
  readonly hold?: boolean;
}

/** Everything approved over all boutiques that has not been ordered, in one query. */
export async function openLines(db: Database, { campaign = null, hold = false }: Which = {}): Promise<OpenLine[]> {
  // Whoever changes a line holds its request first, so that nobody waits in a circle.
  if (hold)
    await db.$queryRaw(sql`
      select 1 from supply_requests r where r.state in ('approved', 'hq-sent', 'ordered', 'partly-received')
        and (${campaign}::text is null or r.campaign_id = ${campaign}) order by r.id for update`);
  return db.$queryRaw<OpenLine[]>(sql`
    select l.id, r.id as request, r.number, r.kind, r.campaign_id as campaign, r.boutique_code as boutique, b.name as "boutiqueName",
      l.article_code as article, l.unit, r.currency, coalesce(l.validated, l.asked) - l.ordered as open,
      to_char(l.order_by, 'YYYY-MM-DD') as "orderBy"
    from supply_lines l join supply_requests r on r.id = l.request_id join boutiques b on b.code = r.boutique_code
    where ${isOpen} and (${campaign}::text is null or r.campaign_id = ${campaign})
    order by r.id, l.id`);
}

/** Of a line `l` and its request `r`. */
export const isOpen: Sql = sql`r.state in ('approved', 'hq-sent', 'ordered', 'partly-received')
  and coalesce(l.validated, l.asked) > l.ordered`;

export interface NewOrder {
  readonly id: string;
  readonly supplier: string;
  readonly currency: string;
  readonly campaign: string | null;
  readonly orderedBy: string;
  readonly expectedOn: Day;
  readonly lines: readonly NewOrderLine[];
  readonly shares: readonly NewShare[];
}

export interface NewOrderLine {
  readonly id: string;
  readonly article: string;
  readonly unit: string;
  readonly unitCost: number;
  readonly quantity: number;
}

export interface NewShare {
  readonly orderLine: string;
  readonly requestLine: string;
  readonly boutique: string;
  readonly quantity: number;
}

/** The order, its lines, whose they are, and what is now ordered of each request line: four statements, however many there are. */
export async function insertOrder(db: Database, order: NewOrder, now: Date): Promise<void> {
  const { id, supplier, currency, campaign, orderedBy, expectedOn } = order;
  await db.$executeRaw(sql`
    insert into supply_orders (id, supplier, currency, state, campaign_id, ordered_by, ordered_at, expected_on)
    values (${id}, ${supplier}, ${currency}, 'sent', ${campaign}, ${orderedBy}, ${now}, ${expectedOn}::date)`);
  await db.$executeRaw(sql`
    insert into supply_order_lines (id, order_id, article_code, unit, unit_cost, quantity)
    select l.id, ${id}, l.article, l.unit, l."unitCost", l.quantity
    from jsonb_to_recordset(${JSON.stringify(order.lines)}::jsonb) as l(id text, article text, unit text, "unitCost" bigint, quantity int)`);
  const shares = JSON.stringify(order.shares);
  // The lines first: they are held then, and the parts that point at them need no hold of their own.
  await db.$executeRaw(sql`
    update supply_lines l set ordered = l.ordered + s.quantity
    from jsonb_to_recordset(${shares}::jsonb) as s("requestLine" text, quantity int) where l.id = s."requestLine"`);
  await db.$executeRaw(sql`
    insert into supply_shares (order_line_id, request_line_id, boutique_code, quantity)
    select s."orderLine", s."requestLine", s.boutique, s.quantity
    from jsonb_to_recordset(${shares}::jsonb) as s("orderLine" text, "requestLine" text, boutique text, quantity int)`);
}

/** The order with its row held: receiving and closing go one after the other. */
export async function lockOrder(db: Database, id: string): Promise<Order> {
  await db.$queryRaw(sql`select 1 from supply_orders where id = ${id} for update`);
  return findOrder(db, id);
}

export async function findOrder(db: Database, id: string): Promise<Order> {
  const [order] = await ordersWhere(db, sql`o.id = ${id}`);
  if (!order) throw new Refusal('gone', 'This order no longer exists.');
  return order;
}

/** Those that something is still to come of, the one expected first at the top. */
export function openOrders(db: Database, most: number): Promise<Order[]> {
  return ordersWhere(db, sql`o.state in ('sent', 'partly-received') order by o.expected_on, o.number limit ${most}`);
}

/** Of which every word begins a word of its supplier, an article or its number, the newest first. */
export function findOrders(db: Database, words: readonly string[], most: number): Promise<Order[]> {
  const patterns = words.map((word) => `% ${word.replace(/^#/, '')}%`);
  return ordersWhere(
    db,
    sql`${folded(sql`' ' || o.supplier || ' ' || o.number || ' order ' || coalesce((select string_agg(a.name || ' ' || a.code, ' ')
      from supply_order_lines f join supply_articles a on a.code = f.article_code where f.order_id = o.id), '')`)} like all (${patterns}::text[])
      order by o.number desc limit ${most}`,
  );
}

async function ordersWhere(db: Database, which: Sql): Promise<Order[]> {
  const rows = await db.$queryRaw<(Omit<Order, 'lines'> & { readonly lines: Order['lines'] | null })[]>(sql`
    select o.id, o.number, o.supplier, o.currency, o.state, o.campaign_id as campaign, o.ordered_by as "orderedBy",
      coalesce(p.name, o.ordered_by) as "orderedByName", o.ordered_at as "orderedAt", to_char(o.expected_on, 'YYYY-MM-DD') as "expectedOn",
      o.close_reason as "closeReason",
      (select json_build_object('by', coalesce(w.name, c.received_by), 'on', to_char(c.received_at, 'YYYY-MM-DD'), 'note', c.note)
        from supply_receipts c left join people w on w.id = c.received_by where c.order_id = o.id order by c.received_at desc, c.id desc limit 1) as receipt,
      (select json_agg(json_build_object('id', l.id, 'article', l.article_code,
          'name', a.name || case when a.size is null or lower(a.name) like '% ' || lower(a.size) then '' else ' ' || a.size end,
          'unit', l.unit, 'unitCost', l.unit_cost, 'packSize', a.pack_size, 'quantity', l.quantity, 'received', l.received,
          'asked', (select coalesce(sum(s.quantity), 0) from supply_shares s where s.order_line_id = l.id)) order by a.name, a.size, l.id)
        from supply_order_lines l join supply_articles a on a.code = l.article_code where l.order_id = o.id) as lines
    from supply_orders o left join people p on p.id = o.ordered_by where ${which}`);
  return rows.map(({ lines, ...order }) => ({ ...order, lines: lines ?? [] }));
}

/** Only from a state in which something may still come. */
export async function setOrderState(
  db: Database,
  id: string,
  state: OrderState,
  closed: { readonly at: Date; readonly reason: string } | null = null,
): Promise<void> {
  const { count } = await db.supplyOrder.updateMany({
    where: { id, state: { in: ['sent', 'partly-received'] } },
    data: { state, ...(closed && { closedAt: closed.at, closeReason: closed.reason }) },
  });
  if (count !== 1) throw new Error('the order is over');
}

export interface OpenSum {
  readonly articles: number;
  readonly boutiques: number;
  /** Of the line that has waited longest. */
  readonly since: Date;
}

/** How much waits to be ordered; null where nothing does. */
export async function openSum(db: Database): Promise<OpenSum | null> {
  const [sum] = await db.$queryRaw<OpenSum[]>(sql`
    select count(distinct l.article_code)::int as articles, count(distinct r.boutique_code)::int as boutiques, min(coalesce(r.decided_at, r.created_at)) as since
    from supply_lines l join supply_requests r on r.id = l.request_id where ${isOpen}`);
  return sum && sum.articles > 0 ? sum : null;
}
