import type { ClientAnswer } from '../protocol.js';
import { troubleOf } from './api.js';
import { drawCheckboxes, drawMultiSelect, drawRadios, drawSelect } from './choices.js';
import { askConfirm, confirmOf } from './confirm.js';
import { h } from './dom.js';
import { drawFileInput } from './file-input.js';
import { drawDatepicker, drawNumberInput, drawTextInput, drawTimepicker } from './inputs.js';
import { drawLookup } from './lookup.js';
import { type Control, type ElementJson, isRecord, type Surface, stringOf } from './surface.js';
import { safeHref } from './text-tree.js';
import { textOf } from './text-view.js';

type Draw = (element: ElementJson, blockId: string, surface: Surface) => Control;

const CONTROLS: Readonly<Record<string, Draw>> = {
  plain_text_input: drawTextInput,
  number_input: drawNumberInput,
  datepicker: drawDatepicker,
  timepicker: drawTimepicker,
  static_select: drawSelect,
  external_select: drawLookup,
  multi_static_select: drawMultiSelect,
  radio_buttons: drawRadios,
  checkboxes: drawCheckboxes,
  file_input: drawFileInput,
};

/** An element with a value, registered on its surface; null when the page doesn't know this kind. */
export function drawControl(element: ElementJson, blockId: string, surface: Surface): Control | null {
  const control = CONTROLS[stringOf(element.type)]?.(element, blockId, surface) ?? null;
  if (control) surface.controls.push(control);
  return control;
}

/** An element that acts at once: a button, or a choice outside an input block. */
export function drawAction(element: ElementJson, blockId: string, surface: Surface, label: string): HTMLElement {
  if (element.type === 'button') return drawButton(element, blockId, surface);
  if (element.type === 'image') return drawImage(element);
  const control = drawControl(element, blockId, surface);
  if (!control) return unsupported(stringOf(element.type));
  control.field.setAttribute('aria-label', textOf(element.placeholder) || label || 'Choose');
  actOnChange(control, element, surface);
  return control.node ?? control.field;
}

/** Sends the press when the choice changes; a text waits for Enter. */
export function actOnChange(control: Control, element: ElementJson, surface: Surface): void {
  const { field } = control;
  const send = () => pressWith(field, () => surface.press(control.blockId, control.actionId, []), element, surface);
  if (element.type !== 'plain_text_input') {
    field.addEventListener('change', send);
    return;
  }
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
}

/** Pictures come from this server only: nothing here leaves the computer. Others are shown by their words. */
export function drawImage(element: ElementJson): HTMLElement {
  const alt = stringOf(element.alt_text);
  const address = addressOf(element);
  const url = URL.canParse(address, location.href) ? new URL(address, location.href) : null;
  if (url?.origin !== location.origin) return h('span', { class: 'image-words' }, alt || 'Picture');
  return h('img', { src: url.href, alt, loading: 'lazy' });
}

/** A file that Slack has, or an address. */
function addressOf({ slack_file, image_url }: ElementJson): string {
  const id = isRecord(slack_file) ? stringOf(slack_file.id) : '';
  return id === '' ? stringOf(image_url) : `/playground/client/file/${encodeURIComponent(id)}/picture`;
}

export function unsupported(type: string): HTMLElement {
  return h('div', { class: 'unsupported' }, `unsupported: ${type}`);
}

const STYLES: Readonly<Record<string, string>> = { primary: 'button-primary', danger: 'button-danger' };

function drawButton(element: ElementJson, blockId: string, surface: Surface): HTMLElement {
  const actionId = stringOf(element.action_id);
  const label = textOf(element.text);
  const button = h(
    'button',
    {
      type: 'button',
      class: `button ${STYLES[stringOf(element.style)] ?? ''}`,
      'data-action-id': actionId,
      'aria-label': stringOf(element.accessibility_label) || null,
    },
    h('span', { class: 'button-label' }, label),
  );
  const href = safeHref(stringOf(element.url));
  button.addEventListener('click', () => {
    if (href) window.open(href, '_blank', 'noopener');
    pressWith(button, () => surface.press(blockId, actionId, [label]), element, surface);
  });
  return button;
}

/** One press at a time: busy until the answer, then trouble, if any, stands under the block. */
async function pressWith(
  node: HTMLElement,
  press: () => Promise<ClientAnswer>,
  element: ElementJson,
  surface: Surface,
): Promise<void> {
  if (node.ariaBusy === 'true') return;
  const confirm = confirmOf(element);
  if (confirm && !(await askConfirm(confirm, surface.names))) return;
  const block = node.closest('[data-block-id]');
  block?.querySelector(':scope > .block-trouble')?.remove();
  node.ariaBusy = 'true';
  const trouble = troubleOf(await press());
  node.ariaBusy = 'false';
  if (trouble) block?.append(h('p', { class: 'block-trouble', role: 'alert' }, trouble));
}
