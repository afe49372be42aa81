import { HttpRefusal } from '../../http.js';
import { type Activity, envelope, invokeId } from '../activities.js';
import { readActionAnswer } from '../answers.js';
import { inputErrors } from '../cards/input-errors.js';
import { actionAt, dataOf } from '../cards/look-up.js';
import { isObject, type Json } from '../cards/parts.js';
import { isInstalled, type Place } from '../conversations.js';
import { type Delivery, sendActivity, troubleOf, wrongAnswer } from '../dispatcher.js';
import type { OpenDialog, PressExecute, PressSubmit, TeamsAnswer, TeamsUser } from '../protocol.js';
import type { StoredMessage } from '../stored.js';
import { unanswered } from '../trouble.js';
import type { TeamsWorld } from '../world.js';
import { showOwnCard } from './own-card.js';
import { cardOf, conversationOf, messageOf, placeOfMessage } from './places.js';

/** A button of a message's card, and all that its press carries. */
export interface Pressed {
  readonly user: TeamsUser;
  readonly place: Place;
  readonly message: StoredMessage;
  /** Which of its cards. */
  readonly index: number;
  readonly action: Json;
  readonly data: unknown;
  readonly errors: Readonly<Record<string, string>>;
}

/** An Action.Execute: the bot's answer is a card for this person, or a sentence. */
export async function pressExecute(world: TeamsWorld, user: TeamsUser, press: PressExecute): Promise<TeamsAnswer> {
  const pressed = find(world, user, press);
  if (pressed.action.type !== 'Action.Execute') throw new HttpRefusal(400, 'This is no Action.Execute.');
  if (press.oldClient) return pressFallback(world, pressed, press);
  const refused = refusedAtOnce(world, pressed);
  if (refused) return refused;
  const { action, data } = pressed;
  const { type, id, title, verb } = action;
  const delivery = await sendActivity(world, actionInvoke(world, pressed, { type, id, title, verb, data }, 'manual'));
  return follow(world, pressed, delivery);
}

/** An Action.Submit without task/fetch: the bot gets a message with a value. */
export async function pressSubmit(world: TeamsWorld, user: TeamsUser, press: PressSubmit): Promise<TeamsAnswer> {
  const pressed = find(world, user, press);
  if (pressed.action.type !== 'Action.Submit' || opensDialog(pressed.action)) {
    throw new HttpRefusal(400, 'This is no Action.Submit that sends a message.');
  }
  return sendValue(world, pressed);
}

/** The button, in the card as this person sees it. */
export function find(world: TeamsWorld, user: TeamsUser, press: OpenDialog): Pressed {
  const conversation = conversationOf(world, user, press.conversation);
  const message = messageOf(world, user, conversation, press.message);
  const { card: index = 0 } = press;
  const card = cardOf(world, user, message, index);
  const action = card && actionAt(card, press.action);
  const isAnother = press.title !== undefined && press.title !== (action?.title ?? '');
  if (!action || isAnother) throw new HttpRefusal(400, 'This button is no longer there.');
  const data = dataOf(card, action, press.inputs);
  const errors = inputErrors(card, action, press.inputs);
  return { user, place: placeOfMessage(conversation, message), message, index, action, data, errors };
}

export function opensDialog({ data }: Json): boolean {
  return isObject(data) && isObject(data.msteams) && data.msteams.type === 'task/fetch';
}

/** What never reaches the bot. */
export function refusedAtOnce(world: TeamsWorld, { errors, place }: Pressed): TeamsAnswer | null {
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return isInstalled(world, place.conversation) ? null : { ok: false, trouble: wrongAnswer };
}

/** Also for an automatic refresh, whose action has an empty id and no title. */
export function actionInvoke(world: TeamsWorld, at: AtCard, action: Json, trigger: 'manual' | 'automatic'): Activity {
  return { ...cardEnvelope(world, at), value: { action, trigger }, name: 'adaptiveCard/action' };
}

interface AtCard {
  readonly user: TeamsUser;
  readonly place: Place;
  readonly message: Pick<StoredMessage, 'id'>;
}

export function cardEnvelope(world: TeamsWorld, { user, place, message }: AtCard) {
  const { channelData, ...rest } = envelope(world, { user, place });
  const legacy = { replyToId: `1:${message.id}` };
  return {
    type: 'invoke',
    ...rest,
    id: invokeId(world),
    replyToId: message.id,
    channelData: { ...channelData, source: { name: 'message' }, legacy },
  };
}

/** A client from before Action.Execute shows its fallback instead, if there is one. */
function pressFallback(world: TeamsWorld, pressed: Pressed, press: PressExecute): Promise<TeamsAnswer> | TeamsAnswer {
  const { fallback } = pressed.action;
  if (!isObject(fallback) || fallback.type !== 'Action.Submit') {
    return { ok: false, trouble: 'An old client does not show this button.' };
  }
  const card = cardOf(world, pressed.user, pressed.message, pressed.index) ?? {};
  const errors = inputErrors(card, fallback, press.inputs);
  return sendValue(world, { ...pressed, action: fallback, data: dataOf(card, fallback, press.inputs), errors });
}

async function sendValue(world: TeamsWorld, pressed: Pressed): Promise<TeamsAnswer> {
  const refused = refusedAtOnce(world, pressed);
  if (refused) return refused;
  const activity = { ...cardEnvelope(world, pressed), type: 'message', value: pressed.data };
  const trouble = troubleOf(await sendActivity(world, activity));
  return trouble === null ? { ok: true } : { ok: false, trouble };
}

function follow(world: TeamsWorld, pressed: Pressed, delivery: Delivery): TeamsAnswer {
  if (delivery.outcome !== 'ok') return { ok: false, trouble: troubleOf(delivery) ?? wrongAnswer };
  const answer = readActionAnswer(delivery.body);
  switch (answer.kind) {
    case 'card':
      showOwnCard(world, pressed.user, pressed, answer.card);
      return { ok: true };
    case 'notice':
      return { ok: true, notice: answer.text };
    case 'done':
    case 'dialog':
      return { ok: false, trouble: wrongAnswer };
    case 'trouble':
      return unanswered(world, answer);
  }
}
