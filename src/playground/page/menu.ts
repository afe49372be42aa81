import { h } from './dom.js';

export interface MenuRow {
  readonly title: string;
  readonly words?: string;
  readonly take: () => void;
}

/** A menu at the button that opened it. It lies over everything, a dialog too, and gives the focus back. */
export function openMenu(anchor: HTMLElement, label: string, rows: readonly MenuRow[]): void {
  const menu = h('div', { class: 'menu menu-floating', role: 'menu', 'aria-label': label, popover: 'auto' });
  const close = () => {
    menu.hidePopover();
    anchor.focus();
  };
  const nodes = rows.map((row) => drawRow(row, close));
  menu.append(...nodes);
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Tab') close();
    if (event.key === 'Escape') close();
    move(nodes, event);
  });
  menu.addEventListener('toggle', (event) => {
    const open = (event as ToggleEvent).newState === 'open';
    anchor.setAttribute('aria-expanded', String(open));
    if (!open) menu.remove();
  });
  // Beside the button: what is outside an open dialog can't be reached.
  anchor.after(menu);
  menu.showPopover();
  place(menu, anchor);
  nodes[0]?.focus();
}

function drawRow({ title, words, take }: MenuRow, close: () => void): HTMLElement {
  const said = h('span', { class: 'who' }, h('strong', {}, title), words && h('span', { class: 'soft' }, words));
  const row = h('button', { type: 'button', class: 'menu-row', role: 'menuitem', tabindex: -1 }, said);
  row.addEventListener('click', () => {
    close();
    take();
  });
  return row;
}

/** Above the button where there is more room, and never beyond the window's edge. */
function place(menu: HTMLElement, anchor: HTMLElement): void {
  const { left, top, bottom } = anchor.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = menu;
  const gap = 6;
  const above = bottom + offsetHeight + gap > innerHeight && top > innerHeight - bottom;
  menu.style.left = `${Math.max(gap, Math.min(left, innerWidth - offsetWidth - gap))}px`;
  menu.style.top = `${above ? Math.max(gap, top - offsetHeight - gap) : bottom + gap}px`;
}

function move(rows: readonly HTMLElement[], event: KeyboardEvent): void {
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  rows.at(to % rows.length)?.focus();
}
