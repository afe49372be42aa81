import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbedded } from '../../src/database/embedded.js';
import { choosePlace } from '../../src/database/postgres-place.js';
import { freePort, readPassword, startServer, stopServer } from '../../src/database/postgres-server.js';
import { urlOf } from '../../src/database/postgres-session.js';
import type { Chance } from '../../src/demo/chance.js';
import { PATIENCE_MS } from '../tools/sender.js';
import { signal, until } from './lives.js';
import type { Diary } from './people.js';
import { type Result, spread } from './result.js';
import { openStage, type Stage } from './stage.js';

/** Every process of the database is frozen: it takes what is sent to it, and answers nothing. */
export async function looseDatabase(stage: Stage, seconds: number): Promise<Result> {
  const { lives } = stage;
  return gone(stage, 'Database frozen', seconds, async () => {
    const pids = await lives.postgres();
    for (const pid of pids) signal(pid, 'SIGSTOP');
    return async () => {
      for (const pid of pids) signal(pid, 'SIGCONT');
    };
  });
}

/** A database of somebody else's, by DATABASE_URL, is stopped and started again: connections are refused meanwhile. */
export async function stoppedDatabase(folder: string, chance: Chance, seconds: number): Promise<Result> {
  const made = await startEmbedded({ dataFolder: folder, newId: randomUUID, say: () => {} });
  await made.stop();
  const place = await choosePlace(folder, randomUUID);
  const port = await freePort();
  const start = async () => {
    const trouble = await startServer(place, port, true);
    if (trouble) throw new Error(trouble);
  };
  await start();
  const url = urlOf(port, (await readPassword(place)) ?? '', 'vitrine');
  const stage = await openStage(join(folder, 'bot'), chance, { DATABASE_URL: url });
  const result = await gone(stage, 'Database stopped', seconds, async () => {
    await stopServer(place);
    return start;
  });
  const stuck = await stage.close();
  await stopServer(place);
  return { ...result, faults: [...result.faults, ...stuck] };
}

async function gone(
  stage: Stage,
  name: string,
  seconds: number,
  takeAway: () => Promise<() => Promise<void>>,
): Promise<Result> {
  const { diary } = stage.boutique;
  const faults: string[] = [];
  const from = Date.now() + WORKING_MS;
  const times = { from: 0, to: 0, again: 0 };
  await stage.atWork(async () => {
    await pause(from - Date.now());
    const giveBack = await takeAway();
    times.from = Date.now();
    await pause(seconds * 1000);
    times.to = Date.now();
    await giveBack();
    const accepted = () => acceptedIn(diary, times.to);
    if (!(await until(async () => accepted() > 0, 60))) faults.push('nothing was accepted in the minute after');
    times.again = Date.now();
    await pause(3_000);
  });
  const asked = askedIn(diary, times.from, times.to - PATIENCE_MS - 500);
  const { sums: compared, faults: found } = await stage.compare();
  return {
    name,
    sums: {
      seconds,
      'asked meanwhile': asked.length,
      'until there were words (median / 99 % / most)': spread(asked.map(({ milliseconds }) => milliseconds)),
      'the first form accepted after it was back': `${times.again - times.to} ms`,
      ...compared,
    },
    faults: [...faults, ...asked.flatMap(faultOf), ...found],
  };
}

const WORKING_MS = 6_000;

const acceptedIn = ({ submissions }: Diary, from: number): number =>
  submissions.filter(({ attempts }) => attempts.some(({ outcome, at }) => outcome === 'accepted' && at >= from)).length;

interface Asked {
  readonly what: string;
  readonly milliseconds: number;
  readonly answered: boolean;
  readonly words: string;
}

function askedIn({ commands, presses, submissions }: Diary, from: number, to: number): Asked[] {
  const within = ({ at }: { readonly at: number }) => at >= from && at <= to;
  return [
    ...commands.filter(within).map(({ acknowledged, milliseconds, responses: words }) => ({
      what: '/count',
      milliseconds,
      answered: acknowledged && words !== '',
      words,
    })),
    ...presses.filter(within).map(({ acknowledged, milliseconds, responses: words, action }) => ({
      what: `a press of ${action}`,
      milliseconds,
      answered: acknowledged && words !== '',
      words,
    })),
    ...submissions.flatMap(({ attempts, form }) =>
      attempts.filter(within).map(({ outcome, milliseconds, words }) => ({
        what: `a form of ${form}`,
        milliseconds,
        answered: outcome !== 'unknown',
        words,
      })),
    ),
  ];
}

/** Whatever was asked while it was gone had words within Slack's patience. */
function faultOf({ what, milliseconds, answered, words }: Asked): string[] {
  if (!answered) return [`${what}: no words after ${milliseconds} ms`];
  return milliseconds > PATIENCE_MS ? [`${what}: words only after ${milliseconds} ms: ${words}`] : [];
}
