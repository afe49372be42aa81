import type { ConfirmationDialog, Button as SlackButton } from '@slack/types';
import type { Block, Button, Buttons, Card, Lines, Picture } from '../chat/card.js';
import { plainText } from '../chat/plain-text.js';
import { type ButtonRow, type CardBlock, plain, type Run, richText } from './blocks.js';
import { actionId, buttonValue } from './button.js';
import { checkMessage } from './limits.js';

/** What is said to somebody: a card, or a sentence. */
export type Saying = Card | string;

export interface Message {
  readonly blocks: CardBlock[];
  readonly text: string;
}

/** The files at Slack, by the ids of the pictures they are. */
export type Shelf = ReadonlyMap<string, string>;

const NO_PICTURES: Shelf = new Map();

export function renderMessage(saying: Saying, shelf = NO_PICTURES): Message {
  const message = { blocks: renderCard(saying, shelf), text: notice(saying) };
  checkMessage(message);
  return message;
}

/** For a view, which checks itself as a whole. */
export function renderCard(saying: Saying, shelf = NO_PICTURES): CardBlock[] {
  if (typeof saying === 'string') return present(richText({ text: saying }));

  const { title, detail, blocks } = saying;
  const heading = richText({ text: title, bold: true }, { text: detail ? ` · ${detail}` : '' });
  return [...present(heading), ...blocks.flatMap((block) => renderBlock(block, shelf))];
}

function renderBlock(block: Block, shelf: Shelf): CardBlock[] {
  switch (block.type) {
    case 'text':
      if (block.tone === 'plain') return present(richText({ text: block.text }));
      return block.text === '' ? [] : [{ type: 'context', elements: [plain(block.text)] }];
    case 'lines':
      return present(richText(...runsOf(block)));
    case 'buttons':
      return present(rowOf(block));
    case 'picture':
      return renderPicture(block, shelf);
  }
}

/** Where Slack doesn't have it, its words. */
function renderPicture({ picture, alt }: Picture, shelf: Shelf): CardBlock[] {
  const file = shelf.get(picture);
  if (file === undefined) return present(richText({ text: alt }));
  return [{ type: 'image', slack_file: { id: file }, alt_text: alt }];
}

/** Line breaks within one section: sections that follow each other are not sure to begin a new line. */
function runsOf({ lines }: Lines): Run[] {
  return lines.flatMap(({ lead, text }, index) => {
    const end = index < lines.length - 1 ? '\n' : '';
    return [{ text: lead, bold: true }, { text: `${lead && text ? ' ' : ''}${text}${end}` }];
  });
}

function rowOf({ buttons }: Buttons): ButtonRow | null {
  if (buttons.length === 0) return null;
  const actions = buttons.map(({ action }) => action);
  return {
    type: 'actions',
    elements: buttons.map((button, index) => renderButton(button, actionId(button.action, actions.slice(0, index)))),
  };
}

function renderButton(button: Button, id: string): SlackButton {
  return {
    type: 'button',
    action_id: id,
    text: plain(button.label),
    value: buttonValue(button),
    ...(button.style !== 'plain' && { style: button.style }),
    ...(button.confirm && { confirm: renderConfirmation(button.confirm) }),
  };
}

function renderConfirmation({ title, text, yes }: NonNullable<Button['confirm']>): ConfirmationDialog {
  return { title: plain(title), text: plain(text), confirm: plain(yes), deny: plain('Cancel') };
}

const NOTICE_BYTES = 3_000;

/**
 * The text beside the blocks, for notifications and screen readers only, so it alone may be shortened: the blocks hold
 * everything. Slack reads it as mrkdwn, hence the escapes, and measures it in bytes.
 */
function notice(saying: Saying): string {
  const whole = typeof saying === 'string' ? saying : plainText(saying);
  let short = '';
  let size = 0;
  for (const character of whole) {
    const escaped = ESCAPES[character] ?? character;
    size += Buffer.byteLength(escaped);
    if (size > NOTICE_BYTES - Buffer.byteLength('…')) return `${short}…`;
    short += escaped;
  }
  return short;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const present = <T>(item: T | null): T[] => (item === null ? [] : [item]);
