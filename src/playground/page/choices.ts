import { freshId, h } from './dom.js';
import { icon } from './icons.js';
import { type Control, type ElementJson, isRecord, recordsIn, type Surface, stringOf, typedBefore } from './surface.js';
import { drawText, textOf } from './text-view.js';

/** A native list: it is the one every phone and screen reader already knows. */
export function drawSelect(element: ElementJson, blockId: string, surface: Surface): Control {
  const options = optionsOf(element);
  const field = h('select', { class: 'input' }, h('option', { value: '' }, textOf(element.placeholder) || 'Choose'));
  for (const group of recordsIn(element.option_groups)) {
    field.append(h('optgroup', { label: textOf(group.label) }, ...recordsIn(group.options).map(drawOption)));
  }
  field.append(...recordsIn(element.options).map(drawOption));
  const typed = typedBefore(surface, blockId, element);
  field.value = optionValue(typed ? typed.selected_option : element.initial_option);
  if (field.selectedIndex < 0) field.selectedIndex = 0;
  return {
    ...base(element, blockId, field),
    read: () => ({ type: 'static_select', selected_option: options.find((one) => one.value === field.value) ?? null }),
    empty: () => field.value === '',
    problem: () => null,
  };
}

/** Opens to a list of checkboxes; closed it shows what is chosen. */
export function drawMultiSelect(element: ElementJson, blockId: string, surface: Surface): Control {
  const boxes = drawBoxes(element, blockId, surface, 'checkbox');
  const placeholder = textOf(element.placeholder) || 'Choose';
  const chosen = h('span', { class: 'multi-chosen' });
  const summary = h('summary', { class: 'input multi-summary' }, chosen, icon('chevron'));
  const list = h('div', { class: 'multi-list' }, ...boxes.map(({ node }) => node));
  const node = h('details', { class: 'multi' }, summary, list);
  const show = () => {
    const names = boxes.filter(({ input }) => input.checked).map(({ option }) => textOf(option.text));
    chosen.textContent = names.join(', ') || placeholder;
    chosen.classList.toggle('multi-none', names.length === 0);
  };
  node.addEventListener('change', show);
  show();
  const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY);
  return {
    ...base(element, blockId, node),
    read: () => ({ type: 'multi_static_select', selected_options: chosenOf(boxes) }),
    empty: () => chosenOf(boxes).length === 0,
    problem: () => (chosenOf(boxes).length > most ? `${most} at most.` : null),
  };
}

export function drawRadios(element: ElementJson, blockId: string, surface: Surface): Control {
  const boxes = drawBoxes(element, blockId, surface, 'radio');
  const node = h('div', { class: 'choices', role: 'radiogroup' }, ...boxes.map((box) => box.node));
  return {
    ...base(element, blockId, node),
    read: () => ({ type: 'radio_buttons', selected_option: chosenOf(boxes)[0] ?? null }),
    empty: () => chosenOf(boxes).length === 0,
    problem: () => null,
  };
}

/** In the order of the presses, as Slack keeps them. */
export function drawCheckboxes(element: ElementJson, blockId: string, surface: Surface): Control {
  const boxes = drawBoxes(element, blockId, surface, 'checkbox');
  const node = h('div', { class: 'choices', role: 'group' }, ...boxes.map((box) => box.node));
  const before = recordsIn(typedBefore(surface, blockId, element)?.selected_options).map(optionValue);
  let order = chosenOf(boxes).sort((a, b) => before.indexOf(optionValue(a)) - before.indexOf(optionValue(b)));
  node.addEventListener('change', () => {
    const now = chosenOf(boxes);
    order = [...order.filter((one) => now.includes(one)), ...now.filter((one) => !order.includes(one))];
  });
  return {
    ...base(element, blockId, node),
    read: () => ({ type: 'checkboxes', selected_options: order }),
    empty: () => order.length === 0,
    problem: () => null,
  };
}

interface Box {
  readonly node: HTMLElement;
  readonly input: HTMLInputElement;
  readonly option: ElementJson;
}

function drawBoxes(element: ElementJson, blockId: string, surface: Surface, type: 'checkbox' | 'radio'): Box[] {
  const typed = typedBefore(surface, blockId, element);
  const initial = isRecord(element.initial_option) ? [element.initial_option] : recordsIn(element.initial_options);
  const before =
    typed && (isRecord(typed.selected_option) ? [typed.selected_option] : recordsIn(typed.selected_options));
  const chosen = (before ?? initial).map(optionValue);
  const name = freshId('choice');
  return optionsOf(element).map((option) => {
    const description = option.description
      ? h('span', { class: 'choice-description' }, ...drawText(option.description, surface.names))
      : null;
    const input = h('input', { type, name, value: stringOf(option.value) });
    input.checked = chosen.includes(stringOf(option.value));
    const words = h('span', { class: 'choice-words' }, ...drawText(option.text, surface.names), description);
    return { node: h('label', { class: 'choice' }, input, words), input, option };
  });
}

function base(element: ElementJson, blockId: string, field: HTMLElement) {
  const actionId = stringOf(element.action_id);
  field.dataset.actionId = actionId;
  return { blockId, actionId, field };
}

function optionsOf(element: ElementJson): ElementJson[] {
  return [
    ...recordsIn(element.options),
    ...recordsIn(element.option_groups).flatMap((group) => recordsIn(group.options)),
  ];
}

function drawOption(option: ElementJson): HTMLOptionElement {
  return h('option', { value: stringOf(option.value) }, textOf(option.text));
}

function chosenOf(boxes: readonly Box[]): ElementJson[] {
  return boxes.filter(({ input }) => input.checked).map(({ option }) => option);
}

function optionValue(option: unknown): string {
  return isRecord(option) ? stringOf(option.value) : '';
}
