import { slackFile } from './files.js';
import type { BlockJson, StateValues } from './protocol.js';
import type { World } from './world.js';

type Json = Readonly<Record<string, unknown>>;

export interface PlacedElement {
  readonly block: BlockJson;
  readonly element: Json & { readonly type: string; readonly action_id: string };
}

/** Every element of some blocks that a person can use. */
export function elementsOf(blocks: readonly BlockJson[]): readonly PlacedElement[] {
  return blocks.flatMap((block) => {
    const inside = block.type === 'actions' ? (block.elements as Json[]) : [block.accessory, block.element];
    const elements = inside.filter((element): element is PlacedElement['element'] => isUsable(element));
    return elements.map((element) => ({ block, element }));
  });
}

/**
 * `state.values` as Slack sends it: what the page says was chosen, the initial value where it says nothing.
 * An untouched input is null or `[]`, except in `view_closed`, where it is absent.
 */
export function stateValues(
  world: World,
  blocks: readonly BlockJson[],
  sent: StateValues,
  untouched: 'empty' | 'absent' = 'empty',
): StateValues {
  const values: Record<string, Record<string, unknown>> = {};
  for (const { block, element } of elementsOf(blocks)) {
    const from = sent[block.block_id]?.[element.action_id] ?? initial(element);
    const shape = shapes[element.type]?.(element, (from ?? {}) as Json, world);
    if (!shape || (untouched === 'absent' && isEmpty(shape))) continue;
    values[block.block_id] = { ...values[block.block_id], [element.action_id]: { type: element.type, ...shape } };
  }
  return values;
}

export function isEmpty(shape: unknown): boolean {
  const { type: _type, ...rest } = shape as Json;
  return Object.values(rest).every((value) => value === null || (Array.isArray(value) && value.length === 0));
}

type Shape = (element: Json, from: Json, world: World) => Json;

const text: Shape = (_element, from) => ({ value: textOf(from.value) });
const one: Shape = (element, from) => ({ selected_option: chosen(element, from.selected_option) });
const several: Shape = (element, from) => ({
  selected_options: listOf(from.selected_options).flatMap((option) => chosen(element, option) ?? []),
});

const shapes: Readonly<Record<string, Shape>> = {
  plain_text_input: text,
  number_input: text,
  datepicker: (_element, from) => ({ selected_date: textOf(from.selected_date) }),
  timepicker: (_element, from) => ({ selected_time: textOf(from.selected_time) }),
  static_select: one,
  radio_buttons: one,
  external_select: one,
  multi_static_select: several,
  checkboxes: several,
  file_input: (_element, from, world) => ({
    files: listOf(from.files).flatMap((file) => {
      const stored = world.files.get(String((file as Json | null)?.id));
      return stored ? [slackFile(world, stored)] : [];
    }),
  }),
};

function initial(element: Json): Json {
  return {
    value: element.initial_value,
    selected_date: element.initial_date,
    selected_time: element.initial_time,
    selected_option: element.initial_option,
    selected_options: element.initial_options,
  };
}

/** The option as the bot declared it: the page's copy of it is not trusted, except where the bot declared none. */
function chosen(element: Json, option: unknown): unknown {
  const value = (option as Json | null | undefined)?.value;
  if (typeof value !== 'string') return null;
  if (element.type === 'external_select') return option;
  const groups = listOf(element.option_groups).flatMap((group) => listOf((group as Json).options));
  const declared = [...listOf(element.options), ...groups] as readonly Json[];
  return declared.find((candidate) => candidate.value === value) ?? null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isUsable(element: unknown): boolean {
  return typeof (element as Json | undefined)?.action_id === 'string';
}
