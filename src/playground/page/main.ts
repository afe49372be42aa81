import { chatInAddress } from './chat-switch.js';
import { h } from './dom.js';

/** Loads the client of the chat that the address names, and nothing of the other. */
async function begin(): Promise<void> {
  const chat = chatInAddress(location.search);
  document.documentElement.dataset.chat = chat;
  const { start } = await (chat === 'teams' ? import('./teams/start.js') : import('./slack.js'));
  await start();
}

begin().catch(() => {
  const again = h('a', { href: '' }, 'Load the page again');
  document.body.replaceChildren(
    h('main', { class: 'loading', role: 'alert' }, 'The playground does not answer. ', again, '.'),
  );
});
