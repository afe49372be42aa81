import { Refusal } from '../../domain/refusal.js';
import { type Context, type FileReference, job } from '../../engine/capability.js';
import { photoRefusedCard } from './cards-alarms.js';
import type { Anomaly } from './rules.js';
import { findAnomaly } from './store.js';
import { addPhotos, keepPhotoOf, refusePhoto } from './store-evidence.js';

interface PhotoOrder extends FileReference {
  readonly [key: string]: string;
  readonly anomaly: string;
  readonly photo: string;
}

export async function askForPhotos(
  { db, actor, now, newId, later }: Context,
  { id }: Anomaly,
  files: readonly FileReference[],
): Promise<void> {
  const photos = files.map((file) => ({ file, photo: newId() }));
  await addPhotos(
    db,
    id,
    photos.map(({ file, photo }) => ({ id: photo, name: file.name })),
    actor.id,
    now,
  );
  for (const { file, photo } of photos)
    later('anomalies.keep-photo', { ...file, anomaly: id, photo } satisfies PhotoOrder);
}

/** A chat keeps files only for a while, so what is evidence is kept here; where it can't be had, whoever gave it is told. */
export const keepPhoto = job<PhotoOrder, Uint8Array>({
  fetch: (order, files) => files.read(order),
  async run({ anomaly, photo, name }, fetched, { db, actor, newId, tell, record }) {
    if (!(fetched instanceof Refusal)) {
      await keepPhotoOf(db, photo, { id: newId(), name, bytes: fetched });
      return record('anomalies.photo-kept', anomaly, { photo });
    }
    await refusePhoto(db, photo, fetched.sentence);
    const card = photoRefusedCard(name, fetched.sentence, await findAnomaly(db, anomaly));
    tell({ person: actor.id }, card, { topic: `anomaly-photo/${photo}`, about: anomaly });
    record('anomalies.photo-refused', anomaly, { photo, code: fetched.code });
  },
});
