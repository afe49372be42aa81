import { expect, it } from 'vitest';
import { asTold, inBrief, piecesOf } from '../../../../src/playground/page/teams/words.js';
import { wordsOf } from '../../../../src/playground/page/walk-progress.js';
import type { TeamsAttachment } from '../../../../src/playground/teams/protocol.js';
import { message } from './sample.js';

it.each([
  ['plain', '<at>Vitrine</at> count', [{ mention: 'Vitrine' }, { text: ' count' }]],
  ['plain', 'for <at id="0">Ana Ruiz</at>', [{ text: 'for ' }, { mention: 'Ana Ruiz' }]],
  ['plain', '<b>bold</b> &lt; **x**', [{ text: '<b>bold</b> &lt; **x**' }]],
  ['markdown', '**x** <img src=x>', [{ text: '**x** <img src=x>' }]],
  ['xml', '&lt;b&gt; &amp;lt; <at>A&amp;B</at>', [{ text: '<b> &lt; ' }, { mention: 'A&B' }]],
  ['plain', '<at>unclosed', [{ text: '<at>unclosed' }]],
  ['plain', '', []],
] as const)('takes %s %j apart', (textFormat, text, pieces) => {
  expect(piecesOf({ text, textFormat })).toEqual(pieces);
});

const card: TeamsAttachment = {
  kind: 'card',
  own: false,
  card: {
    type: 'AdaptiveCard',
    speak: 'Count approved · Madison Avenue',
    body: [
      {
        type: 'RichTextBlock',
        inlines: [{ type: 'TextRun', text: 'Count' }, ' ', { type: 'TextRun', text: 'approved' }],
      },
      { type: 'TextBlock', text: '23 of 24' },
    ],
  },
};
const file: TeamsAttachment = { kind: 'file', name: 'count.csv', fileType: 'csv', size: 1, href: '/f' };

it('gives the walk every word of a card, and the names of files', () => {
  const told = asTold(message('1', { text: 'Here', attachments: [card, file] }));

  expect(told.channel).toBe('19:shop@thread.tacv2');
  expect(wordsOf(told)).toBe('Here Count approved 23 of 24 count.csv');
});

it.each([
  ['its text', message('1', { text: ' <at>Ana</at> here ', attachments: [card] }), 'Ana here'],
  ['what a card is called', message('1', { attachments: [card] }), 'Count approved · Madison Avenue'],
  ['a file’s name', message('1', { attachments: [{ kind: 'other', contentType: 'x' }, file] }), 'count.csv'],
  ['nothing', message('1'), ''],
])('says a message in brief by %s', (_, said, brief) => {
  expect(inBrief(said)).toBe(brief);
});
