import type { ClientMessage } from '../protocol.js';
import { arrange, h } from './dom.js';
import { icon } from './icons.js';
import { drawMessage, type MessageView } from './message-view.js';
import { type Names, namesIn } from './names.js';
import { messagesIn } from './snapshot.js';
import type { App } from './state.js';
import { valuesOf } from './surface.js';
import { inThreads, parentOf } from './threads.js';
import { dayName, isSameDay } from './time.js';

export interface MessageList {
  readonly node: HTMLElement;
  readonly update: () => void;
}

/**
 * The messages of one conversation. Made anew when another one is opened, so that a screen reader hears only what
 * arrives, not what was there. A message that did not change is left alone: what is typed in it and the focus stay.
 */
export function createMessages(app: App, channel: string, label: string, intro: HTMLElement): MessageList {
  const log = h('div', { class: 'log', role: 'log', 'aria-label': label, tabindex: 0 });
  const jump = h('button', { type: 'button', class: 'jump', hidden: true }, icon('chevron'), 'New messages');
  const node = h('div', { class: 'log-frame', 'data-channel': channel }, log, jump);
  const drawn = new Map<string, Drawn>();
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
    jump.hidden = true;
  };
  jump.addEventListener('click', toEnd);
  log.addEventListener('scroll', () => {
    if (atEnd()) jump.hidden = true;
  });
  let first = true;
  const update = () => {
    const { snapshot } = app.state();
    const messages = messagesIn(snapshot, channel);
    const stay = !first && !atEnd() && messages.at(-1)?.user !== snapshot.me;
    const grew = messages.length > drawn.size;
    arrange(log, [intro, ...drawAll(app, inThreads(messages), namesIn(snapshot), drawn)]);
    if (!stay) toEnd();
    else if (grew) jump.hidden = false;
    first = false;
  };
  return { node, update };
}

interface Drawn extends MessageView {
  /** What it was drawn from; the same again means nothing to do. */
  readonly from: string;
}

/** Slack puts messages of one author together when they come within five minutes. */
const TOGETHER_SECONDS = 300;

function drawAll(app: App, messages: readonly ClientMessage[], names: Names, drawn: Map<string, Drawn>): Node[] {
  const nodes: Node[] = [];
  const present = new Set<string>();
  for (const [index, message] of messages.entries()) {
    const before = messages[index - 1];
    const newDay = !before || (parentOf(message) === null && !isSameDay(dayOf(before), message.ts));
    if (newDay) nodes.push(h('div', { class: 'day' }, h('span', {}, dayName(message.ts))));
    const follows = !newDay && before !== undefined && belongTogether(before, message);
    nodes.push(redraw(app, message, names, follows, drawn));
    present.add(message.ts);
  }
  for (const ts of drawn.keys()) if (!present.has(ts)) drawn.delete(ts);
  return nodes;
}

/** A thread stands on the day of its first message. */
function dayOf(message: ClientMessage): string {
  return parentOf(message) ?? message.ts;
}

function redraw(
  app: App,
  message: ClientMessage,
  names: Names,
  follows: boolean,
  drawn: Map<string, Drawn>,
): HTMLElement {
  const old = drawn.get(message.ts);
  const from = JSON.stringify([message, follows]);
  if (old?.from === from) return old.node;
  const view = drawMessage(app, message, { names, follows, typed: old ? valuesOf(old.surface) : {} });
  drawn.set(message.ts, { ...view, from });
  if (old) passFocus(old.node, view.node);
  return view.node;
}

/** A card that is replaced by its outcome takes its button away: the focus then goes to the message. */
function passFocus(old: HTMLElement, fresh: HTMLElement): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !old.contains(focused)) return;
  const { actionId } = focused.dataset;
  queueMicrotask(() => {
    const same = actionId ? fresh.querySelector<HTMLElement>(`[data-action-id="${CSS.escape(actionId)}"]`) : null;
    (same ?? fresh).focus({ preventScroll: true });
  });
}

function belongTogether(before: ClientMessage, message: ClientMessage): boolean {
  return (
    before.user === message.user &&
    before.ephemeral === message.ephemeral &&
    parentOf(before) === parentOf(message) &&
    Number(message.ts) - Number(before.ts) < TOGETHER_SECONDS
  );
}
