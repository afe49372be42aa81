import { expect, it } from 'vitest';
import { parseRichText } from '../../../src/playground/page/rich-text.js';

it('reads sections, lists, quotes and preformatted text', () => {
  const section = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
  const words = (value: string, style?: object) => ({ type: 'text', text: value, style });

  const tree = parseRichText({
    type: 'rich_text',
    elements: [
      section(words('Hello '), words('Ana', { bold: true, italic: true }), { type: 'user', user_id: 'U1' }),
      { type: 'rich_text_list', style: 'ordered', indent: 1, elements: [section(words('one')), section(words('two'))] },
      { type: 'rich_text_quote', elements: [words('a\nb')] },
      { type: 'rich_text_preformatted', elements: [words('RG-1\nRG-2')] },
    ],
  });

  expect(tree).toEqual([
    {
      kind: 'paragraph',
      children: [
        { kind: 'text', text: 'Hello ' },
        { kind: 'bold', children: [{ kind: 'italic', children: [{ kind: 'text', text: 'Ana' }] }] },
        { kind: 'user', id: 'U1', fallback: '' },
      ],
    },
    {
      kind: 'list',
      ordered: true,
      indent: 1,
      items: [[{ kind: 'text', text: 'one' }], [{ kind: 'text', text: 'two' }]],
    },
    { kind: 'quote', children: [{ kind: 'text', text: 'a' }, { kind: 'break' }, { kind: 'text', text: 'b' }] },
    { kind: 'pre', text: 'RG-1\nRG-2' },
  ]);
});

it('shows an emoji by its code points, else by its name', () => {
  const emoji = (element: object) =>
    parseRichText({ elements: [{ type: 'rich_text_section', elements: [{ type: 'emoji', ...element }] }] });

  expect(emoji({ name: 'us', unicode: '1f1fa-1f1f8' })).toEqual([
    { kind: 'paragraph', children: [{ kind: 'text', text: '🇺🇸' }] },
  ]);
  expect(emoji({ name: 'house_mark' })).toEqual([
    { kind: 'paragraph', children: [{ kind: 'text', text: ':house_mark:' }] },
  ]);
  expect(emoji({ name: 'x', unicode: 'ffffff' })).toEqual([
    { kind: 'paragraph', children: [{ kind: 'text', text: '❌' }] },
  ]);
});

it('makes no link of an address that could do harm, and names what it does not know', () => {
  const [paragraph] = parseRichText({
    elements: [
      {
        type: 'rich_text_section',
        elements: [{ type: 'link', url: 'javascript:alert(1)', text: 'press' }, { type: 'usergroup' }],
      },
    ],
  });

  expect(paragraph).toEqual({
    kind: 'paragraph',
    children: [
      { kind: 'text', text: 'press' },
      { kind: 'code', text: 'unsupported: usergroup' },
    ],
  });
});
