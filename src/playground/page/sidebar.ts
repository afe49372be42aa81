import type { ClientConversation } from '../protocol.js';
import { h, replaceChildren } from './dom.js';
import { icon } from './icons.js';
import { avatar, namesIn } from './names.js';
import { appConversation } from './snapshot.js';
import { type Part, type State, watch } from './state.js';
import { unreadCount } from './unread.js';

/** Channels, direct messages and the app. Links, so that the browser's own back and keys work. */
export function createSidebar(): Part {
  const list = h('div', { class: 'places' });
  const notice = h('p', { class: 'notice' }, icon('lock'), 'Playground: nothing here leaves this computer.');
  const team = h('p', { class: 'team' });
  const node = h('nav', { class: 'sidebar', 'aria-label': 'Conversations' }, team, list, notice);
  const changed = watch();
  const update = (state: State) => {
    const { snapshot, place, marks } = state;
    if (!changed(snapshot.conversations, snapshot.messages, snapshot.users, snapshot.me, place, marks)) return;
    team.textContent = snapshot.team.name;
    const focused = document.activeElement?.getAttribute('href');
    replaceChildren(list, ...sections(state));
    if (focused) list.querySelector<HTMLElement>(`[href="${CSS.escape(focused)}"]`)?.focus();
  };
  return { node, update };
}

function sections(state: State): HTMLElement[] {
  const { conversations, app } = state.snapshot;
  const appMessages = appConversation(state.snapshot);
  const channels = conversations.filter(({ kind }) => kind === 'channel');
  const people = conversations.filter((one) => one.kind === 'im' && one !== appMessages);
  const names = namesIn(state.snapshot);
  return [
    section(
      'Channels',
      channels.map((one) => row(state, one, h('span', { class: 'hash', 'aria-hidden': 'true' }, '#'))),
    ),
    ...(people.length > 0
      ? [
          section(
            'Direct messages',
            people.map((one) => row(state, one, avatar(one.with ?? one.id, names, 'small'))),
          ),
        ]
      : []),
    section('Apps', [appRow(state, app.name, appMessages)]),
  ];
}

function section(title: string, rows: readonly HTMLElement[]): HTMLElement {
  return h('section', {}, h('h2', {}, title), h('ul', {}, ...rows.map((one) => h('li', {}, one))));
}

function row(state: State, conversation: ClientConversation, mark: HTMLElement): HTMLElement {
  const { id, name, kind } = conversation;
  const unread = unreadOf(state, id);
  return link(`#${id}`, name, mark, {
    current: state.place === id,
    unread,
    spoken: kind === 'channel' ? 'channel ' : '',
  });
}

/** One row for the app: it opens its messages when some are new, else the tab that was open. */
function appRow(state: State, name: string, conversation: ClientConversation | undefined): HTMLElement {
  const unread = conversation ? unreadOf(state, conversation.id) : 0;
  const mark = avatar(state.snapshot.app.botUserId, namesIn(state.snapshot), 'small');
  const current = ['home', 'dm', conversation?.id].includes(state.place);
  return link('#dm', name, mark, { current, unread, spoken: '' });
}

function link(
  href: string,
  name: string,
  mark: HTMLElement,
  { current, unread, spoken }: { readonly current: boolean; readonly unread: number; readonly spoken: string },
): HTMLElement {
  return h(
    'a',
    { href, class: unread > 0 ? 'place place-unread' : 'place', 'aria-current': current ? 'page' : null },
    mark,
    spoken && h('span', { class: 'visually-hidden' }, spoken),
    h('span', { class: 'place-name' }, name),
    unread > 0 && h('span', { class: 'badge' }, String(unread), h('span', { class: 'visually-hidden' }, ' unread')),
  );
}

function unreadOf(state: State, channel: string): number {
  return unreadCount(state.snapshot.messages, state.snapshot.me, channel, state.marks);
}
