import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Connection, connect } from '../../src/database/client.js';
import { type Jobs, startJobs } from '../../src/database/jobs.js';
import { takeOver } from '../../src/database/workers.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';

let database: TestDatabase;
let connection: Connection;
let jobs: Jobs;
let unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);

beforeEach(async () => {
  database = await testDatabase();
  connection = connect(database.url);
  unhandled = [];
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  process.off('unhandledRejection', note);
  await jobs.stop();
  await connection.close();
  await database.drop();
});

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 25 });
const add = (name: string) =>
  connection.pool.query("select graphile_worker.add_job('work', json_build_object('name', $1::text))", [name]);

/** As a server that is stopped at the moment in which a job's end is written down. */
async function refuseEnds(refused: boolean): Promise<void> {
  await connection.pool.query(`
    create or replace function refuse() returns trigger language plpgsql as $$ begin
      if ${refused} then raise exception 'terminating connection' using errcode = '57P01'; end if;
      return case when tg_op = 'DELETE' then old else new end;
    end $$;
    create or replace trigger refuse before delete or update of last_error on graphile_worker._private_jobs
      for each row execute function refuse()`);
}

it.each(['done', 'failed'])('goes on where the database can not be told that a job is %s', async (how) => {
  await refuseEnds(true);
  const done: string[] = [];
  const work = async (payload: unknown) => {
    const { name } = payload as { name: string };
    done.push(name);
    if (how === 'failed' && done.length === 1) throw new Error('not yet');
  };
  jobs = await startJobs(connection.pool, { work }, { failed: () => {} });
  const first = jobs.worker;
  await add('one');
  await soon(() => expect(done).toEqual(['one']));
  await soon(() => expect(jobs.worker).not.toBe(first));

  await refuseEnds(false);
  await add('two');
  await soon(() => expect(done).toEqual(['one', 'two']));
  // What the first one held is nobody's now: it is done once more, which is the worst that may happen to it.
  expect(await takeOver(connection.pool, new Date(Date.now() + 60_000), 0)).toEqual([first]);
  await add('three');
  await soon(() => expect([...done].sort()).toEqual(['one', 'one', 'three', 'two']));
  expect(unhandled).toEqual([]);
});
