import type { ClientEvent, ClientMessage, Snapshot } from '../protocol.js';
import { loadSnapshot } from './api.js';
import { namesIn } from './names.js';
import { keepStream } from './server.js';
import { applyEvent, conversationAt, keepEphemeral, messagesIn } from './snapshot.js';
import type { App, State, Store } from './state.js';
import { markRead } from './unread.js';
import { afterMessages, type Looking } from './walk-progress.js';

/**
 * Keeps the state in step with the server, as one person: a stream of events, and a fresh snapshot whenever the stream
 * opens. Events that come while the snapshot is on its way wait for it. Returns the way to end it.
 */
export function follow(store: Store, app: App, user: string): () => void {
  let waiting: ClientEvent[] | null = [];
  let ended = false;
  const load = async () => {
    waiting = [];
    const fresh = await loadSnapshot(user).catch(() => null);
    if (ended || !fresh) return;
    const missed = waiting ?? [];
    waiting = null;
    store.set({ snapshot: missed.reduce(applyEvent, merge(fresh, store.get().snapshot)), online: true });
    settle(store);
  };
  const end = keepStream<ClientEvent>(`/playground/client/stream?user=${encodeURIComponent(user)}`, {
    opened: load,
    lost: () => store.set({ online: false }),
    event: (event) => (waiting ? waiting.push(event) : receive(store, app, event)),
  });
  return () => {
    ended = true;
    end();
  };
}

/** What stands before the eyes is read, and may be what the walk waits for. */
export function settle(store: Store): void {
  const state = store.get();
  const { snapshot } = state;
  const since = snapshot.messages.filter(({ ts }) => Number(ts) > Number(state.progress.since));
  const progress = afterMessages(snapshot.walk, state.progress, since, looking(state));
  const here = conversationAt(snapshot, state.place);
  const last = here && messagesIn(snapshot, here.id).at(-1);
  const marks = last && !document.hidden ? markRead(state.marks, snapshot.me, last.channel, last.ts) : state.marks;
  if (progress !== state.progress || marks !== state.marks) store.set({ progress, marks });
}

function receive(store: Store, app: App, event: ClientEvent): void {
  store.set({ snapshot: applyEvent(store.get().snapshot, event) });
  if (event.type === 'message') hear(store, app, event.message);
  if (event.type !== 'log') settle(store);
}

/** A changed message keeps its old moment, so the walk looks at it as it comes. */
function hear(store: Store, app: App, message: ClientMessage): void {
  const state = store.get();
  const { snapshot } = state;
  const progress = afterMessages(snapshot.walk, state.progress, [message], looking(state));
  if (progress !== state.progress) store.set({ progress });
  const elsewhere = conversationAt(snapshot, state.place)?.id !== message.channel;
  if (!elsewhere || message.user === snapshot.me) return;
  const room = conversationAt(snapshot, message.channel);
  app.announce(
    `New message from ${namesIn(snapshot).user(message.user) ?? 'someone'} in ${room?.name ?? 'another place'}`,
  );
}

/** A reconnection keeps what only this page has; another person starts without it, as after a reload. */
function merge(fresh: Snapshot, before: Snapshot): Snapshot {
  return fresh.me === before.me ? keepEphemeral(fresh, before) : fresh;
}

function looking({ snapshot, place }: State): Looking {
  return {
    me: snapshot.me,
    place,
    resolve: (where) => (where === 'home' ? 'home' : (conversationAt(snapshot, where)?.id ?? null)),
  };
}
