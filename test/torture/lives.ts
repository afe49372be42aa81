import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../src/database/postgres-server.js';
import type { Settings } from '../helpers/vitrine.js';
import { crashed, logOf } from '../tools/slack-bot.js';

/** A bot that is killed and started again, always at the same address. */
export interface Lives {
  readonly address: string;
  /** Null once it takes requests; the reason where it ended before that. A kill in between is no reason. */
  readonly start: () => Promise<string | null>;
  /** `kill -9`, at any moment, also while it starts. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly query: Query;
  /** The database server and all its processes. */
  readonly postgres: () => Promise<number[]>;
  /** What it logged as an error or warning, and whether anything was not caught, in all its lives. */
  readonly complaints: () => Complaints;
  /** Where it was asked to end and did not. */
  readonly stuck: () => readonly string[];
  /** Word for word. */
  readonly said: () => string;
}

export type Query = <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<Row[]>;

export interface Complaints {
  readonly logged: ReadonlyMap<string, number>;
  readonly crashes: readonly string[];
}

const STOPS_WITHIN = 25;

interface Life {
  readonly child: ChildProcess;
  readonly said: Buffer[];
  readonly ended: Promise<number | null>;
  over: boolean;
  meant: boolean;
}

export async function manyLives(folder: string, settings: Settings): Promise<Lives> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const lives: Life[] = [];
  const stuck: string[] = [];
  const end = async (name: NodeJS.Signals) => {
    const life = lives.at(-1);
    if (!life || life.over) return;
    life.meant = true;
    life.child.kill(name);
    const ended = await until(async () => life.over, STOPS_WITHIN, 20);
    if (!ended) stuck.push(`it did not end within ${STOPS_WITHIN} s of a ${name}`);
    if (!ended) life.child.kill('SIGKILL');
    await life.ended;
  };
  return {
    address,
    async start() {
      const life = begin({ ...settings, DATA_DIR: folder, PORT: `${port}` });
      lives.push(life);
      await until(async () => life.over || (await isReady(address)), 60, 50);
      return life.over && !life.meant ? sayings(life).trim().slice(-300) : null;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    query: async (sql, values) => query(settings.DATABASE_URL ?? (await addressOf(folder)), sql, values),
    postgres: () => postgresOn(folder),
    complaints: () => complaintsIn(lives),
    stuck: () => stuck,
    said: () => lives.map(sayings).join('--- next life ---\n'),
  };
}

const SETTINGS = ['HOST', 'DATABASE_URL', 'METRICS_TOKEN', 'NODE_ENV', 'SLACK_APP_TOKEN', 'LOG_LEVEL'];

function begin(settings: Settings): Life {
  const nothing = Object.fromEntries(SETTINGS.map((name) => [name, '']));
  const child = spawn(process.execPath, ['dist/vitrine.js', 'start'], {
    env: { ...process.env, ...nothing, LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
  const ended = once(child, 'exit').then(([code]) => {
    life.over = true;
    return code as number | null;
  });
  const life: Life = { child, said, ended, over: false, meant: false };
  return life;
}

const sayings = ({ said }: Life): string => Buffer.concat(said).toString();

async function isReady(address: string): Promise<boolean> {
  const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2_000) });
  return response.status === 200;
}

function complaintsIn(lives: readonly Life[]): Complaints {
  const logged = new Map<string, number>();
  const crashes: string[] = [];
  for (const life of lives) {
    const words = sayings(life);
    if (life.over && !life.meant) crashes.push(`it ended by itself: ${words.slice(-1_500)}`);
    else if (crashed(words)) crashes.push(words.slice(-2_000));
    for (const { level, line } of logOf(words)) {
      const { msg, error, code } = (level > 0 ? JSON.parse(line) : {}) as Record<string, string>;
      const what = [level >= 50 ? 'error:' : 'warning:', msg, error, code].filter(Boolean).join(' ');
      if (level > 0) logged.set(what, (logged.get(what) ?? 0) + 1);
    }
  }
  return { logged, crashes };
}

/** Where the embedded database of a data folder lies. */
async function clusterOf(folder: string): Promise<string> {
  const staged = (await readFile(join(folder, 'postgres-place'), 'utf8').catch(() => '')).trim();
  return join(staged || folder, 'postgres');
}

async function addressOf(folder: string): Promise<string> {
  const cluster = await clusterOf(folder);
  const password = await readFile(join(cluster, 'vitrine-password'), 'utf8');
  const [, , , port] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  return `postgresql://vitrine:${password}@127.0.0.1:${port}/vitrine`;
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []) {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function postgresOn(folder: string): Promise<number[]> {
  const file = join(await clusterOf(folder), 'postmaster.pid');
  const postmaster = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!postmaster || postmaster > 4_000_000) return [];
  return [postmaster, ...(await childrenOf(postmaster))];
}

async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return rows.flatMap(([pid = 0, of]) => (of === parent ? [pid] : []));
}

/** A process may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone.
  }
}

/** Asks until it is so, or the time is over. */
export async function until(what: () => Promise<boolean>, seconds: number, every = 200): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    if (await what().catch(() => false)) return true;
    await pause(every);
  }
  return false;
}
