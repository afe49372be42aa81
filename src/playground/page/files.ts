import { previewCsv } from './csv.js';
import { h, replaceChildren } from './dom.js';
import { icon } from './icons.js';
import { tableOf } from './table.js';

/** Rows shown of a CSV, after its heading. */
const ROWS = 20;

/** A file that hangs on a message. */
export interface ShownFile {
  readonly name: string;
  readonly mimetype: string;
  /** Null where nobody knows it. */
  readonly size: number | null;
  /** Null where it can't be had. */
  readonly href: string | null;
}

/** A file as it hangs on a message: name, size, download, and the first rows of a CSV. */
export function drawFile(file: ShownFile): HTMLElement {
  const href = file.href === null ? null : ownPath(file.href);
  const opens = /^(image\/(png|jpeg|gif|webp)|text\/plain|application\/pdf)/.test(file.mimetype);
  return h(
    'div',
    { class: 'file', role: 'group', 'aria-label': `File ${file.name}` },
    h(
      'div',
      { class: 'file-head' },
      h('span', { class: 'file-icon' }, icon('file')),
      h(
        'span',
        { class: 'file-words' },
        h('strong', {}, file.name),
        file.size !== null && h('span', { class: 'soft' }, sizeOf(file.size)),
      ),
      href !== null && opens && h('a', { class: 'button', href, target: '_blank', rel: 'noopener' }, 'Open'),
      href !== null && h('a', { class: 'button', href, download: file.name }, 'Download'),
    ),
    href !== null && isCsv(file) && drawPreview(file, href),
  );
}

export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function drawPreview(file: ShownFile, href: string): HTMLElement {
  const body = h('div', { class: 'file-preview' }, h('p', { class: 'soft' }, 'Loading'));
  const node = h('details', {}, h('summary', {}, icon('chevron'), 'Preview'), body);
  node.addEventListener('toggle', () => fillPreview(body, file, href), { once: true });
  return node;
}

async function fillPreview(body: HTMLElement, file: ShownFile, href: string): Promise<void> {
  try {
    const response = await fetch(href);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const rows = previewCsv(await response.text(), ROWS + 2);
    const shown = rows.slice(0, ROWS + 1).map((row) => row.map((cell) => ({ content: [cell] })));
    const more =
      rows.length > ROWS + 1 ? h('p', { class: 'soft' }, `The first ${ROWS} rows. Download it for the rest.`) : null;
    replaceChildren(body, tableOf(shown, `Preview of ${file.name}`), more);
  } catch {
    replaceChildren(body, h('p', { class: 'soft' }, 'This file can’t be shown here. Download it.'));
  }
}

/** Only paths of this server. */
function ownPath(href: string): string {
  if (!URL.canParse(href, location.href)) return '#';
  const url = new URL(href, location.href);
  return url.origin === location.origin ? url.href : '#';
}

function isCsv(file: ShownFile): boolean {
  return /csv/.test(file.mimetype) || /\.csv$/i.test(file.name);
}
