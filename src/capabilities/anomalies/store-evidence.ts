import { type Database, sql } from '../../database/client.js';
import { defaultTerms, type Terms } from './rules-chain.js';

export async function termsOf(db: Database, boutique: string): Promise<Terms> {
  const row = await db.evidenceTerm.findUnique({ where: { boutiqueCode: boutique } });
  return row ?? defaultTerms;
}

/** From now on; the clocks of open cases that still run are set anew by them. */
export async function saveTerms(db: Database, boutique: string, terms: Terms): Promise<void> {
  const { recordingHours, claimHours } = terms;
  const hours = { recordingHours, claimHours };
  await db.evidenceTerm.upsert({
    where: { boutiqueCode: boutique },
    create: { boutiqueCode: boutique, ...hours },
    update: hours,
  });
  await db.$executeRaw(sql`
    update anomalies set recordings_until = happened_at + make_interval(hours => ${recordingHours}::int)
    where boutique_code = ${boutique} and state <> 'closed' and recordings_saved is null and recordings_until is not null`);
  await db.$executeRaw(sql`
    update anomalies set claim_until = happened_at + make_interval(hours => ${claimHours}::int)
    where boutique_code = ${boutique} and state <> 'closed' and claim_made is null and claim_until is not null`);
}

/** For every boutique that has none. */
export async function saveDefaultTerms(db: Database): Promise<void> {
  const { recordingHours, claimHours } = defaultTerms;
  await db.$executeRaw(sql`
    insert into evidence_terms (boutique_code, recording_hours, claim_hours)
    select code, ${recordingHours}::int, ${claimHours}::int from boutiques on conflict do nothing`);
}

export interface Photo {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A photo as it was named; what it shows follows. */
export async function addPhotos(
  db: Database,
  anomaly: string,
  photos: readonly { readonly id: string; readonly name: string }[],
  by: string,
  at: Date,
): Promise<void> {
  await db.anomalyPhoto.createMany({
    data: photos.map((each) => ({ ...each, anomalyId: anomaly, addedBy: by, addedAt: at })),
  });
}

export async function keepPhotoOf(
  db: Database,
  photo: string,
  attachment: { readonly id: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  await db.attachment.create({ data: { ...attachment, bytes: new Uint8Array(attachment.bytes) } });
  await db.anomalyPhoto.update({ where: { id: photo }, data: { attachmentId: attachment.id } });
}

export async function refusePhoto(db: Database, photo: string, error: string): Promise<void> {
  await db.anomalyPhoto.update({ where: { id: photo }, data: { error } });
}

/** Those that were fetched, the first ones first. */
export async function photosOf(db: Database, anomaly: string): Promise<Photo[]> {
  const photos = await db.anomalyPhoto.findMany({
    where: { anomalyId: anomaly, attachmentId: { not: null } },
    orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
  });
  const kept = await db.attachment.findMany({
    where: { id: { in: photos.flatMap(({ attachmentId }) => attachmentId ?? []) } },
  });
  const bytes = new Map(kept.map((each) => [each.id, each.bytes]));
  return photos.flatMap(({ id, name, attachmentId }) => {
    const found = bytes.get(attachmentId ?? '');
    return found ? [{ id, name, bytes: found }] : [];
  });
}

export const countPhotos = (db: Database, anomaly: string): Promise<number> =>
  db.anomalyPhoto.count({ where: { anomalyId: anomaly, error: null } });
