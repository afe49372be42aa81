import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../src/database/migrate.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';

const maisons = `BEGIN;\nCREATE TABLE maisons (name text PRIMARY KEY, motto text DEFAULT 'calm; precise');\nCOMMIT;\n`;
const clients = `BEGIN;\nCREATE TABLE clients (id int PRIMARY KEY);\nINSERT INTO clients VALUES (1);\nCOMMIT;\n`;

let database: TestDatabase;
let client: Client;
let folder: string;

beforeEach(async () => {
  database = await testDatabase('template0');
  client = new Client({ connectionString: database.url });
  await client.connect();
  folder = await mkdtemp(join(tmpdir(), 'vitrine-migrations-'));
});

afterEach(async () => {
  await client.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

describe('migrating', () => {
  it('applies what is missing, in order and once', async () => {
    await write('01_maisons', maisons);
    expect(await migrate(database.url, folder)).toEqual({ applied: ['01_maisons'] });

    await write('02_clients', clients);
    expect(await migrate(database.url, folder)).toEqual({ applied: ['02_clients'] });
    expect(await migrate(database.url, folder)).toEqual({ applied: [] });
    expect(await rows('select * from clients')).toEqual([{ id: 1 }]);
  });

  it('takes a script as it is, semicolons inside texts and functions included', async () => {
    const shout = `CREATE FUNCTION shout(text) RETURNS text AS $$ BEGIN RETURN upper($1); END; $$ LANGUAGE plpgsql;`;
    await write(
      '01_all',
      maisons.replace('COMMIT;', () => `${shout}\nINSERT INTO maisons VALUES ('a');\nCOMMIT;`),
    );

    await migrate(database.url, folder);

    expect(await rows('select shout(motto) from maisons')).toEqual([{ shout: 'CALM; PRECISE' }]);
  });

  it('lets three instances migrate at once', async () => {
    await write('01_maisons', maisons);
    await write('02_clients', clients);

    const results = await Promise.all([1, 2, 3].map(() => migrate(database.url, folder)));

    expect(results.flatMap(({ applied }) => applied).sort()).toEqual(['01_maisons', '02_clients']);
  });

  it('leaves nothing of a migration that fails, says why, and applies it once it is mended', async () => {
    await write('01_maisons', maisons.replace('COMMIT;', 'CREATE TABLE maisons (id int);\nCOMMIT;'));
    await expect(migrate(database.url, folder)).rejects.toThrow(/relation "maisons" already exists/);
    expect(await rows(`select to_regclass('maisons') as there`)).toEqual([{ there: null }]);

    await write('01_maisons', maisons);
    expect(await migrate(database.url, folder)).toEqual({ applied: ['01_maisons'] });
  });

  it('goes on after a start that was killed before its migration was committed', async () => {
    await write('01_maisons', maisons);
    await migrate(database.url, folder);
    await client.query('update _prisma_migrations set finished_at = null');
    await client.query('drop table maisons');

    expect(await migrate(database.url, folder)).toEqual({ applied: ['01_maisons'] });
    expect(await rows('select * from maisons')).toEqual([]);
  });

  it('records a migration in its own transaction, so that a kill right after it changes nothing', async () => {
    await write('01_maisons', maisons.replace('BEGIN;', 'BEGIN;\nCREATE TABLE seen (finished timestamptz);'));
    const spy = `
      CREATE FUNCTION note() RETURNS trigger AS $$ BEGIN INSERT INTO notes VALUES (NEW.finished_at, txid_current()); RETURN NEW; END; $$ LANGUAGE plpgsql`;
    await migrate(database.url, folder);
    await client.query('create table notes (finished timestamptz, transaction bigint)');
    await client.query(spy);
    await client.query('create trigger note after update on _prisma_migrations for each row execute function note()');
    await write(
      '02_clients',
      clients
        .replace('(id int PRIMARY KEY)', '(id bigint DEFAULT txid_current())')
        .replace('VALUES (1)', 'DEFAULT VALUES'),
    );

    await migrate(database.url, folder);

    const committed = await rows(
      'select 1 as together from notes join clients on clients.id = notes.transaction and notes.finished is not null',
    );
    expect(committed).toEqual([{ together: 1 }]);
  });
});

describe('our migrations', () => {
  it('are one transaction each', async () => {
    const names = (await readdir('prisma/migrations')).filter((name) => !name.endsWith('.toml'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const sql = await readFile(join('prisma/migrations', name, 'migration.sql'), 'utf8');
      expect(sql, name).toMatch(/^BEGIN;[\s\S]*\nCOMMIT;\n$/);
    }
  });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function rows(statement: string): Promise<unknown[]> {
  return (await client.query(statement)).rows;
}
