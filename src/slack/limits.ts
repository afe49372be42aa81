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
  check([
    ...some('blocks in a message', blocks.length),
    ...blocks.flatMap(ofBlock),
    ...some('bytes of blocks in a message', bytes(blocks)),
    ...some('bytes of text beside the blocks', Buffer.byteLength(text)),
  ]);
}

export function checkView(view: Modal | HomeView): void {
  check([
    ...some('blocks in a view', view.blocks.length),
    ...view.blocks.flatMap(ofBlock),
    ...some('focused elements', view.blocks.filter(hasFocus).length),
    ...length('characters of an id', view.callback_id),
    ...length('characters of private_metadata', view.private_metadata),
    ...(view.type === 'modal' ? ofModal(view) : []),
    ...some('bytes of a view', bytes(view)),
  ]);
}

type Measure = readonly [limit: Limit, amount: number];

/** What is there must not be empty either. */
function check(measures: readonly Measure[]): void {
  for (const [limit, amount] of measures) {
    if (amount < 1 || amount > LIMITS[limit]) throw new LimitExceeded(limit, amount);
  }
}

function ofModal({ title, submit, close }: Modal): Measure[] {
  return [
    ...length('characters of a modal title', title.text),
    ...length('characters of a modal button', submit?.text),
    ...length('characters of a modal button', close?.text),
  ];
}

function ofBlock(block: ViewBlock): Measure[] {
  return [...length('characters of an id', block.block_id), ...ofContent(block)];
}

function ofContent(block: ViewBlock): Measure[] {
  switch (block.type) {
    case 'rich_text':
    case 'divider':
      return [];
    case 'header':
      return length('characters of a header', block.text.text);
    case 'section':
      return length('characters of a paragraph', block.text.text);
    case 'context':
      return [
        ['elements of a note', block.elements.length],
        ...block.elements.flatMap(({ text }) => length('characters of a note', text)),
      ];
    case 'actions':
      return [['buttons in a row', block.elements.length], ...block.elements.flatMap(ofButton)];
    case 'input':
      return ofQuestion(block);
  }
}

function ofButton({ text, action_id, value, confirm }: Button): Measure[] {
  return [
    ...length('characters of a button', text.text),
    ...length('characters of an id', action_id),
    ...length('characters of a button value', value),
    ...(confirm ? ofConfirmation(confirm) : []),
  ];
}

function ofConfirmation({ title, text, confirm, deny }: ConfirmationDialog): Measure[] {
  return [
    ...length('characters of a confirmation title', title?.text),
    ...length('characters of a confirmation', text.text),
    ...length('characters of a confirmation button', confirm?.text),
    ...length('characters of a confirmation button', deny?.text),
  ];
}

function ofQuestion({ label, hint, element }: Question): Measure[] {
  return [
    ...length('characters of a label', label.text),
    ...length('characters of a hint', hint?.text),
    ...length('characters of an id', element.action_id),
    ...ofWidget(element),
  ];
}

function ofWidget(widget: Widget): Measure[] {
  switch (widget.type) {
    case 'plain_text_input':
      return [
        ...length('characters of a placeholder', widget.placeholder?.text),
        ...length('characters of a text field', widget.initial_value),
        ['characters of a text field', widget.max_length ?? 1],
      ];
    case 'static_select':
    case 'multi_static_select':
      return [['options of a menu', widget.options?.length ?? 0], ...(widget.options ?? []).flatMap(ofOption)];
    case 'file_input':
      return [['files of a question', widget.max_files ?? 1]];
    case 'radio_buttons':
    case 'checkboxes':
      return [['options of radio buttons or checkboxes', widget.options.length], ...widget.options.flatMap(ofOption)];
  }
}

function ofOption({ text, value }: Option): Measure[] {
  return [...length('characters of an option', text.text), ...length('characters of an option value', value)];
}

const length = (limit: Limit, text: string | undefined): Measure[] =>
  text === undefined ? [] : [[limit, text.length]];

/** For what may also be none. */
const some = (limit: Limit, amount: number): Measure[] => (amount === 0 ? [] : [[limit, amount]]);

const hasFocus = (block: ViewBlock): boolean =>
  block.type === 'input' && 'focus_on_load' in block.element && block.element.focus_on_load === true;

/** Bytes, where Slack may count characters: the stricter reading. */
const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
