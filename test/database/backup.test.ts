import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { backUp } from '../../src/database/backup.js';
import type { Header } from '../../src/database/backup-format.js';
import { type Connection, connect } from '../../src/database/client.js';
import { restore } from '../../src/database/restore.js';
import { addWork } from '../../src/database/work.js';
import { openStore, prepareStore } from '../../src/playground/store.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { testDatabase } from '../helpers/database.js';
import { openQuickFolder } from '../helpers/folder.js';
import { ana } from '../helpers/network.js';

const NOW = new Date('2026-11-27T15:00:00Z');
const HOSTILE = 'a\tb\\.\n\\.\nRG-20-88\n=cmd|x\r\n"; drop table people; -- é 漢 \\N';
const BYTES = Buffer.from([0, 10, 13, 92, 46, 255, 10, 92, 46, 10]);

let bot: Bot;
let folder: string;
let file: string;
const used: { readonly drop: () => Promise<void> }[] = [];

/** A count with all that people type, a decision asked for, messages said and waiting, files, and a playground. */
beforeAll(async () => {
  folder = await openQuickFolder();
  bot = await startBot('2026-11-27T14:12:00Z');
  const asked = await bot.as(ana).says('count');
  await bot.as(ana).submit(asked, { zone: 'MADISON/vitrine-2', also: null, reason: 'weekly', serials: HOSTILE });
  await bot.as(ana).presses('Close zone');
  const { prisma, pool } = bot.connection;
  await prisma.attachment.create({ data: { id: 'photo', name: HOSTILE, bytes: BYTES } });
  await addWork(prisma, [work('w1'), work('w2')]);
  const store = await openStore(pool);
  store.shelf('message').set('m1', { text: HOSTILE });
  await store.settled();
  await store.keepBytes('f1', BYTES);
  file = join(folder, 'whole.gz');
  await backUp({ url: await urlOf(bot.connection), file, now: NOW });
});

afterEach(async () => {
  for (const { drop } of used.splice(0)) await drop();
});

afterAll(async () => {
  await bot.stop();
  await rm(folder, { recursive: true });
});

const work = (id: string) => ({
  id,
  job: 'stock-counts.read-file',
  boutique: 'MADISON',
  actor: 'ana',
  through: 'slack',
  subject: 'x',
  input: { text: HOSTILE },
});

const urlOf = async ({ pool }: Connection): Promise<string> => pool.options.connectionString ?? '';

/** Migrated, with the playground's tables, and empty. */
async function emptyDatabase() {
  const made = await makeDatabase();
  used.push(made);
  return made;
}

async function makeDatabase() {
  const database = await testDatabase();
  const connection = connect(database.url);
  await prepareStore(connection.pool);
  const drop = async () => {
    await connection.close();
    await database.drop();
  };
  return { url: database.url, connection, drop };
}

/** Every row of every table as text, and what is waiting in the queue. */
async function everything({ pool }: Connection): Promise<Record<string, string[]>> {
  const { rows: tables } = await pool.query<{ name: string }>(`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'playground') and tablename <> '_prisma_migrations'`);
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
    found[name] = rows.map(({ row }) => row);
  }
  const { rows } = await pool.query<{ row: string }>(`
    select concat(key, payload) as row from graphile_worker._private_jobs
    where key like 'work:%' order by 1`);
  return { ...found, work: rows.map(({ row }) => row) };
}

describe('a backup', () => {
  it('comes back as it was, to the last row and byte', async () => {
    const target = await emptyDatabase();
    const restored = await restore(target.url, file);

    const before = await everything(bot.connection);
    expect(await everything(target.connection)).toEqual(before);
    expect(restored.at).toBe('2026-11-27T15:00:00.000Z');
    expect(restored.rows).toBe(Object.values(before).flat().length);
    for (const name of ['public.count_lines', 'public.deliveries', 'public.audit_events', 'playground.entry', 'work'])
      expect(before[name]?.length, name).toBeGreaterThan(0);
    expect(await target.connection.prisma.attachment.findFirst({ where: { id: 'photo' } })).toMatchObject({
      name: HOSTILE,
      bytes: new Uint8Array(BYTES),
    });
  });

  it('goes on with the numbers where they were, and keeps evidence unchangeable', async () => {
    const target = await emptyDatabase();
    await restore(target.url, file);
    const { prisma, pool } = target.connection;
    const { _max } = await prisma.delivery.aggregate({ _max: { id: true } });
    const next = await prisma.delivery.create({ data: { conversation: 'x', card: {}, createdAt: NOW } });

    expect(next.id).toBeGreaterThan(_max.id ?? 0n);
    await expect(pool.query("update audit_events set event = 'x'")).rejects.toThrow('append-only');
    await expect(pool.query("insert into count_zones values ('nowhere', 'nowhere', null)")).rejects.toThrow(
      'foreign key',
    );
  });

  it('is the state of one moment, whatever is written meanwhile', async () => {
    const { connection } = await emptyDatabase();
    const url = await urlOf(connection);
    const writer = new Client({ connectionString: url });
    await writer.connect();
    let busy = true;
    let pairs = 0;
    const writing = (async () => {
      for (; busy; pairs++) {
        await writer.query(`with a as (insert into attachments values ('${pairs}', 'x', ''))
          insert into settings values ('${pairs}', 'x')`);
      }
    })();
    for (let round = 0; round < 5; round++) {
      await backUp({ url, file: join(folder, `moment-${round}.gz`), now: NOW });
      const { attachments, settings } = countsOf(await headerIn(join(folder, `moment-${round}.gz`)));
      expect(attachments).toBe(settings);
    }
    busy = false;
    await writing;
    await writer.end();
    expect(pairs).toBeGreaterThan(5);
  });

  it('says in its first line what it holds, and is for its owner alone', async () => {
    const header = await headerIn(file);
    expect(header).toMatchObject({ format: 'vitrine-backup-1', at: NOW.toISOString() });
    expect(header.migrations).toEqual(
      (await readdir('prisma/migrations')).filter((name) => !name.endsWith('.toml')).sort(),
    );
    expect(countsOf(header)).toMatchObject({ boutiques: 2, people: 6, pieces: 9 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('overwrites nothing, and leaves nothing half done', async () => {
    await expect(backUp({ url: await urlOf(bot.connection), file, now: NOW })).rejects.toThrow('overwrites nothing');
    const bare = await testDatabase('template0');
    await expect(backUp({ url: bare.url, file: join(folder, 'bare.gz'), now: NOW })).rejects.toThrow(
      'nothing to back up',
    );
    await bare.drop();
    expect((await readdir(folder)).filter((name) => name.includes('bare'))).toEqual([]);
  });
});

describe('a restore changes nothing where', () => {
  /** One for all, because each finds it as it was. */
  let target: Awaited<ReturnType<typeof makeDatabase>>;
  beforeAll(async () => {
    target = await makeDatabase();
  });
  afterAll(() => target.drop());

  const changed = async (change: (bytes: Buffer) => Buffer): Promise<string> => {
    const name = join(folder, `${randomUUID()}.gz`);
    await writeFile(name, change(gunzipSync(await readFile(file))));
    return name;
  };
  const replaced = (from: string, to: string) => (bytes: Buffer) => {
    const at = bytes.indexOf(from);
    expect(at).toBeGreaterThan(0);
    return gzipSync(Buffer.concat([bytes.subarray(0, at), Buffer.from(to), bytes.subarray(at + from.length)]));
  };

  /** The same archive, its checksum included, around other bytes. */
  const archived = (from: string, to: string) => (bytes: Buffer) => {
    const packed = replaced(from, to)(bytes);
    gzipSync(bytes)
      .subarray(-8)
      .copy(packed, packed.length - 8);
    return packed;
  };

  it.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
    ['the file is of another kind', () => Buffer.from('PK\x03\x04 whatever'), /is no backup of Vitrine's/],
    ['the file is empty', () => Buffer.alloc(0), /ends too early|is no backup/],
    ['the file is another archive', () => gzipSync('{"a":1}\n'), /is no backup of Vitrine's/],
    ['the file was cut off', (bytes) => gzipSync(bytes).subarray(0, 3_000), /ends too early/],
    ['its last table is missing', (bytes) => gzipSync(bytes.subarray(0, bytes.length - 90)), /ends too early/],
    ['its end is missing', (bytes) => gzipSync(bytes.subarray(0, bytes.length - 6)), /ends too early/],
    ['something follows', (bytes) => gzipSync(Buffer.concat([bytes, Buffer.from('1')])), /is no backup/],
    ['a number of its first line was changed', archived('"last":"', '"last":"9'), /is no backup|ends too early/],
    ['a letter was changed', replaced('ana@vitrine', 'ann@vitrine'), /"people" is damaged; nothing was restored/],
    ['a row went missing', replaced(',"rows":6}', ',"rows":7}'), /is damaged; nothing was restored/],
    ['it is of another version', replaced('"migrations":["', '"migrations":["0'), /made by another version of Vitrine/],
  ])('%s', async (_, change, words) => {
    const empty = await everything(target.connection);
    const other = await changed(change);

    await expect(restore(target.url, other)).rejects.toThrow(words);
    expect(await everything(target.connection)).toEqual(empty);
  });

  it('the database holds something already', async () => {
    const target = await emptyDatabase();
    await target.connection.prisma.region.create({ data: { code: 'AMER', name: 'Americas' } });

    await expect(restore(target.url, file)).rejects.toThrow(/is not empty \("public"."regions" holds rows\)/);
    expect(await target.connection.prisma.region.count()).toBe(1);
  });
});

async function headerIn(name: string): Promise<Header> {
  const bytes = gunzipSync(await readFile(name));
  return JSON.parse(bytes.subarray(0, bytes.indexOf(10)).toString());
}

const countsOf = ({ tables }: Header) => Object.fromEntries(tables.map(({ name, rows }) => [name, rows]));
