import { type Database, sql } from '../../database/client.js';

export interface NewFile {
  readonly id: string;
  readonly count: string;
  readonly round: string;
  readonly person: string;
  /** As the chat names it. */
  readonly reference: Readonly<Record<'channel' | 'tenant' | 'id' | 'name', string>>;
}

/** Keeps the reference of a file that is to be read. False where this round has it already. */
export async function addFile(
  db: Database,
  { id, count, round, person, reference }: NewFile,
  now: Date,
): Promise<boolean> {
  const { channel, tenant, id: file, name } = reference;
  const added = await db.$executeRaw(sql`
    insert into count_files (id, count_id, round_id, person_id, channel, tenant, reference, name, state, at)
    values (${id}, ${count}, ${round}, ${person}, ${channel}, ${tenant}, ${file}, ${name}, 'reading', ${now})
    on conflict (round_id, channel, tenant, reference) do nothing`);
  return added === 1;
}

export interface CountedFile {
  readonly id: string;
  readonly round: string;
  readonly name: string;
  readonly state: 'reading' | 'saved' | 'refused';
}

export async function findFile(db: Database, id: string): Promise<CountedFile> {
  const { roundId, name, state } = await db.countFile.findUniqueOrThrow({ where: { id } });
  return { id, round: roundId, name, state: state as CountedFile['state'] };
}

/** How the reading of a file ended; `reason` says why it was refused, or how it was read. */
export type Ending =
  | { readonly state: 'saved'; readonly batchId: string; readonly sha256: string; readonly reason: string | null }
  | { readonly state: 'refused'; readonly sha256: string | null; readonly reason: string };

export async function endFile(db: Database, id: string, ending: Ending): Promise<void> {
  const { count } = await db.countFile.updateMany({ where: { id, state: 'reading' }, data: ending });
  if (count !== 1) throw new Error('the file was read before');
}

/** The name of a file of this round that holds the same bytes and counts. */
export async function twinOf(db: Database, round: string, sha256: string): Promise<string | null> {
  const [twin] = await db.$queryRaw<{ name: string }[]>(sql`
    select f.name from count_files f join count_batches b on b.id = f.batch_id
    where f.round_id = ${round} and f.sha256 = ${sha256} and not b.late and b.taken_back_at is null limit 1`);
  return twin?.name ?? null;
}

/** Being read, where there is no reason; else why it was not. */
export interface TalliedFile {
  readonly name: string;
  readonly reason: string | null;
}

const MOST_TALLIED = 5;

/** What each of them is waiting for, and their last file where it was refused. */
export async function talliedFiles(
  db: Database,
  round: string,
  people: readonly string[],
): Promise<ReadonlyMap<string, readonly TalliedFile[]>> {
  const rows = await db.$queryRaw<(TalliedFile & { person: string })[]>(sql`
    select person_id as person, name, case when state = 'refused' then reason end as reason from (
      select *, max(at) over (partition by person_id) as newest from count_files
      where round_id = ${round} and person_id = any(${[...people]})) as f
    where state = 'reading' or (state = 'refused' and at = newest) order by at limit ${MOST_TALLIED * people.length}`);
  const files = new Map<string, TalliedFile[]>();
  for (const { person, ...file } of rows) files.set(person, [...(files.get(person) ?? []), file]);
  return files;
}

/** Names of files of this round that were given since and are not read yet. */
export async function filesInReading(db: Database, round: string, since: Date): Promise<string[]> {
  const rows = await db.countFile.findMany({
    where: { roundId: round, state: 'reading', at: { gte: since } },
    select: { name: true },
    orderBy: { at: 'asc' },
  });
  return rows.map(({ name }) => name);
}
