import type { TeamsMessage } from '../../teams/protocol.js';
import type { Faces } from '../names.js';
import { fingerprint } from './card-json.js';
import { drawMessage, type MessageView } from './message-view.js';
import type { TeamsApp } from './state.js';

/** The messages of one list. One that did not change is left alone: what is typed in it and the focus stay. */
export interface MessageNodes {
  readonly draw: (message: TeamsMessage, names: Faces, follows: boolean) => HTMLElement;
  /** Forgets what is gone. */
  readonly keep: (messages: readonly TeamsMessage[]) => void;
}

interface Drawn extends MessageView {
  /** What it was drawn from; the same again means nothing to do. */
  readonly from: string;
}

export function createMessageNodes(
  app: TeamsApp,
  shown: (message: TeamsMessage, node: HTMLElement, again: boolean) => void,
): MessageNodes {
  const drawn = new Map<string, Drawn>();
  return {
    draw: (message, names, follows) => {
      const old = drawn.get(message.id);
      const from = fingerprint([message, follows]);
      if (old?.from === from) return old.node;
      const typed = old ? old.cards.map(({ values }) => values()) : [];
      const view = drawMessage(app, message, { names, follows, typed });
      drawn.set(message.id, { ...view, from });
      if (old) passFocus(old.node, view.node);
      shown(message, view.node, old !== undefined);
      return view.node;
    },
    keep: (messages) => {
      const present = new Set(messages.map(({ id }) => id));
      for (const id of drawn.keys()) if (!present.has(id)) drawn.delete(id);
    },
  };
}

/** A card that is replaced by its outcome takes its button away: the focus then goes to the message. */
function passFocus(old: HTMLElement, fresh: HTMLElement): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !old.contains(focused)) return;
  const name = focused.getAttribute('aria-label');
  queueMicrotask(() => {
    const same = [...fresh.querySelectorAll<HTMLElement>('button')].find((one) => one.ariaLabel === name && name);
    (same ?? fresh).focus({ preventScroll: true });
  });
}
