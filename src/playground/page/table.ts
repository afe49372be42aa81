import type { BlockJson } from '../protocol.js';
import { h } from './dom.js';
import { parseRichText } from './rich-text.js';
import { isRecord, recordsIn, type Surface, stringOf } from './surface.js';
import { drawParagraphs } from './text-view.js';

/** Slack's table block: the first row names the columns. A wide one scrolls inside its own frame. */
export function drawTable(block: BlockJson, surface: Surface): HTMLElement {
  const settings = Array.isArray(block.column_settings) ? block.column_settings : [];
  const rows = (Array.isArray(block.rows) ? block.rows : []).map((row: unknown) =>
    recordsIn(row).map((cell, column) => ({ content: drawCell(cell, surface), align: alignOf(settings[column]) })),
  );
  return tableOf(rows, 'Table');
}

export interface CellView {
  readonly content: readonly (Node | string)[];
  readonly align?: string;
}

export function tableOf(rows: readonly (readonly CellView[])[], label: string): HTMLElement {
  const [head = [], ...body] = rows;
  const columns = head.map(drawHead);
  const lines = body.map((row) =>
    h('tr', {}, ...row.map((cell) => h('td', { 'data-align': cell.align }, ...cell.content))),
  );
  const table = h('table', {}, h('thead', {}, h('tr', {}, ...columns)), h('tbody', {}, ...lines));
  return h('div', { class: 'table-frame', role: 'region', tabindex: 0, 'aria-label': label }, table);
}

/** A column without a name, such as the one that names the rows, is no heading. */
function drawHead({ content, align }: CellView): HTMLElement {
  if (content.every((part) => part === '')) return h('td', { 'data-align': align });
  return h('th', { scope: 'col', 'data-align': align }, ...content);
}

function drawCell(cell: Readonly<Record<string, unknown>>, { names }: Surface): (Node | string)[] {
  if (cell.type === 'rich_text') return drawParagraphs(parseRichText(cell), names);
  return [stringOf(cell.text) || String(cell.value ?? '')];
}

function alignOf(setting: unknown): string {
  return isRecord(setting) ? stringOf(setting.align) || 'left' : 'left';
}
