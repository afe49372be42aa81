import { z } from 'zod';
import type { Widget } from './widgets.js';

/** A question: what a renderer needs, and what counts as an answer, made from the same arguments. */
export interface Field<Answer = unknown> {
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
  /** What is said where it was left empty. */
  readonly missing: string;
  readonly widget: Widget;
  /** Made when answers come, which is seldom: most of the forms that open are closed again. */
  readonly schema: () => z.ZodType<Answer>;
}

export function field<Answer>(
  label: string,
  hint: string | undefined,
  missing: string,
  widget: Widget,
  schema: () => z.ZodType<Answer>,
): Field<Answer> {
  return { label, required: true, missing, widget, schema, ...(hint && { hint }) };
}

export function optional<Answer>(inner: Field<Answer>): Field<Answer | undefined> {
  const schema = () => z.preprocess((value) => (isEmpty(value) ? undefined : value), inner.schema().optional());
  return { ...inner, required: false, schema };
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}
