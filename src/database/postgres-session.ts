import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Place } from './postgres-place.js';
import { findServer } from './postgres-running.js';
import { freePort, startServer, superuser } from './postgres-server.js';
import { StartError } from './start-error.js';

/** A connection that shows others we are here. */
export interface Session {
  readonly client: Client;
  readonly port: number;
}

export interface SessionOptions {
  readonly dataFolder: string;
  readonly password: string;
  readonly role: 'bot' | 'guest';
  readonly port: number | undefined;
  readonly durable: boolean;
}

/** Advisory locks in the database `postgres`. They go with their connection, so a killed holder never blocks. */
const locks = { bot: 861001, inUse: 861002 };

const breath = 100;

/** Comes back with a connection that holds our locks, starting the server as often as that takes. */
export async function enter(place: Place, options: SessionOptions): Promise<Session> {
  let failures = 0;
  for (let tries = 0; tries < 600; tries++) {
    const port = await findServer(place);
    const client = port === null ? null : await connect(urlOf(port, options.password, 'postgres'), tries);
    if (client && port !== null && (await takeLocks(client, options))) return { client, port };
    if (port !== null) {
      await pause(breath);
      continue;
    }
    const problem = await startServer(place, options.port ?? (await freePort()), options.durable);
    if (problem === null) continue;
    if (++failures === 5) throw new StartError(`The database does not start: ${problem}`);
    await pause(breath * failures);
  }
  throw new StartError(`The database in ${place.cluster} does not answer: look into server.log there.`);
}

/** A server whose connections are all taken has one again soon, or it is full. */
const FULL_TRIES = 50;

/** Null while the server is still starting, or already stopping. */
async function connect(url: string, tries: number): Promise<Client | null> {
  const client = new Client({ connectionString: url, keepAlive: true });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const { code } = error as { code?: string };
    if (code === '28P01') throw new StartError('The database refuses the password that lies beside its data.');
    if (code === '53300' && tries >= FULL_TRIES) throw error;
    return null;
  }
}

/** False when the server went away meanwhile: whoever stops it holds the second lock alone until it is down. */
async function takeLocks(client: Client, { role, dataFolder }: SessionOptions): Promise<boolean> {
  try {
    await client.query('select pg_advisory_lock_shared($1)', [locks.inUse]);
    if (role === 'guest') return true;
    // A predecessor that was killed a moment ago is given the time to be noticed.
    for (let tries = 0; tries < 20; tries++) {
      if (await got(client, locks.bot)) return true;
      await pause(breath);
    }
  } catch {
    await client.end().catch(() => undefined);
    return false;
  }
  await client.end();
  throw new StartError(`Vitrine already runs on ${dataFolder}: stop it first, or set DATA_DIR to another folder.`);
}

async function got(client: Client, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [lock]);
  return rows[0]?.got ?? false;
}

/** Whether nobody else uses the server; from then on nobody can begin to. */
export async function isLast(client: Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [locks.inUse]);
    return await got(client, locks.inUse);
  } catch {
    return true;
  }
}

export function urlOf(port: number, password: string, database: string): string {
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`;
}
