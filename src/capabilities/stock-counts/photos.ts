import { Refusal } from '../../domain/refusal.js';
import { type Context, type FileReference, job } from '../../engine/capability.js';
import { photoRefusedCard } from './cards-decisions.js';
import { keepPhotoOf } from './store-causes.js';

interface PhotoOrder extends FileReference {
  readonly [key: string]: string | readonly string[];
  readonly count: string;
  /** The causes it shows, as they are numbered. */
  readonly causes: readonly string[];
}

export function askForPhoto({ later }: Context, photo: FileReference, count: string, causes: readonly string[]): void {
  later('stock-counts.keep-photo', { ...photo, count, causes } satisfies PhotoOrder);
}

/** A chat keeps files only for a while, so what is evidence is kept here: fetches a photo and keeps it with the causes it was given for; where it can't be had, whoever gave it is told. */
export const keepPhoto = job<PhotoOrder, Uint8Array>({
  fetch: (order, files) => files.read(order),
  async run({ count, causes, id, name }, fetched, { db, actor, newId, tell, record }) {
    if (fetched instanceof Refusal) {
      record('stock-counts.photo-refused', count, { file: id, code: fetched.code });
      return tell({ person: actor.id }, photoRefusedCard(name, fetched.sentence), { topic: `photo/${count}/${id}` });
    }
    const attachment = newId();
    await keepPhotoOf(db, { id: attachment, name, bytes: fetched }, causes);
    record('stock-counts.photo-kept', count, { attachment, causes: causes.length });
  },
});
