import type { Card } from '../../chat/card.js';
import { counted } from '../../domain/calendar.js';
import { listed } from '../../domain/people.js';
import { Refusal } from '../../domain/refusal.js';
import { type Context, type FileReference, job } from '../../engine/capability.js';
import { notReadCard, readingCard } from './cards.js';
import {
  type CountedRound,
  holdRound,
  type KeptBatch,
  keepBatch,
  lateCardOf,
  showRound,
  showTallies,
  takeBatch,
} from './counting.js';
import { type ReaderFile, readReaderFile } from './reader-file.js';
import { mustMayCount } from './recounting.js';
import { addFile, type CountedFile, endFile, filesInReading, findFile, twinOf } from './store-files.js';

/** What a form brings: serials, a file of them, or both. */
export interface Scanned {
  readonly serials: string | undefined;
  readonly file: readonly FileReference[] | undefined;
}

export async function takeScanned(context: Context, round: string, { serials, file: [file] = [] }: Scanned) {
  if (!serials && !file) throw new Refusal('nothing-scanned', 'Scan or paste serials, or choose a file.', 'serials');
  const saved = serials ? await takeBatch(context, round, serials, file?.name) : null;
  const reading = file ? await takeFile(context, round, file) : null;
  return (saved ?? reading) as Card;
}

/** Keeps a file's reference, and asks for it to be read. */
async function takeFile(context: Context, roundId: string, reference: FileReference) {
  const { db, actor, now, newId, record, later } = context;
  const round = await holdRound(context, roundId);
  await mustMayCount(context, round);
  const file = newId();
  const added = await addFile(db, { id: file, count: round.count, round: roundId, person: actor.id, reference }, now);
  if (!added) throw new Refusal('file-again', `${reference.name} was given before, and is read once.`, 'file');

  record('stock-counts.file-given', round.count, { round: roundId, file });
  later('stock-counts.read-file', { ...reference, file } satisfies FileOrder);
  if (round.closedAt) return lateCardOf(context, round, reference.name);
  await showTallies(context, round);
  return readingCard(round.zone, reference.name);
}

interface FileOrder extends FileReference {
  readonly [key: string]: string;
  readonly file: string;
}

interface Fetched {
  readonly sha256: string;
  readonly read: ReaderFile | Refusal;
}

/** Reads a file that somebody gave, and saves what it holds as one batch of theirs; once, however often it is asked for. */
export const readFile = job<FileOrder, Fetched>({
  async fetch(order, files) {
    const bytes = await files.read(order);
    return { sha256: await digestOf(bytes), read: readOrRefusal(bytes) };
  },
  async run({ file: id }, fetched, context) {
    const file = await findFile(context.db, id);
    const round = await holdRound(context, file.round);
    if ((await findFile(context.db, id)).state !== 'reading') return;
    const refusal = await whyNot(context, round, fetched);
    if (refusal) return refuse(context, round, file, refusal, fetched);
    await save(context, round, file, fetched as Fetched);
  },
});

/** Why what it holds can't be counted. */
async function whyNot(context: Context, round: CountedRound, fetched: Fetched | Refusal): Promise<Refusal | null> {
  if (fetched instanceof Refusal) return fetched;
  if (fetched.read instanceof Refusal) return fetched.read;
  const twin = await twinOf(context.db, round.id, fetched.sha256);
  if (twin !== null) return new Refusal('same-file', `It holds the same as ${twin}, which was read before.`);
  return mustMayCount(context, round).then(() => null, refusalOnly);
}

async function save(context: Context, round: CountedRound, file: CountedFile, { sha256, read }: Fetched) {
  const { items, note } = read as ReaderFile;
  const batch = await keepBatch(context, round, items, { file: file.id, sha256 });
  await endFile(context.db, file.id, { state: 'saved', batchId: batch.id, sha256, reason: note || null });
  if (round.closedAt) return tellLate(context, round, file, batch);
  await showTallies(context, round);
  await showRound(context, round);
}

async function refuse(
  context: Context,
  round: CountedRound,
  file: CountedFile,
  { code, sentence }: Refusal,
  fetched: Fetched | Refusal,
): Promise<void> {
  const sha256 = fetched instanceof Refusal ? null : fetched.sha256;
  await endFile(context.db, file.id, { state: 'refused', sha256, reason: sentence });
  context.record('stock-counts.file-refused', round.count, { round: round.id, file: file.id, code });
  if (!round.closedAt) return showTallies(context, round);
  context.tell({ person: context.actor.id }, notReadCard(file.name, sentence), { topic: `late/${file.id}` });
}

/** The tally is closed, so this is said in a message of its own. */
async function tellLate(context: Context, round: CountedRound, { id, name }: CountedFile, { lines }: KeptBatch) {
  const what = `${name}, with its ${counted(lines.length, 'line')},`;
  const late = await lateCardOf(context, round, what);
  context.tell({ person: context.actor.id }, late, { topic: `late/${id}` });
}

/** How long closing a zone waits for a file; if it can't be had by then, it comes late. */
const PATIENCE_MINUTES = 15;

export async function mustHaveRead({ db, now }: Context, { id, zone }: CountedRound): Promise<void> {
  const names = await filesInReading(db, id, new Date(now.getTime() - PATIENCE_MINUTES * 60_000));
  if (names.length === 0) return;
  throw new Refusal(
    'file-in-reading',
    `${listed(names)} ${names.length === 1 ? 'is' : 'are'} still being read. Close ${zone.name} in a moment.`,
  );
}

function readOrRefusal(bytes: Uint8Array): ReaderFile | Refusal {
  try {
    return readReaderFile(bytes);
  } catch (error) {
    return refusalOnly(error);
  }
}

function refusalOnly(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Buffer.from(digest).toString('hex');
}
