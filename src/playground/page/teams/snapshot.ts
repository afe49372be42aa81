import type { TeamsConversation, TeamsEvent, TeamsMessage, TeamsSnapshot } from '../../teams/protocol.js';

/** The latest log rows the page keeps; the rest stays with the server. */
const LOG_KEPT = 300;

/** The snapshot after one event. Applying the same event twice changes nothing, so a stream may overlap with a snapshot. */
export function applyEvent(snapshot: TeamsSnapshot, event: TeamsEvent): TeamsSnapshot {
  switch (event.type) {
    case 'message':
      return { ...snapshot, messages: withMessage(snapshot.messages, event.message) };
    case 'message-deleted':
      return { ...snapshot, messages: snapshot.messages.filter((message) => !isSame(message, event)) };
    case 'conversation':
      return { ...snapshot, conversations: withConversation(snapshot.conversations, event.conversation) };
    case 'dialog':
      return { ...snapshot, dialog: event.dialog };
    case 'log':
      return { ...snapshot, log: withEntry(snapshot.log, event.entry) };
    case 'refreshes':
      return { ...snapshot, automaticRefreshes: event.automaticRefreshes };
    case 'notice':
      return snapshot;
  }
}

/** The address of this person's chat with the app, whatever its id. */
export const APP_CHAT = 'dm';

/** A walk's or an address's place as a conversation of this person. */
export function conversationAt(snapshot: TeamsSnapshot, place: string): TeamsConversation | undefined {
  const { conversations } = snapshot;
  return conversations.find(({ id, kind }) => (place === APP_CHAT ? kind === 'personal' : id === place));
}

/** An address within the client; `#` alone is the list. */
export const addressIn = (place: string): string => `#${encodeURIComponent(place)}`;

/** What nobody wrote so is no place. */
export function placeIn(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}

export function messagesIn(snapshot: TeamsSnapshot, conversation: string): readonly TeamsMessage[] {
  return snapshot.messages.filter((message) => message.conversation === conversation);
}

/** What others wrote here since this person last looked. */
export function unreadIn({ messages, me }: TeamsSnapshot, { id, readUpTo }: TeamsConversation): number {
  return messages.filter(({ conversation, from, ...message }) => {
    return conversation === id && from !== me && message.id > readUpTo;
  }).length;
}

/** A post of a channel, with its replies. */
export interface Thread {
  readonly post: TeamsMessage;
  readonly replies: readonly TeamsMessage[];
}

/** A reply whose post is not there stands as a post of its own. */
export function threadsOf(messages: readonly TeamsMessage[]): readonly Thread[] {
  const ids = new Set(messages.map(({ id }) => id));
  const isReply = ({ threadId }: TeamsMessage) => threadId !== undefined && ids.has(threadId);
  const posts = messages.filter((message) => !isReply(message));
  return posts.map((post) => ({ post, replies: messages.filter((one) => isReply(one) && one.threadId === post.id) }));
}

/** The server's clock as far as this page has seen it, as an id: ids are moments, and sort as they came. */
export function newestId({ messages, log }: Pick<TeamsSnapshot, 'messages' | 'log'>): string {
  const moments = [...messages.map(({ id }) => id), ...log.map(({ at }) => String(Date.parse(at)))];
  return moments.reduce((latest, moment) => (moment > latest ? moment : latest), '');
}

function withMessage(messages: readonly TeamsMessage[], message: TeamsMessage): readonly TeamsMessage[] {
  const others = messages.filter((other) => !isSame(other, message));
  const after = others.findIndex((other) => other.id > message.id);
  return after < 0 ? [...others, message] : [...others.slice(0, after), message, ...others.slice(after)];
}

function withConversation(
  list: readonly TeamsConversation[],
  changed: TeamsConversation,
): readonly TeamsConversation[] {
  const known = list.some(({ id }) => id === changed.id);
  return known ? list.map((one) => (one.id === changed.id ? changed : one)) : [...list, changed];
}

function withEntry(log: TeamsSnapshot['log'], entry: TeamsSnapshot['log'][number]): TeamsSnapshot['log'] {
  return [...log.filter(({ id }) => id !== entry.id), entry].slice(-LOG_KEPT);
}

function isSame(message: TeamsMessage, place: { readonly conversation: string; readonly id: string }): boolean {
  return message.conversation === place.conversation && message.id === place.id;
}
