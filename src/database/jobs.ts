import { EventEmitter } from 'node:events';
import { Logger, run, runMigrations, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import { stayPresent } from './workers.js';

/** The tables of the job queue: part of migrating. */
export async function installJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: silent });
}

export type JobHandlers = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

export interface JobOptions {
  readonly concurrency?: number;
  readonly failed: (job: string, error: unknown) => void;
}

export interface Jobs {
  /** As the queue knows us. */
  readonly worker: string;
  /** Waits for what is running. */
  readonly stop: () => Promise<void>;
}

/** Works jobs off until it is stopped; retries, back-off and waking up are the library's. */
export async function startJobs(
  pool: pg.Pool,
  handlers: JobHandlers,
  { concurrency = 8, failed }: JobOptions,
): Promise<Jobs> {
  const taskList = Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, (payload: unknown) => handler(payload)]),
  );
  const events: WorkerEvents = new EventEmitter();
  const worker = new Promise<string>((resolve) =>
    events.once('pool:create', ({ workerPool }) => resolve(workerPool.id)),
  );
  // Our own drain ends the process; the library would end it earlier.
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    taskList,
    parsedCronItems: [],
    logger: silent,
    events,
  });
  const presence = await stayPresent(pool, await worker).catch(async (error) => {
    await runner.stop();
    throw error;
  });
  runner.events.on('job:error', ({ job, error }) => failed(job.task_identifier, error));
  return {
    worker: await worker,
    async stop() {
      await runner.stop();
      await presence.leave();
    },
  };
}

/** Runs what is due, once: for tests and for the command line. */
export { runOnce } from 'graphile-worker';

/** What goes wrong is logged by us, without payloads. */
const silent = new Logger(() => () => {});
