import { freshId, h } from './dom.js';
import type { Names } from './names.js';
import { type ElementJson, isRecord, stringOf } from './surface.js';
import { drawText, textOf } from './text-view.js';

/** Slack's small question before a press. Escape and the first button mean no; the focus starts there. */
export function askConfirm(confirm: ElementJson, names: Names): Promise<boolean> {
  return new Promise((answer) => {
    const id = freshId('confirm');
    const deny = h('button', { type: 'button', class: 'button' }, textOf(confirm.deny) || 'Cancel');
    const style = stringOf(confirm.style) === 'danger' ? 'button-danger-fill' : 'button-primary';
    const yes = h('button', { type: 'button', class: `button ${style}` }, textOf(confirm.confirm) || 'Yes');
    const dialog = h(
      'dialog',
      { class: 'confirm', 'aria-modal': 'true', 'aria-labelledby': `${id}-title`, 'aria-describedby': `${id}-text` },
      h('h2', { id: `${id}-title` }, textOf(confirm.title)),
      h('div', { id: `${id}-text`, class: 'text' }, ...drawText(confirm.text, names)),
      h('div', { class: 'dialog-actions' }, deny, yes),
    );
    let agreed = false;
    deny.addEventListener('click', () => dialog.close());
    yes.addEventListener('click', () => {
      agreed = true;
      dialog.close();
    });
    dialog.addEventListener('keydown', (event) => event.stopPropagation());
    dialog.addEventListener('close', () => {
      dialog.remove();
      answer(agreed);
    });
    document.body.append(dialog);
    dialog.showModal();
    deny.focus();
  });
}

export function confirmOf(element: ElementJson): ElementJson | null {
  return isRecord(element.confirm) ? element.confirm : null;
}
