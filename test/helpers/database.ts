import { randomUUID } from 'node:crypto';
import { Client, type QueryResult } from 'pg';
import { inject } from 'vitest';
import { type Connection, connect } from '../../src/database/client.js';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export interface ConnectedDatabase extends TestDatabase {
  readonly connection: Connection;
}

/** A migrated, empty database. To make one is much work, so one that was dropped comes again, emptied, if it only has other rows. */
export async function testDatabase(template = MIGRATED): Promise<TestDatabase> {
  const { url, connection } = (template === MIGRATED && takeSpare(false)) || (await create(template));
  await connection?.close();
  return { url, drop: () => drop(url, template) };
}

/** The same with a connection that comes again too: what asks through it is compiled once, and the server knows its tables by then. */
export async function connectedDatabase(): Promise<ConnectedDatabase> {
  const { url, connection: kept } = takeSpare(true) ?? (await create(MIGRATED));
  const connection = kept ?? connect(`${url}?application_name=${OURS}`);
  return { url, connection, drop: () => leave(url, connection) };
}

const MIGRATED = 'vitrine_template';

/** The name of connections that stay when everybody else is sent away. */
const OURS = 'kept';

interface Spare {
  readonly url: string;
  readonly connection?: Connection;
}

const spare: Spare[] = [];

/** Whoever brings a connection of their own gets one without, if there is one. */
function takeSpare(connected: boolean): Spare | undefined {
  const fitting = spare.findLastIndex(({ connection }) => (connection !== undefined) === connected);
  return spare.splice(fitting, 1)[0];
}

/** Of a database that has just been made; nobody may look into the template, for then it could not be copied. */
let asMade: string | undefined;

async function create(template: string): Promise<Spare> {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/test_${randomUUID().replaceAll('-', '')}`;
  await ask(inject('postgresUrl'), `create database ${url.pathname.slice(1)} template ${template}`);
  if (template === MIGRATED) asMade ??= (await ask(url.href, SHAPE)).rows[0].shape;
  return { url: url.href };
}

async function drop(url: string, template: string): Promise<void> {
  if (template !== MIGRATED) return destroy(url);
  const client = new Client({ connectionString: url });
  await client.connect();
  const shape = await empty(client).finally(() => client.end());
  if (shape === asMade) spare.push({ url });
  else await destroy(url);
}

async function destroy(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await ask(inject('postgresUrl'), WHO_LEAVES.replace('current_database()', `'${name}'`));
  await ask(inject('postgresUrl'), `drop database ${name} with (force)`);
}

/** A connection on which something still goes on, or went wrong, does not come again. */
async function leave(url: string, connection: Connection): Promise<void> {
  const { pool } = connection;
  const atRest = !pool.ended && pool.idleCount === pool.totalCount && pool.waitingCount === 0;
  if (!atRest) {
    await connection.close();
    return drop(url, MIGRATED);
  }
  const shape = await empty(pool);
  if (shape === asMade) {
    spare.push({ url, connection });
    return;
  }
  await connection.close();
  await destroy(url);
}

/** Nobody else is connected any more, no row is left nor the room it took, and every number begins anew. Answers with what else there is. */
async function empty(client: Pick<Client, 'query'>): Promise<string> {
  const results = (await client.query([WHO_LEAVES, DISCONNECT, FILLED, EMPTY, SHAPE].join(';'))) as unknown as Results;
  const filled = results[2]?.rows.map(({ name }) => name) ?? [];
  // Rows would come in another order out of room that is used again.
  if (filled.length > 0) await client.query(`vacuum ${filled.join(', ')}`);
  return results[4]?.rows[0]?.shape ?? 'unknown';
}

type Results = readonly QueryResult<{ readonly name: string; readonly shape: string }>[];

/** A connection that is just being closed would hear, unheard by us, that it was ended. */
const WHO_LEAVES = `
  do $$ begin
    for breath in 1..30 loop
      perform pg_stat_clear_snapshot();
      exit when not exists (select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
          and application_name <> '${OURS}');
      perform pg_sleep(0.01);
    end loop;
  end $$`;

const DISCONNECT = `
  select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
    and application_name <> '${OURS}'`;

const FILLED = `
  select oid::regclass::text as name from pg_class where relkind = 'r' and relname !~ 'migrations$'
    and pg_relation_size(oid) > 0 and relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)`;

const EMPTY = `
  do $$ declare each text; begin
    perform set_config('session_replication_role', 'replica', true);
    for each in ${FILLED} loop execute format('delete from %s', each); end loop;
    perform setval(seqrelid, seqstart, false) from pg_sequence;
  end $$`;

/** A copy has the rows of its template's catalogs, until somebody creates, alters or drops something of ours. */
const CATALOGS = {
  ...{ class: 'oid', attribute: 'attrelid', attrdef: 'oid', constraint: 'oid', enum: 'oid' },
  ...{ index: 'indexrelid', proc: 'oid', rewrite: 'oid', trigger: 'oid', type: 'oid' },
};
const FIRST_OF_OURS = 16_384;
const sums = Object.entries(CATALOGS).map(
  ([catalog, id]) =>
    `(select count(*) || '/' || sum(xmin::text::bigint) from pg_${catalog} where ${id} >= ${FIRST_OF_OURS})`,
);
const SHAPE = `
  select concat_ws(' ', ${sums},
    (select string_agg(nspname, ' ' order by oid) from pg_namespace where nspname !~ '^pg_(toast_)?temp_')) as shape`;

async function ask(url: string, statement: string): Promise<QueryResult> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
