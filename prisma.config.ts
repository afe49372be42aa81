import process from 'node:process';
import { defineConfig } from 'prisma/config';

// Generating the client needs no schema engine, yet prisma would download one first; any program that is there will do.
if (process.argv.includes('generate')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
});
