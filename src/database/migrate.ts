import { Client } from 'pg';
import { readMigrations, wholeSchema, withSchemaEngine } from './schema-engine.js';

/** Applies what is missing from `migrationsFolder`; `prisma migrate deploy` reads and writes the same record. */
export async function migrate(url: string, migrationsFolder: string): Promise<{ readonly applied: readonly string[] }> {
  const migrationsList = await readMigrations(migrationsFolder);
  const request = { migrationsList, filters: wholeSchema };
  const { appliedMigrationNames } = await withSchemaEngine(url, [], (engine) => engine.applyMigrations(request));
  return { applied: appliedMigrationNames };
}
void Client;
