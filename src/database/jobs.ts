import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, run, runMigrations, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { CONNECT_MS } from './away.js';
import { stayPresent } from './workers.js';

/** The tables of the job queue: part of migrating. */
export async function installJobs(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: CONNECT_MS });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await runMigrations({ pgPool: pool, logger: silent });
  } finally {
    await pool.end();
  }
}

export type JobHandlers = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

export interface JobOptions {
  readonly concurrency?: number;
  readonly failed: (job: string, error: unknown) => void;
  /** No connection could be had, or kept; we come back by ourselves. */
  readonly lost?: () => void;
}

export interface Jobs {
  /** As the queue knows us. */
  readonly worker: string;
  /** Waits for what is running. */
  readonly stop: () => Promise<void>;
}

/** Works jobs off until it is stopped; retries, back-off and waking up are the library's. */
export async function startJobs(pool: pg.Pool, handlers: JobHandlers, options: JobOptions): Promise<Jobs> {
  let worker = await startWorker(pool, handlers, options);
  let stopping = false;
  const again = async (): Promise<boolean> => {
    await pause(BREATH_MS);
    const next = stopping ? null : await startWorker(pool, handlers, options).catch(() => null);
    if (next === null) return stopping;
    worker = next;
    if (stopping) await worker.stop();
    if (stopping) await worker.leave();
    return true;
  };
  // The library ends a worker that could not say how a job ended. Another one comes, and what it held is taken over.
  const keeping = (async () => {
    do {
      await worker.ended;
      if (!stopping) options.lost?.();
      await worker.leave();
      while (!stopping && !(await again()));
    } while (!stopping);
  })();
  return {
    get worker() {
      return worker.id;
    },
    async stop() {
      stopping = true;
      await worker.stop();
      await keeping;
    },
  };
}

const BREATH_MS = 1_000;

/** Until the database could not be told how a job ended, or it is stopped. */
interface Worker {
  readonly id: string;
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
  /** From then on others may take what it held. */
  readonly leave: () => Promise<void>;
}

async function startWorker(
  pool: pg.Pool,
  handlers: JobHandlers,
  { concurrency = 8, failed }: JobOptions,
): Promise<Worker> {
  const taskList = Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, (payload: unknown) => handler(payload)]),
  );
  const events: WorkerEvents = new EventEmitter();
  // Before it runs: a job that waits already may fail at once.
  events.on('job:error', ({ job, error }) => failed(job.task_identifier, error));
  // Where one of its workers ends for want of a connection, the library prints that past its logger; we say it in a line.
  console.trace = () => {};
  const id = new Promise<string>((resolve) => events.once('pool:create', ({ workerPool }) => resolve(workerPool.id)));
  // Our own drain ends the process; the library would end it earlier.
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    taskList,
    parsedCronItems: [],
    logger: silent,
    events,
    preset: NOTED_IN_BATCHES,
  });
  const stop = () => runner.stop().catch(() => {});
  const presence = await stayPresent(pool, await id).catch(async (error) => {
    await stop();
    throw error;
  });
  return { id: await id, ended: runner.promise.catch(() => {}), stop, leave: presence.leave };
}

/** The library waits for how jobs ended to be noted only where it notes them in batches; else the error would end us. */
const NOTED_IN_BATCHES = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

/** Runs what is due, once: for tests and for the command line. */
export { runOnce } from 'graphile-worker';

/** What goes wrong is logged by us, without payloads. */
const silent = new Logger(() => () => {});
