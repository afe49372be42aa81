import { createConversation } from './conversation.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { createModals } from './modal.js';
import { createPeople } from './people.js';
import { createRequests } from './requests.js';
import { createSidebar } from './sidebar.js';
import type { App, State } from './state.js';
import { unreadCount } from './unread.js';
import { createWalk } from './walk.js';

export interface Shell {
  readonly nodes: readonly HTMLElement[];
  readonly update: (state: State) => void;
  readonly fill: (text: string) => void;
}

/** The fixed frame of the page and the parts that live in it. */
export function createShell(app: App): Shell {
  const people = createPeople(app);
  const sidebar = createSidebar();
  const walk = createWalk(app);
  const conversation = createConversation(app);
  const requests = createRequests(app);
  const modals = createModals(app);
  const toggle = requestsToggle(app);
  const offline = h('div', { class: 'offline', role: 'status' });
  const main = h('main', { id: 'main', tabindex: -1 }, walk.node, conversation.node);
  const layout = h('div', { class: 'layout' }, sidebar.node, main, requests.node);
  const update = (state: State) => {
    document.body.dataset.pane = state.place === '' ? 'list' : 'conversation';
    offline.textContent = state.online ? '' : 'Reconnecting';
    toggle.setAttribute('aria-expanded', String(state.requestsOpen));
    layout.classList.toggle('with-requests', state.requestsOpen);
    for (const part of [people, sidebar, walk, conversation, requests, modals]) part.update(state);
    document.title = titleOf(state);
  };
  const live = h('div', { id: 'live', class: 'visually-hidden', role: 'status' });
  const skip = h('a', { class: 'skip', href: '#main' }, 'Skip to messages');
  skip.addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  return { nodes: [skip, topBar(toggle, people.node), offline, layout, live], update, fill: conversation.fill };
}

function topBar(toggle: HTMLElement, people: HTMLElement): HTMLElement {
  const brand = h('h1', { class: 'brand' }, icon('gem'), h('strong', {}, 'Vitrine'), h('span', {}, 'Playground'));
  const notice = h('p', { class: 'bar-notice' }, icon('lock'), 'Playground: nothing here leaves this computer');
  return h('header', { class: 'bar' }, brand, notice, toggle, people);
}

function requestsToggle(app: App): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'bar-button',
      'data-toggle': 'requests',
      'aria-controls': 'requests',
      onclick: () => app.change({ requestsOpen: !app.state().requestsOpen }),
    },
    icon('requests'),
    h('span', {}, 'Requests'),
  );
}

function titleOf({ snapshot, marks }: State): string {
  const unread = snapshot.conversations.filter(({ id }) => unreadCount(snapshot.messages, snapshot.me, id, marks) > 0);
  return unread.length > 0 ? `(${unread.length}) Vitrine playground` : 'Vitrine playground';
}
