import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Connection, connect } from '../../src/database/client.js';
import { loadDemo } from '../../src/demo/load.js';
import { demoNetwork } from '../../src/demo/network.js';
import { demoPlaces } from '../../src/demo/places.js';
import { demoStock } from '../../src/demo/stock.js';
import { applyNetwork } from '../../src/imports/network.js';
import { importStock } from '../../src/imports/stock.js';
import { newestImports } from '../../src/imports/stock-store.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';

const monday = new Date('2026-11-23T14:00:00Z');
const hoursLater = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);
let loaded: TestDatabase;
let database: TestDatabase;
let connection: Connection;
let ids = 0;

async function open(template?: string): Promise<void> {
  database = await testDatabase(template);
  connection = connect(database.url);
}

async function close(): Promise<void> {
  await connection?.close();
  await database?.drop();
}

/** Loaded once; each test that begins there has a copy of its own. */
beforeAll(async () => {
  await open();
  await load(monday);
  await connection.close();
  loaded = database;
});

afterAll(() => loaded?.drop());

describe('a database that was filled on Monday', () => {
  beforeEach(() => open(new URL(loaded.url).pathname.slice(1)));
  afterEach(close);

  it('holds stock of two hours ago', async () => {
    expect(await connection.prisma.boutique.count()).toBe(6);
    expect(await connection.prisma.piece.count()).toBe(
      demoPlaces.reduce((sum, { code }) => sum + demoStock(code).length, 0),
    );
    expect(await statedAt('MADISON')).toEqual(hoursLater(-2));
    expect(await connection.prisma.setting.findUnique({ where: { key: 'network' } })).toMatchObject({ value: 'demo' });
  });

  it('does nothing at a second start soon after', async () => {
    const before = await connection.prisma.auditEvent.count();
    await load(hoursLater(7));

    expect(await connection.prisma.auditEvent.count()).toBe(before);
    expect(await statedAt('MADISON')).toEqual(hoursLater(-2));
  });

  it('takes over a demo network of an earlier edition', async () => {
    await connection.pool.query("update settings set value = 'earlier' where key = 'demo-edition'");
    await connection.pool.query("update people set name = 'Anna Ruiz' where id = 'ana'");
    await load(hoursLater(1));

    expect(await connection.prisma.person.findUnique({ where: { id: 'ana' } })).toMatchObject({ name: 'Ana Ruiz' });
  });

  it('states the same stock anew when it has grown old', async () => {
    await load(hoursLater(9));

    expect(await statedAt('MADISON')).toEqual(hoursLater(7));
    expect(await connection.prisma.piece.count({ where: { boutiqueCode: 'MADISON' } })).toBe(
      demoStock('MADISON').length,
    );
  });

  it('leaves the stock of a boutique that is being counted', async () => {
    const importId = (await newestImports(connection.prisma)).get('MADISON')?.id ?? '';
    const opened = { openedBy: 'ana', openedAt: monday, importId, oldStock: false };
    await connection.prisma.count.create({
      data: { id: 'c1', boutiqueCode: 'MADISON', reason: 'weekly', state: 'counting', ...opened },
    });
    await load(hoursLater(9));

    expect(await statedAt('MADISON')).toEqual(hoursLater(-2));
    expect(await statedAt('RODEO')).toEqual(hoursLater(7));
  });

  it('leaves a file that somebody imported', async () => {
    const bytes = Buffer.from('Serial;Ref;Desc;Store;Zone;Price;Cost;Status\nA1;A;;MADISON;Coffre;10;5;En stock');
    await importStock(connection, { bytes, fileName: 'mine.csv', statedAt: monday, now: monday, newId, by: null });
    await load(hoursLater(48));

    expect(await connection.prisma.piece.count({ where: { boutiqueCode: 'MADISON' } })).toBe(1);
  });
});

it('stays away from a real network', async () => {
  await open();
  onTestFinished(close);
  await applyNetwork(connection, demoNetwork(), { kind: 'applied', now: monday, by: null });

  await expect(load(monday)).rejects.toThrow('This database holds a real network, so no demo data is loaded.');
  expect(await connection.prisma.piece.count()).toBe(0);
});

function load(now: Date): Promise<void> {
  return loadDemo(connection, { now, newId });
}

function newId(): string {
  return `import-${++ids}`;
}

async function statedAt(code: string): Promise<Date | undefined> {
  return (await newestImports(connection.prisma)).get(code)?.statedAt;
}
