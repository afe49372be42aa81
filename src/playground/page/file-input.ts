import { h, replaceChildren } from './dom.js';
import { sizeOf } from './files.js';
import { type Control, type ElementJson, numberOf, recordsIn, type Surface, stringOf, typedBefore } from './surface.js';

interface Chosen {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

/** Sends a file off as soon as it is chosen, as Slack does; the form then carries only its id. */
export function drawFileInput(element: ElementJson, blockId: string, surface: Surface): Control {
  const most = numberOf(element.max_files) ?? 10;
  const actionId = stringOf(element.action_id);
  const types = Array.isArray(element.filetypes) ? element.filetypes.map((type) => `.${String(type)}`).join(',') : null;
  const field = h('input', { type: 'file', class: 'input', multiple: most > 1, accept: types });
  field.dataset.actionId = actionId;
  const list = h('ul', { class: 'chosen-files', 'aria-live': 'polite' });
  const basket: Basket = { files: recordsIn(typedBefore(surface, blockId, element)?.files).map(chosenOf), pending: 0 };
  const draw = (trouble = '') => drawBasket(list, basket, trouble, draw);
  field.addEventListener('change', async () => {
    const picked = [...(field.files ?? [])];
    field.value = '';
    basket.pending += picked.length;
    draw();
    for (const file of picked) draw(await send(file, basket, surface));
  });
  draw();
  return {
    blockId,
    actionId,
    node: h('div', {}, field, list),
    field,
    read: () => ({ type: 'file_input', files: basket.files }),
    empty: () => basket.files.length === 0 && basket.pending === 0,
    problem: () => problemOf(basket.pending, basket.files.length, most),
  };
}

/** What was chosen so far; changed while uploads end. */
interface Basket {
  files: readonly Chosen[];
  pending: number;
}

/** The trouble there was, or nothing. */
async function send(file: File, basket: Basket, surface: Surface): Promise<string> {
  const answer = await surface.upload(file);
  basket.pending -= 1;
  if (!answer.ok) return answer.trouble;
  basket.files = [...basket.files, answer.file];
  return '';
}

function drawBasket(list: HTMLElement, basket: Basket, trouble: string, again: () => void): void {
  const remove = (gone: Chosen) => {
    basket.files = basket.files.filter((file) => file !== gone);
    again();
  };
  const rows = basket.files.map((file) => row(file, () => remove(file)));
  replaceChildren(
    list,
    ...rows,
    basket.pending > 0 && h('li', {}, 'Uploading'),
    trouble !== '' && h('li', {}, trouble),
  );
}

function problemOf(pending: number, count: number, most: number): string | null {
  if (pending > 0) return 'Still uploading. Send it again in a moment.';
  if (count <= most) return null;
  return most === 1 ? '1 file at most.' : `${most} files at most.`;
}

function chosenOf(file: ElementJson): Chosen {
  return { id: stringOf(file.id), name: stringOf(file.name), size: numberOf(file.size) ?? 0 };
}

function row(file: Chosen, remove: () => void): HTMLElement {
  const button = h('button', { type: 'button', class: 'button button-quiet', onclick: remove }, `Remove ${file.name}`);
  return h('li', {}, `${file.name}, ${sizeOf(file.size)} `, button);
}
