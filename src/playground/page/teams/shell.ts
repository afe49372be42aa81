import { createFrame, showUnread } from '../frame.js';
import { createPeople } from '../people.js';
import { createRequests } from '../requests.js';
import { onlyLogged } from '../state.js';
import { createWalk } from '../walk.js';
import { createConversation } from './conversation.js';
import { createDialogs } from './dialog.js';
import { createSidebar } from './sidebar.js';
import { newestId, unreadIn } from './snapshot.js';
import type { TeamsApp, TeamsState } from './state.js';
import { createToasts } from './toasts.js';
import { walkedIn } from './walked.js';

export interface Shell {
  readonly nodes: readonly HTMLElement[];
  readonly update: (state: TeamsState) => void;
  readonly fill: (text: string) => void;
  readonly toast: (text: string) => void;
}

/** The frame of the page and the parts that live in it. */
export function createShell(app: TeamsApp): Shell {
  const people = createPeople(app);
  const sidebar = createSidebar();
  const toasts = createToasts();
  const newest = () => newestId(app.state().snapshot);
  const walk = createWalk({ ...app, walked: () => walkedIn(app.state()), newest });
  const conversation = createConversation(app, toasts.node);
  const requests = createRequests(app);
  const dialogs = createDialogs(app);
  const frame = createFrame({
    people: people.node,
    sidebar: sidebar.node,
    main: [walk.node, conversation.node],
    requests: requests.node,
    toggleRequests: () => app.change({ requestsOpen: !app.state().requestsOpen }),
  });
  let last: TeamsState | null = null;
  const update = (state: TeamsState) => {
    const before = last;
    last = state;
    if (before && onlyLogged(before, state)) return requests.update(state);
    for (const part of [frame, people, sidebar, walk, conversation, requests, dialogs]) part.update(state);
    showUnread(state.snapshot.conversations.filter((one) => unreadIn(state.snapshot, one) > 0).length);
  };
  return { nodes: frame.nodes, update, fill: conversation.fill, toast: toasts.show };
}
