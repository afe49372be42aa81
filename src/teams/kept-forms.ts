import { z } from 'zod';
import type { Field, Form } from '../chat/form.js';
import type { Answer } from '../engine/request.js';

export type FormAnswer = Extract<Answer, { type: 'form' }>;

/** The forms that were opened last, so that one can come back as it was, also while the database does not answer. */
export interface KeptForms {
  /** The same where it was kept before. */
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
      const whole = { ...answer, form: drawable(answer.form) };
      kept.set(instance, whole);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return whole;
    },
    find: (instance) => kept.get(instance) ?? null,
  };
}

/** A repeated answer comes out of the database, and without what checks the answers: that is no JSON. */
function drawable(form: Form): Form {
  const whole = Object.entries(form.fields).map(([name, field]): [string, Field] => [name, { ...UNCHECKED, ...field }]);
  return { ...form, fields: Object.fromEntries(whole) };
}

const UNCHECKED = { schema: () => z.unknown() };
