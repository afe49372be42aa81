import { HttpRefusal } from '../../http.js';
import { envelope, invokeId } from '../activities.js';
import { readSearchAnswer } from '../answers.js';
import { inputsOf } from '../cards/look-up.js';
import { isObject } from '../cards/parts.js';
import { sendActivity, troubleOf, wrongAnswer } from '../dispatcher.js';
import type { FoundAnswer, SearchInDialog, TeamsUser } from '../protocol.js';
import { unanswered } from '../trouble.js';
import type { TeamsWorld } from '../world.js';
import { askingOf, openOne } from './dialogs.js';
import { cardEnvelope } from './press.js';

/** Teams shows no more. */
const mostShown = 15;

/** Words typed into an input of the open dialog: the bot says what fits. It learns the set of data and the words, no more. */
export async function search(world: TeamsWorld, user: TeamsUser, asked: SearchInDialog): Promise<FoundAnswer> {
  const dialog = openOne(world, user, asked.dialog);
  const input = inputsOf(dialog.card).find(({ id }) => id === asked.input);
  const query = input?.['choices.data'];
  if (!isObject(query)) throw new HttpRefusal(400, 'Nothing is searched in this input.');

  const { place, source } = askingOf(world, user, dialog);
  const at =
    source.kind === 'card'
      ? cardEnvelope(world, { user, place, message: { id: source.message } })
      : { ...envelope(world, { user, place }), type: 'invoke', id: invokeId(world) };
  const { words: queryText } = asked;
  const value = { queryText, queryOptions: { skip: 0, top: mostShown }, dataset: query.dataset };
  const delivery = await sendActivity(world, { ...at, value, name: 'application/search' });
  if (delivery.outcome !== 'ok') return { ok: false, trouble: troubleOf(delivery) ?? wrongAnswer };
  const found = readSearchAnswer(delivery.body);
  return 'kind' in found ? unanswered(world, found) : { ok: true, choices: found.slice(0, mostShown) };
}
