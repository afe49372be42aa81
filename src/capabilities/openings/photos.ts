import { Refusal } from '../../domain/refusal.js';
import { type FileReference, jobAnywhere } from '../../engine/capability.js';
import type { Anywhere } from './acting.js';
import { photoRefusedCard } from './cards-punch.js';
import { tellItem } from './punch-telling.js';
import { findProject } from './store.js';
import { addPhotos, findItem, keepPhoto, refusePhoto } from './store-punch.js';

interface PhotoOrder extends FileReference {
  readonly [key: string]: string;
  readonly project: string;
  readonly item: string;
  readonly photo: string;
}

export async function keepPhotos(
  { db, actor, now, newId, later, subject }: Anywhere,
  item: string,
  photos: readonly FileReference[],
): Promise<void> {
  const kept = photos.map((file) => ({ file, id: newId() }));
  const rows = kept.map(({ file, id }) => ({ id, item, name: file.name, by: actor.id }));
  await addPhotos(db, rows, now);
  const project = subject.split('/')[0] ?? '';
  for (const { file, id } of kept)
    later('openings.keep-photo', { ...file, project, item, photo: id } satisfies PhotoOrder);
}

/** A chat keeps files only for a while, so what shows that something is done is kept here. */
export const keepPhotoJob = jobAnywhere<PhotoOrder, Uint8Array>({
  fetch: (order, files) => files.read(order),
  async run({ project, item, photo, name }, fetched, context) {
    const { db, actor, newId, tell, record } = context;
    if (!(fetched instanceof Refusal)) {
      await keepPhoto(db, photo, { id: newId(), name, bytes: fetched });
      record('openings.photo-kept', project, { item, photo });
      return tellItem(context, (await findProject(db, project)).project, await findItem(db, project, item));
    }
    await refusePhoto(db, photo, fetched.sentence);
    tell({ person: actor.id }, photoRefusedCard(name, fetched.sentence), { topic: `photo/${photo}` });
    record('openings.photo-refused', project, { photo, code: fetched.code });
  },
});
