import type { LogEntry } from '../protocol.js';
import { arrange, h } from './dom.js';
import { icon } from './icons.js';
import type { Part } from './state.js';
import { logTime } from './time.js';

interface Logged {
  readonly snapshot: { readonly log: readonly LogEntry[] };
  readonly requestsOpen: boolean;
}

interface Opens {
  readonly change: (change: { readonly requestsOpen: boolean }) => void;
}

/** What the chat would send to the bot and what the bot asks of the chat, newest first; each row opens to both texts. */
export function createRequests(app: Opens): Part<Logged> {
  const close = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close requests' }, icon('close'));
  close.addEventListener('click', () => {
    app.change({ requestsOpen: false });
    document.querySelector<HTMLElement>('[data-toggle="requests"]')?.focus();
  });
  const none = h('p', { class: 'soft requests-none' }, 'Nothing yet. Send a command and see what goes over the wire.');
  const list = h('div', { class: 'requests-list', role: 'region', tabindex: 0, 'aria-label': 'List of requests' });
  const node = h(
    'aside',
    { class: 'requests', id: 'requests', 'aria-label': 'Requests', hidden: true },
    h('div', { class: 'requests-head' }, h('h2', {}, 'Requests'), close),
    h('p', { class: 'soft requests-key' }, direction('in'), ' to the bot · ', direction('out'), ' from the bot'),
    list,
  );
  const drawn = new Map<number, HTMLElement>();
  let log: readonly LogEntry[] | null = null;
  const update = ({ snapshot, requestsOpen }: Logged) => {
    node.hidden = !requestsOpen;
    if (!requestsOpen || snapshot.log === log) return;
    log = snapshot.log;
    const rows = log.map((entry) => drawn.get(entry.id) ?? remember(drawn, entry));
    arrange(list, rows.length > 0 ? rows.reverse() : [none]);
  };
  return { node, update };
}

function remember(drawn: Map<number, HTMLElement>, entry: LogEntry): HTMLElement {
  const row = drawEntry(entry);
  drawn.set(entry.id, row);
  return row;
}

function drawEntry(entry: LogEntry): HTMLElement {
  const failed = entry.status >= 400 || isRefusal(entry.answer);
  const summary = h(
    'summary',
    {},
    direction(entry.direction),
    h('span', { class: 'request-what' }, entry.what),
    h(
      'span',
      { class: failed ? 'status status-bad' : 'status' },
      failed && entry.status < 400 ? `${entry.status} refused` : String(entry.status),
    ),
    h('span', { class: 'soft' }, `${Math.round(entry.milliseconds)} ms`),
    h('time', { class: 'soft', datetime: entry.at }, logTime(entry.at)),
  );
  const row = h('details', { class: 'request' }, summary);
  row.addEventListener('toggle', () => row.append(json('Request', entry.request), json('Answer', entry.answer)), {
    once: true,
  });
  return row;
}

function direction(way: LogEntry['direction']): HTMLElement {
  return h('span', { class: `way way-${way}` }, way === 'in' ? 'in' : 'out');
}

function json(title: string, value: unknown): HTMLElement {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return h(
    'div',
    { class: 'json' },
    h('h3', {}, title),
    h('pre', { tabindex: 0 }, text === undefined || text === '' ? '(empty)' : text),
  );
}

/** Slack refuses with status 200 and `ok: false`. */
function isRefusal(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
}
