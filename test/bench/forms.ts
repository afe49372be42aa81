import { deepStrictEqual } from 'node:assert';
import { type ChildProcess, fork } from 'node:child_process';
import type { LoadOrder, LoadResult } from './load.js';
import { alternate, type Contender, judge, median, ratio, report } from './measure.js';
import { type Bench, openBench } from './postgres.js';
import { child, message } from './processes.js';
import { openProduct } from './product.js';
import type { Asker } from './slack.js';

const COMMANDS = 3_000;
const IN_FLIGHT = 16;
const WARM_UP = 3;

/** `/count` forms opened in a second: the product, a bare Bolt app with one query, a bare Bolt app with a constant view. */
export async function benchForms(): Promise<void> {
  const bench = await openBench();
  const product = await openProduct(bench.url);
  const { apiUrl, openingsPort } = product;
  const load = fork(new URL('./load.js', import.meta.url));
  const query = await child<{ port: number }>('bare-app', ['query', apiUrl, bench.url]);
  const constant = await child<{ port: number }>('bare-app', ['constant', apiUrl, bench.url]);
  try {
    const order = { openingsPort, inFlight: IN_FLIGHT, commands: COMMANDS, askers: await askersIn(bench) };
    const apps = [
      underLoad('Vitrine', load, { ...order, port: product.port }),
      underLoad('bare Bolt, one prepared query', load, { ...order, port: query.first.port }),
      underLoad('bare Bolt, a constant view', load, { ...order, port: constant.first.port }),
    ];
    await sameViews(apiUrl, apps);
    const rounds = await alternate(apps, { rounds: 11, warmUp: WARM_UP });
    report(apps, rounds, 'forms/s');
    for (const { name, results } of apps) reportDelays(name, results.slice(WARM_UP));
    judge({ what: 'Vitrine to one prepared query', ratio: ratio(rounds[0], rounds[1]), target: { least: 0.7 } });
    judge({ what: 'Vitrine to a constant view', ratio: ratio(rounds[0], rounds[2]), target: null });
  } finally {
    for (const each of [query.process, constant.process, load]) each.disconnect();
    await product.stop();
    await bench.stop();
  }
}

interface UnderLoad extends Contender {
  readonly openOne: () => Promise<unknown>;
  readonly results: LoadResult[];
}

function underLoad(name: string, load: ChildProcess, order: LoadOrder): UnderLoad {
  const results: LoadResult[] = [];
  const run = async () => {
    const result = await ask(load, order);
    results.push(result);
    return result.rate;
  };
  const openOne = () => ask(load, { ...order, commands: 1, askers: order.askers.slice(0, 1) });
  return { name, results, run, openOne };
}

async function ask(load: ChildProcess, order: LoadOrder): Promise<LoadResult> {
  const answer = message<LoadResult>(load);
  load.send(order);
  return answer;
}

function reportDelays(name: string, results: readonly LoadResult[]): void {
  const [p50, p99] = [median(results.map((each) => each.p50)), median(results.map((each) => each.p99))];
  console.log(`  ${name}: a form is open after ${p50.toFixed(1)} ms (p50), ${p99.toFixed(1)} ms (p99)`);
}

/** Everybody who may count, in the channel of their boutique; somebody of Madison Avenue first. */
async function askersIn({ connection }: Bench): Promise<Asker[]> {
  const { rows } = await connection.pool.query<Asker>(`
    select 'U0' || upper(r.person_id) as "userId", b.slack_channel as room
    from roles r join boutiques b on b.code = r.boutique_code
    where r.role in ('associate', 'store-manager') order by b.code = 'MADISON' desc, r.person_id`);
  return rows;
}

/** Otherwise one of them would do less than another. The id of each rendering is its own. */
async function sameViews(apiUrl: string, apps: readonly UnderLoad[]): Promise<void> {
  const views: unknown[] = [];
  for (const { openOne } of apps) {
    await openOne();
    const { view } = (await (await fetch(`${apiUrl}last-view`)).json()) as { view: string };
    views.push(JSON.parse(view.replace(/instance\\":\\"[^"]*\\"/, '')));
  }
  for (const view of views) deepStrictEqual(view, views[0]);
}
