import type { Surface } from '../block-kit.js';
import { complaint } from './complaints.js';

type Path = readonly (string | number)[];
interface Option {
  readonly value: string;
}
interface Element {
  readonly type: string;
  readonly action_id?: string;
  readonly options?: readonly Option[];
  readonly option_groups?: readonly { readonly options: readonly Option[] }[];
  readonly initial_option?: Option;
  readonly initial_options?: readonly Option[];
  readonly focus_on_load?: boolean;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly min_value?: string;
  readonly max_value?: string;
  readonly image_url?: string;
  readonly slack_file?: object;
}
interface Block extends Element {
  readonly block_id?: string;
  readonly text?: unknown;
  readonly fields?: unknown;
  readonly accessory?: Element;
  readonly element?: Element;
  readonly elements?: readonly Element[];
}
type Placed = readonly [element: Element, path: Path];

/** Slack's rules that look at more than one field; the shapes have been checked before. */
export function blockRules(value: unknown, surface: Surface, root: Path): string[] {
  const blocks = value as readonly Block[];
  const found = blocks.flatMap((block, index) => ofOneBlock(block, [...root, index]));
  found.push(...repeated(blocks, 'block_id', root));
  if (blocks.filter((block) => block.type === 'table').length > 1) {
    found.push(complaint('no more than 1 table allowed', root));
  }
  const focused = blocks
    .flatMap((block, index) => elementsOf(block, [...root, index]))
    .filter(([e]) => e.focus_on_load);
  const second = focused[1];
  if (second && surface !== 'message') {
    found.push(complaint('only one element can have `focus_on_load`', second[1]));
  }
  return found;
}

export function viewRules(value: unknown): string[] {
  const view = value as { type: 'modal' | 'home'; submit?: unknown; blocks: readonly Block[] };
  const found = blockRules(view.blocks, view.type, ['view', 'blocks']);
  const input = view.blocks.findIndex((block) => block.type === 'input');
  if (view.type === 'modal' && !view.submit && input >= 0) {
    found.push(complaint('must define `submit` to use an `input` block in modals', ['view', 'blocks', input, 'input']));
  }
  return found;
}

function ofOneBlock(block: Block, path: Path): string[] {
  const elements = elementsOf(block, path);
  const found = elements.flatMap(([element, where]) => ofOneElement(element, where));
  found.push(
    ...repeated(
      elements.map(([element]) => element),
      'action_id',
      path,
    ),
  );
  if (block.type === 'section' && !block.text && !block.fields)
    found.push(complaint('missing required field: text', path));
  if (block.type === 'image') found.push(...ofImage(block, path));
  return found;
}

function ofOneElement(element: Element, path: Path): string[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return ofMenu(element, path);
    case 'radio_buttons':
    case 'checkboxes':
      return ofOptions(element, path);
    case 'plain_text_input':
    case 'number_input':
      return ofRange(element, path);
    case 'image':
      return ofImage(element, path);
    default:
      return [];
  }
}

function ofMenu(element: Element, path: Path): string[] {
  if (!element.options && !element.option_groups) return [complaint('missing required field: options', path)];
  if (element.options && element.option_groups) {
    return [complaint('only one of `options` and `option_groups` allowed', path)];
  }
  return ofOptions(element, path);
}

function ofOptions(element: Element, path: Path): string[] {
  const options = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  const values = new Set(options.map((option) => option.value));
  const initial = element.initial_option ? [element.initial_option] : (element.initial_options ?? []);
  const field = element.initial_option ? 'initial_option' : 'initial_options';
  const found = initial.every((option) => values.has(option.value))
    ? []
    : [complaint(`\`${field}\` must match an option in \`options\``, [...path, field])];
  if (values.size < options.length) found.push(complaint('option values must be unique', [...path, 'options']));
  return found;
}

function ofRange(element: Element, path: Path): string[] {
  const low = element.min_length ?? element.min_value;
  const high = element.max_length ?? element.max_value;
  if (low === undefined || high === undefined || Number(low) <= Number(high)) return [];
  return [complaint('minimum must not be greater than maximum', path)];
}

function ofImage(image: Element, path: Path): string[] {
  if (image.image_url && image.slack_file) return [complaint('only one of `image_url` and `slack_file` allowed', path)];
  return image.image_url || image.slack_file ? [] : [complaint('missing required field: image_url', path)];
}

function elementsOf(block: Block, path: Path): Placed[] {
  if (block.accessory) return [[block.accessory, [...path, 'accessory']]];
  if (block.element) return [[block.element, [...path, 'element']]];
  if (block.type !== 'actions' && block.type !== 'context') return [];
  return (block.elements ?? []).map((element, index) => [element, [...path, 'elements', index]]);
}

function repeated<Key extends 'block_id' | 'action_id'>(
  items: readonly { readonly [K in Key]?: string }[],
  key: Key,
  path: Path,
): string[] {
  const ids = items.map((item) => item[key]).filter((id) => id !== undefined && id !== '');
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return twice === undefined ? [] : [complaint(`\`${key}\` must be unique: ${twice}`, path)];
}
