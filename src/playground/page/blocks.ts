import type { BlockJson } from '../protocol.js';
import { freshId, h } from './dom.js';
import { actOnChange, drawAction, drawControl, drawImage, unsupported } from './elements.js';
import { parseRichText } from './rich-text.js';
import { type Control, isRecord, recordsIn, type Surface, stringOf } from './surface.js';
import { drawTable } from './table.js';
import { drawParagraphs, drawText, textOf } from './text-view.js';

/** Draws Block Kit, one element for each block, and puts their inputs on the surface. */
export function drawBlocks(blocks: readonly BlockJson[], surface: Surface): HTMLElement[] {
  return blocks.map((block) => {
    const node = (BLOCKS[block.type] ?? drawUnsupported)(block, surface);
    node.dataset.blockId = block.block_id;
    node.classList.add('block');
    return node;
  });
}

const BLOCKS: Readonly<Record<string, (block: BlockJson, surface: Surface) => HTMLElement>> = {
  section: drawSection,
  rich_text: (block, { names }) => h('div', { class: 'text' }, ...drawParagraphs(parseRichText(block), names)),
  header: (block) => h('h3', { class: 'block-header' }, textOf(block.text)),
  context: drawContext,
  actions: drawActions,
  input: drawInput,
  divider: () => h('hr'),
  image: drawImageBlock,
  table: drawTable,
};

function drawUnsupported(block: BlockJson): HTMLElement {
  return unsupported(block.type);
}

function drawSection(block: BlockJson, surface: Surface): HTMLElement {
  const { names } = surface;
  const text = block.text ? h('div', { class: 'text' }, ...drawText(block.text, names)) : null;
  const fields = recordsIn(block.fields).map((field) => h('div', { class: 'text' }, ...drawText(field, names)));
  const body = h('div', { class: 'section-body' }, text, fields.length > 0 && h('div', { class: 'fields' }, ...fields));
  if (!isRecord(block.accessory)) return h('div', { class: 'section' }, body);
  const label = textOf(block.text).replace(/[*_~`]/g, '');
  const accessory = drawAction(block.accessory, block.block_id, surface, label);
  return h('div', { class: 'section section-with' }, body, h('div', { class: 'accessory' }, accessory));
}

function drawContext(block: BlockJson, { names }: Surface): HTMLElement {
  const parts = recordsIn(block.elements).map((element) =>
    element.type === 'image' ? drawImage(element) : h('span', { class: 'text' }, ...drawText(element, names)),
  );
  return h('div', { class: 'context' }, ...parts);
}

function drawActions(block: BlockJson, surface: Surface): HTMLElement {
  const parts = recordsIn(block.elements).map((element) => drawAction(element, block.block_id, surface, ''));
  return h('div', { class: 'actions' }, ...parts);
}

function drawImageBlock(block: BlockJson): HTMLElement {
  const title = textOf(block.title);
  return h('figure', {}, title ? h('figcaption', {}, title) : null, drawImage(block));
}

function drawInput(block: BlockJson, surface: Surface): HTMLElement {
  const element = isRecord(block.element) ? block.element : {};
  const control = drawControl(element, block.block_id, surface);
  if (!control) {
    return h('div', {}, h('p', { class: 'label' }, textOf(block.label)), unsupported(stringOf(element.type)));
  }
  if (block.dispatch_action === true) actOnChange(control, element, surface);
  return frameInput(block, control, surface);
}

/** Label, control, hint and, when there is one, the error: all named for a screen reader. */
function frameInput(block: BlockJson, control: Control, surface: Surface): HTMLElement {
  const id = freshId('field');
  const optional = block.optional === true;
  const note = optional ? h('span', { class: 'optional' }, ' (optional)') : null;
  const hint = block.hint ? h('p', { class: 'hint', id: `${id}-hint` }, textOf(block.hint)) : null;
  const error = h('p', { class: 'field-error', id: `${id}-error` });
  const { label, target } = labelFor(control.field, id, [textOf(block.label), note]);
  const describe = (text: string | null) => {
    error.textContent = text ?? '';
    const ids = [text ? error.id : '', hint?.id ?? ''].filter(Boolean).join(' ');
    if (ids) target.setAttribute('aria-describedby', ids);
    else target.removeAttribute('aria-describedby');
    if (text && target.matches('input, select, textarea, [role="radiogroup"]'))
      target.setAttribute('aria-invalid', 'true');
    else target.removeAttribute('aria-invalid');
    node.classList.toggle('has-error', text !== null);
  };
  if (!optional && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) target.setAttribute('aria-required', 'true');
  const node = h('div', { class: 'field' }, label, control.node ?? control.field, error, hint);
  describe(null);
  surface.fields.push({ blockId: block.block_id, optional, control, showError: describe });
  return node;
}

type Labelled = { readonly label: HTMLElement; readonly target: HTMLElement };

function labelFor(field: HTMLElement, id: string, words: readonly (string | HTMLElement | null)[]): Labelled {
  const attributes = { class: 'label', id: `${id}-label` };
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(field.tagName)) {
    field.id = id;
    return { label: h('label', { ...attributes, for: id }, ...words), target: field };
  }
  const label = h('div', attributes, ...words);
  const list = field.querySelector<HTMLElement>('.multi-list');
  list?.setAttribute('role', 'group');
  list?.setAttribute('aria-labelledby', label.id);
  const target = field.querySelector<HTMLElement>('summary') ?? field;
  const chosen = field.querySelector<HTMLElement>('.multi-chosen');
  if (chosen) chosen.id = `${id}-chosen`;
  target.setAttribute('aria-labelledby', chosen ? `${label.id} ${chosen.id}` : label.id);
  return { label, target };
}
