import { type Command, matchingCommands } from './completion.js';
import { freshId, h, replaceChildren } from './dom.js';
import type { App } from './state.js';

export interface Completion {
  readonly node: HTMLElement;
  readonly update: () => void;
  readonly close: () => void;
  /** Takes a key while the list is open; true when the box should not see it. */
  readonly key: (event: KeyboardEvent, whole: boolean) => boolean;
}

/** The list of commands over the message box. The focus stays in the box; the chosen row is named to it. */
export function createCompletion(app: App, box: HTMLTextAreaElement, fill: (text: string) => void): Completion {
  const id = freshId('commands');
  const list = h('div', { id, class: 'completion-list', role: 'listbox', 'aria-label': 'Commands' });
  const node = h('div', { class: 'completion', hidden: true }, list);
  box.setAttribute('aria-autocomplete', 'list');
  let found: readonly Command[] = [];
  let active = 0;
  const take = (index: number) => {
    const command = found[index];
    if (command) fill(`${command.command} `);
  };
  const draw = () => {
    node.hidden = found.length === 0;
    replaceChildren(
      list,
      ...found.map((command, index) => drawRow(command, `${id}-${index}`, index === active, () => take(index))),
    );
    point(box, node.hidden ? null : id, active);
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  };
  const show = (commands: readonly Command[]) => {
    if (commands.length > 0 && found.length !== commands.length) app.announce(heard(commands.length));
    found = commands;
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
    const act = actionFor(event, whole, { move, take: () => take(active), close });
    if (!act) return false;
    event.preventDefault();
    act();
    return true;
  };
  return { node, update: () => show(matchingCommands(app.state().snapshot.commands, box.value)), close, key };
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

function drawRow(command: Command, id: string, selected: boolean, take: () => void): HTMLElement {
  const row = h(
    'div',
    { id, class: 'completion-row', role: 'option', 'aria-selected': String(selected) },
    h('strong', {}, command.command),
    command.usage_hint ? h('span', { class: 'soft' }, ` ${command.usage_hint}`) : null,
    h('span', { class: 'completion-words' }, command.description),
  );
  row.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    take();
  });
  return row;
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
