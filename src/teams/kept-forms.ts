import type { Answer } from '../engine/request.js';

export type FormAnswer = Extract<Answer, { type: 'form' }>;

/** The forms that were opened last, so that one can come back as it was, also while the database does not answer. */
export interface KeptForms {
  readonly keep: (answer: FormAnswer) => void;
  readonly find: (instance: string) => FormAnswer | null;
}

const MOST_KEPT = 1_000;

export function createKeptForms(most = MOST_KEPT): KeptForms {
  const kept = new Map<string, FormAnswer>();
  return {
    keep(answer) {
      kept.set(answer.route.instance, answer);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
    find: (instance) => kept.get(instance) ?? null,
  };
}
