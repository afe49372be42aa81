import type { Answer } from '../engine/request.js';

export type FormAnswer = Extract<Answer, { type: 'form' }>;

/** The forms that were opened last, so that one can come back as it was, also while the database does not answer. */
export interface KeptForms {
  /** The same where it was kept before: a repeated answer comes out of the database, without what checks it. */
  readonly keep: (answer: FormAnswer) => FormAnswer;
  readonly find: (instance: string) => FormAnswer | null;
}

const MOST_KEPT = 1_000;

export function createKeptForms(most = MOST_KEPT): KeptForms {
  const kept = new Map<string, FormAnswer>();
  return {
    keep(answer) {
      const { instance } = answer.route;
      const before = kept.get(instance);
      if (before) return before;
      kept.set(instance, answer);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return answer;
    },
    find: (instance) => kept.get(instance) ?? null,
  };
}
