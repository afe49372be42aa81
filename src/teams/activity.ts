import { z } from 'zod';
import type { Conversation, Seen } from './book.js';
import { readDocument } from './documents.js';
import { conversationOf, Envelope, isBot, senderOf } from './envelope.js';
import { type Happened, type Invoked, nothing } from './events.js';
import type { Arriving } from './files.js';
import { readPress, Words } from './press-data.js';
import { readInvoke } from './read-invoke.js';
import { typedWords } from './typed-words.js';

export interface Activity<Event> {
  /** Empty where it has none. */
  readonly id: string;
  readonly conversation: Conversation;
  /** Null where Teams does not say who it is. */
  readonly sender: Seen | null;
  readonly event: Event;
}

/** Null: neither who nor where. */
export const readInvoked = (json: unknown, tenant: string): Activity<Invoked> | null =>
  readActivity(json, tenant, ({ name = '', value }) => readInvoke(name, value));

export const readHappened = (json: unknown, tenant: string): Activity<Happened> | null =>
  readActivity(json, tenant, happened);

function readActivity<Event>(
  json: unknown,
  tenant: string,
  eventIn: (envelope: Envelope, conversation: Conversation) => Event,
): Activity<Event> | null {
  const read = Envelope.safeParse(json);
  if (!read.success) return null;
  const conversation = conversationOf(read.data, tenant);
  return {
    id: read.data.id ?? '',
    conversation,
    sender: senderOf(read.data),
    event: eventIn(read.data, conversation),
  };
}

function happened(envelope: Envelope, conversation: Conversation): Happened {
  switch (envelope.type) {
    case 'message':
      return isBot(envelope.from.id) ? nothing : readMessage(envelope, conversation.kind === 'personal');
    case 'installationUpdate':
      return installation(envelope, conversation);
    case 'conversationUpdate':
      return membership(envelope, conversation);
    default:
      return nothing;
  }
}

/** Nearly every message has an attachment that repeats it as HTML, so only Teams' own kind for files counts as one. */
function readMessage(
  { text = '', entities = [], attachments = [], value, recipient }: Envelope,
  isPersonal: boolean,
): Happened {
  if (value !== undefined && value !== null) return readOldPress(value);

  const { words, mentioned } = typedWords(text, entities, recipient.id);
  if (!isPersonal && !mentioned && !recipient.isTargeted) return nothing;
  const files = isPersonal ? attachments.flatMap((each) => fileIn(each) ?? []) : [];
  if (files.length > 0) return { type: 'file-sent', files, words };
  if (isPersonal && words === '' && attachments.some(isPicture)) return { type: 'picture-pasted' };
  return { type: 'command-typed', words };
}

/** What a client sends that does not know the button's better way. */
function readOldPress(value: unknown): Happened {
  if (readDocument(value) !== null) return { type: 'document-wanted', data: value };
  return { type: 'old-pressed', press: readPress(value) };
}

const File = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  content: z.object({ downloadUrl: Words.min(1) }),
  name: Words.optional().catch(undefined),
});

function fileIn(attachment: unknown): Arriving | null {
  const read = File.safeParse(attachment);
  return read.success ? { name: read.data.name ?? '', address: read.data.content.downloadUrl } : null;
}

const Picture = z.object({ contentType: z.string().startsWith('image/') });

const isPicture = (attachment: unknown): boolean => Picture.safeParse(attachment).success;

/** An upgrade takes us out and puts us in again. */
function installation({ action }: Envelope, where: Conversation): Happened {
  if (action === 'add' || action === 'add-upgrade') return { type: 'installed' };
  return action === 'remove' ? removed(where) : nothing;
}

function membership(
  { membersAdded = [], membersRemoved = [], channelData, recipient }: Envelope,
  where: Conversation,
): Happened {
  const { eventType, channel } = channelData ?? {};
  if (eventType === 'channelDeleted' && channel) return { type: 'removed', rooms: [channel.id] };
  if (eventType === 'teamDeleted' || eventType === 'teamHardDeleted') return removed(where);

  const isUs = ({ id }: { readonly id: string }): boolean => id === recipient.id;
  if (membersRemoved.some(isUs)) return removed(where);
  return membersAdded.some(isUs) ? { type: 'installed' } : nothing;
}

const removed = ({ id, team }: Conversation): Happened => ({
  type: 'removed',
  rooms: [...new Set(team === null ? [id] : [id, team])],
});
