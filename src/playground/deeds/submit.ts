import { z } from 'zod';
import { ApiError } from '../api-error.js';
import { sendInteraction } from '../dispatcher.js';
import { HttpRefusal } from '../http.js';
import { viewClosed, viewSubmission } from '../payloads.js';
import type { ClientAnswer, Close, Submit, WorkspaceUser } from '../protocol.js';
import { stateValues } from '../state-values.js';
import type { StoredView } from '../stored.js';
import { clearModals, dropModal, findModal, modalsOf, pushModal, replaceModal } from '../views.js';
import type { World } from '../world.js';
import { inputErrors } from './input-errors.js';

const trouble: ClientAnswer = { ok: false, trouble: 'We had some trouble connecting. Try again?' };

const ack = z.discriminatedUnion('response_action', [
  z.strictObject({ response_action: z.literal('clear') }),
  z.strictObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.strictObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('push'), view: z.unknown() }),
]);
type Ack = z.infer<typeof ack>;

/** The submit button of the top modal. What Slack itself refuses never reaches the bot. */
export async function submit(world: World, user: WorkspaceUser, { view: id, values }: Submit): Promise<ClientAnswer> {
  const view = topModal(world, user, id);
  const state = stateValues(world, view.blocks, values);
  const errors = inputErrors(view.blocks, state);
  if (Object.keys(errors).length > 0) return { ok: false, errors };

  const delivery = await sendInteraction(world, viewSubmission(world, user, view, state));
  if (delivery.outcome !== 'ok') return trouble;
  if (delivery.body.trim() === '') return closeAfterSubmit(world, view);
  const answer = ack.safeParse(parsed(delivery.body));
  return answer.success ? follow(world, view, answer.data) : trouble;
}

/** The X or the close button: the app hears of it only where the view asked for it. */
export async function close(world: World, user: WorkspaceUser, { view: id, cleared }: Close): Promise<ClientAnswer> {
  const stack = modalsOf(world, user.id);
  const view = topModal(world, user, id);
  const all = cleared || view.clear_on_close;
  const closed = all ? [...stack].reverse() : [view];
  if (all) clearModals(world, user.id);
  else dropModal(world, view);
  await Promise.all(
    closed
      .filter(({ notify_on_close }) => notify_on_close)
      .map((gone) => sendInteraction(world, viewClosed(world, user, gone, all))),
  );
  return { ok: true };
}

function follow(world: World, view: StoredView, answer: Ack): ClientAnswer {
  try {
    switch (answer.response_action) {
      case 'clear':
        clearModals(world, view.user);
        return { ok: true };
      case 'errors':
        return fieldErrors(view, answer.errors);
      case 'update':
        // The bot may have closed or changed the view meanwhile; what is open now is what is replaced.
        replaceModal(world, findModal(world, { id: view.id }) ?? view, answer.view);
        return { ok: true };
      case 'push':
        pushModal(world, view.user, answer.view);
        return { ok: true };
    }
  } catch (error) {
    if (error instanceof ApiError) return trouble;
    throw error;
  }
}

/** Errors may stand only under inputs of this view. */
function fieldErrors(view: StoredView, errors: Readonly<Record<string, string>>): ClientAnswer {
  const inputs = new Set(view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id));
  const ids = Object.keys(errors);
  return ids.length > 0 && ids.every((id) => inputs.has(id)) ? { ok: false, errors } : trouble;
}

function closeAfterSubmit(world: World, view: StoredView): ClientAnswer {
  dropModal(world, view);
  return { ok: true };
}

function topModal(world: World, user: WorkspaceUser, id: string): StoredView {
  const top = modalsOf(world, user.id).at(-1);
  if (top?.id !== id) throw new HttpRefusal(400, 'This form is no longer open.');
  return top;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
