import { type Database, sql } from '../../database/client.js';

/**
 * The count that a button was about: its own, or that of a round or a batch. Counting shows nothing of what is expected,
 * so a round of a count that is restricted stands for itself: what was sent back has to be counted again.
 */
export async function countAbout(subject: string, db: Database): Promise<string | null> {
  const rows = await db.$queryRaw<{ count: string }[]>(sql`
    select id as count from counts where id = ${subject}
    union select count_id from count_rounds where id = ${subject} and ${isOpenToAll}
    union select r.count_id as count from count_batches b join count_rounds r on r.id = b.round_id
          where b.id = ${subject} and ${isOpenToAll}`);
  return rows[0]?.count ?? null;
}

const isOpenToAll = sql`not exists (select from restrictions x where x.record = count_id)`;

/** SHA-256 of what is expected: zone, serial and price of each piece, a line each, in the order of their bytes. */
export async function digestOfExpected(db: Database, count: string): Promise<string> {
  const [row] = await db.$queryRaw<{ digest: string }[]>(sql`
    select encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' order by line collate "C"), ''), 'UTF8')), 'hex') as digest
    from (select concat_ws(E'\\t', zone_id, serial, retail) as line from count_expected where count_id = ${count}) l`);
  return row?.digest ?? '';
}

export interface NamedCount {
  readonly id: string;
  readonly boutique: string;
  readonly timeZone: string;
  readonly openedAt: Date;
}

/** The newest counts whose id begins so; all of them do with nothing. */
export function countsBeginning(db: Database, prefix: string, most: number): Promise<NamedCount[]> {
  return db.$queryRaw<NamedCount[]>(sql`
    select c.id, b.code as boutique, b.time_zone as "timeZone", c.opened_at as "openedAt"
    from counts c join boutiques b on b.code = c.boutique_code
    where starts_with(c.id, ${prefix}) order by c.opened_at desc, c.id limit ${most}`);
}

export type Evidence = Awaited<ReturnType<typeof evidenceOf>>;

/** Everything there is about a count, as it is kept; one after the other, as one connection answers. */
export async function evidenceOf(db: Database, id: string) {
  const count = await db.count.findUniqueOrThrow({ where: { id } });
  const about = { where: { countId: id } };
  const place = { code: true, name: true, timeZone: true, currency: true } as const;
  const boutique = await db.boutique.findUniqueOrThrow({ where: { code: count.boutiqueCode }, select: place });
  const source = await db.stockImport.findUniqueOrThrow({ where: { id: count.importId } });
  const rounds = await db.countRound.findMany({
    ...about,
    orderBy: [{ openedAt: 'asc' }, { number: 'asc' }, { zoneId: 'asc' }],
  });
  const files = await db.countFile.findMany({ ...about, orderBy: { at: 'asc' } });
  const witnesses = await db.countWitness.findMany({ ...about, orderBy: [{ seenAt: 'asc' }, { personId: 'asc' }] });
  const causes = await db.countCause.findMany({ ...about, orderBy: { id: 'asc' } });
  const differences = await db.countDifference.findMany({
    ...about,
    orderBy: [{ comparison: 'asc' }, { serial: 'asc' }],
  });
  const approvals = await db.approval.findMany({
    where: { subjectId: id },
    orderBy: [{ since: 'asc' }, { id: 'asc' }],
  });
  const [zones, expected, lines] = [await zonesIn(db, id), await expectedIn(db, id), await linesIn(db, id)];
  const subjects = [id, source.id, ...[...approvals, ...rounds].map((each) => each.id)];
  const events = await eventsAbout(db, [...subjects, ...new Set(lines.map(({ batch }) => batch))]);
  const people = await everybody(db);
  return {
    count,
    boutique,
    source,
    zones,
    rounds,
    files,
    witnesses,
    causes,
    differences,
    approvals,
    expected,
    lines,
    events,
    people,
  };
}

function zonesIn(db: Database, count: string): Promise<{ id: string; name: string }[]> {
  return db.$queryRaw(sql`
    select z.id, z.name from count_zones c join zones z on z.id = c.zone_id where c.count_id = ${count} order by z.position`);
}

export interface ExpectedLine {
  readonly serial: string;
  readonly zone: string;
  readonly reference: string;
  readonly description: string;
  readonly retail: bigint;
}

function expectedIn(db: Database, count: string): Promise<ExpectedLine[]> {
  return db.$queryRaw<ExpectedLine[]>(sql`
    select serial, zone_id as zone, reference, description, retail from count_expected where count_id = ${count}
    order by zone_id, serial`);
}

/** A line of a batch, whatever became of it. */
export interface KeptLine {
  readonly zone: string;
  readonly round: number;
  readonly batch: string;
  readonly number: bigint;
  readonly person: string;
  readonly savedAt: Date;
  readonly late: boolean;
  readonly takenBackAt: Date | null;
  readonly file: string | null;
  readonly item: number;
  readonly line: number;
  readonly text: string;
  readonly serial: string | null;
  readonly result: string;
}

function linesIn(db: Database, count: string): Promise<KeptLine[]> {
  return db.$queryRaw<KeptLine[]>(sql`
    select r.zone_id as zone, r.number as round, b.id as batch, b.number, b.person_id as person, b.saved_at as "savedAt",
      b.late, b.taken_back_at as "takenBackAt", l.item, l.line, l.text, l.serial, l.result,
      (select f.name from count_files f where f.batch_id = b.id limit 1) as file
    from count_lines l join count_batches b on b.id = l.batch_id join count_rounds r on r.id = b.round_id
    where r.count_id = ${count} order by b.number, l.item`);
}

/** An entry of the trail as it is kept; its JSON as text. */
export interface KeptEvent {
  readonly chain: string;
  readonly number: number;
  readonly at: Date;
  readonly actor: string | null;
  readonly channel: string;
  readonly event: string;
  readonly subject: string;
  readonly facts: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  readonly previous: string;
  readonly hash: string;
}

function eventsAbout(db: Database, subjects: readonly string[]): Promise<KeptEvent[]> {
  return db.$queryRaw<KeptEvent[]>(sql`
    select chain, number, at, actor_id as actor, channel, event, subject, facts::text, before::text, after::text, reason,
      previous, hash
    from audit_events where subject = any(${[...subjects]}) order by chain, number`);
}

/** Names by id; whoever has left keeps their name. */
async function everybody(db: Database): Promise<ReadonlyMap<string, string>> {
  const people = await db.person.findMany({ select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}
