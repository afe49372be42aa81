import type { ClientConversation, ClientEvent, ClientMessage, Snapshot } from '../protocol.js';

/** The latest log rows the page keeps; the rest stays with the server. */
const LOG_KEPT = 300;

/** The snapshot after one event. Applying the same event twice changes nothing, so a stream may overlap with a snapshot. */
export function applyEvent(snapshot: Snapshot, event: ClientEvent): Snapshot {
  switch (event.type) {
    case 'message':
      return { ...snapshot, messages: withMessage(snapshot.messages, event.message) };
    case 'message-deleted':
      return { ...snapshot, messages: snapshot.messages.filter((message) => !isAt(message, event)) };
    case 'conversation':
      return { ...snapshot, conversations: withConversation(snapshot.conversations, event.conversation) };
    case 'home':
      return { ...snapshot, home: event.view };
    case 'modals':
      return { ...snapshot, modals: event.modals };
    case 'log':
      return { ...snapshot, log: withEntry(snapshot.log, event.entry) };
    case 'slackbot':
      return { ...snapshot, messages: withMessage(snapshot.messages, spoken(snapshot, event)) };
  }
}

/** What only this page has: messages that a reload would lose but a mere reconnection should not. */
export function keepEphemeral(fresh: Snapshot, before: Snapshot): Snapshot {
  const kept = before.messages.filter((message) => message.ephemeral);
  return { ...fresh, messages: kept.reduce(withMessage, fresh.messages) };
}

/** The direct messages with the app; absent until the app or the person has opened them. */
export function appConversation(snapshot: Snapshot): ClientConversation | undefined {
  return snapshot.conversations.find(({ kind, with: other }) => kind === 'im' && other === snapshot.app.botUserId);
}

/** A walk's or an address's place as the id of a conversation; `home` and unknown places have none. */
export function conversationAt(snapshot: Snapshot, place: string): ClientConversation | undefined {
  if (place === 'dm') return appConversation(snapshot);
  return snapshot.conversations.find(({ id }) => id === place);
}

export function messagesIn(snapshot: Snapshot, channel: string): readonly ClientMessage[] {
  return snapshot.messages.filter((message) => message.channel === channel);
}

/** Who speaks when Slack itself would: no person and not the app. */
export const PLAYGROUND = 'playground';

function withMessage(messages: readonly ClientMessage[], message: ClientMessage): readonly ClientMessage[] {
  const others = messages.filter((other) => !isAt(other, message));
  const after = others.findIndex((other) => other.ts > message.ts);
  return after < 0 ? [...others, message] : [...others.slice(0, after), message, ...others.slice(after)];
}

function withConversation(list: readonly ClientConversation[], changed: ClientConversation): ClientConversation[] {
  const known = list.some(({ id }) => id === changed.id);
  return known ? list.map((one) => (one.id === changed.id ? changed : one)) : [...list, changed];
}

function withEntry(log: Snapshot['log'], entry: Snapshot['log'][number]): Snapshot['log'] {
  return [...log.filter(({ id }) => id !== entry.id), entry].slice(-LOG_KEPT);
}

function spoken(snapshot: Snapshot, event: { readonly channel: string; readonly text: string }): ClientMessage {
  return {
    channel: event.channel,
    ts: nextTs(snapshot.messages),
    user: PLAYGROUND,
    text: event.text,
    blocks: [],
    files: [],
    edited: false,
    ephemeral: true,
  };
}

/** A moment after everything shown and not before now, so that it stands last. */
function nextTs(messages: readonly ClientMessage[]): string {
  const latest = Number(messages.at(-1)?.ts ?? 0);
  return Math.max(latest + 0.000001, Date.now() / 1000).toFixed(6);
}

function isAt(message: ClientMessage, place: { readonly channel: string; readonly ts: string }): boolean {
  return message.channel === place.channel && message.ts === place.ts;
}
