import type { TeamsConversation, TeamsMessage, TeamsSnapshot } from '../../teams/protocol.js';
import { arrange, h } from '../dom.js';
import { icon } from '../icons.js';
import { createMessageNodes, type MessageNodes } from './message-nodes.js';
import { namesIn } from './names.js';
import { createSeen } from './seen.js';
import { messagesIn, threadsOf } from './snapshot.js';
import type { TeamsApp } from './state.js';
import { createThread, type ThreadView } from './thread-view.js';
import { dayName, isSameDay } from './time.js';

export interface MessageList {
  readonly node: HTMLElement;
  readonly update: () => void;
}

/**
 * The messages of one conversation: bubbles in a chat, posts with their replies in a channel. Made anew when another
 * one is opened, so that a screen reader hears only what arrives, not what was there.
 */
export function createMessages(
  app: TeamsApp,
  { id, kind }: TeamsConversation,
  label: string,
  intro: Node,
): MessageList {
  const log = h('div', { class: `log t-log t-log-${kind}`, role: 'log', 'aria-label': label, tabindex: 0 });
  const jump = h('button', { type: 'button', class: 'jump', hidden: true }, icon('chevron'), 'New messages');
  const node = h('div', { class: 'log-frame' }, log, jump);
  const nodes = createMessageNodes(app, createSeen(app, log));
  const drawPosts =
    kind === 'channel' ? postsIn(app, nodes) : (snapshot: TeamsSnapshot) => bubbles(snapshot, id, nodes);
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  // Whoever reads the newest goes on reading it, whatever grows above or below.
  let pinned = true;
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
  };
  jump.addEventListener('click', toEnd);
  log.addEventListener('scroll', () => {
    pinned = atEnd();
    if (pinned) jump.hidden = true;
  });
  new ResizeObserver(() => pinned && toEnd()).observe(log);
  let last: string | null = null;
  const update = () => {
    const { snapshot } = app.state();
    const messages = messagesIn(snapshot, id);
    const newest = messages.at(-1);
    const grew = last !== null && newest !== undefined && newest.id > last;
    if (grew && isOwnPost(newest, snapshot)) pinned = true;
    arrange(log, [intro, ...drawPosts(snapshot, id)]);
    nodes.keep(messages);
    if (pinned && !isAnswering(log)) toEnd();
    else if (grew) jump.hidden = atEnd();
    last = newest?.id ?? '';
  };
  return { node, update };
}

/** Whoever writes in a thread stays where they are. */
const isAnswering = (log: HTMLElement): boolean => log.querySelector('.t-reply :focus') !== null;

const isOwnPost = ({ from, threadId }: TeamsMessage, { me }: TeamsSnapshot) => from === me && threadId === undefined;

function postsIn(app: TeamsApp, nodes: MessageNodes) {
  const drawn = new Map<string, ThreadView>();
  return (snapshot: TeamsSnapshot, conversation: string): readonly Node[] => {
    const names = namesIn(snapshot);
    const threads = threadsOf(messagesIn(snapshot, conversation));
    const days = daysOf(threads.map(({ post }) => post));
    return threads.flatMap((thread, index) => {
      const view = drawn.get(thread.post.id) ?? createThread(app, thread.post, nodes);
      drawn.set(thread.post.id, view);
      view.update(thread, names);
      return [...(days[index] ?? []), view.node];
    });
  };
}

/** Messages of one author stand together when they come within five minutes. */
const TOGETHER = 300_000;

function bubbles(snapshot: TeamsSnapshot, conversation: string, nodes: MessageNodes): readonly Node[] {
  const names = namesIn(snapshot);
  const messages = messagesIn(snapshot, conversation);
  const days = daysOf(messages);
  return messages.flatMap((message, index) => {
    const before = messages[index - 1];
    const divider = days[index] ?? [];
    const follows = divider.length === 0 && before !== undefined && belongTogether(before, message);
    return [...divider, nodes.draw(message, names, follows)];
  });
}

/** For each message the line above it, where its day begins. */
function daysOf(messages: readonly TeamsMessage[]): readonly (readonly Node[])[] {
  return messages.map(({ at }, index) => {
    const before = messages[index - 1];
    return before && isSameDay(before.at, at) ? [] : [h('div', { class: 'day' }, h('span', {}, dayName(at)))];
  });
}

function belongTogether(before: TeamsMessage, message: TeamsMessage): boolean {
  const apart = new Date(message.at).getTime() - new Date(before.at).getTime();
  return before.from === message.from && before.targeted === message.targeted && apart < TOGETHER;
}
