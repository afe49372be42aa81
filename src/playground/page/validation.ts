import type { Control, Field, Surface } from './surface.js';

/** What Slack's own client holds back: empty required inputs, too much text. Returns the first field at fault. */
export function checkFields(surface: Surface): Field | null {
  let first: Field | null = null;
  for (const field of surface.fields) {
    const problem = problemOf(field);
    field.showError(problem);
    if (problem) first ??= field;
  }
  return first;
}

/** Puts the bot's sentences under their inputs and the focus on the first; returns what belongs to no input. */
export function showErrors(surface: Surface, errors: Readonly<Record<string, string>>): string {
  let first: Field | null = null;
  for (const field of surface.fields) {
    const error = errors[field.blockId] ?? null;
    field.showError(error);
    if (error) first ??= field;
  }
  if (first) focusControl(first.control);
  const known = new Set(surface.fields.map(({ blockId }) => blockId));
  return Object.entries(errors)
    .filter(([blockId]) => !known.has(blockId))
    .map(([, text]) => text)
    .join(' ');
}

export function focusControl({ field }: Control): void {
  const target = field.matches('input, select, textarea') ? field : field.querySelector<HTMLElement>('summary, input');
  target?.focus();
}

function problemOf({ control, optional }: Field): string | null {
  if (!optional && control.empty()) return 'Fill this in.';
  return control.problem();
}
