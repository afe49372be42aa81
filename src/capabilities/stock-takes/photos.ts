import { Refusal } from '../../domain/refusal.js';
import { type Context, type FileReference, job } from '../../engine/capability.js';
import { photoRefusedCard } from './cards-told.js';
import { keepPhotoOf } from './store-changes.js';

interface PhotoOrder extends FileReference {
  readonly [key: string]: string;
  readonly take: string;
  readonly gate: string;
}

export function askForPhotos(
  { later }: Pick<Context, 'later'>,
  take: string,
  gate: string,
  photos: readonly FileReference[],
): void {
  for (const photo of photos) later('stock-takes.keep-photo', { ...photo, take, gate } satisfies PhotoOrder);
}

/** A chat keeps files only for a while, so what is evidence is kept here; where it can't be had, whoever gave it is told. */
export const keepPhoto = job<PhotoOrder, Uint8Array>({
  fetch: (order, files) => files.read(order),
  async run({ take, gate, id, name }, fetched, { db, actor, newId, tell, record }) {
    if (fetched instanceof Refusal) {
      record('stock-takes.photo-refused', take, { file: id, code: fetched.code });
      return tell({ person: actor.id }, photoRefusedCard(name, fetched.sentence), { topic: `photo/${take}/${id}` });
    }
    const attachment = newId();
    await keepPhotoOf(db, gate, { id: attachment, name, bytes: fetched });
    record('stock-takes.photo-kept', take, { attachment });
  },
});
