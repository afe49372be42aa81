import type { BlockJson, ClientView } from '../../src/playground/protocol.js';
import type { FormSeen, Question, Words } from './seat.js';

/** Block Kit, as far as Vitrine draws with it. Whatever else stood there would be overlooked, so it is an error. */
export interface Block {
  readonly type: string;
  readonly block_id: string;
  readonly text?: Text;
  readonly elements?: readonly (Text & Section & Button)[];
  readonly label?: Text;
  readonly hint?: Text;
  readonly optional?: boolean;
  readonly element?: Widget;
  /** What a picture shows, in words. */
  readonly alt_text?: string;
}

interface Text {
  readonly text: string;
}

interface Section {
  readonly elements?: readonly Text[];
}

export interface Button {
  readonly type: string;
  readonly action_id: string;
  readonly text: string & Text;
  readonly confirm?: object;
}

export interface Widget {
  readonly type: string;
  readonly action_id: string;
  readonly multiline?: boolean;
  readonly options?: readonly Option[];
  readonly placeholder?: Text;
  readonly initial_value?: string;
  readonly initial_date?: string;
  readonly initial_time?: string;
  readonly initial_option?: Option;
  readonly initial_options?: readonly Option[];
}

export interface Option {
  readonly text: Text;
  readonly value: string;
}

export const blocksOf = (blocks: readonly BlockJson[]): readonly Block[] => blocks as unknown as readonly Block[];

export function wordsIn(blocks: readonly Block[]): Words {
  return blocks.flatMap((block) => linesOf(block)).flatMap((line) => line.split('\n'));
}

function linesOf({ type, text, alt_text = '', elements = [] }: Block): Words {
  switch (type) {
    case 'image':
      return [alt_text];
    case 'rich_text':
      return [
        elements
          .flatMap((section) => section.elements ?? [])
          .map(({ text: words }) => words)
          .join(''),
      ];
    case 'context':
      return elements.map((element) => element.text);
    case 'header':
    case 'section':
      return [text?.text ?? ''];
    case 'actions':
      return [elements.map((button) => `[${button.text.text}]`).join(' ')];
    case 'divider':
    case 'input':
      return [];
    default:
      throw new Error(`nobody reads a block of type ${type}`);
  }
}

/** Home is one page: its cards stand between dividers. */
export function cardsOn(blocks: readonly Block[]): readonly Words[] {
  const [, ...rest] = blocks;
  const cards: Block[][] = [[]];
  for (const block of rest) {
    if (block.type === 'divider') cards.push([]);
    else cards.at(-1)?.push(block);
  }
  return cards.map(wordsIn);
}

export const isForm = ({ submit }: ClientView): boolean => submit !== null;

export function formIn({ title, submit, blocks }: ClientView): FormSeen {
  const all = blocksOf(blocks);
  const sections = all.flatMap((block, index) => (block.type === 'section' && !isStatement(all, index) ? [block] : []));
  return {
    title,
    submit: submit ?? '',
    intro: wordsIn(sections).join('\n'),
    questions: all.flatMap((block, index) => (block.type === 'input' ? [questionOf(block, all[index - 1])] : [])),
  };
}

/** What is too long for a box stands above it. */
const isStatement = (all: readonly Block[], index: number): boolean => saysYes(all[index + 1]);

const saysYes = (block: Block | undefined): boolean =>
  isConfirmation(block?.element) && block?.element?.options?.[0]?.text.text === 'Yes';

const isConfirmation = (widget: Widget | undefined): boolean => widget?.options?.[0]?.value === '=confirmed';

function questionOf({ label, hint, optional, element, ...block }: Block, before: Block | undefined): Question {
  const widget = element as Widget;
  const statement = saysYes({ ...block, element: widget }) ? before?.text?.text : undefined;
  return {
    label: label?.text ?? '',
    kind: kindOf(widget),
    required: optional !== true,
    hint: hint?.text ?? '',
    options: statement ? [statement] : (widget.options ?? []).map(({ text }) => text.text),
    filled: filledIn(widget),
  };
}

function kindOf(widget: Widget): Question['kind'] {
  switch (widget.type) {
    case 'plain_text_input':
      return widget.multiline ? 'long-text' : 'text';
    case 'radio_buttons':
    case 'static_select':
      return 'choice';
    case 'checkboxes':
      return isConfirmation(widget) ? 'confirm' : 'choices';
    case 'multi_static_select':
      return 'choices';
    case 'external_select':
      return 'lookup';
    case 'file_input':
      return 'files';
    case 'datepicker':
      return 'day';
    case 'timepicker':
      return 'time';
    case 'number_input':
      return widget.placeholder ? 'amount' : 'quantity';
    default:
      throw new Error(`nobody fills in a widget of type ${widget.type}`);
  }
}

function filledIn({ initial_option: one, initial_options: several = [], ...widget }: Widget): string[] {
  const typed = widget.initial_value ?? widget.initial_date ?? widget.initial_time;
  const chosen = one ? [one, ...several] : several;
  return typed === undefined ? chosen.map(({ text }) => text.text) : [typed];
}
