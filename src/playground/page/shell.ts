import { createConversation } from './conversation.js';
import { createFrame, showUnread } from './frame.js';
import { createModals } from './modal.js';
import { createPeople } from './people.js';
import { createRequests } from './requests.js';
import { createSidebar } from './sidebar.js';
import { type App, onlyLogged, type State } from './state.js';
import { unreadCount } from './unread.js';
import { createWalk } from './walk.js';
import { newestMoment, walkedIn } from './walked.js';

export interface Shell {
  readonly nodes: readonly HTMLElement[];
  readonly update: (state: State) => void;
  readonly fill: (text: string) => void;
}

/** The frame of the page and the parts that live in it. */
export function createShell(app: App): Shell {
  const people = createPeople(app);
  const sidebar = createSidebar();
  const walk = createWalk({ ...app, walked: () => walkedIn(app.state()), newest: () => newestMoment(app.state()) });
  const conversation = createConversation(app);
  const requests = createRequests(app);
  const modals = createModals(app);
  const frame = createFrame({
    people: people.node,
    sidebar: sidebar.node,
    main: [walk.node, conversation.node],
    requests: requests.node,
    toggleRequests: () => app.change({ requestsOpen: !app.state().requestsOpen }),
  });
  let last: State | null = null;
  const update = (state: State) => {
    const before = last;
    last = state;
    if (before && onlyLogged(before, state)) return requests.update(state);
    for (const part of [frame, people, sidebar, walk, conversation, requests, modals]) part.update(state);
    showUnread(unreadRooms(state));
  };
  return { nodes: frame.nodes, update, fill: conversation.fill };
}

function unreadRooms({ snapshot, marks }: State): number {
  return snapshot.conversations.filter(({ id }) => unreadCount(snapshot.messages, snapshot.me, id, marks) > 0).length;
}
