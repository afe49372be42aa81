import type { Answer } from './request.js';

/** Slack gives up after three seconds, and says so in words of its own; ours come before that. */
export const PATIENCE_MS = 2_600;

/**
 * The answer of `work`, or where it does not come the other one. What is under way is not stopped: it may still be
 * saved, and whoever sends it again gets its answer.
 */
export async function inTime(work: Promise<Answer>, otherwise: () => Answer): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve(otherwise()), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
