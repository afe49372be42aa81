import type { TeamsAnswer, TeamsMessage } from '../../teams/protocol.js';
import { post } from './api.js';
import type { CardPress } from './card-view.js';
import { noticeOf, type TeamsApp } from './state.js';

/** Where a card stands: which of a message's, counted without the other attachments. */
export interface CardPlace {
  readonly message: TeamsMessage;
  readonly card: number;
}

/** A button of a card in a message. What the bot answers in words is shown; what changes comes as events. */
export async function pressIn(app: TeamsApp, { message, card }: CardPlace, pressed: CardPress): Promise<TeamsAnswer> {
  const { title, verb, action, inputs } = pressed;
  const { snapshot } = app.state();
  const { conversation, id } = message;
  const answer = await post(verb, { user: snapshot.me, conversation, message: id, card, action, title, inputs });
  const notice = noticeOf(answer);
  if (notice && verb === 'open-dialog') app.tell(snapshot.app.name, notice);
  else if (notice) app.toast(notice);
  if (answer.ok) app.sent({ sent: 'press', labels: [title] });
  return answer;
}
