import { z } from 'zod';
import type { Attachment } from '../chat/channel.js';
import { attached } from './adaptive-card.js';
import { cardOf } from './card-body.js';
import { isMessageGone } from './errors.js';
import type { Log } from './log.js';
import { type Offer, type Offering, offer } from './offers.js';
import type { Places } from './places.js';
import { Words } from './press-data.js';
import { isStore, putTo, type Stores } from './sharepoint.js';

export interface Giving extends Offering {
  readonly places: Places;
  readonly stores: Stores;
  readonly log: Log;
}

/** Where Teams wants a document to be put, and what it is called there. */
export const Upload = z.object({
  uploadUrl: Words,
  contentUrl: Words,
  name: Words,
  uniqueId: Words,
  fileType: Words,
});

export type Upload = z.infer<typeof Upload>;

/** Each step is on record, so that a job that is repeated goes on where it broke off. */
export async function give(options: Giving, found: Offer, document: Attachment, upload: Upload): Promise<void> {
  const { book, places, speech } = options;
  const { id, message, state } = found;
  const chat = await places.room(found.conversation);
  if (state === 'accepted') {
    if (!(await uploaded(options, upload, document.bytes))) return offerAnew(options, found, document);
    await book.offers.move(id, 'accepted', 'uploaded');
  }
  if (state === 'accepted' || state === 'uploaded') {
    await speech.say(chat, { attachments: [fileCard(upload)] });
    await book.offers.move(id, 'uploaded', 'given');
  }
  if (message !== null) await speech.takeBack(chat, message).catch(unlessGone);
}

/** False where the address has run out, or is none that we would send anything to. */
async function uploaded({ stores, log }: Giving, { uploadUrl }: Upload, bytes: Uint8Array): Promise<boolean> {
  if (!isStore(uploadUrl, stores)) {
    log.warn('a document was to go to an address that is none of SharePoint');
    return false;
  }
  const status = await putTo(uploadUrl, bytes, stores);
  if (status === 408 || status === 429 || status >= 500) throw new UploadError(status);
  return status === 200 || status === 201;
}

class UploadError extends Error {
  override readonly name = 'UploadError';
  readonly code: string;

  constructor(status: number) {
    super(`SharePoint answered ${status}`);
    this.code = `http_${status}`;
  }
}

async function offerAnew(options: Giving, found: Offer, { name, bytes }: Attachment): Promise<void> {
  const { book, places, speech } = options;
  const chat = await places.room(found.conversation);
  await speech.say(chat, said(`${name} did not reach your OneDrive. Allow it once more.`));
  await offer(options, chat, { id: found.document, name, bytes });
  await book.offers.move(found.id, 'accepted', 'lapsed');
  if (found.message !== null) await speech.takeBack(chat, found.message).catch(unlessGone);
}

/** They don't want it: the question says so in its place. */
export async function leave({ places, speech }: Giving, found: Offer, { name }: Attachment): Promise<void> {
  if (found.state !== 'declined' || found.message === null) return;
  const chat = await places.room(found.conversation);
  await speech.replace(chat, found.message, said(`${name} was not sent.`)).catch(unlessGone);
}

const fileCard = ({ contentUrl, name, uniqueId, fileType }: Upload): object => ({
  contentType: 'application/vnd.microsoft.teams.card.file.info',
  contentUrl,
  name,
  content: { uniqueId, fileType },
});

const said = (sentence: string): object => ({
  summary: sentence,
  attachments: [attached(cardOf(sentence, () => []))],
});

function unlessGone(error: unknown): void {
  if (!isMessageGone(error)) throw error;
}
