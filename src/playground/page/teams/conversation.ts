import type { TeamsConversation } from '../../teams/protocol.js';
import { h, replaceChildren } from '../dom.js';
import { icon } from '../icons.js';
import { avatar } from '../names.js';
import { post, troubleOf } from './api.js';
import { type Composer, createComposer } from './composer.js';
import { createMessages, type MessageList } from './messages.js';
import { namesIn } from './names.js';
import { conversationAt } from './snapshot.js';
import type { TeamsApp, TeamsState } from './state.js';

export interface Conversation {
  readonly node: HTMLElement;
  readonly update: (state: TeamsState) => void;
  readonly fill: (text: string) => void;
}

/** The middle of the page: a heading, the messages, and the box to write in. */
export function createConversation(app: TeamsApp, toasts: HTMLElement): Conversation {
  const head = h('div', { class: 'head' });
  const body = h('div', { class: 'conversation-body' });
  const node = h('div', { class: 'conversation' }, head, body);
  let shown = '';
  let messages: MessageList | null = null;
  let composer: Composer | null = null;
  const open = (state: TeamsState) => {
    const conversation = conversationAt(state.snapshot, state.place);
    messages = null;
    composer = null;
    replaceChildren(toasts);
    replaceChildren(head, ...drawHead(state, conversation));
    if (!conversation) return replaceChildren(body, h('p', { class: 'nothing' }, NOT_HERE));
    const { id, kind, name } = conversation;
    messages = createMessages(app, conversation, `Messages in ${name}`, intro(state, conversation));
    const label = kind === 'channel' ? `Post in ${name}` : `Message ${name}`;
    composer = createComposer(app, { conversation: id }, { label, kind });
    replaceChildren(body, messages.node, toasts, !conversation.installed && absence(app, conversation), composer.node);
  };
  const update = (state: TeamsState) => {
    const { snapshot, place } = state;
    const conversation = conversationAt(snapshot, place);
    const { readUpTo: _, ...looks } = conversation ?? { readUpTo: '' };
    const now = JSON.stringify([snapshot.me, place, looks]);
    if (now !== shown) open(state);
    shown = now;
    messages?.update();
  };
  return { node, update, fill: (text) => composer?.fill(text) };
}

const NOT_HERE = 'This conversation isn’t one of yours. Choose another, or be someone else.';

function drawHead({ snapshot }: TeamsState, conversation: TeamsConversation | undefined): HTMLElement[] {
  const back = h('a', { class: 'back', href: '#', 'aria-label': 'Back to conversations' }, icon('back'));
  if (!conversation) return [back, h('h2', {}, snapshot.app.name)];
  const names = namesIn(snapshot);
  const title = h('h2', {}, conversation.name);
  if (conversation.kind === 'personal') return [back, avatar(snapshot.app.botId, names), title];
  const people = conversation.members.filter((id) => names.user(id));
  const faces = people.slice(0, 3).map((id) => avatar(id, names, 'small'));
  const members = people.length === 1 ? '1 member' : `${people.length} members`;
  const everyone = people.map((id) => names.user(id)).join(', ');
  const team = conversation.kind === 'channel' ? [h('span', { class: 'soft t-team' }, snapshot.team.name)] : [];
  return [back, title, ...team, h('p', { class: 'members', title: everyone }, ...faces, h('span', {}, members))];
}

function intro({ snapshot }: TeamsState, { kind, name }: TeamsConversation): HTMLElement {
  const bot = snapshot.app.name;
  const how =
    kind === 'personal' ? 'Write what you need, or type /.' : `Type / for its commands, or @ to mention ${bot}.`;
  const title = kind === 'personal' ? `You and ${name}` : name;
  return h('div', { class: 'intro' }, h('p', { class: 'intro-title' }, title), h('p', { class: 'soft' }, how));
}

/** Where the app is not, it hears nothing and says nothing. */
function absence(app: TeamsApp, { id, kind }: TeamsConversation): HTMLElement {
  const { name } = app.state().snapshot.app;
  const trouble = h('span', { class: 't-trouble', role: 'alert' });
  const add = h('button', { type: 'button', class: 'button button-primary' }, `Add ${name}`);
  add.addEventListener('click', async () => {
    const answer = await post('install', { user: app.state().snapshot.me, conversation: id, installed: true });
    trouble.textContent = troubleOf(answer) ?? '';
  });
  const words = kind === 'channel' ? `${name} is not in this team.` : `${name} is not in this chat.`;
  return h('div', { class: 't-absence' }, h('p', {}, words), add, trouble);
}
