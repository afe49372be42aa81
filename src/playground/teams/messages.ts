import { findConversation } from './conversations.js';
import { ownCard } from './own-cards.js';
import type { TeamsAttachment, TeamsMessage } from './protocol.js';
import type { StoredAttachment, StoredMessage } from './stored.js';
import { key, root, type TeamsWorld } from './world.js';

/** Teams takes targeted messages away after a day. */
const targetedLife = 24 * 3_600_000;

export type NewMessage = Pick<StoredMessage, 'conversation' | 'from' | 'text'> &
  Partial<Pick<StoredMessage, 'attachments' | 'only' | 'textFormat' | 'threadId'>>;

export function post(world: TeamsWorld, message: NewMessage): StoredMessage {
  const posted: StoredMessage = {
    textFormat: 'plain',
    attachments: [],
    ...message,
    id: world.nextId(),
    at: world.options.now().toISOString(),
    reactions: [],
    version: 0,
  };
  keep(world, posted);
  return posted;
}

/** Keeps a new or changed message and shows it to whoever may read it, each as they see it. */
export function keep(world: TeamsWorld, message: StoredMessage): void {
  world.messages.set(key(message.conversation, message.id), message);
  for (const reader of readers(world, message)) show(world, message, reader);
}

export function show(world: TeamsWorld, message: StoredMessage, reader: string): void {
  world.audience.tell([reader], { type: 'message', message: clientMessage(world, message, reader) });
}

export function remove(world: TeamsWorld, { conversation, id, ...message }: StoredMessage): void {
  world.messages.delete(key(conversation, id));
  world.audience.tell(readers(world, { conversation, id, ...message }), { type: 'message-deleted', conversation, id });
}

/** A message that is there and has not run out. */
export function findMessage(world: TeamsWorld, conversation: string, id: string): StoredMessage | undefined {
  const message = world.messages.get(key(conversation, id));
  return message && isAlive(world, message) ? message : undefined;
}

export function mayRead(world: TeamsWorld, user: string, message: StoredMessage): boolean {
  return isAlive(world, message) && readers(world, message).includes(user);
}

export function clientMessage(world: TeamsWorld, message: StoredMessage, reader: string): TeamsMessage {
  const { conversation, id, threadId, from, at, text, textFormat, reactions } = message;
  return {
    conversation,
    id,
    ...(threadId === undefined ? {} : { threadId }),
    from,
    at,
    text,
    textFormat,
    attachments: attachmentsFor(world, message, reader).map((each) => clientAttachment(world, each)),
    reactions,
    edited: message.version > 0,
    targeted: message.only !== undefined,
  };
}

type Attachment = StoredAttachment & { readonly own?: boolean };

/** With this person's own cards in place of those that everybody has. */
export function attachmentsFor(world: TeamsWorld, message: StoredMessage, reader: string): readonly Attachment[] {
  let cards = 0;
  return message.attachments.map((each) => {
    if (each.kind !== 'card') return each;
    const own = ownCard(world, message, { user: reader, index: cards });
    cards += 1;
    return own ? { kind: 'card', card: own, own: true } : each;
  });
}

function clientAttachment(world: TeamsWorld, attachment: Attachment): TeamsAttachment {
  switch (attachment.kind) {
    case 'card':
      return { kind: 'card', card: attachment.card, own: attachment.own === true };
    case 'consent': {
      const { kind, name, description, size, state } = attachment;
      return { kind, name, description, size, state };
    }
    case 'file': {
      const file = world.files.get(attachment.file ?? '');
      const there = file?.state === 'complete' ? file : undefined;
      const { kind, name, fileType } = attachment;
      const href = there ? `${root}client/file/${there.id}/${encodeURIComponent(name)}` : null;
      return { kind, name, fileType, size: there?.size ?? null, href };
    }
    case 'other':
      return { kind: 'other', contentType: attachment.contentType };
  }
}

function readers(world: TeamsWorld, message: StoredMessage): readonly string[] {
  if (message.only !== undefined) return [message.only];
  return findConversation(world, message.conversation)?.members ?? [];
}

function isAlive(world: TeamsWorld, message: StoredMessage): boolean {
  return message.only === undefined || world.options.now().getTime() - Date.parse(message.at) < targetedLife;
}
