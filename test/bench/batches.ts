import { deepStrictEqual } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { effectsIn, openRound, twoHundred } from './batch-rounds.js';
import { alternate, judge, median, ratio, report, timed } from './measure.js';
import { plainBatch } from './plain-batch.js';
import { post } from './post.js';
import { type Bench, openBench } from './postgres.js';
import { openProduct } from './product.js';
import { submission } from './slack.js';

const BATCHES = 10;

/** One batch of 200 serials: Slack's request to the acknowledgement after the commit, against the statements alone. */
export async function benchBatches(): Promise<void> {
  const bench = await openBench();
  const product = await openProduct(bench.url);
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  const agent = new Agent({ keepAlive: true, noDelay: true });
  try {
    const submit: Save = (round, serials) => post(agent, product.port, submission('U0ANA', routeTo(round), serials));
    const plainly: Save = (round, serials) => plainBatch(client, round, serials);
    await sameEffects(bench, [submit, plainly]);
    const contenders = [
      { name: 'Vitrine, from request to answer', run: () => inOneRound(bench, submit) },
      { name: 'plain statements', run: () => inOneRound(bench, plainly) },
    ];
    const rounds = await alternate(contenders, { rounds: 31, warmUp: 10 });
    report(contenders, rounds, 'ms');
    judge({ what: 'Vitrine to plain statements', ratio: ratio(rounds[0], rounds[1]), target: { most: 2 } });
  } finally {
    agent.destroy();
    await client.end();
    await product.stop();
    await bench.stop();
  }
}

type Save = (round: string, serials: string) => Promise<unknown>;

const routeTo = (round: string) => ({
  interaction: 'stock-counts.add-serials',
  boutique: 'MADISON',
  subject: round,
  instance: randomUUID(),
});

/** The median of ten batches in a round of their own; what they cause elsewhere is waited for. */
async function inOneRound(bench: Bench, save: Save): Promise<number> {
  const { round } = await openRound(bench.connection);
  const took: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const serials = twoHundred();
    took.push(await timed(() => save(round, serials)));
    await settled(bench);
  }
  return median(took);
}

/** The messages have left, so that they don't fall into somebody else's time. */
async function settled({ connection }: Bench): Promise<void> {
  const query = `select exists (select from deliveries where state = 'waiting')
    or exists (select from graphile_worker._private_jobs) as busy`;
  for (;;) {
    const { rows } = await connection.pool.query<{ busy: boolean }>(query);
    if (!rows[0]?.busy) return;
    await pause(5);
  }
}

/** Otherwise one of them would do less than the other. */
async function sameEffects(bench: Bench, ways: readonly Save[]): Promise<void> {
  const effects: unknown[] = [];
  for (const save of ways) {
    const opened = await openRound(bench.connection);
    for (let batch = 0; batch < 2; batch++) await save(opened.round, twoHundred());
    await settled(bench);
    effects.push(await effectsIn(bench.connection, opened));
  }
  for (const each of effects) deepStrictEqual(each, effects[0]);
}
