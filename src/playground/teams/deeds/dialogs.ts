import { HttpRefusal } from '../../http.js';
import { type Activity, envelope, invokeId } from '../activities.js';
import { type Answer, readTaskAnswer } from '../answers.js';
import { inputErrors } from '../cards/input-errors.js';
import { actionAt, dataOf } from '../cards/look-up.js';
import { findConversation, type Place } from '../conversations.js';
import { type Delivery, sendActivity, sendCompose, troubleOf, wrongAnswer } from '../dispatcher.js';
import type { CloseDialog, OpenDialog, SubmitDialog, TeamsAnswer, TeamsDialog, TeamsUser } from '../protocol.js';
import type { DialogSource, StoredDialog } from '../stored.js';
import { unanswered } from '../trouble.js';
import type { TeamsWorld } from '../world.js';
import { cardEnvelope, find, opensDialog, refusedAtOnce } from './press.js';

const context = { theme: 'default' };

/** A button with task/fetch: the bot answers with the dialog. */
export async function openDialog(world: TeamsWorld, user: TeamsUser, press: OpenDialog): Promise<TeamsAnswer> {
  const pressed = find(world, user, press);
  if (!opensDialog(pressed.action)) throw new HttpRefusal(400, 'This button opens no dialog.');
  const refused = refusedAtOnce(world, pressed);
  if (refused) return refused;
  const value = { data: pressed.data, context };
  const delivery = await sendActivity(world, { ...cardEnvelope(world, pressed), value, name: 'task/fetch' });
  return follow(world, { user, place: pressed.place, source: { kind: 'card', message: pressed.message.id } }, delivery);
}

/** A button of the open dialog. */
export async function submitDialog(world: TeamsWorld, user: TeamsUser, submitted: SubmitDialog): Promise<TeamsAnswer> {
  const dialog = openOne(world, user, submitted.dialog);
  const action = actionAt(dialog.card, submitted.action);
  if (action?.type !== 'Action.Submit') throw new HttpRefusal(400, 'This button is no longer there.');
  const errors = inputErrors(dialog.card, action, submitted.inputs);
  if (Object.keys(errors).length > 0) return { ok: false, errors };

  const asking = askingOf(world, user, dialog);
  const delivery = await send(world, asking, dataOf(dialog.card, action, submitted.inputs));
  // Closed, or replaced, while the bot was answering: nobody waits for this any more.
  if (world.dialogs.get(user.id)?.id !== dialog.id) return { ok: true };
  return follow(world, { ...asking, open: dialog }, delivery);
}

/** The X: Teams tells nobody. */
export function closeDialog(world: TeamsWorld, user: TeamsUser, { dialog }: CloseDialog): TeamsAnswer {
  openOne(world, user, dialog);
  showDialog(world, user, null);
  return { ok: true };
}

export interface Asking {
  readonly user: TeamsUser;
  readonly place: Place;
  readonly source: DialogSource;
  /** The dialog that was submitted, which the answer replaces or closes. */
  readonly open?: StoredDialog;
}

/** Does what the bot answered to a request for a dialog, or to a submitted one. */
export function follow(world: TeamsWorld, asking: Asking, delivery: Delivery): TeamsAnswer {
  if (delivery.outcome !== 'ok') return { ok: false, trouble: troubleOf(delivery) ?? wrongAnswer };
  const answer: Answer = readTaskAnswer(delivery.body);
  switch (answer.kind) {
    case 'dialog':
      showDialog(world, asking.user, { ...answer.dialog, ...stored(world, asking) });
      return { ok: true };
    case 'notice':
      showDialog(world, asking.user, null);
      return { ok: true, notice: answer.text };
    case 'done':
      // Nothing to show is an end only for what was shown.
      if (!asking.open) return { ok: false, trouble: wrongAnswer };
      showDialog(world, asking.user, null);
      return { ok: true };
    case 'card':
      return { ok: false, trouble: wrongAnswer };
    case 'trouble':
      return unanswered(world, answer);
  }
}

export function clientDialog(dialog: StoredDialog): TeamsDialog {
  const { id, title, width, height, card, conversation } = dialog;
  return { id, title, width, height, card, conversation };
}

/** A new id for each: an answer to an old one must not close it. */
function stored(world: TeamsWorld, { user, place, source }: Asking) {
  const { conversation, threadId } = place;
  const thread = threadId === undefined ? {} : { threadId };
  return { id: world.options.newId(), user: user.id, conversation: conversation.id, ...thread, source };
}

function showDialog(world: TeamsWorld, user: TeamsUser, dialog: StoredDialog | null): void {
  if (dialog) world.dialogs.set(user.id, dialog);
  else world.dialogs.delete(user.id);
  world.audience.tell([user.id], { type: 'dialog', dialog: dialog && clientDialog(dialog) });
}

export function openOne(world: TeamsWorld, user: TeamsUser, id: string): StoredDialog {
  const dialog = world.dialogs.get(user.id);
  if (dialog?.id !== id) throw new HttpRefusal(400, 'This form is no longer open.');
  return dialog;
}

export function askingOf(
  world: TeamsWorld,
  user: TeamsUser,
  { conversation: id, threadId, source }: StoredDialog,
): Asking {
  const conversation = findConversation(world, id);
  if (!conversation) throw new HttpRefusal(400, 'This conversation is no longer there.');
  return { user, place: { conversation, threadId }, source };
}

function send(world: TeamsWorld, { user, place, source }: Asking, data: unknown): Promise<Delivery> {
  if (source.kind === 'card') {
    const envelope = cardEnvelope(world, { user, place, message: { id: source.message } });
    return sendActivity(world, { ...envelope, value: { data, context }, name: 'task/submit' });
  }
  return sendCompose(world, () =>
    composeInvoke(world, { user, place, source }, { name: 'composeExtension/submitAction', more: { data } }),
  );
}

type ComposeAsking = Pick<Asking, 'user' | 'place'> & { readonly source: Extract<DialogSource, { kind: 'command' }> };

/** The two requests of a message extension's action. */
export function composeInvoke(
  world: TeamsWorld,
  { user, place, source }: ComposeAsking,
  { name, more = {} }: { readonly name: string; readonly more?: Readonly<Record<string, unknown>> },
): Activity {
  const { channelData, ...rest } = envelope(world, { user, place });
  const from = source.context === 'message' ? 'message' : 'compose';
  return {
    type: 'invoke',
    name,
    ...rest,
    id: invokeId(world),
    channelData: { ...channelData, source: { name: from } },
    value: {
      commandId: source.id,
      commandContext: source.context,
      requestId: world.options.newId().replaceAll('-', ''),
      ...more,
      context,
      ...(source.payload === undefined ? {} : { messagePayload: source.payload }),
    },
  };
}
