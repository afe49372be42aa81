import type { ChatName } from '../chat/channel.js';

/**
 * Slack gives up after three seconds and Teams after five, and both say so in words of their own; ours come before that.
 * In Teams people wait for every answer, so there it comes within two.
 */
export const PATIENCE_MS: Readonly<Record<ChatName, number>> = { slack: 2_600, teams: 1_700 };

/**
 * The answer of `work`, or where it does not come the other one. What is under way is not stopped: it may still be
 * saved, and whoever sends it again gets its answer.
 */
export async function inTime<T>(chat: ChatName, work: Promise<T>, otherwise: () => T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise()), PATIENCE_MS[chat]);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
