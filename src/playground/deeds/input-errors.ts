import type { BlockJson, StateValues } from '../protocol.js';
import { isEmpty } from '../state-values.js';

type Json = Readonly<Record<string, unknown>>;

const longestText = 3000;

/** What Slack checks before an app hears of a submission, by block id. */
export function inputErrors(blocks: readonly BlockJson[], values: StateValues): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input') continue;
    const element = block.element as Json;
    const error = inputError(element, values[block.block_id]?.[String(element.action_id)], block.optional === true);
    if (error !== undefined) errors[block.block_id] = error;
  }
  return errors;
}

function inputError(element: Json, state: unknown, optional: boolean): string | undefined {
  if (state === undefined || isEmpty(state)) return optional ? undefined : 'Please complete this required field.';
  const { value, selected_options: options, files } = state as Json;
  switch (element.type) {
    case 'plain_text_input':
      return textError(element, String(value));
    case 'number_input':
      return numberError(element, String(value));
    case 'multi_static_select':
      return tooMany(options, element.max_selected_items);
    case 'file_input':
      return tooMany(files, element.max_files);
    default:
      return undefined;
  }
}

function textError(element: Json, value: string): string | undefined {
  const [least, most] = [Number(element.min_length ?? 0), Number(element.max_length ?? longestText)];
  if (value.length < least) return `Please enter at least ${least} characters.`;
  return value.length > most ? `Please enter ${most} characters or fewer.` : undefined;
}

function numberError(element: Json, value: string): string | undefined {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return 'Please enter a valid number.';
  if (element.is_decimal_allowed === false && !Number.isInteger(number)) return 'Please enter a whole number.';
  if (number < Number(element.min_value ?? number)) return `Please enter a number of at least ${element.min_value}.`;
  return number > Number(element.max_value ?? number)
    ? `Please enter a number of at most ${element.max_value}.`
    : undefined;
}

function tooMany(items: unknown, most: unknown): string | undefined {
  const limit = Number(most ?? Number.POSITIVE_INFINITY);
  return Array.isArray(items) && items.length > limit ? `Please choose ${limit} or fewer.` : undefined;
}
