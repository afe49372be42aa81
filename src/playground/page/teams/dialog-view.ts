import type { TeamsAnswer, TeamsDialog } from '../../teams/protocol.js';
import { h, replaceChildren } from '../dom.js';
import { icon } from '../icons.js';
import { avatar } from '../names.js';
import { type CardPress, drawCard } from './card-view.js';
import type { FindIn } from './lookup-input.js';
import { namesIn } from './names.js';
import type { TeamsApp } from './state.js';

export interface DialogView {
  readonly frame: HTMLDialogElement;
  readonly body: HTMLElement;
  readonly card: HTMLElement;
  /** Where the walk's words stand. */
  readonly hint: HTMLElement;
  readonly trouble: HTMLElement;
  readonly cross: HTMLElement;
}

interface Deeds {
  readonly press: (pressed: CardPress) => Promise<TeamsAnswer>;
  readonly find: FindIn;
}

/** A task module: a title and a card, whose buttons are all it has. */
export function drawDialog(
  app: TeamsApp,
  dialog: TeamsDialog,
  frame: HTMLDialogElement,
  { press, find }: Deeds,
): DialogView {
  const { snapshot } = app.state();
  const card = drawCard(dialog.card, { framed: true, press, find }).node;
  const hint = h('div');
  const trouble = h('p', { class: 'modal-trouble', role: 'alert' });
  const cross = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close dialog' }, icon('close'));
  const title = h('h2', { id: 'dialog-title', tabindex: -1 }, dialog.title || snapshot.app.name);
  const head = h('div', { class: 'modal-head' }, avatar(snapshot.app.botId, namesIn(snapshot), 'small'), title, cross);
  const label = { role: 'region', tabindex: 0, 'aria-label': dialog.title || snapshot.app.name };
  const body = h('div', { class: 'modal-body', ...label }, hint, trouble, card);
  frame.style.setProperty('--t-width', lengthOf(dialog.width, WIDTHS));
  frame.style.setProperty('--t-height', lengthOf(dialog.height, HEIGHTS));
  replaceChildren(frame, h('div', { class: 'modal-form', 'data-dialog': dialog.id }, head, body));
  return { frame, body, card, hint, trouble, cross };
}

/** What stands on top after a correction is said first; otherwise the first question, or the first button. */
export function focusFirst({ card, body, frame }: DialogView, again: boolean): void {
  body.scrollTop = 0;
  const first =
    card.querySelector<HTMLElement>('input, textarea, select') ?? card.querySelector<HTMLElement>('.ac-pushButton');
  const title = frame.querySelector<HTMLElement>('#dialog-title');
  (again ? body : (first ?? title))?.focus({ preventScroll: true });
}

/** Teams' widths, though never too small to be read. Its heights would cut long cards off and leave short ones empty. */
const WIDTHS = { small: 'max(20vw, 24rem)', medium: 'max(50vw, 37.5rem)', large: 'max(60vw, 52rem)' } as const;
const HEIGHTS = { small: '8rem', medium: '16rem', large: '66vh' } as const;

function lengthOf(size: TeamsDialog['width'], named: Readonly<Record<'small' | 'medium' | 'large', string>>): string {
  return typeof size === 'number' ? `${size}px` : named[size];
}
