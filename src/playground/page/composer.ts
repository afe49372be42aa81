import { post, troubleOf } from './api.js';
import { commandInUse, isWholeCommand, matchingCommands } from './completion.js';
import { createCompletion } from './completion-list.js';
import { freshId, h } from './dom.js';
import { icon } from './icons.js';
import { createTurns } from './in-turn.js';
import type { App } from './state.js';

export interface Composer {
  readonly node: HTMLElement;
  readonly fill: (text: string) => void;
}

/** What is written and not yet sent, by person and conversation. */
const drafts = new Map<string, string>();

/** The message box of one conversation: text, or a slash command with completion. */
export function createComposer(app: App, channel: string, label: string): Composer {
  const parts = drawComposer(channel, label);
  const { box, form, usage } = parts;
  const draft = `${app.state().snapshot.me}/${channel}`;
  const changed = () => {
    drafts.set(draft, box.value);
    grow(box);
    parts.send.disabled = box.value.trim() === '';
    completion.update();
    showUsage(app, box.value, usage);
  };
  const fill = (text: string) => {
    box.value = text;
    changed();
    completion.close();
    box.focus();
  };
  const find = () =>
    matchingCommands(app.state().snapshot.commands, box.value).map(({ command, usage_hint, description }) => {
      return { title: command, usage: usage_hint, words: description, take: () => fill(`${command} `) };
    });
  const inTurn = createTurns();
  const send = () => {
    const text = box.value.trim();
    if (text !== '') inTurn(text, () => sendText(app, parts, text, changed));
  };
  const completion = createCompletion(box, { label: 'Commands', find, announce: app.announce });
  form.prepend(completion.node);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  box.addEventListener('input', changed);
  box.addEventListener('keydown', (event) => {
    if (event.isComposing || completion.key(event, isWholeCommand(app.state().snapshot.commands, box.value))) return;
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  });
  box.value = drafts.get(draft) ?? '';
  // Its height is known once it stands in the page.
  queueMicrotask(changed);
  return { node: form, fill };
}

interface Parts {
  readonly channel: string;
  readonly box: HTMLTextAreaElement;
  readonly send: HTMLButtonElement;
  readonly form: HTMLFormElement;
  readonly usage: HTMLElement;
  readonly trouble: HTMLElement;
}

function drawComposer(channel: string, label: string): Parts {
  const usage = h('p', { class: 'usage', id: freshId('usage'), hidden: true });
  const trouble = h('p', { class: 'composer-trouble', role: 'alert' });
  const box = h('textarea', {
    rows: 1,
    class: 'composer-box',
    placeholder: label,
    'aria-label': label,
    autocomplete: 'off',
  });
  box.setAttribute('aria-describedby', usage.id);
  const send = h('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, icon('send'));
  const form = h('form', { class: 'composer' }, trouble, h('div', { class: 'composer-row' }, box, send), usage);
  return { channel, box, send, form, usage, trouble };
}

/** The text leaves the box when the server has taken it, not before; a refusal leaves it there to be mended. */
async function sendText(
  app: App,
  { channel, box, form, trouble }: Parts,
  text: string,
  changed: () => void,
): Promise<void> {
  const verb = text.startsWith('/') ? 'command' : 'message';
  trouble.textContent = '';
  form.ariaBusy = 'true';
  const answer = await post(verb, { user: app.state().snapshot.me, channel, text });
  form.ariaBusy = 'false';
  trouble.textContent = troubleOf(answer) ?? '';
  if (!answer.ok) return;
  if (verb === 'command') app.sent({ sent: 'command', labels: [text] });
  if (box.value.trim() !== text) return;
  box.value = '';
  changed();
}

function showUsage(app: App, typed: string, usage: HTMLElement): void {
  const command = commandInUse(app.state().snapshot.commands, typed);
  usage.hidden = !command;
  usage.textContent = command ? `${command.command} ${command.usage_hint ?? ''} · ${command.description}` : '';
}

function grow(box: HTMLTextAreaElement): void {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight + 2, 200)}px`;
}
