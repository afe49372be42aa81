import { deepStrictEqual } from 'node:assert';
import { type ChildProcess, fork } from 'node:child_process';
import type { LoadOrder } from './load.js';
import { alternate, judge, ratio, report } from './measure.js';
import { type Bench, openBench } from './postgres.js';
import { child } from './processes.js';
import { openProduct } from './product.js';
import type { Asker } from './slack.js';
import { ask, reportDelays, underLoad } from './under-load.js';

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
    const ports = [product.port, query.first.port, constant.first.port];
    await sameViews(
      apiUrl,
      load,
      ports.map((port) => ({ ...order, port })),
    );
    const names = ['Vitrine', 'bare Bolt, one prepared query', 'bare Bolt, a constant view'];
    const apps = names.map((name, index) => underLoad(name, load, { ...order, port: ports[index] }));
    const rounds = await alternate(apps, { rounds: 11, warmUp: WARM_UP });
    report(apps, rounds, 'forms/s');
    reportDelays(apps, 'a form is open', WARM_UP);
    judge({ what: 'Vitrine to one prepared query', ratio: ratio(rounds[0], rounds[1]), target: { least: 0.7 } });
    judge({ what: 'Vitrine to a constant view', ratio: ratio(rounds[0], rounds[2]), target: null });
  } finally {
    for (const each of [query.process, constant.process, load]) each.disconnect();
    await product.stop();
    await bench.stop();
  }
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
async function sameViews(apiUrl: string, load: ChildProcess, orders: readonly LoadOrder[]): Promise<void> {
  const views: unknown[] = [];
  for (const order of orders) {
    await ask(load, { ...order, commands: 1, askers: order.askers.slice(0, 1) });
    const { view } = (await (await fetch(`${apiUrl}last-view`)).json()) as { view: string };
    views.push(JSON.parse(view.replace(/instance\\":\\"[^"]*\\"/, '')));
  }
  for (const view of views) deepStrictEqual(view, views[0]);
}
