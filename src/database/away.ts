import type pg from 'pg';
import { StartError } from './start-error.js';

/** How many connections an instance takes at most, and without how many it can't work: two of them are always taken. */
export const POOL_SIZE = 20;
const FEWEST = 5;

/**
 * Found out before anybody relies on it, not by the first who presses something. A computer that is busy at a start may
 * take longer than a request has, so slow connections are asked for again.
 */
export async function mustHaveRoom(pool: pg.Pool, tries = 6): Promise<void> {
  const asked = await Promise.allSettled(Array.from({ length: FEWEST }, () => pool.connect()));
  for (const each of asked) if (each.status === 'fulfilled') each.value.release();
  const refused = asked.find((each) => each.status === 'rejected');
  if (!refused) return;
  if (tries > 1 && TOO_SLOW.test(String(refused.reason))) return mustHaveRoom(pool, tries - 1);
  throw new StartError(whyAway(refused.reason) ?? String(refused.reason));
}

/** In pg's words. */
const TOO_SLOW = /timeout exceeded when trying to connect|due to connection timeout/;

/** How long a command or a start waits for a connection; a request waits less. */
export const CONNECT_MS = 10_000;

/** Why no connection can be had, as a sentence for whoever runs the bot; null where something else went wrong. */
export function whyAway(error: unknown): string | null {
  const { code, message, meta, cause } = (error ?? {}) as Partial<
    Record<'code' | 'message' | 'meta' | 'cause', unknown>
  >;
  const named = [code, message, JSON.stringify(meta ?? null)].join(' ');
  const [, sentence] = reasons.find(([found]) => found.test(named)) ?? [];
  if (sentence !== undefined) return sentence;
  return cause === undefined || cause === null ? null : whyAway(cause);
}

/** By PostgreSQL's codes, Prisma's, those of the network, and the words of pg where it has none. */
const reasons: readonly (readonly [found: RegExp, sentence: string])[] = [
  [
    /\b(53300|P2037)\b|too many (clients|connections)/i,
    `The database has no connection left. An instance takes up to ${POOL_SIZE}: allow more, or stop what holds them.`,
  ],
  [/\b(28P01|28000|P1000)\b/, 'The database refuses the user or the password. Check DATABASE_URL.'],
  [/\b(3D000|P1003)\b/, 'The database that DATABASE_URL names is not there. Create it, and start again.'],
  [/\b(57P0[123])\b/, 'The database is starting or stopping. Start again in a moment.'],
  [
    /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|P100[128]|P1017|P2024)\b|timeout expired|timeout exceeded when trying to connect|Unable to start a transaction in the given time|Connection terminated/,
    'The database does not answer. Check DATABASE_URL and whether it runs.',
  ],
];
