import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import {
  type Closing,
  columnsOf,
  END,
  FORMAT,
  type Header,
  nameOf,
  SETTINGS,
  type TableShape,
  WORK,
} from './backup-format.js';
import { sequencesOf, tablesOf } from './backup-shape.js';
import { appliedMigrations } from './migrate.js';
import { StartError } from './start-error.js';

export interface BackedUp {
  readonly tables: number;
  readonly rows: number;
}

export interface BackupOrder {
  readonly url: string;
  readonly file: string;
  readonly now: Date;
}

/** Writes everything as it is at one moment, while others go on writing. The file appears when it is whole. */
export async function backUp({ url, file, now }: BackupOrder): Promise<BackedUp> {
  const draft = `${file}.partial`;
  await mustBeNew(file);
  const client = new Client({ connectionString: url, keepAlive: true });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    await client.query(SETTINGS);
    const header = await headerOf(client, now);
    // For its owner alone: it holds all there is. On the disk before it gets its name.
    const target = createWriteStream(draft, { mode: 0o600, flush: true });
    await pipeline(contents(client, header), createGzip(), target);
    await rename(draft, file);
    return { tables: header.tables.length, rows: header.tables.reduce((sum, { rows }) => sum + rows, 0) };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function mustBeNew(file: string): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there) throw new StartError(`There is a file ${file} already; a backup overwrites nothing.`);
}

async function headerOf(client: Client, now: Date): Promise<Header> {
  const migrations = await appliedMigrations(client);
  if (migrations.length === 0) throw new StartError('There is nothing in this database yet, so nothing to back up.');
  const tables: Header['tables'][number][] = [];
  for (const table of [...(await tablesOf(client)), WORK]) {
    const { rows } = await client.query<{ rows: string }>(`select count(*) as rows from ${sourceOf(table)}`);
    tables.push({ ...table, rows: Number(rows[0]?.rows) });
  }
  // Numbers are given outside transactions: read after the snapshot they are never too low for it.
  return { format: FORMAT, at: now.toISOString(), migrations, tables, sequences: await sequencesOf(client) };
}

async function* contents(client: Client, header: Header): AsyncGenerator<string | Buffer> {
  yield line(header);
  for (const table of header.tables) {
    const hash = createHash('sha256');
    const rows = yield* rowsOf(client, table, hash);
    yield line({ rows, sha256: hash.digest('hex') } satisfies Closing);
  }
  yield line(END);
}

/** Each piece behind its length; a length of nought ends the table. */
async function* rowsOf(client: Client, table: TableShape, hash: Hash): AsyncGenerator<string | Buffer, number> {
  const copying = client.query(copyTo(`copy (select ${columnsOf(table)} from ${sourceOf(table)}) to stdout`));
  for await (const piece of copying) {
    hash.update(piece);
    yield line((piece as Buffer).length);
    yield piece;
  }
  yield line(0);
  return copying.rowCount;
}

function sourceOf(table: TableShape): string {
  if (table.schema !== WORK.schema) return nameOf(table);
  return `(select j.key, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'work' and j.key is not null
    order by j.id) as work`;
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
