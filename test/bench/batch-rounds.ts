import { randomUUID } from 'node:crypto';
import type { Connection } from '../../src/database/client.js';

/** A zone that Ana counts, in a count she has just opened. */
export interface OpenRound {
  readonly count: string;
  readonly round: string;
}

/** Written as the product's first form leaves it; many counts of one zone stand side by side here. */
export async function openRound({ pool }: Connection): Promise<OpenRound> {
  const [count, round] = [randomUUID(), randomUUID()];
  await pool.query(
    `insert into counts (id, boutique_code, reason, state, opened_by, opened_at, import_id, old_stock)
     select $1, 'MADISON', 'weekly', 'counting', 'ana', date_trunc('hour', now()), id, false from stock_imports
     where boutique_code = 'MADISON' order by stated_at desc limit 1`,
    [count],
  );
  await pool.query(`insert into count_zones (count_id, zone_id) values ($1, 'MADISON/vitrine-2')`, [count]);
  await pool.query(
    `insert into count_rounds (id, count_id, zone_id, number, opened_at) values ($1, $2, 'MADISON/vitrine-2', 1, date_trunc('hour', now()))`,
    [round, count],
  );
  return { count, round };
}

let scanned = 1_000;

/** 200 serials as somebody scans them: nearly all new, a few of the batch before, one that can't be read. */
export function twoHundred(): string {
  const first = scanned;
  scanned += 194;
  const serial = (index: number) => `SN-${String(index).padStart(7, '0')}`;
  const fresh = Array.from({ length: 194 }, (_, index) => serial(first + index));
  const again = Array.from({ length: 5 }, (_, index) => serial(first - 1 - index));
  return [...fresh, ...again, 'RG 1204?'].join('\n');
}

/** What the last batch of a round has left behind: the same, whoever wrote it. */
export async function effectsIn({ pool }: Connection, { count, round }: OpenRound): Promise<unknown> {
  const { rows } = await pool.query(
    `select (select count(*)::int from count_batches where round_id = $1) as batches,
      (select json_object_agg(result, n) from (select l.result, count(*) as n from count_lines l
        join count_batches b on b.id = l.batch_id where b.round_id = $1 group by l.result order by l.result) as r) as lines,
      (select json_agg(json_build_object('title', card ->> 'title', 'text', card #> '{blocks,0,text}') order by id) from deliveries where topic in ('tally/' || $1 || '/ana', 'count/' || $2)) as said,
      (select json_agg(json_build_object('event', event, 'actor', actor_id, 'facts', array(select jsonb_object_keys(facts) order by 1))
        order by number) from audit_events where subject = $2) as recorded`,
    [round, count],
  );
  return rows[0];
}
