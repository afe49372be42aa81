import type { Snapshot } from '../protocol.js';
import { loadSnapshot, post } from './api.js';
import { announce, narrow } from './frame.js';
import { createShell } from './shell.js';
import { type App, createStore, recall, remember, type State, type Store, tab } from './state.js';
import { follow, settle } from './sync.js';
import type { ReadMarks } from './unread.js';
import { afterSent, progressOf, startedAt } from './walk-progress.js';
import { newestMoment } from './walked.js';

/** Slack's client: reads the snapshot, draws the page, then keeps it in step with the server. */
export async function start(): Promise<void> {
  const snapshot = await firstSnapshot();
  const parts: { update: (state: State) => void; fill: (text: string) => void } = { update: () => {}, fill: () => {} };
  const store = createStore(initialState(snapshot), (state, before) => {
    keep(state, before);
    parts.update(state);
  });
  const app = createApp(store, (text) => parts.fill(text));
  const shell = createShell(app);
  Object.assign(parts, shell);
  document.body.replaceChildren(...shell.nodes);
  shell.update(store.get());
  app.become(snapshot.me);
  const arrive = () => {
    store.set({ place: placeInAddress(store.get().snapshot) });
    settle(store);
  };
  window.addEventListener('hashchange', arrive);
  narrow.addEventListener('change', arrive);
  document.addEventListener('visibilitychange', () => settle(store));
}

/** What was read is shared by all tabs. */
const browser = () => localStorage;

/** Whoever this tab was; if that person is gone, the first of the switch. */
async function firstSnapshot(): Promise<Snapshot> {
  const me = recall(tab, 'me');
  return loadSnapshot(typeof me === 'string' ? me : null).catch(() => loadSnapshot(null));
}

function initialState(snapshot: Snapshot): State {
  return {
    snapshot,
    place: placeInAddress(snapshot),
    online: true,
    requestsOpen: recall(tab, 'requests') === true,
    walkOpen: recall(tab, 'walk-open') !== false,
    marks: (recall(browser, 'read') ?? {}) as ReadMarks,
    progress: progressOf(recall(tab, 'walk')) ?? startedAt(newestMoment({ snapshot })),
  };
}

function keep(state: State, before: State): void {
  if (state.progress !== before.progress) remember(tab, 'walk', state.progress);
  if (state.marks !== before.marks) remember(browser, 'read', state.marks);
  if (state.requestsOpen !== before.requestsOpen) remember(tab, 'requests', state.requestsOpen);
  if (state.walkOpen !== before.walkOpen) remember(tab, 'walk-open', state.walkOpen);
}

function createApp(store: Store, put: (text: string) => void): App {
  let unfollow = () => {};
  const app: App = {
    state: store.get,
    change: store.set,
    put,
    go: (place) => {
      history.pushState(null, '', `#${place}`);
      store.set({ place });
      settle(store);
    },
    become: (user) => {
      remember(tab, 'me', user);
      unfollow();
      unfollow = follow(store, app, user);
    },
    sent: (sent) => {
      const { snapshot, progress } = store.get();
      store.set({ progress: afterSent(snapshot.walk, progress, { ...sent, by: snapshot.me }) });
      settle(store);
    },
    press: async (press, labels) => {
      const answer = await post('press', { ...press, user: store.get().snapshot.me });
      if (answer.ok) app.sent({ sent: 'press', labels });
      return answer;
    },
    announce,
  };
  return app;
}

/** Without a place a narrow screen shows the list, a wide one the first channel. */
function placeInAddress({ conversations }: Snapshot): string {
  const place = location.hash.slice(1);
  if (place !== '' || narrow.matches) return place;
  return conversations.find(({ kind }) => kind === 'channel')?.id ?? 'home';
}
