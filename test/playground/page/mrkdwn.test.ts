import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInline, parseMrkdwn } from '../../../src/playground/page/mrkdwn.js';
import type { Inline, Paragraph } from '../../../src/playground/page/text-tree.js';

const text = (words: string): Inline => ({ kind: 'text', text: words });

describe('marks inside a line', () => {
  it.each([
    ['*bold*', [{ kind: 'bold', children: [text('bold')] }]],
    ['_italic_', [{ kind: 'italic', children: [text('italic')] }]],
    ['~gone~', [{ kind: 'strike', children: [text('gone')] }]],
    ['`a *b* c`', [{ kind: 'code', text: 'a *b* c' }]],
    ['*_both_*', [{ kind: 'bold', children: [{ kind: 'italic', children: [text('both')] }] }]],
    ['*Recount* · now', [{ kind: 'bold', children: [text('Recount')] }, text(' · now')]],
    ['one\ntwo', [text('one'), { kind: 'break' }, text('two')]],
    ['<@U1>', [{ kind: 'user', id: 'U1', fallback: '' }]],
    ['<@U1|ana>', [{ kind: 'user', id: 'U1', fallback: 'ana' }]],
    ['<#C1|nyc>', [{ kind: 'channel', id: 'C1', fallback: 'nyc' }]],
    ['<!here>', [{ kind: 'broadcast', id: 'here', fallback: '' }]],
    ['<!date^1^{date}|Nov 27>', [{ kind: 'broadcast', id: 'date', fallback: 'Nov 27' }]],
    ['1 &lt; 2 &amp; 3', [text('1 < 2 & 3')]],
    [':warning: :nobody_knows:', [text('⚠️'), text(' '), text(':nobody_knows:')]],
  ] as [string, Inline[]][])('reads %j', (source, tree) => {
    expect(parseInline(source)).toEqual(tree);
  });

  it.each([
    '2 * 3 * 4',
    'snake_case_name',
    'RG*1204*',
    '* not bold*',
    '*not bold *',
    '**',
    '*one\nline*',
    '`open',
    '< 3',
  ])('leaves %j as it was typed', (source) => {
    expect(parseInline(source).map(wordsIn).join('')).toBe(source);
  });
});

describe('links', () => {
  it.each(['http://a.example/x', 'https://a.example', 'mailto:ana@a.example', 'tel:+12125550100'])(
    'makes %s a link',
    (url) => {
      expect(parseInline(`<${url}|here>`)).toEqual([{ kind: 'link', href: url, children: [text('here')] }]);
    },
  );

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', ' https://a.example', '//a.example'])(
    'keeps %s as words',
    (url) => {
      expect(parseInline(`<${url}|here>`)).toEqual([text('here')]);
    },
  );

  it('shows the address where there are no words for it', () => {
    expect(parseInline('<https://a.example/?a=1&amp;b=2>')).toEqual([
      { kind: 'link', href: 'https://a.example/?a=1&b=2', children: [text('https://a.example/?a=1&b=2')] },
    ]);
  });
});

describe('paragraphs', () => {
  it('sets quotes and preformatted text apart', () => {
    expect(parseMrkdwn('before\n&gt; one\n> two\nafter ```\nRG-1\n  RG-2\n``` end')).toEqual([
      { kind: 'paragraph', children: [text('before')] },
      { kind: 'quote', children: [text('one'), { kind: 'break' }, text('two')] },
      { kind: 'paragraph', children: [text('after ')] },
      { kind: 'pre', text: 'RG-1\n  RG-2' },
      { kind: 'paragraph', children: [text(' end')] },
    ]);
  });

  it('keeps an unclosed fence as words', () => {
    expect(parseMrkdwn('a ```b').map(wordsIn)).toEqual(['a ', '```b']);
  });
});

it('keeps every letter in its order, whatever marks stand around it', () => {
  const anyMarks = fc.array(fc.constantFrom(...'*_~`> \nabc')).map((chars) => chars.join(''));

  fc.assert(
    fc.property(anyMarks, (source) => {
      expect(letters(parseMrkdwn(source).map(wordsIn).join(''))).toBe(letters(source));
    }),
  );
});

it.each([
  ['nested marks', `${'*_'.repeat(20_000)}x${'_*'.repeat(20_000)}`],
  ['marks that never close', '*a '.repeat(13_000)],
  ['brackets that never close', '<'.repeat(40_000)],
])('reads a hostile message of %s', (_name, source) => {
  expect(parseMrkdwn(source).map(wordsIn).join('').length).toBeGreaterThan(0);
});

function letters(words: string): string {
  return words.replace(/[^abc]/g, '');
}

function wordsIn(node: Paragraph | Inline): string {
  if (node.kind === 'break') return '\n';
  if ('text' in node) return node.text;
  return 'children' in node ? node.children.map(wordsIn).join('') : '';
}
