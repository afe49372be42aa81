import { z } from 'zod';
import { card, text } from '../chat/card.js';
import { type Attachment, Undeliverable } from '../chat/channel.js';
import type { Asked, Engine } from '../engine/request.js';
import { attached } from './adaptive-card.js';
import { roomOf } from './book.js';
import { cardOf } from './card-body.js';
import { isMessageGone, portError } from './errors.js';
import type { Log } from './log.js';
import { type Offer, OfferContext, type Offering, offer } from './offers.js';
import type { Places } from './places.js';
import { isStore, putTo, type Stores } from './sharepoint.js';

export interface Consent {
  /** What somebody answered to the offer of a document: the value of a `fileConsent/invoke`. */
  readonly answered: (asked: Asked, value: unknown) => Promise<void>;
  /** The job that goes on from there. */
  readonly work: (payload: unknown) => Promise<void>;
}

export interface ConsentOptions extends Offering {
  readonly engine: Pick<Engine, 'say'>;
  readonly places: Places;
  readonly stores: Stores;
  readonly log: Log;
}

const Upload = z.object({
  uploadUrl: z.string(),
  contentUrl: z.string(),
  name: z.string(),
  uniqueId: z.string(),
  fileType: z.string(),
});

type Upload = z.infer<typeof Upload>;

const Answered = z.discriminatedUnion('action', [
  z.object({ action: z.literal('accept'), context: OfferContext, uploadInfo: Upload }),
  z.object({ action: z.literal('decline'), context: OfferContext }),
]);

const Job = z.union([
  z.object({ offer: z.string(), upload: Upload }),
  z.object({ offer: z.string(), declined: z.literal(true) }),
  z.object({ bring: z.object({ tenant: z.string(), userId: z.string(), document: z.string(), room: z.string() }) }),
]);

export function createConsent(options: ConsentOptions): Consent {
  return {
    answered: (asked, value) => answered(options, asked, value),
    async work(payload) {
      try {
        await goOn(options, Job.parse(payload));
      } catch (thrown) {
        const error = portError(thrown);
        if (!(error instanceof Undeliverable)) throw error;
        options.log.warn('a document could not be given', { reason: error.reason });
      }
    },
  };
}

/** Only an offer of this very chat can be answered there, and only once. */
async function answered({ book, log }: ConsentOptions, asked: Asked, value: unknown): Promise<void> {
  const read = Answered.safeParse(value);
  if (!read.success) return log.warn('an answer to the offer of a file can not be read');
  const { action, context } = read.data;
  const id = context.vitrine.offer;
  const where = { id, tenant: asked.tenant, conversation: roomOf(asked.room ?? '') };
  if (action === 'decline') await book.offers.answer(where, 'declined', { offer: id, declined: true });
  else await book.offers.answer(where, 'accepted', { offer: id, upload: read.data.uploadInfo });
}

async function goOn(options: ConsentOptions, job: z.infer<typeof Job>): Promise<void> {
  if ('bring' in job) return bring(options, job.bring);
  const found = await options.book.offers.find(job.offer);
  const document = found && (await options.book.offers.document(found.document));
  if (!found || !document) return;
  if ('upload' in job) await give(options, found, document, job.upload);
  else await leave(options, found, document);
}

/** Each step is on record, so that a job that is repeated goes on where it broke off. */
async function give(options: ConsentOptions, found: Offer, document: Attachment, upload: Upload): Promise<void> {
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
async function uploaded({ stores, log }: ConsentOptions, { uploadUrl }: Upload, bytes: Uint8Array): Promise<boolean> {
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

async function offerAnew(options: ConsentOptions, found: Offer, { name, bytes }: Attachment): Promise<void> {
  const { book, places, speech } = options;
  const chat = await places.room(found.conversation);
  await speech.say(chat, said(`${name} did not reach your OneDrive. Allow it once more.`));
  await offer(options, chat, { id: found.document, name, bytes });
  await book.offers.move(found.id, 'accepted', 'lapsed');
  if (found.message !== null) await speech.takeBack(chat, found.message).catch(unlessGone);
}

async function leave({ places, speech }: ConsentOptions, found: Offer, { name }: Attachment): Promise<void> {
  if (found.state !== 'declined' || found.message === null) return;
  const chat = await places.room(found.conversation);
  await speech.replace(chat, found.message, said(`${name} was not sent.`)).catch(unlessGone);
}

/** Somebody wants a document of a room in their private chat. */
async function bring(options: ConsentOptions, wanted: Wanted): Promise<void> {
  const { book, places, engine, newId } = options;
  const { userId, tenant, document: id, room } = wanted;
  const document = await book.offers.document(id);
  if (!document) return;
  try {
    await places.inPrivateChat(userId, (chat) => offer(options, chat, { id, ...document }));
  } catch (error) {
    if (!(portError(error) instanceof Undeliverable)) throw error;
    const asked = { channel: 'teams', tenant, userId, room } as const;
    await engine.say(asked, { key: newId(), card: NOT_MET, to: { room, aside: true } });
  }
}

type Wanted = Extract<z.infer<typeof Job>, { readonly bring: object }>['bring'];

const NOT_MET = card('I can’t write to you yet', [text('Add me to your own chats, then press again.')]);

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
