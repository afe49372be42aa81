import { type Database, sql } from '../../database/client.js';
import type { Figures } from './rules-figures.js';

type Row = Omit<Figures, 'net' | 'gross'> & { readonly net: bigint | null; readonly gross: bigint | null };

/** What these counts found, by count; one query however many they are. A piece of ours in another zone is worth nothing here. */
export async function figuresOf(db: Database, counts: readonly string[]): Promise<ReadonlyMap<string, Figures>> {
  const rows = await db.$queryRaw<Row[]>(sql`
    select c.id as count, b.currency, w.expected, w.expected - d.displaced as matched, d.differences, d.net, d.gross,
      (select coalesce(json_agg(json_build_object('cause', n.cause, 'pieces', n.pieces) order by n.pieces desc, n.cause), '[]') from (
        select e.cause, count(*) as pieces from (select distinct on (serial) serial, cause from count_causes
          where count_id = c.id and comparison = c.comparison order by serial, id desc) e group by e.cause) n) as causes
    from counts c join boutiques b on b.code = c.boutique_code
      cross join lateral (select count(*)::int as expected from count_expected x where x.count_id = c.id) w
      cross join lateral (select count(*)::int as differences, count(*) filter (where exists (
            select from count_expected x where x.count_id = c.id and x.serial = v.serial))::int as displaced,
          sum(case when v.kind = 'missing' then -v.retail when v.expected_zone is null then v.retail else 0 end) as net,
          sum(case when v.kind = 'missing' or v.expected_zone is null then v.retail else 0 end) as gross
        from count_differences v where v.count_id = c.id and v.comparison = c.comparison) d
    where c.id = any(${[...counts]}::text[])`);
  return new Map(rows.map((row) => [row.count, { ...row, net: Number(row.net ?? 0), gross: Number(row.gross ?? 0) }]));
}

/** The count of the take of this kind before this one, where it was signed and is open to all. */
export async function countBefore(db: Database, take: string): Promise<{ count: string; name: string } | null> {
  const [row] = await db.$queryRaw<{ count: string; name: string }[]>(sql`
    select c.id as count, k.name from stock_takes s join stock_take_campaigns m on m.id = s.campaign_id
      join stock_takes o on o.boutique_code = s.boutique_code and o.day < s.day
      join stock_take_campaigns k on k.id = o.campaign_id and k.kind = m.kind
      join counts c on c.plan_id = o.plan_id and c.state = 'closed'
    where s.id = ${take} and not exists (select from restrictions x where x.record = c.id) order by o.day desc limit 1`);
  return row ?? null;
}

/** Serials of what nobody could explain. */
export async function unexplainedIn(db: Database, count: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ serial: string }[]>(sql`
    select serial from (select distinct on (e.serial) e.serial, e.cause from count_causes e join counts c on c.id = e.count_id
      where c.id = ${count} and e.comparison = c.comparison order by e.serial, e.id desc) n
    where cause like 'unknown%' order by serial`);
  return rows.map(({ serial }) => serial);
}
