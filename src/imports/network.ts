import { appendAudit } from '../database/audit.js';
import { type Connection, type Database, sql, transaction } from '../database/client.js';
import { Refusal } from '../domain/refusal.js';
import { bind, rebindingChange, rebindings } from './network-accounts.js';
import { type ClosureDifference, closureDifference, saveClosures } from './network-closure-differences.js';
import { type Change, type Difference, difference } from './network-differences.js';
import type { Network } from './network-shape.js';
import type { Names, Row, Table } from './network-table.js';
import { tables } from './network-tables.js';

export interface NetworkOrder {
  /** Real, or the playground's: the two never mix in one database. */
  readonly kind: 'applied' | 'demo';
  readonly now: Date;
  /** Who applies; null where nobody did. */
  readonly by: string | null;
}

/** What applying would change, in words, and nothing else. */
export async function planNetwork(db: Database, network: Network): Promise<readonly Change[]> {
  const { changes } = await compare(db, network);
  return changes;
}

/** Makes the database what the file says, as a whole or not at all. What it no longer lists becomes inactive. */
export function applyNetwork(
  connection: Connection,
  network: Network,
  order: NetworkOrder,
): Promise<readonly Change[]> {
  return transaction(connection, (db) => applyWithin(db, network, order), { slow: true });
}

/** `demo` or `applied`; null where there is no network yet. */
export async function networkKind(db: Database): Promise<string | null> {
  const setting = await db.setting.findUnique({ where: { key: 'network' } });
  return setting?.value ?? null;
}

async function applyWithin(
  db: Database,
  network: Network,
  { kind, now, by }: NetworkOrder,
): Promise<readonly Change[]> {
  await db.$executeRaw(sql`select pg_advisory_xact_lock(hashtextextended('network', 0))`);
  await mustNotMix(db, kind);

  const { differences, accounts, closures, changes } = await compare(db, network);
  for (const each of differences) await remove(db, each);
  for (const each of differences) await write(db, each);
  if (accounts.length > 0) await bind(db, accounts, now);
  await saveClosures(db, closures, now);
  await db.setting.upsert({
    where: { key: 'network' },
    create: { key: 'network', value: kind },
    update: { value: kind },
  });

  const events = changes.map(({ sentence: _, ...change }) => ({ ...change, actorId: by, channel: 'command-line' }));
  await appendAudit(db, events, now);
  return changes;
}

async function mustNotMix(db: Database, kind: NetworkOrder['kind']): Promise<void> {
  const held = (await networkKind(db)) ?? ((await db.boutique.count()) > 0 ? 'applied' : kind);
  if (held === kind) return;
  const [has, what] = held === 'demo' ? ['demo data', 'a real network'] : ['a real network', 'demo data'];
  throw new Refusal('other-network', `This database holds ${has}. Use another database for ${what}.`);
}

interface Comparison {
  readonly differences: readonly Difference[];
  readonly accounts: Awaited<ReturnType<typeof rebindings>>;
  readonly closures: ClosureDifference;
  readonly changes: readonly Change[];
}

async function compare(db: Database, network: Network): Promise<Comparison> {
  const current = new Map<Table, readonly Row[]>();
  for (const table of tables) current.set(table, await rowsOf(db, table));
  const names = namesIn(network, current);
  mustKeepIds(network, current);

  const differences = tables.map((table) => difference(table, table.wanted(network), current.get(table) ?? [], names));
  const accounts = await rebindings(db, network);
  const bonds = accounts.map((account) => rebindingChange(account, names));
  const closures = await closureDifference(db, network);
  const changes = [...differences.flatMap((each) => each.changes), ...bonds, ...closures.changes];
  return { differences, accounts, closures, changes };
}

async function rowsOf(db: Database, { name, key }: Table): Promise<Row[]> {
  const rows = await db.$queryRawUnsafe<{ row: Row }[]>(
    `select to_jsonb(t) as row from ${name} t order by ${key.join(', ')}`,
  );
  return rows.map(({ row }) => row);
}

function namesIn(network: Network, current: ReadonlyMap<Table, readonly Row[]>): Names {
  const known = rowsNamed(current, 'people').map(({ id, name }) => [String(id), String(name)] as const);
  return new Map([...known, ...network.people.map(({ id, name }) => [id, name] as const)]);
}

/** The same e-mail under a new id is the same person, and their counts would no longer be theirs. */
function mustKeepIds(network: Network, current: ReadonlyMap<Table, readonly Row[]>): void {
  const listed = new Set(network.people.map(({ id }) => id));
  const owners = new Map(rowsNamed(current, 'people').map(({ id, email }) => [String(email), String(id)]));
  for (const { id, email } of network.people) {
    const owner = owners.get(email);
    if (owner === undefined || listed.has(owner)) continue;
    throw new Refusal(
      'new-id',
      `${email} belongs to "${owner}" here, and the file gives it to "${id}". Keep the id "${owner}".`,
    );
  }
}

function rowsNamed(current: ReadonlyMap<Table, readonly Row[]>, name: string): readonly Row[] {
  const table = tables.find((each) => each.name === name);
  return (table && current.get(table)) ?? [];
}

/** Two rows may swap what must be unique: both let go of it first. */
async function remove(db: Database, { table, written, removed }: Difference): Promise<void> {
  const { name, key, unique } = table;
  const listed = `jsonb_populate_recordset(null::${name}, $1::jsonb) as listed`;
  const same = key.map((column) => `t.${column} = listed.${column}`).join(' and ');
  if (removed.length > 0)
    await db.$executeRawUnsafe(`delete from ${name} t using ${listed} where ${same}`, JSON.stringify(removed));
  if (!unique || written.length === 0) return;

  const nobodys = `concat_ws(' ', 'changing', ${key.map((column) => `t.${column}`)})`;
  const cleared = unique.map((column) => `${column} = ${column === 'email' ? nobodys : 'null'}`).join(', ');
  await db.$executeRawUnsafe(`update ${name} t set ${cleared} from ${listed} where ${same}`, JSON.stringify(written));
}

async function write(db: Database, { table: { name, key, words }, written }: Difference): Promise<void> {
  if (written.length === 0) return;
  const columns = [...key, ...Object.keys(words)].join(', ');
  const updates = Object.keys(words).map((column) => `${column} = excluded.${column}`);
  await db.$executeRawUnsafe(
    `insert into ${name} (${columns}) select ${columns} from jsonb_populate_recordset(null::${name}, $1::jsonb)
     on conflict (${key.join(', ')}) do update set ${updates.join(', ')}`,
    JSON.stringify(written),
  );
}
