import { describe, expect, it } from 'vitest';
import { button, buttons, type Card, card, lines, picture, quiet, text } from '../../src/chat/card.js';
import { validateBlocks } from '../../src/playground/block-kit.js';
import { LimitExceeded } from '../../src/slack/limits.js';
import { renderCard, renderMessage } from '../../src/slack/render-card.js';
import { HOSTILE } from './hostile.js';

const variance: Card = card(
  'Vitrine 2: 2 pieces differ',
  [
    text('118 expected, 117 where they belong.'),
    lines(['Missing', 'RG-20-88  Ring, white gold'], ['Unexpected', 'NK-11-03  Necklace']),
    quiet('Frozen Fri 9:12 AM, file stock-1127.csv'),
    buttons(
      { ...button('stock-counts.causes', 'Name the causes', 'count-1', { style: 'primary' }), boutique: 'MADISON' },
      button('stock-counts.send-back', 'Send back', 'count-1', {
        style: 'danger',
        confirm: { title: 'Send it back?', text: 'Ana counts again.', yes: 'Send back' },
      }),
    ),
  ],
  'counted by Ana',
);

describe('a card as a message', () => {
  it('is drawn with literal text, notes and buttons', () => {
    expect(renderMessage(variance)).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "elements": [
              {
                "elements": [
                  {
                    "style": {
                      "bold": true,
                    },
                    "text": "Vitrine 2: 2 pieces differ",
                    "type": "text",
                  },
                  {
                    "text": " · counted by Ana",
                    "type": "text",
                  },
                ],
                "type": "rich_text_section",
              },
            ],
            "type": "rich_text",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "text": "118 expected, 117 where they belong.",
                    "type": "text",
                  },
                ],
                "type": "rich_text_section",
              },
            ],
            "type": "rich_text",
          },
          {
            "elements": [
              {
                "elements": [
                  {
                    "style": {
                      "bold": true,
                    },
                    "text": "Missing",
                    "type": "text",
                  },
                  {
                    "text": " RG-20-88  Ring, white gold
      ",
                    "type": "text",
                  },
                  {
                    "style": {
                      "bold": true,
                    },
                    "text": "Unexpected",
                    "type": "text",
                  },
                  {
                    "text": " NK-11-03  Necklace",
                    "type": "text",
                  },
                ],
                "type": "rich_text_section",
              },
            ],
            "type": "rich_text",
          },
          {
            "elements": [
              {
                "emoji": false,
                "text": "Frozen Fri 9:12 AM, file stock-1127.csv",
                "type": "plain_text",
              },
            ],
            "type": "context",
          },
          {
            "elements": [
              {
                "action_id": "stock-counts.causes",
                "style": "primary",
                "text": {
                  "emoji": false,
                  "text": "Name the causes",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "["MADISON","count-1"]",
              },
              {
                "action_id": "stock-counts.send-back",
                "confirm": {
                  "confirm": {
                    "emoji": false,
                    "text": "Send back",
                    "type": "plain_text",
                  },
                  "deny": {
                    "emoji": false,
                    "text": "Cancel",
                    "type": "plain_text",
                  },
                  "text": {
                    "emoji": false,
                    "text": "Ana counts again.",
                    "type": "plain_text",
                  },
                  "title": {
                    "emoji": false,
                    "text": "Send it back?",
                    "type": "plain_text",
                  },
                },
                "style": "danger",
                "text": {
                  "emoji": false,
                  "text": "Send back",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "[null,"count-1"]",
              },
            ],
            "type": "actions",
          },
        ],
        "text": "Vitrine 2: 2 pieces differ · counted by Ana
      118 expected, 117 where they belong.
      Missing RG-20-88  Ring, white gold
      Unexpected NK-11-03  Necklace
      Frozen Fri 9:12 AM, file stock-1127.csv",
      }
    `);
  });

  it('is taken by Block Kit', () => {
    expect(validateBlocks(renderMessage(variance).blocks, 'message')).toEqual([]);
    expect(validateBlocks(renderCard(variance), 'modal')).toEqual([]);
  });

  it('leaves out empty pieces, which Slack refuses', () => {
    const hollow = card('Nothing', [text(''), quiet(''), lines(['', '']), buttons()], '');

    expect(renderCard(hollow)).toEqual([literal(['Nothing', true])]);
  });

  it('says a sentence plainly', () => {
    expect(renderMessage('Ana & Ben decide <this>.')).toEqual({
      blocks: [literal(['Ana & Ben decide <this>.'])],
      text: 'Ana &amp; Ben decide &lt;this&gt;.',
    });
  });

  it('tells two buttons for the same action apart', () => {
    const zones = card('Zones', [buttons(button('zones.open', 'Safe', 'z-1'), button('zones.open', 'Window', 'z-2'))]);

    expect(renderCard(zones).at(-1)).toMatchObject({
      elements: [{ action_id: 'zones.open' }, { action_id: 'zones.open#2' }],
    });
    expect(validateBlocks(renderCard(zones), 'message')).toEqual([]);
  });
});

describe('a picture', () => {
  const plan = (alt: string) => card('Miami', [picture('plan-1', alt)]);
  const shelf = new Map([['plan-1', 'F0123456789']]);

  it('is a file of Slack’s own with its words, and its words where Slack has none', () => {
    expect(renderMessage(plan('Plan: <!here> late'), shelf).blocks[1]).toEqual({
      type: 'image',
      slack_file: { id: 'F0123456789' },
      alt_text: 'Plan: <!here> late',
    });
    expect(validateBlocks(renderMessage(plan('Plan'), shelf).blocks, 'message')).toEqual([]);
    expect(renderMessage(plan('Plan')).blocks[1]).toMatchObject({ type: 'rich_text' });
    expect(renderMessage(plan('Plan: <!here> late'), shelf).text).toBe('Miami\nPlan: &lt;!here&gt; late');
  });

  it('throws at words that are too long rather than cut them', () => {
    expect(() => renderMessage(plan('x'.repeat(2_001)), shelf)).toThrow(LimitExceeded);
    expect(() => renderMessage(plan('x'.repeat(2_000)), shelf)).not.toThrow();
  });
});

describe('hostile text', () => {
  it.each(Object.entries(HOSTILE))('%s comes back literally', (_, words) => {
    const blocks = renderCard(card(words, [text(words), lines([words, words])], words));

    expect(validateBlocks(blocks, 'message')).toEqual([]);
    expect(literalText(blocks)).toEqual([`${words} · ${words}`, words, `${words} ${words}`]);
  });

  it.each(Object.entries(HOSTILE))('%s stays what it is in notes, labels and values', (_, words) => {
    const short = words.slice(0, 75);
    const [, note, row] = renderCard(card('x', [quiet(words), buttons(button('a.b', short, words.slice(0, 1900)))]));

    expect(note).toEqual({ type: 'context', elements: [{ type: 'plain_text', text: words, emoji: false }] });
    expect(row).toMatchObject({ elements: [{ text: { type: 'plain_text', text: short, emoji: false } }] });
  });

  it('can neither mention nor link from a notification', () => {
    const { text: notification } = renderMessage(card(HOSTILE.markup, []));

    expect(notification).not.toMatch(/[<>]/);
    expect(notification).toContain('&lt;!channel&gt; &lt;@U1&gt;');
  });
});

describe('the text of a notification', () => {
  it('is shortened to 3,000 bytes, never within an escape or a character', () => {
    const { text: ampersands } = renderMessage('&'.repeat(3_000));
    const { text: rings } = renderMessage('💍'.repeat(1_000));

    expect(ampersands).toMatch(/^(&amp;)+…$/);
    expect(rings).toMatch(/^(💍)+…$/u);
    for (const notification of [ampersands, rings]) expect(Buffer.byteLength(notification)).toBeLessThanOrEqual(3_000);
  });

  it('is whole when it fits', () => {
    expect(renderMessage(variance).text).toContain('Unexpected NK-11-03  Necklace');
  });
});

function literal(...runs: readonly (readonly [text: string, bold?: boolean])[]) {
  const elements = runs.map(([words, bold]) => ({ type: 'text', text: words, ...(bold && { style: { bold } }) }));
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function literalText(blocks: readonly object[]): string[] {
  return blocks.map((block) => {
    const { elements } = block as { elements: { elements: { type: string; text: string }[] }[] };
    const pieces = elements.flatMap((section) => section.elements);
    expect(pieces.every(({ type }) => type === 'text')).toBe(true);
    return pieces.map((piece) => piece.text).join('');
  });
}
