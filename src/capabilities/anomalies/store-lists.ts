import { type Database, folded, sql } from '../../database/client.js';
import type { Person } from '../../domain/people.js';
import type { Anomaly } from './rules.js';
import { THRESHOLDS } from './rules-chain.js';
import type { Occurrence } from './rules-pattern.js';
import { type AnomalyRow, readAnomaly } from './store.js';
import { withinReach } from './store-access.js';

const OPEN = { state: { not: 'closed' } } as const;

/** The open ones within somebody's reach, at one boutique or at all; the most severe first, and of those the oldest. */
export async function openCases(
  db: Database,
  person: Person,
  boutique: string | null,
  most: number,
): Promise<Anomaly[]> {
  const ids = await db.$queryRaw<{ id: string }[]>(sql`
    select a.id from anomalies a
    where a.state <> 'closed' and (${boutique}::text is null or a.boutique_code = ${boutique}) and ${withinReach(person)}
    order by array_position(array['critical', 'high', 'medium', 'low'], a.severity), a.reported_at, a.id limit ${most}`);
  return inOrder(db, ids);
}

/** What somebody may have to do: what they own, what nobody owns, and what must be taken now; theirs first. */
export async function casesToAct(db: Database, person: Person, most: number): Promise<Anomaly[]> {
  const ids = await db.$queryRaw<{ id: string }[]>(sql`
    select a.id from anomalies a
    where a.state <> 'closed' and ${withinReach(person)}
      and (a.owner_id = ${person.id} or a.owner_id is null or (a.critical_since is not null and a.acknowledged_at is null))
    order by a.critical_since is null or a.acknowledged_at is not null, a.owner_id = ${person.id} desc nulls last,
      a.reported_at, a.id limit ${most}`);
  return inOrder(db, ids);
}

/** What is critical and nobody has taken. */
export async function untakenCases(db: Database): Promise<Anomaly[]> {
  const rows = await db.anomaly.findMany({
    where: { ...OPEN, criticalSince: { not: null }, acknowledgedAt: null },
    orderBy: { criticalSince: 'asc' },
  });
  return rows.map(readAnomaly);
}

/** Where recordings are still to be saved or a claim to be made, and the last days for it have begun. */
export async function clocksRunning(db: Database, now: Date): Promise<Anomaly[]> {
  const soon = { gt: now, lte: new Date(now.getTime() + THRESHOLDS[0] * 3_600_000) };
  const rows = await db.anomaly.findMany({
    where: {
      ...OPEN,
      OR: [
        { recordingsUntil: soon, recordingsSaved: null },
        { claimUntil: soon, claimMade: null },
      ],
    },
    orderBy: { number: 'asc' },
  });
  return rows.map(readAnomaly);
}

export async function casesReportedBy(db: Database, person: string, most: number): Promise<Anomaly[]> {
  const rows = await db.anomaly.findMany({
    where: { reportedBy: person },
    orderBy: [{ reportedAt: 'desc' }, { number: 'desc' }],
    take: most,
  });
  return rows.map(readAnomaly);
}

/** With all of these words in its number, type, words, or boutique; the newest first. */
export async function casesWith(
  db: Database,
  person: Person,
  words: readonly string[],
  most: number,
): Promise<Anomaly[]> {
  const patterns = words.map((word) => `%${word}%`);
  const said = folded(
    sql`concat_ws(' ', 'A-' || a.number, 'anomaly', a.type, a.severity, a.state, a.what, b.name, b.code)`,
  );
  const ids = await db.$queryRaw<{ id: string }[]>(sql`
    select a.id from anomalies a join boutiques b on b.code = a.boutique_code
    where ${said} like all(${patterns}) and ${withinReach(person)} order by a.reported_at desc, a.number desc limit ${most}`);
  return inOrder(db, ids);
}

async function inOrder(db: Database, ids: readonly { readonly id: string }[]): Promise<Anomaly[]> {
  const rows: AnomalyRow[] = await db.anomaly.findMany({ where: { id: { in: ids.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, readAnomaly(row)]));
  return ids.flatMap(({ id }) => byId.get(id) ?? []);
}

/** Of one boutique, but for one: the newest first. */
export async function casesToLink(
  db: Database,
  boutique: string,
  { not, id, most = 100 }: { readonly not: string; readonly id?: string; readonly most?: number },
): Promise<Anomaly[]> {
  const rows = await db.anomaly.findMany({
    where: { boutiqueCode: boutique, AND: [{ id: { not } }, ...(id === undefined ? [] : [{ id }])] },
    orderBy: { number: 'desc' },
    take: most,
  });
  return rows.map(readAnomaly);
}

/** What pointed at a case points at the first one from now on. */
export async function pointAt(db: Database, id: string, first: string): Promise<void> {
  await db.anomaly.updateMany({ where: { duplicateOf: id }, data: { duplicateOf: first } });
}

export interface OpenAt {
  readonly boutique: string;
  readonly restricted: boolean;
  readonly ids: readonly string[];
  readonly untaken: number;
  readonly late: number;
}

/** What is open at each boutique: how many must be taken now, and how many have a task that is late. */
export function openByBoutique(db: Database, now: Date): Promise<OpenAt[]> {
  return db.$queryRaw<OpenAt[]>(sql`
    select a.boutique_code as boutique, a.restricted, array_agg(a.id) as ids,
      count(*) filter (where a.critical_since is not null and a.acknowledged_at is null)::int as untaken,
      count(*) filter (where exists (select from anomaly_tasks t where t.anomaly_id = a.id and t.done_at is null
        and t.due_on < (${now}::timestamptz at time zone b.time_zone)::date))::int as late
    from anomalies a join boutiques b on b.code = a.boutique_code
    where a.state <> 'closed' group by 1, 2`);
}

/** What happened in a month, by the calendar of each boutique; duplicates count with the first. */
export function occurrencesIn(db: Database, month: string): Promise<Occurrence[]> {
  return db.$queryRaw<Occurrence[]>(sql`
    select a.id, a.number, b.name as boutique, a.type, a.cause, a.restricted
    from anomalies a join boutiques b on b.code = a.boutique_code
    where a.duplicate_of is null and (a.close_reason is null or a.close_reason not in ('not-an-anomaly', 'duplicate'))
      and to_char(a.happened_at at time zone b.time_zone, 'YYYY-MM') = ${month}
    order by a.number`);
}
