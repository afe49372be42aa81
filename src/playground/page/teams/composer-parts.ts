import type { TeamsConversation } from '../../teams/protocol.js';
import { freshId, h } from '../dom.js';
import { type IconName, icon } from '../icons.js';

export interface ComposerParts {
  readonly form: HTMLFormElement;
  readonly box: HTMLTextAreaElement;
  readonly send: HTMLButtonElement;
  readonly hint: HTMLElement;
  readonly trouble: HTMLElement;
  /** Where the file stands that goes with the words. */
  readonly chosen: HTMLElement;
  readonly file: HTMLInputElement;
  /** In a private chat there is nobody else to be heard by. */
  readonly mention: HTMLElement | null;
  readonly commands: HTMLElement;
}

export function drawComposer(label: string, kind: TeamsConversation['kind']): ComposerParts {
  const hint = h('p', { class: 'usage', id: freshId('hint') });
  const trouble = h('p', { class: 'composer-trouble', role: 'alert' });
  const chosen = h('div', { class: 't-chosen' });
  const box = h('textarea', {
    rows: 1,
    class: 'composer-box',
    placeholder: label,
    'aria-label': label,
    'aria-describedby': hint.id,
    autocomplete: 'off',
  });
  const file = h('input', { type: 'file', 'aria-label': 'File', tabindex: -1, hidden: true });
  const attach = tool('clip', 'Attach a file');
  attach.addEventListener('click', () => file.click());
  const mention = kind === 'personal' ? null : tool('at', 'Mention');
  const commands = tool('apps', 'Commands');
  commands.setAttribute('aria-haspopup', 'menu');
  const send = h('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, icon('send'));
  const tools = h('div', { class: 't-tools' }, mention, attach, file, commands, send);
  const row = h('div', { class: 'composer-row' }, chosen, box, tools);
  const form = h('form', { class: 'composer t-composer' }, trouble, row, hint);
  return { form, box, send, hint, trouble, chosen, file, mention, commands };
}

export function drawChosen(file: File, remove: () => void): HTMLElement {
  const cross = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': `Remove ${file.name}` },
    icon('close'),
  );
  cross.addEventListener('click', remove);
  return h('p', { class: 't-chip' }, icon('file'), h('span', {}, file.name), cross);
}

function tool(name: IconName, label: string): HTMLElement {
  return h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label }, icon(name));
}
