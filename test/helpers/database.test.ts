import { Client } from 'pg';
import { expect, it } from 'vitest';
import { startBot } from './bot.js';
import { connectedDatabase, testDatabase } from './database.js';
import { ana } from './network.js';

/** Every row there is, and every number that is counted on. */
const CONTENTS = `
  select t.schemaname || '.' || t.tablename as name,
    (xpath('//row/text()', query_to_xml(format('select md5(string_agg(x::text, chr(10) order by x::text)) as row from %I.%I x',
      t.schemaname, t.tablename), false, true, '')))[1]::text as content
  from pg_tables t where schemaname in ('public', 'graphile_worker')
  union all select schemaname || '.' || sequencename, last_value::text from pg_sequences order by name`;

const SIZES = `
  select schemaname || '.' || tablename as name, pg_relation_size(format('%I.%I', schemaname, tablename)) as size
  from pg_tables where schemaname in ('public', 'graphile_worker') order by name`;

it('is as it was made when it comes again, whatever was written to it', async () => {
  const first = await testDatabase();
  const asMade = await ask(first.url, CONTENTS);
  const sizes = await ask(first.url, SIZES);
  await first.drop();
  const second = await testDatabase();
  expect(second.url).toBe(first.url);
  await second.drop();

  const bot = await startBot('2026-11-27T14:12:00Z');
  const saved = await bot.as(ana).submit(await bot.as(ana).says('count'), {
    zone: 'MADISON/vitrine-2',
    also: null,
    reason: 'weekly',
    serials: 'RG-20-88',
  });
  expect(saved.type).toBe('reply');
  const used = await nameOf(bot.connection.pool);
  await bot.stop();

  const again = await connectedDatabase();
  expect(new URL(again.url).pathname).toBe(`/${used}`);
  expect(await ask(again.url, CONTENTS)).toEqual(asMade);
  expect(await ask(again.url, SIZES)).toEqual(sizes);
  await again.drop();
});

it('has nobody in it who was there before', async () => {
  const first = await testDatabase();
  const left = new Client(first.url);
  const end = new Promise((resolve) => left.on('error', resolve));
  await left.connect();
  await first.drop();

  expect(await end).toMatchObject({ code: '57P01' });
});

it.each([
  'alter table people add column shoe_size int',
  'create table shoes ()',
  'drop table receipts',
  'create schema shoes',
])('does not come again after: %s', async (statement) => {
  const first = await testDatabase();
  await ask(first.url, statement);
  await first.drop();

  const next = await testDatabase();

  expect(next.url).not.toBe(first.url);
  await next.drop();
});

async function nameOf(client: { query: Client['query'] }): Promise<string> {
  return (await client.query('select current_database() as name')).rows[0].name;
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
