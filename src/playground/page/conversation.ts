import { type Composer, createComposer } from './composer.js';
import { h, replaceChildren } from './dom.js';
import { createHome } from './home.js';
import { icon } from './icons.js';
import { createMessages, type MessageList } from './messages.js';
import { avatar, namesIn } from './names.js';
import { appConversation, conversationAt } from './snapshot.js';
import type { App, Part, State } from './state.js';

export interface Conversation extends Part {
  readonly fill: (text: string) => void;
}

/** The middle of the page: a heading, then messages and the box, or the app's Home. */
export function createConversation(app: App): Conversation {
  const head = h('div', { class: 'head' });
  const body = h('div', { class: 'conversation-body' });
  const node = h('div', { class: 'conversation' }, head, body);
  const home = createHome(app);
  let shown = '';
  let messages: MessageList | null = null;
  let composer: Composer | null = null;
  const open = (state: State) => {
    const conversation = conversationAt(state.snapshot, state.place);
    messages = null;
    composer = null;
    replaceChildren(head, ...drawHead(state));
    if (state.place === 'home') return replaceChildren(body, home.node);
    if (!conversation) return replaceChildren(body, h('p', { class: 'nothing' }, nothing(state)));
    const title = titleOf(state);
    messages = createMessages(app, conversation.id, `Messages in ${title}`, intro(state, title));
    composer = createComposer(app, conversation.id, `Message ${title}`);
    replaceChildren(body, messages.node, composer.node);
  };
  const update = (state: State) => {
    const { snapshot, place } = state;
    const now = JSON.stringify([snapshot.me, place, conversationAt(snapshot, place)]);
    if (now !== shown) open(state);
    shown = now;
    messages?.update();
    home.update(state);
  };
  return { node, update, fill: (text) => composer?.fill(text) };
}

function drawHead(state: State): HTMLElement[] {
  const { snapshot, place } = state;
  const conversation = conversationAt(snapshot, place);
  const names = namesIn(snapshot);
  const back = h('a', { class: 'back', href: '#', 'aria-label': 'Back to conversations' }, icon('back'));
  const isApp = place === 'home' || place === 'dm' || conversation === appConversation(snapshot);
  const title = h('h2', {}, titleOf(state));
  if (isApp) return [back, avatar(snapshot.app.botUserId, names), title, tabs(place)];
  if (conversation?.kind !== 'channel') return [back, title];
  const people = conversation.members.filter((id) => names.user(id));
  const faces = people.slice(0, 3).map((id) => avatar(id, names, 'small'));
  const members = people.length === 1 ? '1 member' : `${people.length} members`;
  const everyone = people.map((id) => names.user(id)).join(', ');
  return [back, title, h('p', { class: 'members', title: everyone }, ...faces, h('span', {}, members))];
}

/** Home and Messages are two addresses of one app, so they are links. */
function tabs(place: string): HTMLElement {
  const tab = (href: string, words: string, current: boolean) =>
    h('a', { href, class: 'tab', 'aria-current': current ? 'page' : null }, words);
  return h(
    'nav',
    { class: 'tabs', 'aria-label': 'App' },
    tab('#home', 'Home', place === 'home'),
    tab('#dm', 'Messages', place !== 'home'),
  );
}

function titleOf({ snapshot, place }: State): string {
  const conversation = conversationAt(snapshot, place);
  if (place === 'home' || place === 'dm' || !conversation) return snapshot.app.name;
  return conversation.kind === 'channel' ? `#${conversation.name}` : conversation.name;
}

function intro(state: State, title: string): HTMLElement {
  const channel = title.startsWith('#');
  return h(
    'div',
    { class: 'intro' },
    h('p', { class: 'intro-title' }, channel ? title : `You and ${title}`),
    h('p', { class: 'soft' }, `This is the beginning. Type / to see what ${state.snapshot.app.name} can do.`),
  );
}

function nothing({ snapshot, place }: State): string {
  if (place !== 'dm') return 'This conversation isn’t one of yours. Choose another, or be someone else.';
  return `No messages with ${snapshot.app.name} yet. They begin here once it writes to you.`;
}
