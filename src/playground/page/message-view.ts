import type { ClientMessage, StateValues } from '../protocol.js';
import { drawBlocks } from './blocks.js';
import { h } from './dom.js';
import { drawFile } from './files.js';
import { icon } from './icons.js';
import { avatar, type Names } from './names.js';
import { moreButton } from './shortcuts.js';
import type { App } from './state.js';
import { createSurface, type Surface } from './surface.js';
import { drawText } from './text-view.js';
import { parentOf } from './threads.js';
import { clockTime, longTime } from './time.js';

export interface MessageView {
  readonly node: HTMLElement;
  readonly surface: Surface;
}

/** One message. `follows` is true for the second and later messages of one author within a few minutes. */
export function drawMessage(
  app: App,
  message: ClientMessage,
  options: { readonly names: Names; readonly follows: boolean; readonly typed: StateValues },
): MessageView {
  const { names, follows } = options;
  const author = names.user(message.user) ?? 'Unknown';
  const source = { channel: message.channel, ts: message.ts };
  const surface = createSurface(app, source, { names, typed: options.typed });
  const reply = parentOf(message) !== null;
  const classes = [
    'message',
    reply && 'message-reply',
    follows && 'message-follows',
    message.ephemeral && 'message-ephemeral',
  ];
  const node = h(
    'article',
    {
      class: classes.filter(Boolean).join(' '),
      'data-ts': message.ts,
      'aria-label': `${author}, ${clockTime(message.ts)}${reply ? ', reply' : ''}`,
      tabindex: -1,
    },
    message.ephemeral && h('p', { class: 'only-you' }, icon('eye'), 'Only visible to you'),
    h('div', { class: 'gutter' }, follows ? timeOf(message.ts) : avatar(message.user, names)),
    h(
      'div',
      { class: 'message-body' },
      !follows && headOf(message, author, names),
      ...contentOf(message, surface),
      ...message.files.map(drawFile),
    ),
    moreButton(app, message),
  );
  return { node, surface };
}

function headOf(message: ClientMessage, author: string, names: Names): HTMLElement {
  return h(
    'p',
    { class: 'message-head' },
    h('strong', {}, author),
    names.isApp(message.user) && h('span', { class: 'tag' }, 'App'),
    timeOf(message.ts),
  );
}

function contentOf(message: ClientMessage, surface: Surface): Node[] {
  const edited = message.edited ? h('span', { class: 'edited' }, '(edited)') : null;
  if (message.blocks.length > 0) {
    const blocks = drawBlocks(message.blocks, surface);
    return [h('div', { class: 'blocks' }, ...blocks), ...(edited ? [edited] : [])];
  }
  if (!message.text) return [];
  const text = h('div', { class: 'text' }, ...drawText({ type: 'mrkdwn', text: message.text }, surface.names));
  if (edited) (text.lastElementChild ?? text).append(' ', edited);
  return [text];
}

function timeOf(ts: string): HTMLElement {
  return h('time', { title: longTime(ts), datetime: new Date(Number(ts) * 1000).toISOString() }, clockTime(ts));
}
