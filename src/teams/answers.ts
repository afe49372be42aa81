import type { AdaptiveCard, Dialog, OfferedChoice } from './adaptive-card.js';

/** What an invoke is answered by, in Teams' own shape: always with HTTP 200, or the person only reads that something went wrong. */
export type InvokeAnswer = object;

export const cardAnswer = (value: AdaptiveCard): InvokeAnswer => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.card.adaptive',
  value,
});

const sentenceBesideCard = (value: string): InvokeAnswer => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value,
});

/** The same for a message extension, also in chats that never let us in. */
export const dialogAnswer = (value: Dialog): InvokeAnswer => ({ task: { type: 'continue', value } });

const sentenceInDialog = (value: string): InvokeAnswer => ({ task: { type: 'message', value } });

/** What fits to what was typed so far. */
export const offerAnswer = (results: readonly OfferedChoice[]): InvokeAnswer => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.search.searchResponse',
  value: { results },
});

/** A sentence, as an invoke of this name takes it. One that shows nothing gets an empty answer. */
export function sentenceAnswer(name: string, sentence: string): InvokeAnswer {
  if (name === 'adaptiveCard/action') return sentenceBesideCard(sentence);
  if (name === SEARCH) return offerAnswer([]);
  if (name.startsWith('task/') || DIALOGS.has(name)) return sentenceInDialog(sentence);
  if (name.startsWith('composeExtension/')) return { composeExtension: { type: 'message', text: sentence } };
  return {};
}

/** Somebody types into a field that finds. There is no place for a sentence in its answer. */
export const SEARCH = 'application/search';

const DIALOGS: ReadonlySet<string> = new Set(['composeExtension/fetchTask', 'composeExtension/submitAction']);
