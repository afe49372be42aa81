import { freshId, h, replaceChildren } from './dom.js';

export interface Completion {
  readonly node: HTMLElement;
  readonly update: () => void;
  readonly close: () => void;
  /** Takes a key while the list is open; true when the box should not see it. */
  readonly key: (event: KeyboardEvent, whole: boolean) => boolean;
}

/** A row of the list: what is taken, and what is said of it. */
export interface Row {
  readonly title: string;
  readonly usage?: string | undefined;
  readonly words: string;
  readonly take: () => void;
}

/** What the list is made of. */
interface Offers {
  readonly label: string;
  /** What fits to what stands in the box. */
  readonly find: () => readonly Row[];
  readonly announce: (text: string) => void;
}

/** The list of commands over the message box. The focus stays in the box; the chosen row is named to it. */
export function createCompletion(box: HTMLTextAreaElement, { label, find, announce }: Offers): Completion {
  const id = freshId('commands');
  const list = h('div', { id, class: 'completion-list', role: 'listbox', 'aria-label': label });
  const node = h('div', { class: 'completion', hidden: true }, list);
  box.setAttribute('aria-autocomplete', 'list');
  let found: readonly Row[] = [];
  let active = 0;
  const draw = () => {
    node.hidden = found.length === 0;
    replaceChildren(list, ...found.map((row, index) => drawRow(row, `${id}-${index}`, index === active)));
    point(box, node.hidden ? null : id, active);
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  };
  const show = (rows: readonly Row[]) => {
    if (rows.length > 0 && found.length !== rows.length) announce(heard(rows.length));
    found = rows;
    active = 0;
    draw();
  };
  const move = (step: number) => {
    active = (active + step + found.length) % found.length;
    draw();
  };
  const close = () => show([]);
  box.addEventListener('blur', close);
  const key = (event: KeyboardEvent, whole: boolean) => {
    if (found.length === 0) return false;
    const act = actionFor(event, whole, { move, take: () => found[active]?.take(), close });
    if (!act) return false;
    event.preventDefault();
    act();
    return true;
  };
  return { node, update: () => show(find()), close, key };
}

interface Moves {
  readonly move: (step: number) => void;
  readonly take: () => void;
  readonly close: () => void;
}

function actionFor(event: KeyboardEvent, whole: boolean, moves: Moves): (() => void) | null {
  switch (event.key) {
    case 'ArrowDown':
      return () => moves.move(1);
    case 'ArrowUp':
      return () => moves.move(-1);
    case 'Tab':
      return event.shiftKey ? null : moves.take;
    case 'Enter':
      return whole || event.shiftKey ? null : moves.take;
    case 'Escape':
      return moves.close;
    default:
      return null;
  }
}

function drawRow({ title, usage, words, take }: Row, id: string, selected: boolean): HTMLElement {
  const node = h(
    'div',
    { id, class: 'completion-row', role: 'option', 'aria-selected': String(selected) },
    h('strong', {}, title),
    usage ? h('span', { class: 'soft' }, ` ${usage}`) : null,
    h('span', { class: 'completion-words' }, words),
  );
  node.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    take();
  });
  return node;
}

function point(box: HTMLElement, list: string | null, active: number): void {
  if (!list) {
    box.removeAttribute('aria-activedescendant');
    box.removeAttribute('aria-controls');
    return;
  }
  box.setAttribute('aria-controls', list);
  box.setAttribute('aria-activedescendant', `${list}-${active}`);
}

function heard(count: number): string {
  return count === 1 ? '1 command fits. Tab takes it.' : `${count} commands fit. Arrow keys choose, Tab takes one.`;
}
