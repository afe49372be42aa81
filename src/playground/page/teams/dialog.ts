import type { TeamsDialog } from '../../teams/protocol.js';
import { h, replaceChildren } from '../dom.js';
import { focusBack } from '../focus-back.js';
import { watch } from '../state.js';
import { drawHint } from '../walk.js';
import { post, search, troubleOf } from './api.js';
import { fingerprint, isSameForm } from './card-json.js';
import type { CardPress } from './card-view.js';
import { type DialogView, drawDialog, focusFirst } from './dialog-view.js';
import { noticeOf, type TeamsApp, type TeamsState } from './state.js';
import { walkedIn } from './walked.js';

/** The dialog that is open, as the server says it. Drawn anew only when it changes, so that what was typed stays. */
export function createDialogs(app: TeamsApp): { readonly update: (state: TeamsState) => void } {
  let shown: DialogView | null = null;
  let from = '';
  const hinted = watch();
  const submitted = createSubmitted(app);
  const update = (state: TeamsState) => {
    const { dialog } = state.snapshot;
    submitted.look(dialog);
    if (!dialog) {
      shown?.frame.close();
      shown = null;
      from = '';
      return;
    }
    const now = fingerprint(dialog);
    if (now !== from) shown = open(app, dialog, shown, submitted.take);
    from = now;
    if (shown && hinted(shown, state.progress, state.walkOpen)) replaceChildren(shown.hint, drawHint(walkedIn(state)));
  };
  return { update };
}

/** Draws into the frame that is open, so that the page behind stays covered while one dialog follows another. */
function open(
  app: TeamsApp,
  dialog: TeamsDialog,
  before: DialogView | null,
  taken: (dialog: TeamsDialog, button: string) => void,
): DialogView {
  const frame = before?.frame ?? newFrame();
  const press = async (pressed: CardPress) => {
    const { action, inputs, title } = pressed;
    const user = app.state().snapshot.me;
    const answer = await post('submit-dialog', { user, dialog: dialog.id, action, inputs });
    const notice = noticeOf(answer);
    if (notice) app.tell(dialog.title, notice);
    if (answer.ok) taken(dialog, title);
    return answer;
  };
  const view = drawDialog(app, dialog, frame, { press, find: (input, words) => found(app, dialog, input, words) });
  const leave = async () => {
    const answer = await post('close-dialog', { user: app.state().snapshot.me, dialog: dialog.id });
    view.trouble.textContent = troubleOf(answer) ?? '';
  };
  view.cross.addEventListener('click', leave);
  frame.oncancel = (event) => {
    event.preventDefault();
    void leave();
  };
  if (!frame.open) frame.showModal();
  focusFirst(view, before !== null);
  return view;
}

/** What fits to the words, as the bot says it. */
async function found(app: TeamsApp, { id }: TeamsDialog, input: string, words: string) {
  const answer = await search({ user: app.state().snapshot.me, dialog: id, input, words });
  return answer.ok ? answer.choices.map(({ title: label, value }) => ({ label, value })) : answer.trouble;
}

/** A form that comes back with corrections was not taken, though Teams has it answered: what follows it decides. */
function createSubmitted(app: TeamsApp) {
  let waiting: { readonly dialog: TeamsDialog; readonly button: string } | null = null;
  const look = (now: TeamsDialog | null) => {
    if (!waiting || fingerprint(now) === fingerprint(waiting.dialog)) return;
    const { dialog, button } = waiting;
    waiting = null;
    if (isSameForm(dialog, now)) return;
    // Not while the page is being drawn.
    queueMicrotask(() => app.sent({ sent: 'submit', labels: [dialog.title, button] }));
  };
  const take = (dialog: TeamsDialog, button: string) => {
    waiting = { dialog, button };
    look(app.state().snapshot.dialog);
  };
  return { look, take };
}

/** A native dialog holds the focus; the browser's own Escape would close it without the server. */
function newFrame(): HTMLDialogElement {
  const frame = h('dialog', { class: 'modal t-dialog', 'aria-modal': 'true', 'aria-labelledby': 'dialog-title' });
  const cameFrom = document.activeElement;
  frame.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    frame.dispatchEvent(new Event('cancel', { cancelable: true }));
  });
  frame.addEventListener('close', () => {
    frame.remove();
    focusBack(cameFrom);
  });
  document.body.append(frame);
  return frame;
}

/** What the bot says in the place of a dialog. */
export function tell(title: string, text: string): void {
  const close = h('button', { type: 'button', class: 'button button-primary' }, 'Close');
  const frame = newFrame();
  frame.classList.add('t-notice');
  replaceChildren(
    frame,
    h('h2', { id: 'dialog-title', class: 't-notice-title' }, title),
    h('p', { class: 't-notice-text' }, text),
    h('div', { class: 'dialog-actions' }, close),
  );
  close.addEventListener('click', () => frame.close());
  frame.oncancel = () => frame.close();
  frame.showModal();
  close.focus();
}
