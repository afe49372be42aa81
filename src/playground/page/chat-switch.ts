import { h } from './dom.js';
import { recall, remember, tab } from './state.js';

export type Chat = 'slack' | 'teams';

/** The chat that this address shows: `/?chat=teams`, so that a link leads there. */
export function chatInAddress(search: string): Chat {
  return new URLSearchParams(search).get('chat') === 'teams' ? 'teams' : 'slack';
}

export const addressOf = (chat: Chat): string => (chat === 'teams' ? '/?chat=teams' : '/');

/** The two chats side by side, as one choice. The other one is a page of its own, and the same person stays. */
export function chatSwitch(): HTMLElement {
  const current = chatInAddress(location.search);
  const options = [option('slack', 'Slack'), option('teams', 'Teams')];
  const showCurrent = () => {
    for (const { input } of options) input.checked = input.value === current;
  };
  for (const { input } of options) input.addEventListener('change', () => leaveFor(input.value as Chat));
  showCurrent();
  // A page that comes back from the browser's memory still shows what was chosen when it left.
  window.addEventListener('pageshow', showCurrent);
  if (recall(tab, 'switched') === true) {
    remember(tab, 'switched', false);
    requestAnimationFrame(() => options.find(({ input }) => input.checked)?.input.focus());
  }
  const legend = h('legend', { class: 'visually-hidden' }, 'Chat');
  return h('fieldset', { class: 'chats' }, legend, ...options.map(({ node }) => node));
}

/** The focus stays on the switch, as it would without another page. */
function leaveFor(chat: Chat): void {
  remember(tab, 'switched', true);
  location.assign(addressOf(chat));
}

function option(chat: Chat, name: string) {
  const input = h('input', { type: 'radio', name: 'chat', value: chat, autocomplete: 'off' });
  return { input, node: h('label', { class: 'chat-option' }, input, h('span', {}, name)) };
}
