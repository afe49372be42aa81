import { Logger, type Runner, run, runMigrations } from 'graphile-worker';
import type pg from 'pg';

/** The tables of the job queue: part of migrating. */
export async function installJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: silent });
}

export type JobHandlers = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

export interface JobOptions {
  readonly concurrency?: number;
  readonly failed: (job: string, error: unknown) => void;
}

/** Works jobs off until it is stopped; retries, back-off and waking up are the library's. */
export async function startJobs(
  pool: pg.Pool,
  handlers: JobHandlers,
  { concurrency = 8, failed }: JobOptions,
): Promise<Runner> {
  const taskList = Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, (payload: unknown) => handler(payload)]),
  );
  // Our own drain ends the process; the library would end it earlier.
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    taskList,
    parsedCronItems: [],
    logger: silent,
  });
  runner.events.on('job:error', ({ job, error }) => failed(job.task_identifier, error));
  return runner;
}

/** Runs what is due, once: for tests and for the command line. */
export { runOnce } from 'graphile-worker';

/** What goes wrong is logged by us, without payloads. */
const silent = new Logger(() => () => {});
