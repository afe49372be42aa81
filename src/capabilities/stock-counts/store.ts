import { type Database, sql } from '../../database/client.js';
import { isOpenTo } from '../../database/restrictions.js';
import type { Zone } from '../../domain/boutique.js';
import type { Person } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import type {
  Comparison,
  Count,
  CountDocument,
  CountState,
  Difference,
  ExpectedPiece,
  Hands,
  KnownPiece,
  Round,
} from './rules.js';
import type { Reason } from './rules-plans.js';

export interface NewCount {
  readonly id: string;
  readonly boutique: string;
  readonly reason: Reason;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly importId: string;
  readonly oldStock: boolean;
  readonly zones: readonly Zone[];
  /** What it was planned as. */
  readonly planId?: string | undefined;
}

/** Opens a count and takes its zones. Returns who holds one of them already, and nothing is opened. */
export async function openCount(db: Database, count: NewCount): Promise<Holder | null> {
  const { zones, boutique, planId, ...rest } = count;
  await db.count.create({ data: { ...rest, boutiqueCode: boutique, planId: planId ?? null, state: 'frozen' } });
  const ids = zones.map(({ id }) => id);
  const taken = await db.$executeRaw(sql`
    insert into count_zones (count_id, zone_id, held_zone)
    select ${count.id}, z, z from unnest(${ids}::text[]) as z on conflict (held_zone) do nothing`);
  return taken === ids.length ? null : holderOf(db, ids, count.id);
}

export interface Holder {
  readonly zone: string;
  readonly name: string;
  readonly since: Date;
  readonly state: CountState;
}

async function holderOf(db: Database, zones: readonly string[], except: string): Promise<Holder> {
  const [holder] = await db.$queryRaw<Holder[]>(sql`
    select z.name as zone, p.name, c.opened_at as since, c.state
    from count_zones h join counts c on c.id = h.count_id join zones z on z.id = h.zone_id join people p on p.id = c.opened_by
    where h.held_zone = any(${[...zones]}) and c.id <> ${except} order by z.position limit 1`);
  if (!holder) throw new Error('a zone is held by nobody');
  return holder;
}

/**
 * The expected set, written once: what should be in these zones now. One statement, so that the pieces and the export
 * they come from are of the same moment, even while another export is imported.
 */
export async function freezeExpected(db: Database, { id, boutique, zones }: NewCount): Promise<void> {
  await db.$executeRaw(sql`
    with source as (
      update counts set import_id = (select i.id from stock_imports i where i.boutique_code = ${boutique} order by i.stated_at desc limit 1)
      where id = ${id})
    insert into count_expected (count_id, serial, zone_id, reference, description, retail)
    select ${id}, serial, zone_id, reference, description, retail from pieces
    where boutique_code = ${boutique} and zone_id = any(${zones.map((zone) => zone.id)}) and status in ('in-stock', 'reserved')`);
}

export interface NewRound {
  readonly id: string;
  readonly zone: Zone;
}

export async function openRounds(
  db: Database,
  count: string,
  number: number,
  rounds: readonly NewRound[],
  now: Date,
): Promise<void> {
  await db.countRound.createMany({
    data: rounds.map(({ id, zone }) => ({ id, countId: count, zoneId: zone.id, number, openedAt: now })),
  });
}

/** The count with its row held: closing zones and deciding go one after the other. */
export async function lockCount(db: Database, id: string): Promise<Count> {
  await db.$queryRaw(sql`select 1 from counts where id = ${id} for update`);
  return findCount(db, id);
}

export async function findCount(db: Database, id: string): Promise<Count> {
  const [row] = await db.$queryRaw<{ count: CountRow }[]>(sql`
    select json_build_object('id', c.id, 'boutique', c.boutique_code, 'currency', b.currency, 'reason', c.reason, 'state', c.state,
      'openedBy', c.opened_by, 'openedAt', c.opened_at, 'comparison', c.comparison,
      'notRecounted', c.not_recounted, 'document', case when c.document is not null then json_build_object(
        'number', c.document, 'by', (select name from people where id = c.document_by), 'at', c.document_at) end,
      'source', json_build_object('fileName', i.file_name, 'statedAt', i.stated_at),
      'zones', (select json_agg(json_build_object('id', z.id, 'name', z.name) order by z.position)
                from count_zones cz join zones z on z.id = cz.zone_id where cz.count_id = c.id),
      'rounds', (select json_agg(r.latest order by r.position) from (
          select distinct on (r.zone_id) z.position, json_build_object('id', r.id, 'number', r.number, 'openedAt', r.opened_at,
            'closedAt', r.closed_at, 'closedBy', r.closed_by, 'assignedTo', r.assigned_to, 'skipped', r.skipped, 'zone', json_build_object('id', z.id, 'name', z.name)) as latest
          from count_rounds r join zones z on z.id = r.zone_id where r.count_id = c.id order by r.zone_id, r.number desc) as r)
    ) as count
    from counts c join stock_imports i on i.id = c.import_id join boutiques b on b.code = c.boutique_code where c.id = ${id}`);
  if (!row) throw gone();
  return readCount(row.count);
}

/** A message may outlive what it is about: the database was begun anew, or put back to an earlier day. */
export const gone = (): Refusal => new Refusal('gone', 'This count no longer exists.');

type Dated<T> = {
  readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

type CountRow = Omit<Dated<Count>, 'rounds' | 'source' | 'document'> & {
  readonly rounds: readonly Dated<Round>[] | null;
  readonly source: Dated<Count['source']>;
  readonly document: Dated<CountDocument> | null;
};

function readCount({ openedAt, source, rounds, document, ...count }: CountRow): Count {
  const moment = (at: string | null) => (at === null ? null : new Date(at));
  return {
    ...count,
    openedAt: new Date(openedAt),
    source: { ...source, statedAt: new Date(source.statedAt) },
    document: document && { ...document, at: new Date(document.at) },
    rounds: (rounds ?? []).map((round) => ({
      ...round,
      openedAt: new Date(round.openedAt),
      closedAt: moment(round.closedAt),
    })),
  };
}

export async function countOfRound(db: Database, round: string): Promise<string | null> {
  const row = await db.countRound.findUnique({ where: { id: round }, select: { countId: true } });
  return row?.countId ?? null;
}

export async function addWitnesses(db: Database, count: string, people: readonly string[], now: Date): Promise<void> {
  await db.countWitness.createMany({
    data: people.map((personId) => ({ countId: count, personId, seenAt: now })),
    skipDuplicates: true,
  });
}

export async function setState(db: Database, count: string, from: CountState, to: CountState): Promise<void> {
  const { count: changed } = await db.count.updateMany({ where: { id: count, state: from }, data: { state: to } });
  if (changed !== 1) throw new Error(`the count was not ${from}`);
}

/** Decided: its zones are free for the next count. */
export async function saveDecision(db: Database, count: string, decidedBy: string, now: Date): Promise<void> {
  await db.count.update({ where: { id: count }, data: { decidedBy, decidedAt: now } });
  await db.countZone.updateMany({ where: { countId: count }, data: { heldZone: null } });
}

export async function handsOf(db: Database, count: Count): Promise<Hands> {
  const ids = count.zones.map(({ id }) => id);
  const zones = await db.zone.findMany({ where: { id: { in: ids } }, select: { holderId: true } });
  const rounds = await db.countRound.findMany({
    where: { countId: count.id },
    include: { batches: { select: { personId: true } } },
  });
  const plan = await db.countPlan.findFirst({ where: { counts: { some: { id: count.id } } } });
  return {
    openedBy: count.openedBy,
    counters: rounds.flatMap(({ batches }) => batches.map(({ personId }) => personId)),
    closers: rounds.flatMap(({ closedBy, skipped }) => (closedBy === null || skipped ? [] : [closedBy])),
    holders: zones.flatMap(({ holderId }) => holderId ?? []),
    named: plan ? [...plan.counters, ...plan.recounters, ...plan.notApprovers] : [],
  };
}

export async function expectedOf(db: Database, count: string): Promise<ExpectedPiece[]> {
  const rows = await db.$queryRaw<(Omit<ExpectedPiece, 'retail'> & { retail: bigint })[]>(sql`
    select serial, zone_id as zone, reference, description, retail from count_expected where count_id = ${count}`);
  return rows.map((row) => ({ ...row, retail: Number(row.retail) }));
}

/** Where the network's stock lists these serials: here first, else in the newest export. */
export async function knownPieces(
  db: Database,
  boutique: string,
  serials: readonly string[],
): Promise<Map<string, KnownPiece>> {
  const rows = await db.$queryRaw<(Omit<KnownPiece, 'retail'> & { retail: bigint })[]>(sql`
    select distinct on (p.serial) p.serial, p.boutique_code as boutique, b.name as "boutiqueName", p.zone_id as zone, p.status, p.reference, p.description, p.retail
    from pieces p join stock_imports i on i.id = p.import_id join boutiques b on b.code = p.boutique_code
    where p.serial = any(${[...serials]})
    order by p.serial, (p.boutique_code = ${boutique}) desc, (p.status in ('in-stock', 'reserved')) desc, i.stated_at desc`);
  return new Map(rows.map((row) => [row.serial, { ...row, retail: Number(row.retail) }]));
}

/** Keeps a comparison beside the ones before it. */
export async function saveComparison(
  db: Database,
  count: Count,
  { differences }: Comparison,
  now: Date,
): Promise<number> {
  const comparison = count.comparison + 1;
  await db.count.update({ where: { id: count.id }, data: { comparison, comparedAt: now } });
  await db.countDifference.createMany({
    data: differences.map(({ foundZones, retail, ...rest }) => ({
      ...rest,
      countId: count.id,
      comparison,
      foundZones: [...foundZones],
      retail: retail === null ? null : BigInt(retail),
    })),
  });
  return comparison;
}

export async function savedComparison(db: Database, count: Count): Promise<Comparison> {
  const expected = await db.countExpected.count({ where: { countId: count.id } });
  const rows = await db.countDifference.findMany({
    where: { countId: count.id, comparison: count.comparison },
    orderBy: [{ retail: { sort: 'desc', nulls: 'first' } }, { serial: 'asc' }],
  });
  const differences = rows.map(({ retail, kind, ...rest }) => ({
    ...rest,
    kind: kind as Difference['kind'],
    retail: retail === null ? null : Number(retail),
  }));
  const [displaced] = await db.$queryRaw<{ pieces: number }[]>(sql`
    select count(*)::int as pieces from count_differences d join count_expected e on e.count_id = d.count_id and e.serial = d.serial
    where d.count_id = ${count.id} and d.comparison = ${count.comparison}`);
  return { expected, matched: expected - (displaced?.pieces ?? 0), differences };
}

export interface OpenCount {
  readonly id: string;
  readonly boutique: string;
  readonly state: CountState;
  readonly openedBy: string;
  readonly openedAt: Date;
  /** Names of its zones, and of those that are still open. */
  readonly zones: readonly string[];
  readonly open: readonly string[];
}

/** Counts that are not finished and open to this person, the oldest first; of all boutiques where none is named. */
export function openCounts(
  db: Database,
  boutiques: readonly string[] | null,
  person: Person,
  most: number,
): Promise<OpenCount[]> {
  return db.$queryRaw<OpenCount[]>(sql`
    select c.id, c.boutique_code as boutique, c.state, p.name as "openedBy", c.opened_at as "openedAt",
      array(select z.name from count_zones cz join zones z on z.id = cz.zone_id where cz.count_id = c.id order by z.position) as zones,
      array(select z.name from count_rounds r join zones z on z.id = r.zone_id
            where r.count_id = c.id and r.closed_at is null order by z.position) as open
    from counts c join people p on p.id = c.opened_by
    where c.state not in ('closed', 'voided', 'cancelled') and (${boutiques === null} or c.boutique_code = any(${[...(boutiques ?? [])]}))
      and ${isOpenTo(person, sql`c.id`)}
    order by c.opened_at limit ${most}`);
}

export async function namesIn(db: Database, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.person.findMany({ where: { id: { in: [...people] } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function namesOfBoutiques(
  db: Database,
  counts: readonly OpenCount[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.boutique.findMany({
    where: { code: { in: counts.map(({ boutique }) => boutique) } },
    select: { code: true, name: true },
  });
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** The newest entry of the boutique's audit trail, as a report prints it: chain, number, the hash's first 16 digits. */
export async function headOf(db: Database, boutique: string): Promise<string> {
  const row = await db.auditEvent.findFirst({
    where: { chain: boutique },
    orderBy: { number: 'desc' },
    select: { number: true, hash: true },
  });
  return row ? `${boutique}:${row.number}:${row.hash.slice(0, 16)}` : `${boutique}:0`;
}

export interface Decider {
  readonly name: string;
  readonly at: Date;
}

/** Who approved what was compared last, one step after the other, as the trail has it. */
export function decidersOf(db: Database, count: string): Promise<Decider[]> {
  return db.$queryRaw(sql`
    select p.name || coalesce(' in place of ' || away.name, '') as name, e.at
    from audit_events e join people p on p.id = e.actor_id join counts c on c.id = e.subject
      left join people away on away.id = e.facts ->> 'inPlaceOf'
    where e.subject = ${count} and e.event = 'approval.approved' and e.at >= c.compared_at order by e.id`);
}

/** The latest rounds that are open; with a form that came back, also those closed meanwhile: what is late is kept. */
export async function openRoundsIn(
  db: Database,
  id: string,
  alsoClosed: boolean,
): Promise<(Round & { readonly count: string })[]> {
  const { rounds } = await findCount(db, id);
  const open = rounds.filter(({ closedAt }) => alsoClosed || closedAt === null);
  if (open.length === 0) throw new Refusal('closed', 'Every zone of this count is closed.');
  return open.map((round) => ({ ...round, count: id }));
}
