import type { TeamsEvent, TeamsMessage } from '../../teams/protocol.js';
import { keepStream } from '../server.js';
import type { Store } from '../state.js';
import { afterMessages, type Looking } from '../walk-progress.js';
import { loadSnapshot, post, streamOf } from './api.js';
import { namesIn } from './names.js';
import { applyEvent, conversationAt, messagesIn, unreadIn } from './snapshot.js';
import type { TeamsApp, TeamsState } from './state.js';
import { asTold } from './words.js';

type TeamsStore = Store<TeamsState>;

/**
 * Keeps the state in step with the server, as one person: a stream of events, and a fresh snapshot whenever the stream
 * opens. Events that come while the snapshot is on its way wait for it. Returns the way to end it.
 */
export function follow(store: TeamsStore, app: TeamsApp, user: string): () => void {
  let waiting: TeamsEvent[] | null = [];
  let ended = false;
  const load = async () => {
    waiting = [];
    const fresh = await loadSnapshot(user).catch(() => null);
    if (ended || !fresh) return;
    const missed = waiting ?? [];
    waiting = null;
    store.set({ snapshot: missed.reduce(applyEvent, fresh), online: true });
    settle(store);
  };
  const end = keepStream<TeamsEvent>(streamOf(user), {
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
export function settle(store: TeamsStore): void {
  const state = store.get();
  const { snapshot } = state;
  const since = snapshot.messages.filter(({ id }) => id > state.progress.since);
  const progress = afterMessages(snapshot.walk, state.progress, since.map(asTold), looking(state));
  if (progress !== state.progress) store.set({ progress });
  if (!document.hidden) sayRead(state);
}

function receive(store: TeamsStore, app: TeamsApp, event: TeamsEvent): void {
  store.set({ snapshot: applyEvent(store.get().snapshot, event) });
  if (event.type === 'message') hear(store, app, event.message);
  if (event.type === 'notice') app.toast(event.text);
  if (event.type !== 'log') settle(store);
}

/** A changed message keeps its old moment, so the walk looks at it as it comes. */
function hear(store: TeamsStore, app: TeamsApp, message: TeamsMessage): void {
  const state = store.get();
  const { snapshot } = state;
  const progress = afterMessages(snapshot.walk, state.progress, [asTold(message)], looking(state));
  if (progress !== state.progress) store.set({ progress });
  const elsewhere = conversationAt(snapshot, state.place)?.id !== message.conversation;
  if (!elsewhere || message.from === snapshot.me || message.edited) return;
  const room = conversationAt(snapshot, message.conversation);
  app.announce(
    `New message from ${namesIn(snapshot).user(message.from) ?? 'someone'} in ${room?.name ?? 'another place'}`,
  );
}

/** The last message said to be read, by person and conversation: the server's own mark takes a moment to come back. */
const told = new Map<string, string>();

function sayRead({ snapshot, place }: TeamsState): void {
  const here = conversationAt(snapshot, place);
  const last = here && messagesIn(snapshot, here.id).at(-1);
  if (!here || !last || unreadIn(snapshot, here) === 0) return;
  const key = `${snapshot.me}/${here.id}`;
  if ((told.get(key) ?? '') >= last.id) return;
  told.set(key, last.id);
  void post('read', { user: snapshot.me, conversation: here.id, message: last.id });
}

function looking({ snapshot, place }: TeamsState): Looking {
  return { me: snapshot.me, place, resolve: (where) => conversationAt(snapshot, where)?.id ?? null };
}
