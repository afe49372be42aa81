import type { ApprovalState } from '../domain/approval.js';
import type { PlaceCalendar } from '../domain/place-calendar.js';
import { calendarColumns, withCalendar } from './calendars.js';
import { type Database, type Json, type Sql, sql } from './client.js';

export interface ApprovalRow extends ApprovalState {
  readonly id: string;
  readonly name: string;
  readonly subjectId: string;
  readonly boutique: string;
  readonly notBy: readonly string[];
  readonly version: number;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** As it stands, where silence is measured by the hours of its boutique. */
export interface StandingApproval extends ApprovalRow {
  readonly calendar: PlaceCalendar;
}

export async function insertApproval(db: Database, row: ApprovalRow): Promise<void> {
  const { boutique, plan, notBy, ...rest } = row;
  await db.approval.create({
    data: { ...rest, boutiqueCode: boutique, plan: plan as unknown as Json, notBy: [...notBy] },
  });
}

/** Held until the transaction ends: two who decide at once do it one after the other. */
export async function lockApproval(db: Database, id: string): Promise<StandingApproval | null> {
  const [row] = await standing(db, sql`where a.id = ${id} for update of a`);
  return row ?? null;
}

/** The one that is still to be decided about this subject, held. */
export async function lockOpenApproval(
  db: Database,
  name: string,
  subjectId: string,
): Promise<StandingApproval | null> {
  const row = await db.approval.findFirst({ where: { name, subjectId, status: 'open' }, select: { id: true } });
  const locked = row && (await lockApproval(db, row.id));
  return locked?.status === 'open' ? locked : null;
}

/** The newest about this subject, also when it is over. */
export async function lastApproval(db: Database, name: string, subjectId: string): Promise<ApprovalRow | null> {
  const newest = sql`where a.name = ${name} and a.subject_id = ${subjectId} order by a.since desc limit 1`;
  const [row] = await standing(db, newest);
  return row ?? null;
}

export async function nameOfApproval(db: Database, id: string): Promise<string | null> {
  const row = await db.approval.findUnique({ where: { id }, select: { name: true } });
  return row?.name ?? null;
}

export async function subjectOfApproval(db: Database, id: string): Promise<string | null> {
  const row = await db.approval.findUnique({ where: { id }, select: { subjectId: true } });
  return row?.subjectId ?? null;
}

export async function saveApproval(db: Database, row: ApprovalRow & { readonly reason?: string }): Promise<void> {
  const { id, status, step, since, notBy, version, decidedBy, decidedAt, reason = null } = row;
  await db.approval.update({
    where: { id, version },
    data: { status, step, since, notBy: [...notBy], decidedBy, decidedAt, reason, version: version + 1 },
  });
}

export async function openApprovals(db: Database): Promise<StandingApproval[]> {
  return standing(db, sql`where a.status = 'open' order by a.since`);
}

/** In one query, so that there are as many of them whatever the number of boutiques. */
async function standing(db: Database, which: Sql): Promise<StandingApproval[]> {
  const rows = await db.$queryRaw<StandingRow[]>(sql`
    select a.id, a.name, a.subject_id as "subjectId", a.boutique_code as boutique, a.status, a.plan, a.step, a.since,
      a.not_by as "notBy", a.version, a.decided_by as "decidedBy", a.decided_at as "decidedAt",
      ${calendarColumns(sql`a.since`)}
    from approvals a join boutiques b on b.code = a.boutique_code ${which}`);
  return rows.map(withCalendar);
}

type StandingRow = ApprovalRow & PlaceCalendar;
