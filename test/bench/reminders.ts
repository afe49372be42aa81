import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { capabilities } from '../../src/capabilities/index.js';
import { createEngine } from '../../src/engine/dispatch.js';
import { take } from '../../src/engine/reminders/turns.js';
import { addCrowd, CROWDED } from '../helpers/crowd.js';
import { type Asked, queriesIn } from '../helpers/queries.js';
import { alternate, type Contender, judge, ratios, report, timed } from './measure.js';
import { type Bench, openBench } from './postgres.js';

const SIZES = [5, 500, 5_000] as const;

/** One sweep over everything that is owed, against its own statements, replayed with the same values by pg alone. */
export async function benchReminders(): Promise<void> {
  const sweeps: Sweep[] = [];
  try {
    for (const boutiques of SIZES) sweeps.push(await openSweep(boutiques));
    const queries = sweeps.map(({ asked }) => asked.length);
    console.log(`  queries of one sweep over ${SIZES.join(', ')} boutiques: ${queries.join(', ')}`);
    if (new Set(queries).size > 1) throw new Error('they grow with the boutiques');
    for (const { boutiques, said, messages } of sweeps)
      console.log(`  ${boutiques} boutiques: ${said} reminders said in ${messages} messages`);
    await measure(sweeps.slice(1));
  } finally {
    for (const { bench } of sweeps) await bench.stop();
  }
}

async function measure(sweeps: readonly Sweep[]): Promise<void> {
  const contenders = sweeps.flatMap((sweep): Contender[] => [
    { name: `a sweep over ${sweep.boutiques} boutiques`, run: () => fresh(sweep, () => sweep.all()) },
    { name: 'its bare queries', run: () => fresh(sweep, () => replay(sweep)) },
  ]);
  const rounds = await alternate(contenders, { rounds: 5, warmUp: 1 });
  report(contenders, rounds, 'ms');
  const [few, bareFew, many, bareMany] = rounds;
  const [grown, bareGrown] = [ratios(many, few), ratios(bareMany, bareFew)];
  judge({ what: 'a sweep to its bare queries, 500 boutiques', ratio: ratios(few, bareFew), target: null });
  judge({ what: 'a sweep to its bare queries, 5,000 boutiques', ratio: ratios(many, bareMany), target: null });
  judge({ what: 'growth of a sweep from 500 to 5,000', ratio: grown, target: null });
  judge({ what: 'growth of its bare queries', ratio: bareGrown, target: null });
  judge({ what: 'growth of a sweep to that of its queries', ratio: ratios(grown, bareGrown), target: { most: 1.2 } });
}

interface Sweep {
  readonly boutiques: number;
  readonly bench: Bench;
  readonly all: () => Promise<void>;
  /** Everything that it asked, in its order. */
  readonly asked: readonly Asked[];
  readonly said: number;
  readonly messages: number;
}

/** A network in which nothing was said yet. */
async function openSweep(boutiques: number): Promise<Sweep> {
  const bench = await openBench();
  const { connection } = bench;
  await addCrowd(connection, boutiques);
  const log = { info() {}, warn() {}, error: console.error };
  const { parts } = createEngine({
    ...{ capabilities, connection, log, newId: randomUUID as () => string, now: () => CROWDED.at },
    whoIs: () => async () => ({ email: null, fullMember: true }),
  });
  const all = () => take({ parts, connection, log }, 'everything');
  await forget(bench);
  const asked = await queriesIn(all);
  const count = async (table: string) => (await connection.pool.query(`select from ${table}`)).rowCount ?? 0;
  return { boutiques, bench, all, asked, said: await count('reminders_said'), messages: await count('deliveries') };
}

/** Every round begins with the same rows and knows as much of them. */
async function fresh({ bench }: Sweep, work: () => Promise<unknown>): Promise<number> {
  await forget(bench);
  globalThis.gc?.();
  return timed(work);
}

async function forget({ connection: { pool } }: Bench): Promise<void> {
  await pool.query('truncate reminders, reminders_said, digests, deliveries, graphile_worker._private_jobs');
  await pool.query(`delete from audit_events where number > 1 and chain like 'X%'`);
  await pool.query('vacuum analyze audit_events');
  await pool.query('checkpoint');
}

async function replay({ bench: { url }, asked }: Sweep): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`set timezone = 'UTC'`);
  try {
    for (const { text, values } of asked) await client.query({ text, values: [...values], rowMode: 'array' });
  } finally {
    await client.end();
  }
}
