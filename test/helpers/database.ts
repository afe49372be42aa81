import { randomUUID } from 'node:crypto';
import { Client, type QueryResult } from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A migrated, empty database. To make one is much work, so one that was dropped comes again, emptied, if it only has other rows. */
export async function testDatabase(template = MIGRATED): Promise<TestDatabase> {
  const url = (template === MIGRATED && spare.pop()) || (await create(template));
  return { url, drop: () => drop(url, template) };
}

const MIGRATED = 'vitrine_template';

const spare: string[] = [];

/** Of a database that has just been made; nobody may look into the template, for then it could not be copied. */
let asMade: string | undefined;

async function create(template: string): Promise<string> {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/test_${randomUUID().replaceAll('-', '')}`;
  await ask(inject('postgresUrl'), `create database ${url.pathname.slice(1)} template ${template}`);
  if (template === MIGRATED) asMade ??= (await ask(url.href, SHAPE)).rows[0].shape;
  return url.href;
}

async function drop(url: string, template: string): Promise<void> {
  if (template === MIGRATED && (await empty(url)) === asMade) spare.push(url);
  else await ask(inject('postgresUrl'), `drop database ${new URL(url).pathname.slice(1)} with (force)`);
}

/** Nobody is connected any more, no row is left nor the room it took, and every number begins anew. Answers with what else there is. */
async function empty(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const results = (await client.query([DISCONNECT, FILLED, EMPTY, SHAPE].join(';'))) as unknown as Results;
    const filled = results[1]?.rows.map(({ name }) => name) ?? [];
    // Rows would come in another order out of room that is used again.
    if (filled.length > 0) await client.query(`vacuum ${filled.join(', ')}`);
    return results[3]?.rows[0]?.shape ?? 'unknown';
  } finally {
    await client.end();
  }
}

type Results = readonly QueryResult<{ readonly name: string; readonly shape: string }>[];

const DISCONNECT = `
  select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;

const FILLED = `
  select oid::regclass::text as name from pg_class where relkind = 'r' and relname !~ 'migrations$'
    and pg_relation_size(oid) > 0 and relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)`;

const EMPTY = `
  do $$ declare each text; begin
    perform set_config('session_replication_role', 'replica', true);
    for each in ${FILLED} loop execute format('delete from %s', each); end loop;
    perform setval(seqrelid, seqstart, false) from pg_sequence;
  end $$`;

/** A copy has the rows of its template's catalogs, until somebody creates, alters or drops something. */
const CATALOGS = ['class', 'attribute', 'attrdef', 'constraint', 'enum', 'index', 'proc', 'rewrite', 'trigger', 'type'];
const SHAPE = `
  select concat_ws(' ', ${CATALOGS.map((each) => `(select count(*) || '/' || sum(xmin::text::bigint) from pg_${each})`)},
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
