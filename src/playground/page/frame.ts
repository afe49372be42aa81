import { chatSwitch } from './chat-switch.js';
import { h } from './dom.js';
import { icon } from './icons.js';

/** What a client puts into the frame. */
interface Inside {
  readonly people: HTMLElement;
  readonly sidebar: HTMLElement;
  readonly main: readonly HTMLElement[];
  readonly requests: HTMLElement;
  readonly toggleRequests: () => void;
}

interface FrameState {
  readonly place: string;
  readonly online: boolean;
  readonly requestsOpen: boolean;
}

export interface Frame {
  readonly nodes: readonly HTMLElement[];
  readonly update: (state: FrameState) => void;
}

/** What is the same around both chats: the bar, the two or three panes, and what is said to a screen reader. */
export function createFrame({ people, sidebar, main: contents, requests, toggleRequests }: Inside): Frame {
  const toggle = requestsToggle(toggleRequests);
  const offline = h('div', { class: 'offline', role: 'status' });
  const main = h('main', { id: 'main', tabindex: -1 }, ...contents);
  const layout = h('div', { class: 'layout' }, sidebar, main, requests);
  const update = ({ place, online, requestsOpen }: FrameState) => {
    document.body.dataset.pane = place === '' ? 'list' : 'conversation';
    offline.textContent = online ? '' : 'Reconnecting';
    toggle.setAttribute('aria-expanded', String(requestsOpen));
    layout.classList.toggle('with-requests', requestsOpen);
  };
  const live = h('div', { id: 'live', class: 'visually-hidden', role: 'status' });
  const skip = h('a', { class: 'skip', href: '#main' }, 'Skip to messages');
  skip.addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  return { nodes: [skip, topBar(toggle, people), offline, layout, live], update };
}

/** Says it to a screen reader, once. */
export function announce(text: string): void {
  const live = document.getElementById('live');
  if (live) live.textContent = text;
}

/** How many conversations hold something new. */
export function showUnread(conversations: number): void {
  document.title = conversations > 0 ? `(${conversations}) Vitrine playground` : 'Vitrine playground';
}

/** At this width the list and the conversation take turns. */
export const narrow = matchMedia('(max-width: 47.99rem)');

function topBar(toggle: HTMLElement, people: HTMLElement): HTMLElement {
  const brand = h('h1', { class: 'brand' }, icon('gem'), h('strong', {}, 'Vitrine'), h('span', {}, 'Playground'));
  const notice = h('p', { class: 'bar-notice' }, icon('lock'), 'Playground: nothing here leaves this computer');
  return h('header', { class: 'bar' }, brand, chatSwitch(), notice, toggle, people);
}

function requestsToggle(toggle: () => void): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'bar-button',
      'data-toggle': 'requests',
      'aria-controls': 'requests',
      onclick: toggle,
    },
    icon('requests'),
    h('span', {}, 'Requests'),
  );
}
