import { z } from 'zod';
import { SEARCH } from './answers.js';
import { DOCUMENT } from './documents.js';
import { type Invoked, nothing, type Wanted } from './events.js';
import { readSought } from './lookups.js';
import { plainWords } from './plain-words.js';
import { REFRESH, readOpener, readPress, readRefresh, Words } from './press-data.js';
import { readForm } from './read-form.js';
import { decoded } from './typed-words.js';

/** What was done, by the name Teams gives it. */
export function readInvoke(name: string, value: unknown): Invoked {
  switch (name) {
    case 'adaptiveCard/action':
      return readAction(value);
    case 'task/fetch':
    case 'task/submit':
      return readDialog(dataIn(value));
    case 'composeExtension/fetchTask':
      return { type: 'dialog-asked', wanted: commandIn(value) };
    case 'composeExtension/submitAction':
      return readDialog(written(dataIn(value)));
    case SEARCH:
      return { type: 'sought', sought: readSought(value) };
    case 'fileConsent/invoke':
      return { type: 'consent-answered', value };
    default:
      return nothing;
  }
}

const Action = z.object({ action: z.object({ verb: z.string(), data: z.unknown() }) });

/** Without its verb a press is not what we drew; and what comes by itself is no press, whatever it says. */
function readAction(value: unknown): Invoked {
  const read = Action.safeParse(value).data;
  if (read?.action.verb === REFRESH) return { type: 'refresh-asked', topic: readRefresh(read.action.data) };
  if (Automatic.safeParse(value).success) return { type: 'refresh-asked', topic: null };

  if (read?.action.verb === DOCUMENT) return { type: 'document-wanted', data: read.action.data };
  const press = readPress(read?.action.data);
  return { type: 'pressed', press: press?.action === read?.action.verb ? press : null };
}

const Automatic = z.object({ trigger: z.literal('automatic') });

/** What a button carries is tried first: forms are opened more often than they come back. */
function readDialog(data: unknown): Invoked {
  const press = readPress(data);
  if (press) return { type: 'dialog-asked', wanted: press };
  const form = readForm(data);
  if (form) return { type: 'submitted', form };
  const words = readOpener(data);
  return { type: 'dialog-asked', wanted: words === null ? null : { words } };
}

const Sent = z.object({ data: z.unknown() });

const dataIn = (value: unknown): unknown => Sent.safeParse(value).data?.data;

const FromMenu = z.object({ commandId: Words.min(1), commandContext: z.unknown().optional() });

/** From the menu of a message the same comes with the message, and names a shortcut. */
function commandIn(value: unknown): Wanted | null {
  const read = FromMenu.safeParse(value).data;
  if (!read) return null;
  const { commandId, commandContext } = read;
  return commandContext === 'message' ? { shortcut: commandId, quoted: quotedIn(value) } : { words: commandId };
}

const Message = z.object({
  messagePayload: z.object({ body: z.object({ contentType: z.unknown(), content: Words }) }),
});

/** Empty where it has no words, a card or a picture. */
function quotedIn(value: unknown): string {
  const body = Message.safeParse(value).data?.messagePayload.body;
  if (!body) return '';
  return body.contentType === 'text' ? body.content : plainWords(body.content);
}

const Answers = z.record(z.string(), z.unknown());

/** A message extension's answers come back written as HTML would. */
function written(data: unknown): unknown {
  const read = Answers.safeParse(data);
  if (!read.success) return data;
  return Object.fromEntries(
    Object.entries(read.data).map(([name, given]) => [name, typeof given === 'string' ? decoded(given) : given]),
  );
}
