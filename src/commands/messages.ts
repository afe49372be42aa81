import { appendAudit } from '../database/audit.js';
import { type Connection, transaction } from '../database/client.js';
import { type FailedDelivery, failedDeliveries, waitAgain } from '../database/failed-deliveries.js';
import { Refusal } from '../domain/refusal.js';
import type { Voice } from './audit.js';

/** Whoever looks longer back looks for something else. */
const DAYS = 30;

export async function listFailed({ prisma }: Connection, now: Date, { say }: Pick<Voice, 'say'>): Promise<void> {
  const failed = await failedDeliveries(prisma, since(now));
  for (const each of failed) say(inWords(each));
  say(
    failed.length === 0 ? 'Nothing failed.' : 'To send them again: vitrine messages resend, once the reason is mended.',
  );
}

export interface ResendOrder {
  /** As the list names them; all of the list where none is named. */
  readonly ids: readonly string[];
  readonly by: string;
  readonly now: Date;
}

/** What could not be sent waits again, and is on record as such; the bot carries it. */
export async function resend(
  connection: Connection,
  { ids, by, now }: ResendOrder,
  { say }: Pick<Voice, 'say'>,
): Promise<void> {
  const chosen = await transaction(connection, async (db) => {
    const failed = await failedDeliveries(db, since(now));
    const named = ids.map((id) => failed.find((each) => String(each.id) === id) ?? unknown(id));
    const again = ids.length === 0 ? failed : named;
    if (again.length === 0) return again;
    await waitAgain(
      db,
      again.map(({ id }) => id),
    );
    await appendAudit(
      db,
      again.map((each) => entryOf(each, by)),
      now,
    );
    return again;
  });
  for (const each of chosen) say(inWords(each));
  say(
    chosen.length === 0
      ? 'Nothing failed.'
      : `${chosen.length === 1 ? '1 message waits' : `${chosen.length} messages wait`} to be sent again.`,
  );
}

const since = (now: Date): Date => new Date(now.getTime() - DAYS * 86_400_000);

const inWords = ({ id, conversation, reason, at }: FailedDelivery): string =>
  `${id}  ${at.toISOString()}  ${conversation}  ${reason}`;

function entryOf({ id, conversation, reason }: FailedDelivery, by: string) {
  const facts = { delivery: String(id), conversation };
  return {
    actorId: by,
    channel: 'command-line',
    boutique: null,
    event: 'messages.resent',
    subject: String(id),
    facts,
    reason,
  };
}

function unknown(id: string): never {
  throw new Refusal(
    'no-such-message',
    `No message ${id} has failed, or a newer one took its place. See vitrine messages failed.`,
  );
}
