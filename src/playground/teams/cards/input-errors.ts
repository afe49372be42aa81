import type { InputValues } from '../protocol.js';
import { heldValue, inputsOf } from './look-up.js';
import type { Json } from './parts.js';

/** What Teams checks before a bot hears of a press, by input id. */
export function inputErrors(card: Json, action: Json, values: InputValues): Readonly<Record<string, string>> {
  if (action.associatedInputs === 'none') return {};
  const errors = inputsOf(card).flatMap((input) => {
    const error = inputError(input, heldValue(input, values));
    return error === undefined ? [] : [[String(input.id), String(input.errorMessage ?? error)] as const];
  });
  return Object.fromEntries(errors);
}

function inputError(input: Json, value: string): string | undefined {
  const missing = value === '' || (input.type === 'Input.Toggle' && value !== String(input.valueOn ?? 'true'));
  if (missing) return input.isRequired === true ? 'This is required.' : undefined;
  switch (input.type) {
    case 'Input.Text':
      return textError(input, value);
    case 'Input.Number':
      return numberError(input, value);
    case 'Input.Date':
    case 'Input.Time':
      return rangeError(input, value);
    case 'Input.ChoiceSet':
      return choiceError(input, value);
    default:
      return undefined;
  }
}

function textError({ maxLength, regex }: Json, value: string): string | undefined {
  if (typeof maxLength === 'number' && value.length > maxLength) return `Enter ${maxLength} characters or fewer.`;
  const fits = typeof regex !== 'string' || new RegExp(regex).test(value);
  return fits ? undefined : 'This is not in the expected form.';
}

function numberError({ min, max }: Json, value: string): string | undefined {
  const number = Number(value);
  if (!Number.isFinite(number)) return 'Enter a number.';
  if (typeof min === 'number' && number < min) return `Enter ${min} or more.`;
  return typeof max === 'number' && number > max ? `Enter ${max} or less.` : undefined;
}

/** Days and times compare as texts. */
function rangeError({ type, min, max }: Json, value: string): string | undefined {
  const form = type === 'Input.Date' ? /^\d{4}-\d\d-\d\d$/ : /^\d\d:\d\d$/;
  if (!form.test(value)) return type === 'Input.Date' ? 'Enter a day.' : 'Enter a time.';
  if (typeof min === 'string' && value < min) return `Enter ${min} or later.`;
  return typeof max === 'string' && value > max ? `Enter ${max} or earlier.` : undefined;
}

/** What was found is known to the bot alone. */
function choiceError({ choices, isMultiSelect, 'choices.data': query }: Json, value: string): string | undefined {
  if (query !== undefined) return undefined;
  const known = (Array.isArray(choices) ? choices : []).map((choice: Json) => choice.value);
  const chosen = isMultiSelect === true ? value.split(',') : [value];
  return chosen.every((one) => known.includes(one)) ? undefined : 'Choose from the list.';
}
