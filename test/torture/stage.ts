import { appendFile, mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../../src/demo/chance.js';
import { demoNetworkFile } from '../../src/demo/network-data.js';
import { demoStock } from '../../src/demo/stock.js';
import { build, type Settings, vitrine } from '../helpers/vitrine.js';
import { fillNetwork, slackSettings } from '../tools/slack-bot.js';
import { type StandIn, startStandIn } from '../tools/slack-stand-in.js';
import { compareChannel, compareDeliveries, compareSubmissions, compareTallies } from './compare.js';
import { pressSomething, typeCount } from './deeds.js';
import { type Lives, manyLives, until } from './lives.js';
import { type Boutique, type Worker, workers } from './people.js';
import { grouped, type Result } from './result.js';

/** A bot, a Slack that outlives it, and people who work with both. */
export interface Stage {
  readonly lives: Lives;
  readonly standIn: StandIn;
  readonly boutique: Boutique;
  readonly chance: Chance;
  readonly settings: Settings;
  /** Lets everybody work while this goes on; then they finish what they are at. */
  readonly atWork: <T>(during: () => Promise<T>) => Promise<T>;
  /** Everything said and sent so far, compared with the database; and how long the last word took. */
  readonly compare: () => Promise<Result>;
  /** What went wrong at the end. */
  readonly close: () => Promise<readonly string[]>;
}

export async function openStage(folder: string, chance: Chance, more: Settings = {}): Promise<Stage> {
  await build();
  await mkdir(folder, { recursive: true });
  const standIn = await startStandIn(everybody);
  const settings = { DATA_DIR: folder, ...slackSettings(standIn.url), ...more };
  const lives = await manyLives(folder, settings);
  const trouble = await lives.start();
  if (trouble) throw new Error(trouble);
  await fillNetwork(folder, settings);
  let open = false;
  let number = 0;
  const boutique: Boutique = {
    standIn,
    diary: { submissions: [], presses: [], commands: [] },
    chance,
    serials: serialsByZone(),
    newMarker: () => {
      number += 1;
      return `TX${Date.now() % 100_000}X${number}`;
    },
    address: () => lives.address,
    pause,
    open: () => open,
  };
  const stage: Stage = {
    lives,
    standIn,
    boutique,
    chance,
    settings,
    async atWork(during) {
      open = true;
      const shift = Promise.all(workers.map((worker) => work(boutique, worker)));
      try {
        return await during();
      } finally {
        open = false;
        await shift;
      }
    },
    compare: () => compare(stage),
    async close() {
      await lives.stop();
      await appendFile('torture-bot.log', lives.said());
      await standIn.close();
      return lives.stuck();
    },
  };
  return stage;
}

/** Anybody may be named to recount, and is then written to. */
const everybody = demoNetworkFile().people.map(({ id, email }) => ({ id: `U0${id.toUpperCase()}`, email }));

function serialsByZone(): Map<string, readonly string[]> {
  const byZone = grouped(demoStock('MADISON'), ({ zone }) => zone);
  return new Map([...byZone].map(([zone, pieces]) => [zone, pieces.map(({ serial }) => serial)]));
}

async function work(boutique: Boutique, worker: Worker): Promise<void> {
  const { chance } = boutique;
  while (boutique.open()) {
    const begins = worker.counts && chance.below(3) === 0;
    await (begins ? typeCount(boutique, worker) : pressSomething(boutique, worker));
    await boutique.pause(worker.counts ? 30 + chance.below(200) : 300 + chance.below(900));
  }
}

/** After the last storm everything that waits must leave by itself. */
const CALM_SECONDS = 150;

async function compare({ lives, standIn, boutique, settings }: Stage): Promise<Result> {
  const { query } = lives;
  const since = Date.now();
  const calm = await until(async () => (await waiting(lives)) === 0, CALM_SECONDS);
  const took = Date.now() - since;
  const submissions = await compareSubmissions(query, boutique.diary);
  const deliveries = await compareDeliveries(query, standIn);
  const shown = [...(await compareTallies(query, standIn)), ...(await compareChannel(query, standIn))];
  const audit = await vitrine(['audit', 'verify'], settings);
  const { logged, crashes } = lives.complaints();
  const states = await query<{ state: string; count: number }>('select state, count(*)::int from counts group by 1');
  return {
    name: '',
    sums: {
      ...submissions.sums,
      presses: boutique.diary.presses.length,
      ...deliveries.sums,
      'the last word, after the end': `${took} ms`,
      counts: states.map(({ state, count }) => `${count} ${state}`).join(', '),
      'audit verify': audit.code === 0 ? 'passes' : 'fails',
      ...Object.fromEntries([...logged].map(([what, times]) => [`logged ${what}`, times])),
    },
    faults: [
      ...(calm ? [] : [`${await waiting(lives)} deliveries or jobs still wait after ${CALM_SECONDS} s`]),
      ...submissions.faults,
      ...deliveries.faults,
      ...shown,
      ...(audit.code === 0 ? [] : [`audit verify: ${audit.said}`]),
      ...crashes.map((words) => `not caught: ${words}`),
    ],
  };
}

async function waiting({ query }: Lives): Promise<number> {
  const [row] = await query<{ waiting: number }>(`
    select (select count(*) from deliveries where state = 'waiting')::int
      + (select count(*) from count_files where state = 'reading')::int
      + (select count(*) from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
         where t.identifier = 'work')::int as waiting`);
  return row?.waiting ?? 1;
}
