import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { card } from '../../src/chat/card.js';
import { type Connection, connect } from '../../src/database/client.js';
import { addDeliveries } from '../../src/database/deliveries.js';
import { type Jobs, startJobs } from '../../src/database/jobs.js';
import { addWork } from '../../src/database/work.js';
import { stayPresent, takeOver } from '../../src/database/workers.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';
import { build } from '../helpers/vitrine.js';

let database: TestDatabase;
let connection: Connection;
const running: Jobs[] = [];

beforeAll(build, 240_000);
beforeEach(async () => {
  database = await testDatabase();
  connection = connect(database.url);
});
afterEach(async () => {
  for (const jobs of running.splice(0)) await jobs.stop();
  await connection.close();
  await database.drop();
});

const NOW = new Date();
/** Everything that is held now was begun before. */
const later = () => new Date(Date.now() + 60_000);

const order = (id: string) => ({
  id,
  job: 'x',
  boutique: null,
  actor: 'ana',
  through: 'slack',
  subject: '',
  input: {},
});

const held = async () => {
  const { rows } = await connection.pool.query<{ key: string | null; worker: string | null; attempts: number }>(
    'select key, locked_by as worker, attempts from graphile_worker.jobs order by id',
  );
  return rows;
};
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 25 });

async function startWorker(work: (payload: unknown) => Promise<void>): Promise<Jobs> {
  const jobs = await startJobs(connection.pool, { work, deliver: work }, { failed: () => {} });
  running.push(jobs);
  return jobs;
}

/** An instance in a process of its own that begins every job and ends none. */
function startBusyProcess(): ChildProcess {
  const script = `
    const { connect } = await import('./dist/database/client.js');
    const { startJobs } = await import('./dist/database/jobs.js');
    const busy = () => new Promise(() => {});
    await startJobs(connect(process.argv[1]).pool, { work: busy, deliver: busy }, { failed: () => {} });`;
  return spawn(process.execPath, ['--input-type=module', '-e', script, database.url], { stdio: 'inherit' });
}

describe('the jobs of a worker', () => {
  it('are left to it while it lives', async () => {
    let end = () => {};
    await startWorker(
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
    await addWork(connection.prisma, [order('w1')]);
    await soon(async () => expect((await held())[0]?.worker).toMatch(/^pool-/));

    expect(await takeOver(connection.pool, later(), 0)).toEqual([]);
    expect((await held())[0]?.worker).toBe(running[0]?.worker);
    end();
    await soon(async () => expect(await held()).toEqual([]));
  });

  it('are done by another once it was killed: each once, as if nobody had begun', async () => {
    const process = startBusyProcess();
    await addWork(connection.prisma, [order('w1'), order('w2')]);
    const hello = { conversation: 'slack/person/ana', topic: null, card: card('Hi', []), attachments: [] };
    await addDeliveries(connection.prisma, [hello], NOW);
    await soon(async () => expect((await held()).every(({ worker }) => worker !== null)).toBe(true));
    const [dead] = (await held()).map(({ worker }) => worker);
    const done: unknown[] = [];
    await startWorker(async (payload) => void done.push(payload));
    expect(await takeOver(connection.pool, later(), 0)).toEqual([]);

    process.kill('SIGKILL');
    await once(process, 'exit');
    await soon(async () => expect(await takeOver(connection.pool, later(), 0)).toEqual([dead]));
    await soon(async () => expect(await held()).toEqual([]));
    expect(done).toHaveLength(3);
    expect(done).toContainEqual({ conversation: 'slack/person/ana' });
    expect(await takeOver(connection.pool, later(), 0)).toEqual([]);
  });

  it('are not taken from one that has only just begun', async () => {
    const process = startBusyProcess();
    await addWork(connection.prisma, [order('w1')]);
    await soon(async () => expect((await held())[0]?.worker).toMatch(/^pool-/));
    process.kill('SIGKILL');
    await once(process, 'exit');

    expect(await takeOver(connection.pool, new Date(NOW.getTime() - 5_000), 0)).toEqual([]);
  });

  it('stay its own when its connections were cut', async () => {
    let end = () => {};
    await startWorker(
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
    await addWork(connection.prisma, [order('w1')]);
    await soon(async () => expect((await held())[0]?.worker).toMatch(/^pool-/));
    const other = connect(database.url, { poolSize: 1 });
    await other.pool.query(
      'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );

    expect(await takeOver(other.pool, later())).toEqual([]);
    expect((await held())[0]?.worker).toBe(running[0]?.worker);
    await other.close();
    end();
    await soon(async () => expect(await held()).toEqual([]));
  });

  it('leave nothing behind where they were replaced while their worker died', async () => {
    const process = startBusyProcess();
    const hello = { conversation: 'slack/person/ana', topic: null, card: card('Hi', []), attachments: [] };
    await addDeliveries(connection.prisma, [hello], NOW);
    await soon(async () => expect((await held())[0]?.worker).toMatch(/^pool-/));
    process.kill('SIGKILL');
    await once(process, 'exit');
    await addDeliveries(connection.prisma, [hello], NOW);
    expect((await held()).map(({ key }) => key)).toEqual([null, 'deliver:slack/person/ana']);

    await soon(async () => {
      await takeOver(connection.pool, later(), 0);
      expect((await held()).map(({ key }) => key)).toEqual(['deliver:slack/person/ana']);
    });
  });
});

it('a worker that leaves while it comes back keeps no connection', async () => {
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const presence = await stayPresent(pool, 'w');
  await connection.pool.query(
    "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
  );
  await soon(() => expect(pool.totalCount).toBe(0));
  const other = await pool.connect();
  await soon(() => expect(pool.waitingCount).toBe(1));

  await presence.leave();
  other.release();
  await pool.end();

  expect(pool.totalCount).toBe(0);
});
