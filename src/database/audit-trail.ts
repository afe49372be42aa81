import { type Head, NETWORK_CHAIN } from '../domain/audit.js';
import { type AuditRow, type Checked, checkChain, type Witness } from '../domain/audit-check.js';
import { sha256 } from './audit.js';
import { type Database, sql } from './client.js';

export interface TrailOrder {
  /** One chain, and what the witnesses speak of; all of them where none is named. */
  readonly chain: string | null;
  readonly witnesses: readonly Witness[];
}

/** Checks every chain from its first entry, against itself, against the network's daily entries and against the witnesses. */
export async function* checkTrail(db: Database, { chain, witnesses }: TrailOrder): AsyncGenerator<Checked> {
  const moved = await movedHeads(db);
  const kept = await chainsOf(db);
  const named = witnesses.map((witness) => witness.chain);
  const wanted = chain === null ? [...kept, ...moved.keys(), ...named] : [chain, ...named];
  for (const each of [...new Set(wanted)].sort()) {
    const about = witnesses.filter((witness) => witness.chain === each);
    const anchor = moved.get(each);
    yield await checkChain(each, entriesOf(db, each), sha256, anchor ? [...about, anchor] : about);
  }
}

/** In one statement, so that they are all of the same moment. */
export async function allHeads(db: Database): Promise<Head[]> {
  return db.$queryRaw<Head[]>(sql`
    select c.chain, h.number, h.hash from (${distinctChains}) c,
      lateral (select number, hash from audit_events e where e.chain = c.chain order by number desc limit 1) h
    order by c.chain`);
}

async function chainsOf(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ chain: string }[]>(distinctChains);
  return rows.map(({ chain }) => chain);
}

/** By leaps through the index: there are few chains and many entries. */
const distinctChains = sql`
  with recursive c as (
    (select chain from audit_events order by chain limit 1)
    union all
    select (select e.chain from audit_events e where e.chain > c.chain order by e.chain limit 1) from c where c.chain is not null)
  select chain from c where chain is not null`;

const CHUNK = 1_000;

/** The entries of a chain in their order, read in pieces: a chain may be longer than the memory. */
export async function* entriesOf(db: Database, chain: string): AsyncGenerator<AuditRow> {
  let after = -1;
  for (;;) {
    const rows = await db.$queryRaw<KeptRow[]>(sql`
      select ${columns} from audit_events where chain = ${chain} and number > ${after} order by number limit ${CHUNK}`);
    for (const row of rows) yield readRow(row);
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return;
    after = last.number;
  }
}

/** Times and JSON are read as text: a tampered row may hold no time at all, and Prisma rounds some numbers. */
const columns = sql`
  chain, number, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor_id as "actorId", channel,
  boutique_code as boutique, event, subject, facts::text, before::text, after::text, reason, previous, hash`;

type KeptRow = Omit<AuditRow, 'facts' | 'before' | 'after'> & {
  readonly facts: string;
  readonly before: string | null;
  readonly after: string | null;
};

function readRow({ facts, before, after, ...row }: KeptRow): AuditRow {
  return { ...row, facts: JSON.parse(facts), before: before && JSON.parse(before), after: after && JSON.parse(after) };
}

interface Anchored {
  readonly number: number;
  readonly day: string;
  readonly heads: unknown;
}

/** For each chain the first head that a daily entry of the network recorded and that is no longer where it was. */
async function movedHeads(db: Database): Promise<ReadonlyMap<string, Witness>> {
  const moved = new Map<string, Witness>();
  for (let after = -1; ; ) {
    const days = await db.$queryRaw<Anchored[]>(sql`
      select number, subject as day, facts as heads from audit_events
      where chain = ${NETWORK_CHAIN} and event = 'audit.anchored' and number > ${after} order by number limit 20`);
    for (const { day, heads } of days) {
      for (const { chain, number, hash } of await notWhereTheyWere(db, heads)) {
        if (!moved.has(chain)) moved.set(chain, { chain, number, hash, who: `the network’s entry of ${day}` });
      }
    }
    const last = days.at(-1);
    if (!last) return moved;
    after = last.number;
  }
}

/** What a tampered entry holds may be no heads at all; that it was changed shows in its own chain. */
function notWhereTheyWere(db: Database, heads: unknown): Promise<Head[]> {
  const given = JSON.stringify(heads !== null && typeof heads === 'object' && !Array.isArray(heads) ? heads : {});
  return db.$queryRaw<Head[]>(sql`
    select a.chain, a.number::int as number, a.hash
    from (select key as chain, value ->> 'number' as number, value ->> 'hash' as hash
          from jsonb_each(${given}::jsonb) where jsonb_typeof(value) = 'object') a
    where a.number ~ '^[0-9]{1,9}$' and a.hash is not null and not exists (
      select from audit_events e where e.chain = a.chain and e.number = a.number::int and e.hash = a.hash)`);
}
