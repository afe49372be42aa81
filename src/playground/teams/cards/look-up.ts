import type { InputValues } from '../protocol.js';
import { isObject, type Json } from './parts.js';

/** What a JSON pointer points at in a card, if it is an action. */
export function actionAt(card: Json, pointer: string): Json | undefined {
  const names = pointer.split('/').slice(1).map(unescaped);
  let found: unknown = card;
  for (const name of names) {
    const owner: unknown = found;
    if (!isObject(owner) && !Array.isArray(owner)) return undefined;
    found = Object.hasOwn(owner, name) ? (owner as Json)[name] : undefined;
  }
  return isObject(found) && String(found.type).startsWith('Action.') ? found : undefined;
}

/** In a JSON pointer `~1` is a slash and `~0` a tilde. */
function unescaped(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Every input of a card, wherever it stands. */
export function inputsOf(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(inputsOf);
  if (!isObject(value)) return [];
  const own = String(value.type).startsWith('Input.') ? [value] : [];
  return [...own, ...Object.entries(value).flatMap(([name, item]) => (name === 'data' ? [] : inputsOf(item)))];
}

/** What an input holds that nobody has touched. */
export function heldValue(input: Json, values: InputValues): string {
  const given = values[String(input.id)];
  if (given !== undefined) return given;
  if (input.type === 'Input.Toggle') return String(input.value ?? input.valueOff ?? 'false');
  return input.value === undefined ? '' : String(input.value);
}

/** An action's data with the inputs laid over it, as the bot gets it: an empty input is missing. */
export function dataOf(card: Json, action: Json, values: InputValues): unknown {
  const inputs = action.associatedInputs === 'none' ? [] : inputsOf(card);
  if (action.data !== undefined && !isObject(action.data)) return action.data;
  const filled = inputs.map((input) => [String(input.id), heldValue(input, values)] as const);
  return { ...(action.data as Json | undefined), ...Object.fromEntries(filled.filter(([, value]) => value !== '')) };
}
