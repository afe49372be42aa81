import type { InputValues, TeamsAttachment, TeamsMessage } from '../../teams/protocol.js';
import { h } from '../dom.js';
import { drawFile } from '../files.js';
import { icon } from '../icons.js';
import { openMenu } from '../menu.js';
import { avatar, type Faces } from '../names.js';
import { type CardView, drawCard } from './card-view.js';
import { messageChoices } from './commands.js';
import { drawConsent } from './consent.js';
import { runChoice } from './deeds.js';
import { pressIn } from './press.js';
import type { TeamsApp } from './state.js';
import { clockTime, longTime } from './time.js';
import { piecesOf } from './words.js';

export interface MessageView {
  readonly node: HTMLElement;
  readonly cards: readonly CardView[];
}

interface Options {
  readonly names: Faces;
  /** The second and later messages of one author within a few minutes: no face and no name. */
  readonly follows: boolean;
  /** In its cards, before this drawing. */
  readonly typed: readonly InputValues[];
}

/** One message: a bubble in a chat, a part of a post in a channel. The style sheet makes the difference. */
export function drawMessage(app: TeamsApp, message: TeamsMessage, { names, follows, typed }: Options): MessageView {
  const author = names.user(message.from) ?? 'Unknown';
  const cards: CardView[] = [];
  const parts = message.attachments.map((attachment) => {
    if (attachment.kind !== 'card') return drawAttachment(app, message, attachment);
    const place = { message, card: cards.length };
    const before = typed[place.card] ?? {};
    const view = drawCard(attachment.card, { typed: before, press: (press) => pressIn(app, place, press) });
    cards.push(view);
    return view.node;
  });
  const mine = message.from === app.state().snapshot.me;
  const classes = ['t-message', mine && 't-mine', follows && 't-follows', message.targeted && 't-targeted'];
  const node = h(
    'article',
    {
      class: classes.filter(Boolean).join(' '),
      'data-id': message.id,
      'aria-label': `${author}, ${clockTime(message.at)}${message.threadId ? ', reply' : ''}`,
      tabindex: -1,
    },
    h('div', { class: 't-face' }, !follows && avatar(message.from, names)),
    h(
      'div',
      { class: 't-said' },
      headOf(message, author, names, follows),
      message.targeted && h('p', { class: 'only-you' }, icon('eye'), 'Only you can see this message'),
      h('div', { class: 't-bubble' }, textOf(message, names, app.state().snapshot.me), ...parts),
    ),
    moreButton(app, message),
  );
  return { node, cards };
}

function headOf(message: TeamsMessage, author: string, names: Faces, follows: boolean): HTMLElement | null {
  if (follows && !message.edited) return null;
  return h(
    'p',
    { class: 't-head' },
    !follows && h('strong', {}, author),
    !follows && names.isApp(message.from) && h('span', { class: 'tag' }, 'App'),
    !follows && h('time', { title: longTime(message.at), datetime: message.at }, clockTime(message.at)),
    message.edited && h('span', { class: 'edited' }, 'Edited'),
  );
}

function textOf(message: TeamsMessage, names: Faces, me: string): HTMLElement | null {
  if (message.text.trim() === '') return null;
  const pieces = piecesOf(message).map((piece) => {
    if ('text' in piece) return piece.text;
    const isMe = names.user(me) === piece.mention;
    return h('span', { class: isMe ? 't-mention t-mention-me' : 't-mention' }, piece.mention);
  });
  return h('div', { class: 't-text' }, ...pieces);
}

function drawAttachment(
  app: TeamsApp,
  message: TeamsMessage,
  attachment: Exclude<TeamsAttachment, { kind: 'card' }>,
): HTMLElement {
  switch (attachment.kind) {
    case 'consent':
      return drawConsent(app, message, attachment);
    case 'file':
      return drawFile({ ...attachment, mimetype: attachment.fileType === 'csv' ? 'text/csv' : '' });
    case 'other':
      return h('p', { class: 'unsupported' }, `Not drawn here: ${attachment.contentType}`);
  }
}

/** What a command can do with this message; nothing where no command asks for one. */
function moreButton(app: TeamsApp, message: TeamsMessage): HTMLElement | null {
  const choices = messageChoices(app.state().snapshot.commands);
  if (choices.length === 0) return null;
  const button = h(
    'button',
    { type: 'button', class: 'icon-button t-more', 'aria-label': 'More options', 'aria-haspopup': 'menu' },
    icon('more'),
  );
  button.addEventListener('click', () => {
    const rows = choices.map((choice) => {
      return { title: choice.title, words: choice.description, take: () => void runChoice(app, choice, { message }) };
    });
    openMenu(button, 'Message options', rows);
  });
  return button;
}
