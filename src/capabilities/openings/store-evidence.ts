import type { Database } from '../../database/client.js';

export interface NewFile {
  readonly id: string;
  readonly milestone: string;
  readonly name: string;
  readonly by: string;
}

/** As they were named; what is in them follows. */
export async function addFiles(db: Database, files: readonly NewFile[], at: Date): Promise<void> {
  await db.projectEvidence.createMany({
    data: files.map(({ id, milestone, name, by }) => ({ id, milestoneId: milestone, name, addedBy: by, addedAt: at })),
  });
}

export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export async function keepFile(db: Database, evidence: string, { id, name, bytes }: KeptFile): Promise<void> {
  await db.attachment.create({ data: { id, name, bytes: new Uint8Array(bytes) } });
  await db.projectEvidence.update({ where: { id: evidence }, data: { attachmentId: id } });
}

export async function refuseFile(db: Database, evidence: string, error: string): Promise<void> {
  await db.projectEvidence.update({ where: { id: evidence }, data: { error } });
}

export const filesOf = (db: Database, milestone: string): Promise<number> =>
  db.projectEvidence.count({ where: { milestoneId: milestone, attachmentId: { not: null } } });

/** Those that were fetched, the first ones first. */
export async function keptFiles(db: Database, milestone: string): Promise<KeptFile[]> {
  const files = await db.projectEvidence.findMany({
    where: { milestoneId: milestone, attachmentId: { not: null } },
    orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
  });
  const kept = await db.attachment.findMany({
    where: { id: { in: files.flatMap((each) => each.attachmentId ?? []) } },
  });
  const bytes = new Map(kept.map((each) => [each.id, each.bytes]));
  return files.flatMap(({ id, name, attachmentId }) => {
    const found = bytes.get(attachmentId ?? '');
    return found ? [{ id, name, bytes: found }] : [];
  });
}
