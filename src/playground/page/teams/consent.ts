import type { TeamsAttachment, TeamsMessage } from '../../teams/protocol.js';
import { h } from '../dom.js';
import { sizeOf } from '../files.js';
import { icon } from '../icons.js';
import { post, troubleOf } from './api.js';
import { noticeOf, type TeamsApp } from './state.js';

/** "Vitrine wants to send you a file": only a yes lets it arrive. */
export function drawConsent(
  app: TeamsApp,
  { conversation, id }: TeamsMessage,
  file: Extract<TeamsAttachment, { kind: 'consent' }>,
): HTMLElement {
  const trouble = h('p', { class: 't-trouble', role: 'alert' });
  const buttons = [
    h('button', { type: 'button', class: 'button button-primary' }, 'Allow'),
    h('button', { type: 'button', class: 'button' }, 'Decline'),
  ];
  const node = h(
    'div',
    { class: 't-card t-consent', role: 'group', 'aria-label': `File ${file.name}` },
    h(
      'div',
      { class: 'file-head' },
      h('span', { class: 'file-icon' }, icon('file')),
      h('span', { class: 'file-words' }, h('strong', {}, file.name), h('span', { class: 'soft' }, sizeOf(file.size))),
    ),
    h('p', {}, `${app.state().snapshot.app.name} wants to send you this file. ${file.description}`.trim()),
    file.state === 'open' ? h('div', { class: 'actions' }, ...buttons) : h('p', { class: 'soft' }, 'Answered.'),
    trouble,
  );
  const answerWith = async (action: 'accept' | 'decline') => {
    if (node.ariaBusy === 'true') return;
    node.ariaBusy = 'true';
    const answer = await post('consent', { user: app.state().snapshot.me, conversation, message: id, action });
    node.ariaBusy = 'false';
    trouble.textContent = troubleOf(answer) ?? '';
    const notice = noticeOf(answer);
    if (notice) app.toast(notice);
    if (answer.ok) app.sent({ sent: 'press', labels: [action === 'accept' ? 'Allow' : 'Decline'] });
  };
  buttons[0]?.addEventListener('click', () => answerWith('accept'));
  buttons[1]?.addEventListener('click', () => answerWith('decline'));
  return node;
}
