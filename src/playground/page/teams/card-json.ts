import type { CardJson, InputValues, TeamsDialog } from '../../teams/protocol.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * The card as it is drawn: every action's id is its place in the card, as a JSON pointer, so that a press can name it;
 * and what was typed stands in its inputs again.
 */
export function forDrawing(card: CardJson, typed: InputValues = {}): CardJson {
  return marked(card, '', typed) as CardJson;
}

/** Whether a press of it opens a dialog. */
export function opensDialog(action: unknown): boolean {
  const data = isObject(action) && isObject(action.data) ? action.data : {};
  return isObject(data.msteams) && data.msteams.type === 'task/fetch';
}

/** What stands at a JSON pointer. */
export function at(card: CardJson, pointer: string): unknown {
  const keys = pointer.split('/').slice(1).map(unescaped);
  return keys.reduce<unknown>((inner, key) => {
    return (isObject(inner) || Array.isArray(inner)) && Object.hasOwn(inner, key) ? (inner as Json)[key] : undefined;
  }, card);
}

/** The same for what is the same: a server that was restarted writes the keys in another order. */
export function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** Cards that are drawn anew for whoever looks at them. */
export const isRefreshed = (card: CardJson): boolean => isObject(card.refresh);

/** Whether a dialog still asks what the one before it asked. */
export function isSameForm(before: TeamsDialog, now: TeamsDialog | null): boolean {
  return now !== null && now.title === before.title && hasInputs(now.card);
}

function hasInputs(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasInputs);
  if (!isObject(value)) return false;
  return (typeof value.type === 'string' && value.type.startsWith('Input.')) || Object.values(value).some(hasInputs);
}

/** Facts get the width of the window. */
export const isWide = ({ msteams }: CardJson): boolean => isObject(msteams) && msteams.width === 'Full';

function marked(value: unknown, path: string, typed: InputValues): unknown {
  if (Array.isArray(value)) return value.map((item, index) => marked(item, `${path}/${index}`, typed));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => {
    // What travels with a press is the bot's own, and looks like anything.
    return [key, key === 'data' ? inner : marked(inner, `${path}/${escaped(key)}`, typed)];
  });
  return { ...Object.fromEntries(entries), ...changeOf(value, path, typed) };
}

function changeOf({ type, id }: Json, path: string, typed: InputValues): Json {
  if (typeof type !== 'string') return {};
  if (type.startsWith('Action.')) return { id: path };
  const value = type.startsWith('Input.') && typeof id === 'string' && Object.hasOwn(typed, id) ? typed[id] : undefined;
  if (value === undefined) return {};
  return type === 'Input.Number' ? numberIn(value) : { value };
}

/** The renderer takes no text for a number. */
const numberIn = (value: string): Json => {
  const isNumber = value.trim() !== '' && Number.isFinite(Number(value));
  return { value: isNumber ? Number(value) : undefined };
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');
