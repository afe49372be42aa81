import type {
  ActionsBlock,
  Button,
  Checkboxes,
  ContextBlock,
  Datepicker,
  DividerBlock,
  ExternalSelect,
  FileInput,
  HeaderBlock,
  ImageBlock,
  InputBlock,
  ModalView,
  MultiStaticSelect,
  NumberInput,
  PlainTextElement,
  PlainTextInput,
  RadioButtons,
  RichTextBlock,
  RichTextSection,
  RichTextText,
  SectionBlock,
  SlackFileImageObject,
  HomeView as SlackHomeView,
  StaticSelect,
  Timepicker,
} from '@slack/types';

/** The part of Block Kit we draw with: everything people or files supplied goes into literal text, never into mrkdwn. */
export interface RichText extends RichTextBlock {
  elements: LiteralSection[];
}

export interface LiteralSection extends RichTextSection {
  elements: RichTextText[];
}

export interface Note extends ContextBlock {
  elements: PlainTextElement[];
}

export interface ButtonRow extends ActionsBlock {
  elements: Button[];
}

/** Of a file that Slack has: what lies elsewhere its servers would have to fetch. */
export type Image = ImageBlock & SlackFileImageObject;

export interface Paragraph extends SectionBlock {
  text: PlainTextElement;
}

export type Widget =
  | PlainTextInput
  | StaticSelect
  | ExternalSelect
  | MultiStaticSelect
  | RadioButtons
  | Checkboxes
  | FileInput
  | Datepicker
  | Timepicker
  | NumberInput;

export interface Question extends InputBlock {
  element: Widget;
}

export type CardBlock = RichText | Note | ButtonRow | Image;
export type ViewBlock = CardBlock | Paragraph | Question | HeaderBlock | DividerBlock;

export interface Modal extends ModalView {
  blocks: ViewBlock[];
}

export interface HomeView extends SlackHomeView {
  blocks: ViewBlock[];
}

/** `emoji: false`: a colon code in somebody's text stays the text it is. */
export const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false });

export interface Run {
  readonly text: string;
  readonly bold?: boolean;
}

/** Slack refuses empty pieces of text, so they are left out; null when nothing remains. */
export function richText(...runs: readonly Run[]): RichText | null {
  const elements = runs
    .filter(({ text }) => text !== '')
    .map(({ text, bold }): RichTextText => ({ type: 'text', text, ...(bold && { style: { bold } }) }));
  if (elements.length === 0) return null;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}
