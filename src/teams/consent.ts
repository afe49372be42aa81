import { z } from 'zod';
import { card, text } from '../chat/card.js';
import { Undeliverable } from '../chat/channel.js';
import type { Asked, Engine } from '../engine/request.js';
import { roomOf } from './book.js';
import { portError } from './errors.js';
import { type Giving, give, leave, Upload } from './giving.js';
import { OfferContext, offer } from './offers.js';

export interface Consent {
  /** What somebody answered to the offer of a document: the value of a `fileConsent/invoke`. */
  readonly answered: (asked: Asked, value: unknown) => Promise<void>;
  /** The job that goes on from there. */
  readonly work: (payload: unknown) => Promise<void>;
}

export interface ConsentOptions extends Giving {
  readonly engine: Pick<Engine, 'say'>;
}

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
