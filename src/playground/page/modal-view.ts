import type { ClientView, StateValues } from '../protocol.js';
import { drawBlocks } from './blocks.js';
import { h, replaceChildren } from './dom.js';
import { icon } from './icons.js';
import { avatar, namesIn } from './names.js';
import type { App } from './state.js';
import { createSurface, isRecord, recordsIn, type Surface, stringOf } from './surface.js';
import { focusControl } from './validation.js';

export interface ModalView {
  readonly view: ClientView;
  readonly dialog: HTMLDialogElement;
  readonly form: HTMLFormElement;
  readonly body: HTMLElement;
  readonly trouble: HTMLElement;
  /** Where the walk's words stand. */
  readonly hint: HTMLElement;
  readonly closeButton: HTMLElement;
  readonly cross: HTMLElement;
  readonly surface: Surface;
}

interface Options {
  readonly typed: StateValues;
  readonly dialog: HTMLDialogElement;
  /** How many views the stack holds. */
  readonly depth: number;
}

/** One view of the stack: title, blocks, and the two buttons at the foot. */
export function drawModal(app: App, view: ClientView, { typed, dialog, depth }: Options): ModalView {
  const { snapshot } = app.state();
  const names = namesIn(snapshot);
  const surface = createSurface(app, { view: view.id }, { names, typed });
  const hint = h('div');
  const trouble = h('p', { class: 'modal-trouble', role: 'alert' });
  const closeButton = h('button', { type: 'button', class: 'button' }, view.close ?? 'Close');
  const cross = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': depth > 1 ? 'Close all' : 'Close dialog' },
    icon('close'),
  );
  const submit = view.submit
    ? h('button', { type: 'submit', class: 'button button-primary' }, h('span', { class: 'button-label' }, view.submit))
    : null;
  const blocks = h('div', { class: 'blocks' }, ...drawBlocks(view.blocks, surface));
  const body = h(
    'div',
    { class: 'modal-body', role: 'region', tabindex: 0, 'aria-label': view.title },
    hint,
    trouble,
    blocks,
  );
  const title = h('h2', { id: 'modal-title', tabindex: -1 }, view.title);
  const head = h('div', { class: 'modal-head' }, avatar(snapshot.app.botUserId, names, 'small'), title, cross);
  const foot = h('div', { class: 'dialog-actions' }, closeButton, submit);
  const form = h('form', { novalidate: true, class: 'modal-form', 'data-view': view.id }, head, body, foot);
  dialog.ariaBusy = 'false';
  replaceChildren(dialog, form);
  return { view, dialog, form, body, trouble, hint, closeButton, cross, surface };
}

/** Where the focus was, to give it back after a view changed in place. */
export function focusOf(dialog: HTMLElement): string | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !dialog.contains(focused)) return null;
  return focused.closest<HTMLElement>('[data-action-id]')?.dataset.actionId ?? null;
}

/** The element with focus_on_load, else the first input; a view that only tells something can be left by Enter. */
export function focusFirst({ view, surface, dialog, closeButton }: ModalView, before: string | null): void {
  const same = before ? dialog.querySelector<HTMLElement>(`[data-action-id="${CSS.escape(before)}"]`) : null;
  const wanted = view.blocks.flatMap(elementsOf).find((element) => element.focus_on_load === true);
  const control =
    surface.controls.find(({ actionId }) => actionId === stringOf(wanted?.action_id)) ?? surface.controls[0];
  if (same) same.focus();
  else if (control) focusControl(control);
  else if (!view.submit) closeButton.focus();
  else dialog.querySelector<HTMLElement>('#modal-title')?.focus();
}

function elementsOf(block: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] {
  return [block.element, block.accessory].filter(isRecord).concat(recordsIn(block.elements));
}
