import { z } from 'zod';
import type { RawAnswers } from '../chat/form.js';
import type { FormRoute } from '../engine/request.js';
import { parsed } from './button.js';
import { CONFIRMED } from './render-form.js';

const State = z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) });
const Chosen = z.object({ value: z.string() });

/** Text fields have `value`, menus and radio buttons one option, other menus and checkboxes several. Untouched: null or []. */
const Given = z.object({
  value: z.string().nullish(),
  selected_option: Chosen.nullish(),
  selected_options: z.array(Chosen).nullish(),
});

const Route = z.object({
  interaction: z.string().min(1),
  boutique: z.string().nullable(),
  subject: z.string(),
  instance: z.string().min(1),
});

/** What was typed and chosen, by field. A block holds one widget; what can't be read counts as not given. */
export function readForm(state: unknown): RawAnswers {
  const read = State.safeParse(state);
  if (!read.success) return {};
  return Object.fromEntries(
    Object.entries(read.data.values).map(([field, widgets]) => [field, answerIn(Object.values(widgets)[0])]),
  );
}

/** Which form it is, as we wrote it into the view; null where that isn't ours. */
export function readFormRoute(metadata: unknown): FormRoute | null {
  const read = Route.safeParse(parsed(metadata));
  return read.success ? read.data : null;
}

function answerIn(widget: unknown): RawAnswers[string] {
  const read = Given.safeParse(widget);
  if (!read.success) return null;

  const { value, selected_option: one, selected_options: several } = read.data;
  if (several) return chosenFrom(several.map((option) => option.value));
  return one?.value ?? value ?? null;
}

function chosenFrom(values: readonly string[]): RawAnswers[string] {
  if (values.includes(CONFIRMED)) return true;
  return values.length === 0 ? null : values;
}
