import type { TeamsSnapshot } from '../../teams/protocol.js';
import { announce, narrow } from '../frame.js';
import { createStore, recall, remember, type Store, tab } from '../state.js';
import { afterSent, progressOf, startedAt } from '../walk-progress.js';
import { loadSnapshot } from './api.js';
import { tell } from './dialog.js';
import { loadRenderer } from './renderer.js';
import { createShell, type Shell } from './shell.js';
import { addressIn, newestId, placeIn } from './snapshot.js';
import type { TeamsApp, TeamsState } from './state.js';
import { follow, settle } from './sync.js';

/** The Teams client: reads the snapshot, draws the page, then keeps it in step with the server. */
export async function start(): Promise<void> {
  const [snapshot] = await Promise.all([firstSnapshot(), loadRenderer()]);
  let shell: Shell | null = null;
  const store = createStore(initialState(snapshot), (state, before) => {
    keep(state, before);
    shell?.update(state);
  });
  const app = createApp(store, () => shell);
  shell = createShell(app);
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

/** Whoever this tab was; if that person is gone, the first of the switch. */
async function firstSnapshot(): Promise<TeamsSnapshot> {
  const me = recall(tab, 'me');
  return loadSnapshot(typeof me === 'string' ? me : null).catch(() => loadSnapshot(null));
}

function initialState(snapshot: TeamsSnapshot): TeamsState {
  return {
    snapshot,
    place: placeInAddress(snapshot),
    online: true,
    requestsOpen: recall(tab, 'requests') === true,
    walkOpen: recall(tab, 'walk-open') !== false,
    progress: progressOf(recall(tab, 'teams-walk')) ?? startedAt(newestId(snapshot)),
  };
}

function keep(state: TeamsState, before: TeamsState): void {
  if (state.progress !== before.progress) remember(tab, 'teams-walk', state.progress);
  if (state.requestsOpen !== before.requestsOpen) remember(tab, 'requests', state.requestsOpen);
  if (state.walkOpen !== before.walkOpen) remember(tab, 'walk-open', state.walkOpen);
}

function createApp(store: Store<TeamsState>, shell: () => Shell | null): TeamsApp {
  let unfollow = () => {};
  const app: TeamsApp = {
    state: store.get,
    change: store.set,
    put: (text) => shell()?.fill(text),
    toast: (text) => shell()?.toast(text),
    tell,
    announce,
    go: (place) => {
      history.pushState(null, '', addressIn(place));
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
  };
  return app;
}

/** Without a place a narrow screen shows the list, a wide one the first channel. */
function placeInAddress({ conversations }: TeamsSnapshot): string {
  const place = placeIn(location.hash);
  if (place !== '' || narrow.matches) return place;
  return conversations.find(({ kind }) => kind === 'channel')?.id ?? 'dm';
}
