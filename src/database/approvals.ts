import type { ApprovalState, PlannedStep } from '../domain/approval.js';
import { type Database, type Json, sql } from './client.js';

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

export async function insertApproval(db: Database, row: ApprovalRow): Promise<void> {
  const { boutique, plan, notBy, ...rest } = row;
  await db.approval.create({
    data: { ...rest, boutiqueCode: boutique, plan: plan as unknown as Json, notBy: [...notBy] },
  });
}

/** Held until the transaction ends: two who decide at once do it one after the other. */
export async function lockApproval(db: Database, id: string): Promise<ApprovalRow | null> {
  await db.$queryRaw(sql`select 1 from approvals where id = ${id} for update`);
  const row = await db.approval.findUnique({ where: { id } });
  return row && readApproval(row);
}

/** The one that is still to be decided about this subject, held. */
export async function lockOpenApproval(db: Database, name: string, subjectId: string): Promise<ApprovalRow | null> {
  const row = await db.approval.findFirst({ where: { name, subjectId, status: 'open' }, select: { id: true } });
  const locked = row && (await lockApproval(db, row.id));
  return locked?.status === 'open' ? locked : null;
}

/** The newest about this subject, also when it is over. */
export async function lastApproval(db: Database, name: string, subjectId: string): Promise<ApprovalRow | null> {
  const row = await db.approval.findFirst({ where: { name, subjectId }, orderBy: { since: 'desc' } });
  return row && readApproval(row);
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
  const { id, status, step, since, version, decidedBy, decidedAt, reason = null } = row;
  await db.approval.update({
    where: { id, version },
    data: { status, step, since, decidedBy, decidedAt, reason, version: version + 1 },
  });
}

export async function openApprovals(db: Database): Promise<ApprovalRow[]> {
  const rows = await db.approval.findMany({ where: { status: 'open' }, orderBy: { since: 'asc' } });
  return rows.map(readApproval);
}

function readApproval(row: {
  id: string;
  name: string;
  subjectId: string;
  boutiqueCode: string;
  status: string;
  plan: unknown;
  step: number;
  since: Date;
  notBy: string[];
  version: number;
  decidedBy: string | null;
  decidedAt: Date | null;
}): ApprovalRow {
  const { boutiqueCode, status, plan, ...rest } = row;
  return {
    ...rest,
    boutique: boutiqueCode,
    status: status as ApprovalState['status'],
    plan: plan as readonly PlannedStep[],
  };
}
