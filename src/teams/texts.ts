import type { LongText, RawAnswer, ShortText } from '../chat/form.js';
import { type Element, richText, run, type TextInput } from './adaptive-card.js';
import type { Asked } from './choices.js';

type Typed = Omit<ShortText, 'type'> & { readonly type?: (ShortText | LongText)['type'] };

export function textOf(asked: Asked, { type, maxLength, placeholder }: Typed, typed: string): TextInput {
  return {
    type: 'Input.Text',
    ...asked,
    maxLength,
    ...(type === 'long-text' && { isMultiline: true }),
    ...(placeholder && { placeholder }),
    ...(typed !== '' && { value: beginningOf(typed, maxLength) }),
  };
}

/** Not every client holds back what is too long, and a form that comes back must fit into a dialog. */
export function cutOf(drawn: Element, known: RawAnswer | undefined): readonly Element[] {
  if (drawn.type !== 'Input.Text' || typeof known !== 'string' || known.length <= drawn.maxLength) return [];
  const words = `Only the first ${drawn.maxLength.toLocaleString('en-US')} characters are filled in.`;
  return richText([run(words, { color: 'attention' })], { spacing: 'small' });
}

/** Never half of a character. */
const beginningOf = (words: string, most: number): string =>
  words.length <= most ? words : words.slice(0, most).replace(/[\ud800-\udbff]$/, '');
