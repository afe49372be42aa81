import { actions, elements, type Kind, parts, type Shape } from './kinds.js';

export type Json = Readonly<Record<string, unknown>>;

/** Where a card stands: a dialog has no message that Action.Execute could change. */
export type CardPlace = 'message' | 'dialog';

const mostPrimary = 6;

/** Also a card inside Action.ShowCard, which may leave its version out. */
export function checkNested(card: Json, at: string, place: CardPlace): readonly string[] {
  if (card.type !== 'AdaptiveCard') return [`${at}/type: must be AdaptiveCard`];
  const shown = Array.isArray(card.actions) ? card.actions : [];
  const primary = shown.filter((action) => isObject(action) && String(action.mode).toLowerCase() !== 'secondary');
  const many = primary.length > mostPrimary ? [`${at}/actions: at most ${mostPrimary} are primary`] : [];
  return [...checkShape(card, parts.card, at, place), ...many];
}

function checkShape(part: Json, shape: Shape, at: string, place: CardPlace): readonly string[] {
  const known: Readonly<Record<string, Kind>> = { ...shape.optional, ...shape.required };
  const missing = Object.keys(shape.required ?? {}).filter((name) => part[name] === undefined || part[name] === '');
  const unknown = Object.keys(part).filter((name) => name !== 'type' && !Object.hasOwn(known, name));
  return [
    ...missing.map((name) => `${at}/${name}: is missing`),
    ...unknown.map((name) => `${at}/${name}: ${String(part.type ?? 'this')} has no such property`),
    ...Object.entries(known).flatMap(([name, kind]) =>
      part[name] === undefined || missing.includes(name) ? [] : checkValue(part[name], kind, `${at}/${name}`, place),
    ),
  ];
}

function checkValue(value: unknown, kind: Kind, at: string, place: CardPlace): readonly string[] {
  if (typeof kind !== 'string') return oneOf(value, kind, at);
  switch (kind) {
    case 'anything':
      return [];
    case 'text':
      return typeof value === 'string' ? [] : [`${at}: must be a text`];
    case 'yes-or-no':
      return typeof value === 'boolean' ? [] : [`${at}: must be true or false`];
    case 'number':
      return typeof value === 'number' ? [] : [`${at}: must be a number`];
    case 'size':
      return ['string', 'number'].includes(typeof value) ? [] : [`${at}: must be a text or a number`];
    case 'object':
      return isObject(value) ? [] : [`${at}: must be an object`];
    case 'query':
      return isObject(value) ? checkShape(value, parts.query, at, place) : [`${at}: must be an object`];
    case 'action':
      return checkAction(value, at, place);
    case 'card':
      return isObject(value) ? checkNested(value, at, place) : [`${at}: must be a card`];
    default:
      return checkList(value, kind, at, place);
  }
}

type ListKind = Exclude<
  Extract<Kind, string>,
  'anything' | 'text' | 'yes-or-no' | 'number' | 'size' | 'object' | 'query' | 'action' | 'card'
>;

function checkList(value: unknown, kind: ListKind, at: string, place: CardPlace): readonly string[] {
  if (!Array.isArray(value)) return [`${at}: must be a list`];
  return value.flatMap((item: unknown, index) => checkItem(item, kind, `${at}/${index}`, place));
}

function checkItem(item: unknown, kind: ListKind, at: string, place: CardPlace): readonly string[] {
  if (kind === 'list' || (kind === 'inlines' && typeof item === 'string')) return [];
  if (kind === 'elements') return checkElement(item, at, place);
  if (kind === 'actions') return checkAction(item, at, place);
  if (!isObject(item)) return [`${at}: must be an object`];
  const [type, shape] = itemShapes[kind];
  // A column and what stands in sets may leave its type out.
  const wrong = item.type !== undefined && item.type !== type ? [`${at}/type: must be ${type}`] : [];
  const needed = needsType.has(kind) && item.type === undefined ? [`${at}/type: is missing`] : [];
  return [...wrong, ...needed, ...checkShape(item, shape, at, place)];
}

const needsType: ReadonlySet<string> = new Set(['inlines', 'rows', 'cells', 'images']);

const itemShapes: Readonly<Record<Exclude<ListKind, 'list' | 'elements' | 'actions'>, readonly [string, Shape]>> = {
  inlines: ['TextRun', parts.run],
  choices: ['Input.Choice', parts.choice],
  facts: ['Fact', parts.fact],
  columns: ['Column', parts.column],
  images: ['Image', elements.Image as Shape],
  rows: ['TableRow', parts.row],
  cells: ['TableCell', parts.cell],
};

function checkElement(item: unknown, at: string, place: CardPlace): readonly string[] {
  const type = isObject(item) ? String(item.type) : '';
  const shape = Object.hasOwn(elements, type) ? elements[type] : undefined;
  if (!shape || !isObject(item)) return [`${at}/type: "${type}" is no element of a card`];
  return checkShape(item, shape, at, place);
}

export function checkAction(item: unknown, at: string, place: CardPlace): readonly string[] {
  const type = isObject(item) ? String(item.type) : '';
  const shape = Object.hasOwn(actions, type) ? actions[type] : undefined;
  if (!shape || !isObject(item)) return [`${at}/type: "${type}" is no action of a card`];
  const misplaced = place === 'dialog' && type === 'Action.Execute';
  const here = misplaced ? [`${at}/type: a dialog answers to Action.Submit, not to Action.Execute`] : [];
  const instead = isObject(item.fallback) ? checkAction(item.fallback, `${at}/fallback`, place) : [];
  return [...here, ...checkShape(item, shape, at, place), ...instead];
}

function oneOf(value: unknown, allowed: readonly string[], at: string): readonly string[] {
  const fits = typeof value === 'string' && allowed.some((word) => word.toLowerCase() === value.toLowerCase());
  return fits ? [] : [`${at}: must be one of ${allowed.join(', ')}`];
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
