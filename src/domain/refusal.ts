/**
 * What a person did can't be done, said in a sentence they can act on. Everything else that is thrown is a bug.
 */
export class Refusal extends Error {
  constructor(
    /** For the trail and for tests: `zone-taken`. */
    readonly code: string,
    readonly sentence: string,
    /** The field of the form it stands beside. */
    readonly field?: string,
    /** A refusal of right or duty goes on record; a slip of the finger does not. */
    readonly onRecord = false,
  ) {
    super(`${code}: ${sentence}`);
    this.name = 'Refusal';
  }
}

/** They may not do this: not their role, not their turn, or they took part themselves. */
export function denied(code: string, sentence: string): Refusal {
  return new Refusal(code, sentence, undefined, true);
}
