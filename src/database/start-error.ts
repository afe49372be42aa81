/** Vitrine can't start, and the message is one sentence about what to do; nobody needs a stack trace for it. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
