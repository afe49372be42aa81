import type { WalkStep } from '../protocol.js';
import { h } from './dom.js';
import { icon } from './icons.js';

/** A ready text with a button that copies it; a command can also be put in the message box, a list is shown to be read. */
export function drawCopy(copy: NonNullable<WalkStep['copy']>, put?: (text: string) => void): HTMLElement {
  const isCommand = copy.text.startsWith('/');
  const said = h('span', { role: 'status', class: 'copied' });
  const text = isCommand
    ? h('code', { class: 'copy-command' }, copy.text)
    : h('pre', { class: 'copy-text', tabindex: 0, role: 'region', 'aria-label': 'Text to copy' }, copy.text);
  const button = h('button', { type: 'button', class: 'button', 'data-walk': 'copy' }, icon('copy'), copy.label);
  button.addEventListener('click', async () => {
    const copied = await copyText(copy.text);
    if (!copied) getSelection()?.selectAllChildren(text);
    said.textContent = copied ? 'Copied' : 'Selected. Copy it with your keyboard.';
  });
  const fill = () => put?.(copy.text);
  const putButton =
    isCommand && put
      ? h('button', { type: 'button', class: 'button', 'data-walk': 'put', onclick: fill }, 'Put it in the box')
      : null;
  return h(
    'div',
    { class: isCommand ? 'copy copy-line' : 'copy' },
    text,
    h('div', { class: 'copy-do' }, button, putButton, said),
  );
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
