import { h } from '../dom.js';
import { icon } from '../icons.js';

/** A sentence is long enough to be read twice; it goes by itself unless somebody is at it. */
const SHOWN_FOR = 20_000;
const MOST = 3;

/** Sentences over the conversation: refusals of the bot, and what Teams itself says. */
export function createToasts(): { readonly node: HTMLElement; readonly show: (text: string) => void } {
  const node = h('div', { class: 't-toasts', role: 'status' });
  const show = (text: string) => {
    const close = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Put away' }, icon('close'));
    const toast = h('div', { class: 't-toast' }, h('p', {}, text), close);
    close.addEventListener('click', () => {
      toast.remove();
      document.querySelector<HTMLElement>('.t-log')?.focus();
    });
    const leave = () => (toast.matches(':hover, :focus-within') ? wait() : toast.remove());
    const wait = () => window.setTimeout(leave, SHOWN_FOR);
    node.append(toast);
    while (node.children.length > MOST) node.firstElementChild?.remove();
    wait();
  };
  return { node, show };
}
