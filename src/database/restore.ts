import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { BackedUp } from './backup.js';
import { type Closing, columnsOf, END, FORMAT, type Header, nameOf, SETTINGS, WORK } from './backup-format.js';
import { notABackup, type Reader, readBackup } from './backup-reader.js';
import { tablesOf } from './backup-shape.js';
import { appliedMigrations } from './migrate.js';
import { StartError } from './start-error.js';

/** Everything of the file or nothing, into a database that is migrated and empty. */
export async function restore(url: string, file: string): Promise<BackedUp & { readonly at: string }> {
  const reader = readBackup(file);
  const client = new Client({ connectionString: url, keepAlive: true });
  await client.connect();
  try {
    const header = (await reader.value()) as Header;
    if (header?.format !== FORMAT) throw notABackup(file);
    await client.query('begin');
    await client.query(SETTINGS);
    await mustFit(client, header);
    // Rows come back as they were, evidence too; and in any order.
    await client.query("set local session_replication_role = 'replica'");
    for (const table of header.tables) await fill(client, reader, table);
    if ((await reader.value()) !== END) throw notABackup(file);
    await reader.end();
    for (const { name, last } of header.sequences)
      if (last !== null) await client.query('select setval($1::regclass, $2::bigint)', [name, last]);
    await client.query('commit');
    return {
      at: header.at,
      tables: header.tables.length,
      rows: header.tables.reduce((sum, { rows }) => sum + rows, 0),
    };
  } finally {
    reader.close();
    await client.end();
  }
}

async function mustFit(client: Client, header: Header): Promise<void> {
  const applied = await appliedMigrations(client);
  if (JSON.stringify(applied) !== JSON.stringify(header.migrations)) {
    const theirs = header.migrations.at(-1) ?? 'none';
    throw new StartError(
      `The backup was made by another version of Vitrine: its last migration is ${theirs}, here it is ${applied.at(-1) ?? 'none'}. Restore it with the version that made it, then update.`,
    );
  }
  const here = new Map((await tablesOf(client)).map((table) => [nameOf(table), columnsOf(table)]));
  const differs = header.tables.find(
    (table) => table.schema !== WORK.schema && here.get(nameOf(table)) !== columnsOf(table),
  );
  if (differs)
    throw new StartError(
      `The backup's table ${nameOf(differs)} is not as it is here: restore it with the version that made it.`,
    );
  for (const name of here.keys()) {
    await client.query(`lock table ${name} in access exclusive mode`);
    const { rowCount } = await client.query(`select from ${name} limit 1`);
    if (rowCount)
      throw new StartError(
        `This database is not empty (${name} holds rows), so nothing is restored: set DATA_DIR to a new folder.`,
      );
  }
}

async function fill(client: Client, reader: Reader, table: Header['tables'][number]): Promise<void> {
  const isWork = table.schema === WORK.schema;
  if (isWork) await client.query('create temporary table work (key text, payload json) on commit drop');
  const target = isWork ? 'work' : nameOf(table);
  const copying = client.query(copyFrom(`copy ${target} (${columnsOf(table)}) from stdin`));
  const hash = createHash('sha256');
  await pipeline(Readable.from(hashed(reader.pieces(), hash)), copying);

  const closing = (await reader.value()) as Closing;
  const { rows } = await client.query<{ rows: string }>(`select count(*) as rows from ${target}`);
  const count = Number(rows[0]?.rows);
  if (closing.sha256 !== hash.digest('hex') || closing.rows !== count || table.rows !== count)
    throw new StartError(`The backup's table ${nameOf(table)} is damaged; nothing was restored.`);
  if (isWork) await client.query(`select graphile_worker.add_job('work', payload, job_key := key) from work`);
}

async function* hashed(
  pieces: AsyncIterable<Buffer>,
  hash: { update(piece: Buffer): unknown },
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}
