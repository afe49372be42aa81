import type { ClientMessage } from '../protocol.js';
import { post, troubleOf } from './api.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';
import type { App } from './state.js';

/** What the app can do with this message; nothing where it can't do anything. */
export function moreButton(app: App, message: ClientMessage): HTMLElement | null {
  const { shortcuts } = app.state().snapshot;
  if (shortcuts.length === 0 || message.ephemeral) return null;
  const button = h(
    'button',
    { type: 'button', class: 'icon-button message-more', 'aria-label': 'More actions', 'aria-haspopup': 'menu' },
    icon('more'),
  );
  button.addEventListener('click', () => {
    const rows = shortcuts.map(({ callback_id, name, description }) => ({
      title: name,
      words: description,
      take: () => void pick(app, message, { callback_id, name }, button),
    }));
    openMenu(button, 'Message actions', rows);
  });
  return button;
}

async function pick(
  app: App,
  { channel, ts }: ClientMessage,
  { callback_id: callbackId, name }: { readonly callback_id: string; readonly name: string },
  button: HTMLElement,
): Promise<void> {
  if (button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  const answer = await post('shortcut', { user: app.state().snapshot.me, channel, ts, callbackId });
  button.ariaBusy = 'false';
  const body = button.closest('.message')?.querySelector('.message-body');
  body?.querySelector(':scope > .block-trouble')?.remove();
  const trouble = troubleOf(answer);
  if (trouble) body?.append(h('p', { class: 'block-trouble', role: 'alert' }, trouble));
  else app.sent({ sent: 'command', labels: [name] });
}
