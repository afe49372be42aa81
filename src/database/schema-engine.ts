import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { MigrationDirectory, MigrationList, SchemaContainer, SchemaFilter } from '@prisma/schema-engine-wasm';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Pool, type QueryResult, types } from 'pg';
import { CONNECT_MS } from './away.js';

/** Only the compiler's browser library knows WebAssembly, and we want nothing else from there. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

export type SchemaEngine = engine.SchemaEngine;

/** graphile-worker looks after its own schema, so nothing but ours is left to filter. */
export const wholeSchema: SchemaFilter = { externalTables: [], externalEnums: [] };

/** Prisma's own schema engine as WebAssembly: the native one would have to be downloaded from a host of its own. */
export async function withSchemaEngine<T>(
  url: string,
  schema: readonly SchemaContainer[],
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await loadEngine();
  const pool = new Pool({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  const datamodels = schema.map(({ path, content }): [string, string] => [path, content]);
  const options = { datamodels: datamodels.length > 0 ? datamodels : undefined };
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(adapterOn(pool));
    return await work(await engine.SchemaEngine.new(options, () => {}, adapter));
  } finally {
    await pool.end();
  }
}

export async function readMigrations(folder: string): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.sort().map((name) => readMigration(folder, name))),
  };
}

export async function readSchema(folder: string): Promise<SchemaContainer[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter((name) => name.endsWith('.prisma')).map((name) => join(folder, name));
  return Promise.all(
    paths
      .sort()
      .map(async (path) => ({ path: relative(dirname(folder), path), content: await readFile(path, 'utf8') })),
  );
}

async function readMigration(folder: string, name: string): Promise<MigrationDirectory> {
  const content = await readFile(join(folder, name, 'migration.sql'), 'utf8');
  return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: content } } };
}

/** The adapter as it is made for queries, with what a schema engine needs besides. */
function adapterOn(pool: Pool): PrismaPg {
  const isCharacter = letCharactersPass(pool);
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const { columnNames, columnTypes, rows } = await queryRaw(query);
      const types = columnTypes.map((type, at) => (isCharacter(rows, at) ? ColumnTypeEnum.Character : type));
      return { columnNames, columnTypes: types, rows };
    };
    // Its own way splits the script at every semicolon, those in a text or a function too.
    adapter.executeScript = async (script) =>
      void (await adapter.executeRaw({ sql: finishWithin(script), args: [], argTypes: [] }));
    return adapter;
  };
  // A shadow database is asked for only where a migration is written, and that happens in a scratch database anyway.
  factory.connectToShadowDb = factory.connect;
  return factory;
}

/**
 * The engine notes a migration as finished only after its COMMIT; killed between the two, the next start would apply it
 * twice. So the note is made within the transaction, and the engine's own comes on top.
 */
function finishWithin(script: string): string {
  const note =
    'UPDATE "_prisma_migrations" SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL;';
  return script.replace(/\bCOMMIT;\s*$/, `${note}\nCOMMIT;\n`);
}

/** Columns of the type "char", which only system tables have: the adapter refuses them, the engine insists on them. */
function letCharactersPass(pool: Pool): (rows: object, at: number) => boolean {
  const characters = new WeakMap<object, ReadonlySet<number>>();
  const query = pool.query.bind(pool) as (config: unknown) => Promise<QueryResult>;
  pool.query = (async (config: unknown) => {
    const result = await query(config);
    const found = [...(result.fields ?? []).entries()].filter(([, field]) => field.dataTypeID === types.builtins.CHAR);
    for (const [, field] of found) field.dataTypeID = types.builtins.BPCHAR;
    if (found.length > 0) characters.set(result.rows, new Set(found.map(([at]) => at)));
    return result;
  }) as typeof pool.query;
  return (rows, at) => characters.get(rows)?.has(at) ?? false;
}

let loading: Promise<void> | undefined;

/** Node can't import a .wasm file by itself, so we do what the package's entry does for bundlers. */
function loadEngine(): Promise<void> {
  loading ??= instantiate();
  return loading;
}

async function instantiate(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'));
  const panics = { set_message: failWith };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics });
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': withoutLingering(engine) });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/** The engine gives its lock ten seconds and never clears the timer, which alone would keep the process from ending. */
function withoutLingering(imports: object): object {
  const name = Object.keys(imports).find((key) => key.startsWith('__wbg_setTimeout_'));
  return name ? { ...imports, [name]: (work: () => void, delay: number) => setTimeout(work, delay).unref() } : imports;
}

/** Where the engine leaves its last words; without this, all one would read is "unreachable". */
function failWith(message: string): never {
  throw new Error(message);
}
