import { z } from 'zod';
import type { FileReference, RawAnswer, RawAnswers } from '../chat/form.js';
import { storable } from '../domain/text.js';
import type { FormRoute } from '../engine/request.js';
import { parsed } from './button.js';
import { CONFIRMED } from './render-form.js';

const State = z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) });
const Chosen = z.object({ value: z.string() });
/** The whole file object comes back. Only its id and name are taken: all else is asked for when the file is read. */
const File = z.object({ id: z.string().min(1), name: z.string().nullish() });

/** Text fields and numbers have `value`, calendars and clocks what was selected in them, menus and radio buttons one option, other menus and checkboxes several, a choice of files has `files`. Untouched: null or []. */
const Given = z.object({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_option: Chosen.nullish(),
  selected_options: z.array(Chosen).nullish(),
  files: z.array(File).nullish(),
});

/** It comes as text; who would send the number itself means the same. */
const GivenNumber = z.object({ type: z.literal('number_input'), value: z.number() });

const Route = z.object({
  interaction: z.string().min(1),
  boutique: z.string().nullable(),
  subject: z.string(),
  instance: z.string().min(1),
});

/** What was typed and chosen, by field. A block holds one widget; what can't be read counts as not given. */
export function readForm(state: unknown, tenant: string): RawAnswers {
  const read = State.safeParse(state);
  if (!read.success) return {};
  return Object.fromEntries(
    Object.entries(read.data.values).map(([field, widgets]) => [field, answerIn(Object.values(widgets)[0], tenant)]),
  );
}

/** Which form it is, as we wrote it into the view; null where that isn't ours. */
export function readFormRoute(metadata: unknown): FormRoute | null {
  const read = Route.safeParse(parsed(metadata));
  return read.success ? read.data : null;
}

function answerIn(widget: unknown, tenant: string): RawAnswer {
  const number = GivenNumber.safeParse(widget);
  if (number.success) return String(number.data.value);

  const read = Given.safeParse(widget);
  if (!read.success) return null;

  const {
    value,
    selected_date: day,
    selected_time: time,
    selected_option: one,
    selected_options: several,
    files,
  } = read.data;
  if (files) return files.length === 0 ? null : files.map((file) => referenceOf(file, tenant));
  if (several) return chosenFrom(several.map((option) => option.value));
  return one?.value ?? value ?? day ?? time ?? null;
}

/** Slack leaves the name out of files that are not its own. */
function referenceOf({ id, name }: z.infer<typeof File>, tenant: string): FileReference {
  return { channel: 'slack', tenant, id, name: storable(name ?? '').trim() || 'file' };
}

function chosenFrom(values: readonly string[]): RawAnswer {
  if (values.includes(CONFIRMED)) return true;
  return values.length === 0 ? null : values;
}
