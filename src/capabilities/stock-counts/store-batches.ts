import { type Database, sql } from '../../database/client.js';
import { type BatchSums, type Round, SHOWN_UNREADABLE, type TakenLine, type Tally } from './rules.js';
import { gone } from './store.js';

type CountedRound = Round & { readonly count: string };

/** A round with its row held: batches and closing go one after the other. */
export async function lockRound(db: Database, id: string): Promise<CountedRound> {
  return found(await db.$queryRaw<CountedRound[]>(sql`${selectRound(id)} for update of r`));
}

/** A round as it is, without holding it. */
export async function roundById(db: Database, id: string): Promise<CountedRound> {
  return found(await db.$queryRaw<CountedRound[]>(selectRound(id)));
}

const selectRound = (id: string) => sql`
  select r.id, r.count_id as count, json_build_object('id', z.id, 'name', z.name) as zone, r.number, r.opened_at as "openedAt",
    r.closed_at as "closedAt", r.closed_by as "closedBy", r.assigned_to as "assignedTo", r.skipped
  from count_rounds r join zones z on z.id = r.zone_id where r.id = ${id}`;

function found([round]: readonly CountedRound[]): CountedRound {
  if (!round) throw gone();
  return round;
}

/** Which of these serials the round holds already. */
export async function scannedBefore(db: Database, round: string, serials: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ serial: string }[]>(sql`
    select distinct l.serial from count_lines l join count_batches b on b.id = l.batch_id
    where b.round_id = ${round} and not b.late and b.taken_back_at is null and l.serial = any(${[...serials]})`);
  return new Set(rows.map(({ serial }) => serial));
}

export interface NewBatch {
  readonly id: string;
  readonly round: string;
  readonly person: string;
  readonly late: boolean;
  readonly lines: readonly TakenLine[];
}

export async function saveBatch(db: Database, { id, round, person, late, lines }: NewBatch, now: Date): Promise<void> {
  await db.$executeRaw(sql`
    with batch as (
      insert into count_batches (id, round_id, person_id, late, saved_at) values (${id}, ${round}, ${person}, ${late}, ${now}))
    insert into count_lines (batch_id, item, line, text, serial, result)
    select ${id}, l.* from unnest(${lines.map((_, index) => index + 1)}::int[], ${lines.map(({ line }) => line)}::int[],
      ${lines.map(({ text }) => text)}::text[], ${lines.map(({ serial }) => serial)}::text[], ${lines.map(({ result }) => result)}::text[]) as l`);
}

/** Takes a batch of theirs back; its lines stay on record. False where it was taken back before. */
export async function takeBack(db: Database, batch: string, person: string, now: Date): Promise<boolean> {
  const { count } = await db.countBatch.updateMany({
    where: { id: batch, personId: person, takenBackAt: null, late: false },
    data: { takenBackAt: now },
  });
  return count === 1;
}

export async function roundOfBatch(db: Database, batch: string): Promise<string | null> {
  const row = await db.countBatch.findUnique({ where: { id: batch }, select: { roundId: true } });
  return row?.roundId ?? null;
}

/**
 * A batch that was taken back may have been the first with a serial that a later one holds as a repeat:
 * of the lines that still count, the first with each serial becomes the one that does.
 */
export async function settleRepeats(db: Database, round: string): Promise<void> {
  await db.$executeRaw(sql`
    update count_lines l set result = 'new' from (
      select distinct on (x.serial) x.batch_id, x.item, x.result from count_lines x join count_batches b on b.id = x.batch_id
      where b.round_id = ${round} and not b.late and b.taken_back_at is null and x.serial is not null
      order by x.serial, (x.result = 'new') desc, b.number, x.item) as first
    where l.batch_id = first.batch_id and l.item = first.item and first.result <> 'new'`);
}

export async function closeRound(
  db: Database,
  round: string,
  person: string,
  confirmedEmpty: boolean,
  now: Date,
): Promise<void> {
  await db.countRound.update({ where: { id: round }, data: { closedAt: now, closedBy: person, confirmedEmpty } });
}

export async function tallyOf(db: Database, { count, ...round }: Round & { readonly count: string }): Promise<Tally> {
  const [sums] = await db.$queryRaw<Omit<Tally, 'count' | 'round'>[]>(sql`
    select count(distinct b.id)::int as batches, count(distinct l.serial)::int as scanned,
      count(distinct l.serial) filter (where l.result = 'again')::int as again,
      (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name) order by c.began), '[]') from people p
        join (select person_id, min(number) as began from count_batches where round_id = ${round.id} group by person_id) as c
          on c.person_id = p.id) as counters
    from count_batches b left join count_lines l on l.batch_id = b.id
    where b.round_id = ${round.id} and not b.late and b.taken_back_at is null`);
  if (!sums) throw new Error('sums of nothing are one row');
  return { count, round, ...sums };
}

/** Who scanned in these rounds, in the order they began. */
export function countersOf(db: Database, rounds: readonly string[]): Promise<{ id: string; name: string }[]> {
  return db.$queryRaw(sql`
    select p.id, p.name from count_batches b join people p on p.id = b.person_id
    where b.round_id = any(${[...rounds]}) group by p.id, p.name order by min(b.number)`);
}

/** Who scanned in any round of the count, in the order they began. */
export function countersOfCount(db: Database, count: string): Promise<{ id: string; name: string }[]> {
  return db.$queryRaw(sql`
    select p.id, p.name from count_batches b join count_rounds r on r.id = b.round_id join people p on p.id = b.person_id
    where r.count_id = ${count} group by p.id, p.name order by min(b.number)`);
}

export interface LastBatch {
  readonly id: string;
  readonly sums: BatchSums;
  /** The name of the file it was read from, and how it was read. */
  readonly file: string | null;
  readonly note: string | null;
}

/** The last batch of each of them that counts. */
export async function lastBatchesOf(
  db: Database,
  round: string,
  people: readonly string[],
): Promise<ReadonlyMap<string, LastBatch>> {
  type Row = Omit<LastBatch, 'sums'> & BatchSums & { readonly person: string };
  const rows = await db.$queryRaw<Row[]>(sql`
    select b.person_id as person, b.id, f.name as file, f.reason as note,
      count(*) filter (where l.result = 'new')::int as fresh, count(*) filter (where l.result = 'again')::int as again,
      count(*) filter (where l.result = 'unreadable')::int as unreadable,
      (select coalesce(json_agg(json_build_object('line', u.line, 'text', u.text) order by u.item), '[]') from (
        select * from count_lines where batch_id = b.id and result = 'unreadable' order by item limit ${SHOWN_UNREADABLE}) as u) as examples
    from (select distinct on (person_id) person_id, id from count_batches
        where round_id = ${round} and person_id = any(${[...people]}) and not late and taken_back_at is null
        order by person_id, number desc) as b
      left join count_lines l on l.batch_id = b.id left join count_files f on f.round_id = ${round} and f.batch_id = b.id
    group by b.person_id, b.id, f.name, f.reason`);
  return new Map(rows.map(({ person, id, file, note, ...sums }) => [person, { id, file, note, sums }]));
}

/** Rounds this person counts in and nobody has closed. */
export async function openRoundsOf(
  db: Database,
  person: string,
  most: number,
): Promise<{ id: string; count: string; boutique: string; openedAt: Date }[]> {
  return db.$queryRaw(sql`
    select r.id, c.id as count, c.boutique_code as boutique, r.opened_at as "openedAt" from count_rounds r join counts c on c.id = r.count_id
    where r.closed_at is null and c.state in ('counting', 'recount-required', 'recounting') and ((c.opened_by = ${person} and r.number = 1)
      or exists (select from count_batches b where b.round_id = r.id and b.person_id = ${person}))
    order by r.opened_at limit ${most}`);
}

/** Every line of every batch, for the report. */
export interface ReportLine {
  readonly zone: string;
  readonly round: number;
  readonly item: number;
  readonly text: string;
  readonly serial: string | null;
  readonly result: TakenLine['result'];
  readonly late: boolean;
  readonly takenBack: boolean;
  readonly by: string;
  readonly at: Date;
}

export function linesOf(db: Database, count: string): Promise<ReportLine[]> {
  return db.$queryRaw<ReportLine[]>(sql`
    select r.zone_id as zone, r.number as round, l.item, l.text, l.serial, l.result, b.late,
      b.taken_back_at is not null as "takenBack", p.name as by, b.saved_at as at
    from count_lines l join count_batches b on b.id = l.batch_id join count_rounds r on r.id = b.round_id
      join people p on p.id = b.person_id
    where r.count_id = ${count} order by b.number, l.item`);
}

/** Who counted a round and from when to when. */
export interface Stint {
  readonly zone: string;
  readonly round: number;
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

/** Of every round of the count that was really counted. */
export function stintsOf(db: Database, count: string): Promise<Stint[]> {
  return db.$queryRaw<Stint[]>(sql`
    select r.zone_id as zone, r.number as round, p.name, r.opened_at as from, r.closed_at as to
    from count_rounds r join count_batches b on b.round_id = r.id join people p on p.id = b.person_id
    where r.count_id = ${count} and r.closed_at is not null and not r.skipped
    group by r.zone_id, r.number, p.name, r.opened_at, r.closed_at order by r.opened_at, p.name`);
}
