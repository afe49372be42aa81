import { Undeliverable } from '../chat/channel.js';
import { LimitExceeded } from './limits.js';

/** An answer of Teams' connector that is none of success. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';

  constructor(
    readonly status: number,
    /** Teams' own word for it, `BotNotInConversationRoster`, or `http_502`. */
    readonly code: string,
  ) {
    super(`Teams answered ${status}, ${code}`);
  }
}

/** Teams' own word for what is wrong. Its sentences are not kept: they may quote what was sent. */
export function codeOf(status: number, body: string): string {
  // It is also found inside a message that is JSON once more, as its `subCode`.
  const known = BARRED_WORDS.exec(body)?.[0];
  return known ?? /"code"\s*:\s*"([A-Za-z0-9_.-]{1,60})"/.exec(body)?.[1] ?? `http_${status}`;
}

const BARRED_WORDS =
  /\b(BotNotInConversationRoster|BotDisabledByAdmin|ConversationBlockedByUser|MessageWritesBlocked|ConversationNotFound)\b/;

/** We may not speak in this conversation any longer, or it is gone; what we know of it is dead. */
export const isBarred = (error: unknown): error is ConnectorError =>
  error instanceof ConnectorError && (error.status === 403 || error.status === 404) && BARRED_WORDS.test(error.code);

/** Somebody cleared their private chat: it can be opened anew. */
export const isConversationGone = (error: unknown): boolean => isBarred(error) && error.code === 'ConversationNotFound';

/** The message is no longer there, in a conversation that is. */
export const isMessageGone = (error: unknown): boolean =>
  error instanceof ConnectorError && error.status === 404 && !isBarred(error);

/** What the channel's port promises about errors; whatever is not named here is thrown as it is, to be tried again. */
export function portError(error: unknown): unknown {
  if (error instanceof LimitExceeded) return new Undeliverable(error.message);
  if (!(error instanceof ConnectorError) || isPassing(error.status)) return error;
  return new Undeliverable(error.status === 413 ? 'message_too_big' : error.code);
}

/** Our credentials may be mended, and a service comes back. */
const isPassing = (status: number): boolean =>
  status === 401 || status === 408 || status === 412 || status === 429 || status >= 500;
