import { randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { importStock } from '../../src/imports/stock.js';
import { alternate, judge, ratio, report, timed } from './measure.js';
import { type Bench, openBench } from './postgres.js';

const LINES = 100_000;

/** The whole import of 100,000 lines against csv-parse and COPY alone, which check nothing. */
export async function benchImport(): Promise<void> {
  const bench = await openBench();
  try {
    const bytes = stockFile();
    const contenders = [
      { name: 'import stock', run: () => linesPerSecond(bench, () => whole(bench, bytes)) },
      { name: 'import stock over as many pieces', run: () => linesPerSecond(bench, () => whole(bench, bytes), true) },
      { name: 'csv-parse and COPY', run: () => linesPerSecond(bench, () => plainly(bench, bytes)) },
    ];
    const rounds = await alternate(contenders, { rounds: 7, warmUp: 1 });
    report(contenders, rounds, 'lines/s');
    const [ours, over, plain] = rounds;
    judge({ what: 'import to csv-parse and COPY', ratio: ratio(ours, plain), target: { least: 0.3 } });
    judge({ what: 'import over as many pieces to the same', ratio: ratio(over, plain), target: { least: 0.3 } });
  } finally {
    await bench.stop();
  }
}

/** Every run begins with an empty boutique, or with one that holds the pieces of the run before. */
async function linesPerSecond({ connection }: Bench, work: () => Promise<unknown>, filled = false): Promise<number> {
  const { pool } = connection;
  if (!filled) await pool.query(`delete from pieces where boutique_code = 'MADISON'`);
  await pool.query('vacuum analyze pieces');
  await pool.query('checkpoint');
  const took = await timed(work);
  const { rows } = await pool.query<{ pieces: number }>(
    `select count(*)::int as pieces from pieces where boutique_code = 'MADISON'`,
  );
  if (rows[0]?.pieces !== LINES) throw new Error(`${rows[0]?.pieces} pieces instead of ${LINES}`);
  return LINES / (took / 1000);
}

async function whole({ connection }: Bench, bytes: Uint8Array): Promise<void> {
  const now = new Date();
  const order = { bytes, fileName: 'stock.csv', statedAt: now, now, newId: randomUUID, by: null };
  const { faults } = await importStock(connection, order);
  if (faults.length > 0) throw new Error(JSON.stringify(faults[0]));
}

const COLUMNS = 'boutique_code, serial, reference, description, zone_id, retail, cost, status, import_id';

/** The cells go into their columns as they are; only what the table needs is put in their place. */
async function plainly({ connection }: Bench, bytes: Uint8Array): Promise<void> {
  const client = await connection.pool.connect();
  try {
    await client.query('begin');
    const id = await statement(client);
    const records = parse(Buffer.from(bytes), { from_line: 2 });
    const copy = client.query(copyFrom(`copy pieces (${COLUMNS}) from stdin`));
    await pipeline(records, (rows: AsyncIterable<string[]>) => asText(rows, id), copy);
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function statement(client: pg.PoolClient): Promise<string> {
  const id = randomUUID();
  await client.query(
    `insert into stock_imports (id, boutique_code, file_name, sha256, stated_at, imported_at, lines)
     values ($1, 'MADISON', 'stock.csv', '', now(), now(), $2)`,
    [id, LINES],
  );
  return id;
}

async function* asText(rows: AsyncIterable<string[]>, id: string): AsyncGenerator<string> {
  let text = '';
  for await (const [serial, reference, description, , , retail = '', cost = ''] of rows) {
    text += `MADISON\t${serial}\t${reference}\t${description}\tMADISON/safe\t${retail.replace('.', '')}\t${cost.replace('.', '')}\tin-stock\t${id}\n`;
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}

function stockFile(): Uint8Array {
  const lines = Array.from({ length: LINES }, (_, index) => {
    const number = String(index).padStart(6, '0');
    return `SN-${number}-A,RG-${index % 400},"Ring, white gold, 0.${index % 90} ct",Madison Avenue,Safe,${1000 + (index % 9000)}.00,${400 + (index % 3000)}.50,In stock`;
  });
  const header = 'Serial number,Reference,Description,Boutique,Zone,Retail price,Cost,Status';
  return Buffer.from(`${header}\n${lines.join('\n')}\n`);
}
