import type { Pool } from 'pg';

/** A map that PostgreSQL remembers: it is read once at the start and written through from then on. */
export interface Shelf<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  values(): readonly T[];
}

export interface Store {
  shelf<T>(kind: string): Shelf<T>;
  /** Resolves when everything put on a shelf so far is committed; an answer given after it survives a kill -9. */
  settled(): Promise<void>;
  keepBytes(id: string, bytes: Buffer): Promise<void>;
  bytes(id: string): Promise<Buffer | undefined>;
}

interface Row {
  readonly kind: string;
  readonly key: string;
  readonly body: unknown;
}

export async function openStore(pool: Pool): Promise<Store> {
  await prepareStore(pool);
  const { rows } = await pool.query<Row>('select kind, key, body from playground.entry order by kind, key');
  const writer = startWriter(pool);
  return {
    shelf: <T>(kind: string) => shelfOf<T>(kind, rows, writer.put),
    settled: writer.settled,
    keepBytes: (id, bytes) => keepBytes(pool, id, bytes),
    bytes: (id) => readBytes(pool, id),
  };
}

/** The tables alone. Both stand-ins ask for them at once, and `if not exists` does not wait for another's. */
export async function prepareStore(pool: Pool): Promise<void> {
  await pool.query(`
    select pg_advisory_xact_lock(hashtext('playground'));
    create schema if not exists playground;
    create table if not exists playground.entry (
      kind text not null, key text not null, body jsonb not null, primary key (kind, key)
    );
    create table if not exists playground.file_bytes (id text primary key, bytes bytea not null);`);
}

function shelfOf<T>(kind: string, rows: readonly Row[], put: (row: Row) => void): Shelf<T> {
  const held = new Map(rows.filter((row) => row.kind === kind).map((row) => [row.key, row.body as T]));
  return {
    get: (key) => held.get(key),
    set: (key, value) => {
      held.set(key, value);
      put({ kind, key, body: value });
    },
    delete: (key) => {
      if (held.delete(key)) put({ kind, key, body: null });
    },
    values: () => [...held.values()],
  };
}

/** Writes one batch at a time, each in one statement; what changes meanwhile waits for the next, and so does what failed. */
function startWriter(pool: Pool) {
  let waiting = new Map<string, Row>();
  let running: Promise<void> = Promise.resolve();
  const flush = async () => {
    const batch = [...waiting.values()];
    waiting = new Map();
    if (batch.length === 0) return;
    await writeBatch(pool, batch).catch((error: unknown) => {
      waiting = new Map([...batch.map((row) => [keyOf(row), row] as const), ...waiting]);
      throw error;
    });
  };
  return {
    put: (row: Row) => {
      waiting.set(keyOf(row), row);
    },
    settled: (): Promise<void> => {
      const mine = running.then(flush);
      running = mine.catch(() => undefined);
      return mine;
    },
  };
}

function keyOf(row: Row): string {
  return `${row.kind}/${row.key}`;
}

async function writeBatch(pool: Pool, batch: readonly Row[]): Promise<void> {
  await pool.query(
    `with changed as (
       select kind, key, body from jsonb_to_recordset($1::jsonb) as row(kind text, key text, body jsonb)
     ), dropped as (
       delete from playground.entry as entry using changed
       where changed.body is null and entry.kind = changed.kind and entry.key = changed.key
     )
     insert into playground.entry (kind, key, body)
     select kind, key, body from changed where body is not null
     on conflict (kind, key) do update set body = excluded.body`,
    [JSON.stringify(batch, storable)],
  );
}

/** jsonb refuses a NUL and half a surrogate pair, which a page may well send. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\u0000', '').replaceAll(/\p{Surrogate}/gu, '\uFFFD') : value;
}

async function keepBytes(pool: Pool, id: string, bytes: Buffer): Promise<void> {
  await pool.query(
    `insert into playground.file_bytes (id, bytes) values ($1, $2)
     on conflict (id) do update set bytes = excluded.bytes`,
    [id, bytes],
  );
}

async function readBytes(pool: Pool, id: string): Promise<Buffer | undefined> {
  const { rows } = await pool.query<{ bytes: Buffer }>('select bytes from playground.file_bytes where id = $1', [id]);
  return rows[0]?.bytes;
}
