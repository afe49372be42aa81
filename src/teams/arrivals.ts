import { card, text } from '../chat/card.js';
import { Refusal } from '../domain/refusal.js';
import { type Activity, readHappened, readInvoked } from './activity.js';
import { type InvokeAnswer, sentenceAnswer } from './answers.js';
import { sayAside } from './aside.js';
import { type Desk, excuse, NOBODY, type Visitor, visitorOf } from './desk.js';
import type { Happened, Nothing, Removed } from './events.js';
import { onInstalled, onRemoved } from './installs.js';
import { onInvoke } from './invokes.js';
import { factsOf } from './log.js';
import { onCommand, onOldPress, onPicture } from './messages.js';
import { TooLate, within } from './patience.js';

/** An invoke is always answered, whatever happens inside; null where nobody waits. Throws where a message could not be taken. */
export async function arrive(desk: Desk, json: object, patienceMs: number): Promise<InvokeAnswer | null> {
  const invoke = nameOfInvoke(json);
  if (invoke === null) {
    await within(MESSAGE_MS, onMessage(desk, json));
    return null;
  }
  try {
    return await within(patienceMs, answerTo(desk, json, invoke));
  } catch (error) {
    return sentenceAnswer(invoke, inWords(desk, invoke, error));
  }
}

function inWords(desk: Desk, invoke: string, error: unknown): string {
  if (error instanceof Refusal) return error.sentence;
  return error instanceof TooLate ? late(desk, invoke) : excuse(desk, error);
}

/** Later, Teams would say it again meanwhile. */
const MESSAGE_MS = 10_000;

/** Read before anything else, so that it is answered in its own shape even where the rest can't be read. */
function nameOfInvoke(json: object): string | null {
  const { type, name } = json as { readonly type?: unknown; readonly name?: unknown };
  if (type !== 'invoke') return null;
  return typeof name === 'string' ? name : '';
}

function late({ log }: Desk, invoke: string): string {
  log.error('an answer took too long', { invoke });
  return "Vitrine can't answer right now. Try again in a moment: nothing is saved twice.";
}

const UNREADABLE = 'Vitrine does not know this. Start again with the command.';

async function answerTo(desk: Desk, json: object, invoke: string): Promise<InvokeAnswer> {
  const activity = readInvoked(json, desk.tenant);
  if (!activity) return sentenceAnswer(invoke, UNREADABLE);
  await see(desk, activity);
  const visitor = visitorOf(desk, activity);
  if (!visitor) return sentenceAnswer(invoke, NOBODY);
  return (await onInvoke(desk, visitor, activity.event)) ?? sentenceAnswer(invoke, UNREADABLE);
}

async function onMessage(desk: Desk, json: object): Promise<void> {
  const activity = readHappened(json, desk.tenant);
  if (!activity) return;
  const { event } = activity;
  if (event.type === 'removed') return onRemoved(desk, event.rooms);

  await see(desk, activity);
  if (event.type === 'nothing') return;
  const visitor = visitorOf(desk, activity);
  return visitor ? onHappened(desk, visitor, event) : sayNobody(desk, activity);
}

async function onHappened(desk: Desk, visitor: Visitor, event: Exclude<Happened, Removed | Nothing>): Promise<void> {
  switch (event.type) {
    case 'command-typed':
      return onCommand(desk, visitor, event.words);
    case 'old-pressed':
      return onOldPress(desk, visitor, event.press);
    case 'document-wanted':
      return sayAside(desk, visitor, card(await desk.documents.bring(visitor.asked, event.data), []));
    case 'file-sent':
      await desk.files.arrived(visitor.asked, visitor.key, event.files);
      if (event.words !== '') await onCommand(desk, visitor, event.words);
      return;
    case 'picture-pasted':
      return onPicture(desk, visitor);
    case 'installed':
      return onInstalled(desk, visitor);
  }
}

/** Where to speak and to whom; that it could not be written down does not keep anybody waiting. */
async function see({ book, log }: Desk, { conversation, sender }: Activity<unknown>): Promise<void> {
  try {
    await book.see(conversation, sender);
  } catch (error) {
    log.warn('a conversation could not be written down', factsOf(error));
  }
}

/** They have no conversation of their own with us, so it is said where they asked. */
async function sayNobody({ engine, tenant, newId }: Desk, { id, conversation }: Activity<unknown>): Promise<void> {
  const room = conversation.id;
  const asked = { channel: 'teams', tenant, userId: '', room } as const;
  await engine.say(asked, { key: `${room}/${id || newId()}`, card: card('Not done', [text(NOBODY)]), to: { room } });
}
