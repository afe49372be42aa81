import { type Database, sql } from '../../database/client.js';
import { Refusal } from '../../domain/refusal.js';
import type { Anomaly, Entry, EntryKind } from './rules.js';

/** As a report brings it; the rest follows from it. */
export type NewAnomaly = Pick<
  Anomaly,
  | 'id'
  | 'boutique'
  | 'type'
  | 'severity'
  | 'happenedAt'
  | 'reportedAt'
  | 'reportedBy'
  | 'what'
  | 'onShift'
  | 'pieces'
  | 'police'
  | 'policeRef'
  | 'restricted'
  | 'department'
  | 'criticalSince'
  | 'countId'
  | 'notShown'
  | 'recordingsUntil'
  | 'claimUntil'
>;

/** Null where a count has opened one of this type before. */
export async function saveAnomaly(
  db: Database,
  { boutique, onShift, pieces, notShown, ...rest }: NewAnomaly,
): Promise<Anomaly | null> {
  const row = {
    ...rest,
    boutiqueCode: boutique,
    onShift: [...onShift],
    pieces: [...pieces],
    notShown: [...notShown],
    state: 'new',
  };
  const [saved] = await db.anomaly.createManyAndReturn({ data: [row], skipDuplicates: true });
  return saved ? readAnomaly(saved) : null;
}

export async function findAnomaly(db: Database, id: string): Promise<Anomaly> {
  const row = await db.anomaly.findUnique({ where: { id } });
  if (!row) throw gone();
  return readAnomaly(row);
}

/** The case with its row held: what people do about it goes one after the other. */
export async function lockAnomaly(db: Database, id: string): Promise<Anomaly> {
  await db.$queryRaw(sql`select 1 from anomalies where id = ${id} for update`);
  return findAnomaly(db, id);
}

/** A message may outlive what it is about: the database was put back to an earlier day. */
const gone = (): Refusal => new Refusal('gone', 'This case no longer exists.');

export type AnomalyRow = NonNullable<Awaited<ReturnType<Database['anomaly']['findUnique']>>>;

/** Words of the tables are words of the rules: nothing else writes them. */
export function readAnomaly({ boutiqueCode, ...row }: AnomalyRow): Anomaly {
  return { ...row, boutique: boutiqueCode } as Anomaly;
}

/** Both rows held, in an order of their own, so that two who link them to each other do not wait for ever. */
export async function lockTwo(db: Database, ids: readonly [string, string]): Promise<[Anomaly, Anomaly]> {
  await db.$queryRaw(sql`select 1 from anomalies where id = any(${[...ids]}) order by id for update`);
  return [await findAnomaly(db, ids[0]), await findAnomaly(db, ids[1])];
}

type Changes = Partial<Omit<Anomaly, 'id' | 'number' | 'boutique' | 'onShift' | 'pieces' | 'notShown'>>;

export async function changeAnomaly(db: Database, id: string, changes: Changes): Promise<Anomaly> {
  return readAnomaly(await db.anomaly.update({ where: { id }, data: changes }));
}

export async function addEntry(db: Database, anomaly: string, { at, person, kind, words }: Entry): Promise<void> {
  await db.anomalyEntry.create({ data: { anomalyId: anomaly, at, personId: person, kind, words } });
}

export interface KeptEntry extends Entry {
  readonly id: string;
}

/** The newest first; those before another one. */
export async function entriesOf(db: Database, anomaly: string, most: number, before?: string): Promise<KeptEntry[]> {
  const older = before === undefined ? {} : { id: { lt: BigInt(before) } };
  const rows = await db.anomalyEntry.findMany({
    where: { anomalyId: anomaly, ...older },
    orderBy: { id: 'desc' },
    take: most,
  });
  return rows.map(({ id, at, personId, kind, words }) => ({
    ...{ id: String(id), at, person: personId, kind: kind as EntryKind, words },
  }));
}

/** For several cases at once. */
export async function actsOf(db: Database, anomalies: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db.anomalyEntry.groupBy({
    by: ['anomalyId'],
    where: { anomalyId: { in: [...anomalies] } },
    _count: true,
  });
  return new Map(rows.map(({ anomalyId, _count }) => [anomalyId, _count]));
}

/** The case of a button: its own, with or without how often something was done about it, or that of a task. */
export async function anomalyAbout(subject: string, db: Database): Promise<string | null> {
  const id = idIn(subject);
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    select id from anomalies where id = ${id} union select anomaly_id from anomaly_tasks where id = ${id}`);
  return rows[0]?.id ?? null;
}

/** A button that can be pressed again after something else was done says so in its subject: `ID/3`. */
export const idIn = (subject: string): string => subject.split('/')[0] ?? subject;
