import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Connection, connect } from '../../src/database/client.js';
import { demoNetwork } from '../../src/demo/network.js';
import { applyNetwork } from '../../src/imports/network.js';
import { importStock, type StockImportOrder } from '../../src/imports/stock.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';

const header = 'Serial;Ref;Desc;Store;Zone;Price;Cost;Status';
const friday = new Date('2026-11-27T18:00:00Z');
const now = new Date('2026-11-27T20:00:00Z');
let database: TestDatabase;
let connection: Connection;
let ids = 0;

beforeAll(async () => {
  database = await testDatabase();
  connection = connect(database.url);
  await applyNetwork(connection, demoNetwork(), { kind: 'applied', now, by: null });
});

afterAll(async () => {
  await connection?.close();
  await database?.drop();
});

beforeEach(async () => {
  // The trail refuses to be emptied; only here, between two tests, that is put aside.
  await connection.pool.query(
    'set session_replication_role = replica; truncate pieces, stock_imports, audit_events cascade; set session_replication_role = origin',
  );
});

it('keeps the pieces, the file’s hash and its time, and records who imported', async () => {
  const result = await importLines([
    'A1;A;Ring;MADISON;Safe;1250.00;475.50;Reserved',
    'B2;B;;MADISON;Coffre;10;5;Sold',
  ]);

  expect(result.boutiques).toEqual([
    { code: 'MADISON', pieces: 2, imported: true, sentence: 'Madison Avenue: 2 pieces as of Fri, Nov 27, 1:00 PM.' },
  ]);
  expect(await pieces('MADISON')).toEqual(['A1 MADISON/safe 125000 47550 reserved', 'B2 MADISON/safe 1000 500 sold']);
  expect(await connection.prisma.stockImport.findMany()).toEqual([
    expect.objectContaining({
      fileName: 'stock.csv',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      statedAt: friday,
      lines: 2,
    }),
  ]);
  expect(await connection.prisma.auditEvent.findMany()).toEqual([
    expect.objectContaining({
      event: 'stock.imported',
      actorId: 'marc',
      channel: 'command-line',
      boutiqueCode: 'MADISON',
    }),
  ]);
});

it('replaces a boutique’s stock as a whole, and leaves the others alone', async () => {
  await importLines(['A1;A;;MADISON;Safe;10;5;Sold', 'B1;A;;RODEO;Safe;10;5;Sold']);
  await importLines(['A2;A;;MADISON;Safe;10;5;Sold'], { statedAt: now });

  expect([await pieces('MADISON'), await pieces('RODEO')].map((list) => list.map((line) => line.slice(0, 2)))).toEqual([
    ['A2'],
    ['B1'],
  ]);
});

it('keeps one import for each boutique of a file', async () => {
  const { boutiques } = await importLines([
    'A1;A;;MADISON;Safe;10;5;Sold',
    'B1;A;;RODEO;Safe;10;5;Sold',
    'B2;A;;RODEO;Safe;10;5;Sold',
  ]);

  expect(boutiques.map(({ code, pieces }) => [code, pieces])).toEqual([
    ['MADISON', 1],
    ['RODEO', 2],
  ]);
  expect(await connection.prisma.stockImport.count()).toBe(2);
});

it('imports nothing where a line has a fault', async () => {
  const { faults, boutiques } = await importLines(['A1;A;;MADISON;Safe;10;5;Sold', 'A2;A;;MADISON;Roof;10;5;Sold']);

  expect(faults).toEqual([expect.objectContaining({ line: 3, column: 'Zone', value: 'Roof' })]);
  expect(boutiques).toEqual([]);
  expect(await pieces('MADISON')).toEqual([]);
});

it('does nothing with the same file of the same time again, and says so', async () => {
  await importLines(['A1;A;;MADISON;Safe;10;5;Sold']);
  const again = await importLines(['A1;A;;MADISON;Safe;10;5;Sold']);

  expect(again.boutiques).toEqual([
    expect.objectContaining({
      imported: false,
      sentence: 'Madison Avenue: this file as of Fri, Nov 27, 1:00 PM is here already; nothing was changed.',
    }),
  ]);
  expect(await connection.prisma.stockImport.count()).toBe(1);
  expect(await connection.prisma.auditEvent.count()).toBe(1);
});

it('refuses a file older than the stock we have, and with it every other boutique of that file', async () => {
  await importLines(['B1;A;;RODEO;Safe;10;5;Sold'], { statedAt: now });
  const late = importLines(['A1;A;;MADISON;Safe;10;5;Sold', 'B2;A;;RODEO;Safe;10;5;Sold']);

  await expect(late).rejects.toThrow(
    'This file is of Fri, Nov 27, 10:00 AM, and Beverly Hills has stock of Fri, Nov 27, 12:00 PM already. Export it again.',
  );
  expect(await pieces('MADISON')).toEqual([]);
  expect(await connection.prisma.auditEvent.count()).toBe(1);
});

it('refuses a file of a time to come', async () => {
  const file = importLines(['A1;A;;MADISON;Safe;10;5;Sold'], { statedAt: new Date(now.getTime() + 1) });

  await expect(file).rejects.toThrow('which is still to come for Madison Avenue');
});

it('does not mix two imports of the same moment', async () => {
  const files = [1, 2, 3, 4].map((file) =>
    importLines(
      Array.from(
        { length: 500 },
        (_, index) => `${file}-${index};A;;${index % 2 ? 'RODEO' : 'MADISON'};Safe;10;5;Sold`,
      ),
    ),
  );
  await Promise.all(files);

  for (const code of ['MADISON', 'RODEO']) {
    const found = await pieces(code);
    expect(found).toHaveLength(250);
    expect(new Set(found.map((line) => line.split('-')[0])).size).toBe(1);
  }
});

it('asks for a network first', async () => {
  const empty = await testDatabase();
  const connected = connect(empty.url);
  try {
    await expect(importStock(connected, order([]))).rejects.toThrow('No network yet: run vitrine network apply FILE.');
  } finally {
    await connected.close();
    await empty.drop();
  }
});

function importLines(lines: readonly string[], more: Partial<StockImportOrder> = {}) {
  return importStock(connection, { ...order(lines), ...more });
}

function order(lines: readonly string[]): StockImportOrder {
  const bytes = Buffer.from([header, ...lines].join('\r\n'));
  return { bytes, fileName: 'stock.csv', statedAt: friday, now, newId: () => `import-${++ids}`, by: 'marc' };
}

async function pieces(boutiqueCode: string): Promise<string[]> {
  const found = await connection.prisma.piece.findMany({ where: { boutiqueCode }, orderBy: { serial: 'asc' } });
  return found.map(({ serial, zoneId, retail, cost, status }) => `${serial} ${zoneId} ${retail} ${cost} ${status}`);
}
