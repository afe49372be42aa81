import { type Card, card, text } from '../chat/card.js';
import type { FileReference } from '../chat/form.js';
import { Refusal } from '../domain/refusal.js';
import { storable } from '../domain/text.js';
import type { Asked, Engine } from '../engine/request.js';
import type { Book } from './book.js';
import { fetchFile, NOT_GIVEN } from './fetch-file.js';
import type { SentFile } from './sent-files.js';
import type { Stores } from './sharepoint.js';

/** A file that somebody sent in their private chat. */
export interface KeptFile {
  readonly id: string;
  readonly tenant: string;
  /** Who sent it. */
  readonly userId: string;
  readonly name: string;
  readonly state: 'coming' | 'here' | 'refused';
  /** Where it is to be had, until it is. */
  readonly address: string | null;
  readonly bytes: Uint8Array | null;
  /** In words: why it could not be had. */
  readonly reason: string | null;
  readonly at: Date;
}

export interface ListedFile extends Pick<KeptFile, 'id' | 'name' | 'at'> {
  /** It went with a form, so it is hardly meant again. */
  readonly isUsed: boolean;
}

export interface FileBook {
  /** With the job that fetches it; once for each key. */
  readonly add: (
    file: Pick<KeptFile, 'id' | 'tenant' | 'userId' | 'name'> & { readonly address: string },
    key: string,
  ) => Promise<void>;
  readonly find: (id: string) => Promise<KeptFile | null>;
  readonly markHere: (id: string, bytes: Uint8Array) => Promise<void>;
  readonly refuse: (id: string, reason: string) => Promise<void>;
  /** What somebody sent since then and was not refused; the newest first. */
  readonly sentBy: (tenant: string, userId: string, since: Date) => Promise<readonly ListedFile[]>;
  /** They went with a form. */
  readonly markUsed: (tenant: string, userId: string, ids: readonly string[]) => Promise<void>;
  readonly forgetBefore: (time: Date) => Promise<void>;
}

/** As Teams hands a file over: a name, and an address that is good for minutes. */
export interface Arriving {
  readonly name: string;
  readonly address: string;
}

export interface Files {
  /** Files came in somebody's private chat, with this message. */
  readonly arrived: (asked: Asked, message: string, files: readonly Arriving[]) => Promise<void>;
  /** The job that fetches one. */
  readonly work: (payload: unknown) => Promise<void>;
  /** What somebody may choose from. */
  readonly sent: (tenant: string, userId: string) => Promise<readonly SentFile[]>;
  /** Those of these ids that are this person's: whoever learns an id can't use the file. */
  readonly own: (tenant: string, userId: string, ids: readonly string[]) => Promise<readonly FileReference[]>;
  /** A form that held these was taken. */
  readonly used: (tenant: string, userId: string, ids: readonly string[]) => Promise<void>;
  readonly download: (tenant: string, id: string) => Promise<Uint8Array>;
  /** Nothing is kept longer than a day. */
  readonly tidy: () => Promise<void>;
}

export interface FilesOptions {
  readonly book: Pick<Book, 'personal'> & { readonly files: FileBook };
  readonly engine: Pick<Engine, 'say'>;
  readonly stores: Stores;
  readonly now: () => Date;
  readonly newId: () => string;
}

const DAY_MS = 86_400_000;
const FRESH_MS = 15 * 60_000;
/** Somebody waits for it, and its address is good for minutes. */
const TRIED_FOR_MS = 3 * 60_000;

export function createFiles(options: FilesOptions): Files {
  const { book, now } = options;
  const ago = (ms: number) => new Date(now().getTime() - ms);
  const sent = async (tenant: string, userId: string): Promise<readonly SentFile[]> =>
    (await book.files.sentBy(tenant, userId, ago(DAY_MS))).map(({ id, name, at, isUsed }) => ({
      ...{ channel: 'teams', tenant, id, name, at },
      isFresh: at >= ago(FRESH_MS) && !isUsed,
    }));
  return {
    arrived: (asked, message, files) => arrived(options, asked, message, files),
    work: (payload) => fetchOne(options, (payload as { readonly id: string }).id),
    sent,
    async own(tenant, userId, ids) {
      const theirs = new Map((await sent(tenant, userId)).map((each) => [each.id, each]));
      return ids.flatMap((id) => {
        const { name } = theirs.get(id) ?? {};
        return name === undefined ? [] : [{ channel: 'teams', tenant, id, name }];
      });
    },
    used: book.files.markUsed,
    download: (tenant, id) => download(options, tenant, id),
    tidy: () => book.files.forgetBefore(ago(DAY_MS)),
  };
}

/** Teams says the same again when it had no answer in time. */
async function arrived(
  { book, engine, newId }: FilesOptions,
  asked: Asked,
  message: string,
  files: readonly Arriving[],
): Promise<void> {
  const { tenant, userId } = asked;
  for (const [index, { name: given, address }] of files.entries()) {
    const key = `${tenant}/${asked.room}/${message}/${index}`;
    const id = newId();
    const name = storable(given).trim() || 'File';
    // Said first: the job may be done in no time, and has the last word.
    const coming = { key: `file:${key}`, card: card(`Reading ${name}`, []), topic: topicOf(id) };
    await engine.say(asked, { ...coming, to: 'person' });
    await book.files.add({ id, tenant, userId, name, address }, key);
  }
}

const topicOf = (id: string): string => `teams-file/${id}`;

async function fetchOne(options: FilesOptions, id: string): Promise<void> {
  const file = await options.book.files.find(id);
  if (file?.state === 'coming') await keep(options, file);
  const kept = await options.book.files.find(id);
  if (kept) await tell(options, kept);
}

async function keep({ book, stores, now }: FilesOptions, { id, address, at }: KeptFile): Promise<void> {
  try {
    await book.files.markHere(id, await fetchFile(address ?? '', stores));
  } catch (error) {
    const isOver = now().getTime() - at.getTime() > TRIED_FOR_MS;
    if (!(error instanceof Refusal || isOver)) throw error;
    await book.files.refuse(id, error instanceof Refusal ? error.sentence : NOT_GIVEN);
  }
}

/** In place of the word that it is coming. */
async function tell({ book, engine }: FilesOptions, file: KeptFile): Promise<void> {
  const { id, tenant, userId, state } = file;
  const chat = await book.personal(tenant, userId);
  const asked = { channel: 'teams', tenant, userId, room: chat?.id ?? null } as const;
  await engine.say(asked, { key: `file:${id}:${state}`, card: wordOn(file), to: 'person', topic: topicOf(id) });
}

function wordOn({ name, state, reason }: KeptFile): Card {
  if (state === 'here') return card(`${name} is here`, [text('Open the form and choose it.')]);
  return card(`${name} could not be read`, [text(reason ?? NOT_GIVEN)]);
}

async function download({ book }: FilesOptions, tenant: string, id: string): Promise<Uint8Array> {
  const file = await book.files.find(id);
  if (!file || file.tenant !== tenant) throw new Refusal('no-file', FORGOTTEN);
  if (file.state === 'refused') throw new Refusal('no-file', file.reason ?? NOT_GIVEN);
  if (file.bytes === null) throw new Error('the file is still coming');
  return file.bytes;
}

const FORGOTTEN = 'Files are kept for a day. Send it again, or scan or paste the serials.';
