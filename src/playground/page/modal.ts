import type { ClientAnswer, ClientView, StateValues } from '../protocol.js';
import { post } from './api.js';
import { h, replaceChildren } from './dom.js';
import { focusBack } from './focus-back.js';
import { drawModal, focusFirst, focusOf, type ModalView } from './modal-view.js';
import { type App, type State, watch } from './state.js';
import { valuesOf } from './surface.js';
import { checkFields, focusControl, showErrors } from './validation.js';
import { drawHint } from './walk.js';
import { walkedIn } from './walked.js';

export interface Modals {
  readonly update: (state: State) => void;
}

/**
 * The top of the stack in a native dialog, which holds the focus and gives it back. What is typed in the views below,
 * and in a view that the bot changes in place, is kept by view, block and action.
 */
export function createModals(app: App): Modals {
  const typed = new Map<string, StateValues>();
  let shown: ModalView | null = null;
  const hinted = watch();
  const update = (state: State) => {
    const { snapshot, progress, walkOpen } = state;
    const stack = snapshot.modals;
    const top = stack.at(-1) ?? null;
    if (shown) typed.set(shown.view.id, valuesOf(shown.surface));
    for (const id of typed.keys()) if (!stack.some((view) => view.id === id)) typed.delete(id);
    if (!top) {
      shown?.dialog.close();
      shown = null;
      return;
    }
    if (shown?.view.id !== top.id || shown.view.hash !== top.hash) {
      shown = open(app, top, typed.get(top.id) ?? {}, shown, stack.length);
    }
    if (hinted(shown, progress, walkOpen)) replaceChildren(shown.hint, drawHint(walkedIn(state)));
  };
  return { update };
}

/** Draws into the dialog that is open, so that the page behind stays covered while one view follows another. */
function open(app: App, view: ClientView, typed: StateValues, before: ModalView | null, depth: number): ModalView {
  const dialog = before?.dialog ?? newDialog();
  const same = before?.view.id === view.id;
  const focused = same ? focusOf(dialog) : null;
  const scrolled = same ? dialog.querySelector('.modal-body')?.scrollTop : 0;
  const modal = drawModal(app, view, { typed, dialog, depth });
  connect(app, modal);
  if (!dialog.open) dialog.showModal();
  modal.body.scrollTop = scrolled ?? 0;
  focusFirst(modal, focused);
  return modal;
}

function newDialog(): HTMLDialogElement {
  const dialog = h('dialog', { class: 'modal', 'aria-modal': 'true', 'aria-labelledby': 'modal-title' });
  const cameFrom = document.activeElement;
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  dialog.addEventListener('close', () => {
    dialog.remove();
    focusBack(cameFrom);
  });
  document.body.append(dialog);
  return dialog;
}

function connect(app: App, modal: ModalView): void {
  const { form, dialog, view } = modal;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(app, modal);
  });
  const leave = (cleared: boolean) =>
    busy(modal, () => post('close', { user: app.state().snapshot.me, view: view.id, cleared }));
  modal.closeButton.addEventListener('click', () => leave(false));
  modal.cross.addEventListener('click', () => leave(true));
  dialog.onkeydown = (event) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) form.requestSubmit();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    leave(false);
  };
}

async function submit(app: App, modal: ModalView): Promise<void> {
  const { view, surface } = modal;
  const problem = checkFields(surface);
  modal.trouble.textContent = '';
  if (problem) return focusControl(problem.control);
  const labels = [view.title, view.submit ?? ''];
  const answer = await busy(modal, () =>
    post('submit', { user: app.state().snapshot.me, view: view.id, values: valuesOf(surface) }),
  );
  if (answer?.ok) app.sent({ sent: 'submit', labels });
}

/** One request at a time; afterwards the button can be pressed again, whatever the answer was. */
async function busy(modal: ModalView, request: () => Promise<ClientAnswer>): Promise<ClientAnswer | null> {
  const { dialog, trouble, surface } = modal;
  if (dialog.ariaBusy === 'true') return null;
  dialog.ariaBusy = 'true';
  const answer = await request();
  dialog.ariaBusy = 'false';
  if (answer.ok) trouble.textContent = '';
  else if ('trouble' in answer) showTrouble(modal, answer.trouble);
  else {
    const rest = showErrors(surface, answer.errors);
    if (rest) showTrouble(modal, rest);
  }
  return answer;
}

function showTrouble({ trouble, body }: ModalView, text: string): void {
  trouble.textContent = text;
  body.scrollTop = 0;
}
