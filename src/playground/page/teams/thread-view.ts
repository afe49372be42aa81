import type { TeamsMessage } from '../../teams/protocol.js';
import { arrange, h, replaceChildren } from '../dom.js';
import { icon } from '../icons.js';
import type { Faces } from '../names.js';
import { createComposer } from './composer.js';
import type { MessageNodes } from './message-nodes.js';
import type { Thread } from './snapshot.js';
import type { TeamsApp } from './state.js';

export interface ThreadView {
  readonly node: HTMLElement;
  readonly update: (thread: Thread, names: Faces) => void;
}

/** A post of a channel: its message, the replies under it, and the way to add one. */
export function createThread(app: TeamsApp, { conversation, id }: TeamsMessage, nodes: MessageNodes): ThreadView {
  const replies = h('div', { class: 't-replies' });
  const foot = h('div', { class: 't-reply' });
  const node = h('div', { class: 't-post' });
  const reply = h('button', { type: 'button', class: 't-reply-button' }, icon('reply'), 'Reply');
  const leave = () => {
    replaceChildren(foot, reply);
    reply.focus();
  };
  reply.addEventListener('click', () => {
    const composer = createComposer(app, { conversation, threadId: id }, { label: 'Reply', kind: 'channel', leave });
    replaceChildren(foot, composer.node);
    composer.focus();
  });
  foot.append(reply);
  const update = (thread: Thread, names: Faces) => {
    const drawn = thread.replies.map((message, index) => {
      const before = thread.replies[index - 1];
      return nodes.draw(message, names, before?.from === message.from && !message.targeted && !before.targeted);
    });
    arrange(replies, drawn);
    replies.hidden = drawn.length === 0;
    // What only one person sees takes no replies.
    foot.hidden = thread.post.targeted;
    arrange(node, [nodes.draw(thread.post, names, false), replies, foot]);
    // What came above it must not push away what is being written.
    if (foot.querySelector('.t-composer :focus')) foot.scrollIntoView({ block: 'nearest' });
  };
  return { node, update };
}
