import { createHash } from 'node:crypto';
import type { Connection } from '../database/client.js';
import { Refusal } from '../domain/refusal.js';
import { applyNetwork, networkKind } from '../imports/network.js';
import { newestImports } from '../imports/stock-store.js';
import { demoNetworkFile } from './network-data.js';
import { demoPlaces } from './places.js';

export interface DemoOrder {
  readonly now: Date;
  readonly newId: () => string;
  /** Ends it between two boutiques; the next start goes on. */
  readonly stopped?: AbortSignal | undefined;
}

const HOUR = 3_600_000;
const STATED_BEFORE = 2 * HOUR;
/** Before a count would ask whether stock so old will do. */
const FRESH_FOR = 10 * HOUR;

/** Fills an empty database for the playground, and keeps the demo's stock from growing old between two starts. */
export async function loadDemo(connection: Connection, order: DemoOrder): Promise<void> {
  const { now } = order;
  const { prisma } = connection;
  const kind = await networkKind(prisma);
  if (kind === 'applied')
    throw new Refusal('other-network', 'This database holds a real network, so no demo data is loaded.');
  await applyDemo(connection, now);

  const old = await oldStocks(connection, now);
  if (old.length > 0) await stateAnew(connection, old, order);
}

async function stateAnew(
  connection: Connection,
  codes: readonly string[],
  { now, newId, stopped }: DemoOrder,
): Promise<void> {
  const [{ importStock }, { demoStockFile }] = await Promise.all([
    import('../imports/stock.js'),
    import('./stock-file.js'),
  ]);
  const statedAt = new Date(now.getTime() - STATED_BEFORE);
  for (const code of codes) {
    stopped?.throwIfAborted();
    const file = { bytes: demoStockFile(code), fileName: fileNameOf(code) };
    await importStock(connection, { ...file, statedAt, now, newId, by: null });
  }
}

/** Most starts find the network as they left it, and need not load what reads it. */
async function applyDemo(connection: Connection, now: Date): Promise<void> {
  const { setting } = connection.prisma;
  const key = 'demo-edition';
  const value = createHash('sha256').update(JSON.stringify(demoNetworkFile())).digest('hex');
  if ((await setting.findUnique({ where: { key } }))?.value === value) return;

  const { demoNetwork } = await import('./network.js');
  await applyNetwork(connection, demoNetwork(), { kind: 'demo', now, by: null });
  await setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}

/** Somebody's own file stays as it is, and so does the stock under an open count. */
async function oldStocks({ prisma }: Connection, now: Date): Promise<string[]> {
  const newest = await newestImports(prisma);
  const open = await prisma.count.findMany({ where: { state: { not: 'approved' } }, select: { boutiqueCode: true } });
  const counting = new Set(open.map(({ boutiqueCode }) => boutiqueCode));

  return demoPlaces.flatMap(({ code }) => {
    const stock = newest.get(code);
    if (!stock) return [code];
    const ours = stock.fileName === fileNameOf(code);
    const old = now.getTime() - stock.statedAt.getTime() > FRESH_FOR;
    return ours && old && !counting.has(code) ? [code] : [];
  });
}

function fileNameOf(code: string): string {
  return `demo-stock-${code}.csv`;
}
