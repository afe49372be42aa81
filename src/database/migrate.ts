import type { MigrationList } from '@prisma/schema-engine-wasm';
import { Client } from 'pg';
import { CONNECT_MS } from './away.js';
import { readMigrations, wholeSchema, withSchemaEngine } from './schema-engine.js';

/** Instances that start together wait for each other here. */
const oneAtATime = 861003;

/**
 * Applies what is missing from `migrationsFolder`; `prisma migrate deploy` reads and writes the same record. A start
 * that was killed in the middle is no obstacle: every migration is one transaction, and its record is part of it.
 */
export async function migrate(url: string, migrationsFolder: string): Promise<{ readonly applied: readonly string[] }> {
  const migrationsList = await readMigrations(migrationsFolder);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [oneAtATime]);
    if (await isUpToDate(client, migrationsList)) return { applied: [] };
    const request = { migrationsList, filters: wholeSchema };
    const { appliedMigrationNames } = await withSchemaEngine(url, [], (engine) => engine.applyMigrations(request));
    return { applied: appliedMigrationNames };
  } finally {
    await client.end();
  }
}

/** The migrations that are not applied yet. Nothing is changed. */
export async function missingMigrations(url: string, migrationsFolder: string): Promise<readonly string[]> {
  const { migrationDirectories } = await readMigrations(migrationsFolder);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  await client.connect();
  try {
    const names = await appliedMigrations(client);
    return migrationDirectories.map(({ path }) => path).filter((path) => !names.includes(path));
  } finally {
    await client.end();
  }
}

/** In their order. */
export async function appliedMigrations(client: Client): Promise<readonly string[]> {
  const record = await client.query(`select from pg_tables where tablename = '_prisma_migrations'`);
  if (record.rowCount === 0) return [];
  const { rows } = await client.query<{ name: string }>(`
    select migration_name as name from _prisma_migrations
    where finished_at is not null and rolled_back_at is null order by migration_name`);
  return rows.map(({ name }) => name);
}

/** Also sets aside what was begun and never ended, which the engine would refuse to go on from. */
async function isUpToDate(client: Client, { migrationDirectories }: MigrationList): Promise<boolean> {
  const record = await client.query(`select from pg_tables where tablename = '_prisma_migrations'`);
  if (record.rowCount === 0) return false;
  await client.query(
    `update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null`,
  );
  const names = await appliedMigrations(client);
  return migrationDirectories.every(({ path }) => names.includes(path));
}
