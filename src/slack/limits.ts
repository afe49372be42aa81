import type { Button, ConfirmationDialog, Option } from '@slack/types';
import type { CardBlock, HomeView, Modal, Question, ViewBlock, Widget } from './blocks.js';

/** What Slack takes (docs.slack.dev, Block Kit and views). Where its pages disagree, the stricter number. */
export const LIMITS = {
  'blocks in a message': 50,
  /** Undocumented: `msg_blocks_too_long` was seen from about 13,200. */
  'bytes of blocks in a message': 13_000,
  /** chat.update refuses more. */
  'bytes of text beside the blocks': 4_000,
  'blocks in a view': 100,
  'bytes of a view': 250_000,
  'characters of private_metadata': 3_000,
  'characters of an id': 255,
  'characters of a modal title': 24,
  'characters of a modal button': 24,
  'characters of a header': 150,
  'characters of a paragraph': 3_000,
  'elements of a note': 10,
  'characters of a note': 3_000,
  'characters about a picture': 2_000,
  'buttons in a row': 25,
  'characters of a button': 75,
  'characters of a button value': 2_000,
  'characters of a confirmation title': 100,
  'characters of a confirmation': 300,
  'characters of a confirmation button': 30,
  'characters of an option': 75,
  'characters of an option value': 75,
  'options of a menu': 100,
  'options of radio buttons or checkboxes': 10,
  'characters of a placeholder': 150,
  'characters of a label': 2_000,
  'characters of a hint': 2_000,
  'characters of a text field': 3_000,
  'focused elements': 1,
  'files of a question': 10,
} as const;

export type Limit = keyof typeof LIMITS;

/** Something is longer than Slack takes. We shorten nothing: a cut action id would route elsewhere, a cut sentence lie. */
export class LimitExceeded extends Error {
  constructor(
    readonly limit: Limit,
    readonly amount: number,
  ) {
    super(`${amount} ${limit}; Slack takes 1 to ${LIMITS[limit]}`);
    this.name = 'LimitExceeded';
  }
}

export function checkMessage({ blocks, text }: { readonly blocks: readonly CardBlock[]; readonly text: string }): void {
  atMost('blocks in a message', blocks.length);
  for (const block of blocks) checkBlock(block);
  atMost('bytes of blocks in a message', bytes(blocks));
  atMost('bytes of text beside the blocks', Buffer.byteLength(text));
}

export function checkView(view: Modal | HomeView): void {
  atMost('blocks in a view', view.blocks.length);
  for (const block of view.blocks) checkBlock(block);
  atMost('focused elements', view.blocks.filter(hasFocus).length);
  text('characters of an id', view.callback_id);
  text('characters of private_metadata', view.private_metadata);
  if (view.type === 'modal') checkBar(view);
  atMost('bytes of a view', bytes(view));
}

function checkBar({ title, submit, close }: Modal): void {
  text('characters of a modal title', title.text);
  text('characters of a modal button', submit?.text);
  text('characters of a modal button', close?.text);
}

function checkBlock(block: ViewBlock): void {
  text('characters of an id', block.block_id);
  switch (block.type) {
    case 'rich_text':
    case 'divider':
      return;
    case 'header':
      text('characters of a header', block.text.text);
      return;
    case 'section':
      text('characters of a paragraph', block.text.text);
      return;
    case 'context':
      some('elements of a note', block.elements.length);
      for (const element of block.elements) text('characters of a note', element.text);
      return;
    case 'image':
      text('characters about a picture', block.alt_text);
      return;
    case 'actions':
      some('buttons in a row', block.elements.length);
      for (const button of block.elements) checkButton(button);
      return;
    case 'input':
      checkQuestion(block);
  }
}

function checkButton({ text: label, action_id, value, confirm }: Button): void {
  text('characters of a button', label.text);
  text('characters of an id', action_id);
  text('characters of a button value', value);
  if (confirm) checkConfirmation(confirm);
}

function checkConfirmation({ title, text: question, confirm, deny }: ConfirmationDialog): void {
  text('characters of a confirmation title', title?.text);
  text('characters of a confirmation', question.text);
  text('characters of a confirmation button', confirm?.text);
  text('characters of a confirmation button', deny?.text);
}

function checkQuestion({ label, hint, element }: Question): void {
  text('characters of a label', label.text);
  text('characters of a hint', hint?.text);
  text('characters of an id', element.action_id);
  checkWidget(element);
}

function checkWidget(widget: Widget): void {
  switch (widget.type) {
    case 'plain_text_input':
      text('characters of a placeholder', widget.placeholder?.text);
      text('characters of a text field', widget.initial_value);
      some('characters of a text field', widget.max_length ?? 1);
      return;
    case 'static_select':
    case 'multi_static_select':
      checkOptions('options of a menu', widget.options ?? []);
      return;
    case 'external_select':
      text('characters of a placeholder', widget.placeholder?.text);
      checkFound(widget.initial_option ? [widget.initial_option] : []);
      return;
    case 'datepicker':
    case 'timepicker':
      return;
    case 'number_input':
      text('characters of a placeholder', widget.placeholder?.text);
      return;
    case 'file_input':
      some('files of a question', widget.max_files ?? 1);
      return;
    case 'radio_buttons':
    case 'checkboxes':
      checkOptions('options of radio buttons or checkboxes', widget.options);
  }
}

/** What is found may be nothing. */
export function checkFound(options: readonly Option[]): void {
  checkOptions('options of a menu', options, 0);
}

function checkOptions(limit: Limit, options: readonly Option[], least = 1): void {
  if (options.length < least) throw new LimitExceeded(limit, options.length);
  atMost(limit, options.length);
  for (const { text: label, value } of options) {
    text('characters of an option', label.text);
    text('characters of an option value', value);
  }
}

/** What is there must not be empty. */
function text(limit: Limit, words: string | undefined): void {
  if (words !== undefined) some(limit, words.length);
}

function some(limit: Limit, amount: number): void {
  if (amount < 1) throw new LimitExceeded(limit, amount);
  atMost(limit, amount);
}

function atMost(limit: Limit, amount: number): void {
  if (amount > LIMITS[limit]) throw new LimitExceeded(limit, amount);
}

const hasFocus = (block: ViewBlock): boolean =>
  block.type === 'input' && 'focus_on_load' in block.element && block.element.focus_on_load === true;

/** Bytes, where Slack may count characters: the stricter reading. */
const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
