import type { TeamsConversation } from '../../teams/protocol.js';
import { h, replaceChildren } from '../dom.js';
import { icon } from '../icons.js';
import { avatar } from '../names.js';
import { type Part, watch } from '../state.js';
import { namesIn } from './names.js';
import { APP_CHAT, addressIn, conversationAt, messagesIn, unreadIn } from './snapshot.js';
import type { TeamsState } from './state.js';
import { inBrief } from './words.js';

/** Chats, then the team with its channels. Links, so that the browser's own back and keys work. */
export function createSidebar(): Part<TeamsState> {
  const list = h('div', { class: 'places' });
  const notice = h('p', { class: 'notice' }, icon('lock'), 'Playground: nothing here leaves this computer.');
  const node = h(
    'nav',
    { class: 'sidebar t-sidebar', 'aria-label': 'Conversations' },
    h('p', { class: 'team' }, 'Chat'),
    list,
    notice,
  );
  const changed = watch();
  const update = (state: TeamsState) => {
    const { snapshot, place } = state;
    if (!changed(snapshot.conversations, snapshot.messages, snapshot.users, snapshot.me, place)) return;
    const focused = document.activeElement?.getAttribute('href');
    replaceChildren(list, ...sections(state));
    if (focused) list.querySelector<HTMLElement>(`[href="${CSS.escape(focused)}"]`)?.focus();
  };
  return { node, update };
}

function sections(state: TeamsState): HTMLElement[] {
  const { conversations, team } = state.snapshot;
  const chats = conversations.filter(({ kind }) => kind !== 'channel');
  const channels = conversations.filter(({ kind }) => kind === 'channel');
  return [
    section(
      'Chats',
      [...chats].sort(appFirst).map((one) => row(state, one)),
    ),
    ...(channels.length > 0
      ? [
          section(
            team.name,
            channels.map((one) => row(state, one)),
          ),
        ]
      : []),
  ];
}

const appFirst = (one: TeamsConversation, other: TeamsConversation): number =>
  Number(other.kind === 'personal') - Number(one.kind === 'personal');

function section(title: string, rows: readonly HTMLElement[]): HTMLElement {
  return h('section', {}, h('h2', {}, title), h('ul', {}, ...rows.map((one) => h('li', {}, one))));
}

function row(state: TeamsState, conversation: TeamsConversation): HTMLElement {
  const { snapshot, place } = state;
  const { id, name, kind } = conversation;
  const unread = unreadIn(snapshot, conversation);
  const current = conversationAt(snapshot, place)?.id === id;
  const brief = kind === 'channel' ? '' : lastOf(state, id);
  return h(
    'a',
    {
      href: addressIn(kind === 'personal' ? APP_CHAT : id),
      class: ['place', `t-place-${kind}`, unread > 0 && 'place-unread'].filter(Boolean).join(' '),
      'aria-current': current ? 'page' : null,
    },
    markOf(state, conversation),
    kind === 'channel' && h('span', { class: 'visually-hidden' }, 'channel '),
    h(
      'span',
      { class: 't-place-words' },
      h('span', { class: 'place-name' }, name),
      brief !== '' && h('span', { class: 't-brief' }, brief),
    ),
    unread > 0 && h('span', { class: 'badge' }, String(unread), h('span', { class: 'visually-hidden' }, ' unread')),
  );
}

function markOf({ snapshot }: TeamsState, { kind }: TeamsConversation): HTMLElement | null {
  if (kind === 'personal') return avatar(snapshot.app.botId, namesIn(snapshot));
  if (kind === 'channel') return null;
  return h('span', { class: 'avatar t-group-avatar', 'aria-hidden': 'true' }, icon('group'));
}

function lastOf({ snapshot }: TeamsState, conversation: string): string {
  const last = messagesIn(snapshot, conversation).at(-1);
  if (!last) return '';
  const mine = last.from === snapshot.me ? 'You: ' : '';
  return `${mine}${inBrief(last)}`;
}
