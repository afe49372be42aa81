import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbedded } from './embedded.js';
import { readMigrations, readSchema, wholeSchema, withSchemaEngine } from './schema-engine.js';

/** Writes what leads from the migrations to the schema, and returns the file's name unless there is nothing to do. */
export async function writeMigration(
  prisma: string,
  change: string,
  now: Date,
  newId: () => string,
): Promise<string | undefined> {
  const migrations = join(prisma, 'migrations');
  await mkdir(migrations, { recursive: true });
  const sql = await differences(join(prisma, 'schema'), migrations, newId);
  if (!sql || /^-- This is an empty migration/.test(sql)) return undefined;
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const file = join(migrations, `${stamp}_${change.replaceAll('-', '_')}`, 'migration.sql');
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `BEGIN;\n\n${sql.trim()}\n\nCOMMIT;\n`);
  await writeFile(join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n');
  return file;
}

/** The engine replays the migrations in the database it is connected to, so that has to be an empty one of its own. */
async function differences(
  schemaFolder: string,
  migrationsFolder: string,
  newId: () => string,
): Promise<string | null> {
  const files = await readSchema(schemaFolder);
  const list = await readMigrations(migrationsFolder);
  const dataFolder = await mkdtemp(join(tmpdir(), 'vitrine-migration-'));
  await chmod(dataFolder, 0o711);
  const scratch = await startEmbedded({ dataFolder, say: console.log, newId });
  try {
    await expectMigrations(scratch.url);
    const from = { tag: 'migrations', ...list } as const;
    const to = { tag: 'schemaDatamodel', files } as const;
    const request = { from, to, script: true, exitCode: null, filters: wholeSchema };
    const diff = await withSchemaEngine(scratch.url, files, (engine) => engine.diff(request));
    return diff.stdout;
  } finally {
    await scratch.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** The engine looks for this table before it replays anything, and takes its absence for a fault. */
async function expectMigrations(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create table _prisma_migrations (
    id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
    logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`);
  await client.end();
}
