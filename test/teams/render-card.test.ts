import { describe, expect, it } from 'vitest';
import { button, buttons, buttonsFor, type Card, card, lines, picture, quiet, text } from '../../src/chat/card.js';
import type { ActionSet, AdaptiveCard } from '../../src/teams/adaptive-card.js';
import { noticeOf } from '../../src/teams/card-body.js';
import { LimitExceeded } from '../../src/teams/limits.js';
import { readPress, readRefresh } from '../../src/teams/press-data.js';
import { type Drawn, renderCard, renderWithPictures } from '../../src/teams/render-card.js';
import { HOSTILE } from '../slack/hostile.js';
import { faultsOf, partsOf } from './adaptive-cards.js';

const drawn: Drawn = {
  topic: 'count/1',
  opens: (interaction) => interaction === 'stock-counts.causes',
  restricted: { show: false, refreshFor: [] },
};

const variance: Card = card(
  'Vitrine 2: 2 pieces differ',
  [
    text('118 expected, 117 where they belong.'),
    lines(['Missing', 'RG-20-88  Ring, white gold'], ['Unexpected', 'NK-11-03  Necklace']),
    quiet('Frozen Fri 9:12 AM, file stock-1127.csv'),
    buttons(
      { ...button('stock-counts.causes', 'Name the causes', 'count-1', { style: 'primary' }), boutique: 'MADISON' },
      button('stock-counts.void', 'Void', 'count-1', {
        style: 'danger',
        confirm: { title: 'Void it?', text: 'Nothing of it counts after that.', yes: 'Void' },
      }),
      { ...button('stock-counts.send-on', 'Send on', 'count-1'), boutique: 'MADISON' },
    ),
  ],
  'counted by Ana',
);

const actionsOf = ({ body }: AdaptiveCard) =>
  body.filter((element): element is ActionSet => element.type === 'ActionSet').flatMap(({ actions }) => actions);

describe('a card as an Adaptive Card', () => {
  it('is drawn with literal text and buttons', () => {
    expect(renderCard(variance, drawn)).toMatchInlineSnapshot(`
      {
        "body": [
          {
            "inlines": [
              {
                "size": "large",
                "text": "Vitrine 2: 2 pieces differ",
                "type": "TextRun",
                "weight": "bolder",
              },
              {
                "isSubtle": true,
                "text": " · counted by Ana",
                "type": "TextRun",
              },
            ],
            "type": "RichTextBlock",
          },
          {
            "inlines": [
              {
                "text": "118 expected, 117 where they belong.",
                "type": "TextRun",
              },
            ],
            "type": "RichTextBlock",
          },
          {
            "inlines": [
              {
                "text": "Missing",
                "type": "TextRun",
                "weight": "bolder",
              },
              {
                "text": " RG-20-88  Ring, white gold",
                "type": "TextRun",
              },
            ],
            "type": "RichTextBlock",
          },
          {
            "inlines": [
              {
                "text": "Unexpected",
                "type": "TextRun",
                "weight": "bolder",
              },
              {
                "text": " NK-11-03  Necklace",
                "type": "TextRun",
              },
            ],
            "spacing": "small",
            "type": "RichTextBlock",
          },
          {
            "inlines": [
              {
                "isSubtle": true,
                "size": "small",
                "text": "Frozen Fri 9:12 AM, file stock-1127.csv",
                "type": "TextRun",
              },
            ],
            "type": "RichTextBlock",
          },
          {
            "actions": [
              {
                "data": {
                  "msteams": {
                    "type": "task/fetch",
                  },
                  "vitrine": {
                    "action": "stock-counts.causes",
                    "boutique": "MADISON",
                    "subject": "count-1",
                    "topic": "count/1",
                  },
                },
                "style": "positive",
                "title": "Name the causes",
                "type": "Action.Submit",
              },
              {
                "data": {
                  "msteams": {
                    "type": "task/fetch",
                  },
                  "vitrine": {
                    "action": "stock-counts.void",
                    "boutique": null,
                    "confirm": {
                      "text": "Nothing of it counts after that.",
                      "title": "Void it?",
                      "yes": "Void",
                    },
                    "subject": "count-1",
                    "topic": "count/1",
                  },
                },
                "style": "destructive",
                "title": "Void",
                "type": "Action.Submit",
              },
              {
                "data": {
                  "vitrine": {
                    "action": "stock-counts.send-on",
                    "boutique": "MADISON",
                    "subject": "count-1",
                    "topic": "count/1",
                  },
                },
                "fallback": {
                  "data": {
                    "vitrine": {
                      "action": "stock-counts.send-on",
                      "boutique": "MADISON",
                      "subject": "count-1",
                      "topic": "count/1",
                    },
                  },
                  "title": "Send on",
                  "type": "Action.Submit",
                },
                "title": "Send on",
                "type": "Action.Execute",
                "verb": "stock-counts.send-on",
              },
            ],
            "type": "ActionSet",
          },
        ],
        "fallbackText": "Vitrine 2: 2 pieces differ · counted by Ana · 118 expected, 117 where they belong. Missing RG-20-88 Ring, white gold · Unexpected NK-11-03 Necklace · Frozen Fri 9:12 AM, file stock-1127.csv",
        "msteams": {
          "width": "Full",
        },
        "speak": "Vitrine 2: 2 pieces differ · counted by Ana",
        "type": "AdaptiveCard",
        "version": "1.5",
      }
    `);
  });

  it('is known to Microsoft’s own reader', () => {
    expect(faultsOf(renderCard(variance, drawn))).toEqual([]);
  });

  it('leaves out empty pieces', () => {
    const hollow = card('Nothing', [text(''), quiet(''), lines(['', '']), buttons()], '');

    expect(renderCard(hollow, drawn).body).toEqual([literal({ text: 'Nothing', size: 'large', weight: 'bolder' })]);
  });

  it('puts the seventh button of a row into the menu', () => {
    const row = buttons(
      ...Array.from({ length: 8 }, (_, index) => button('zones.open', `Zone ${index}`, `z-${index}`)),
    );
    const rendered = renderCard(card('Zones', [row]), drawn);

    expect(actionsOf(rendered).map(({ mode }) => mode ?? 'primary')).toEqual([
      ...Array(6).fill('primary'),
      'secondary',
      'secondary',
    ]);
    expect(faultsOf(rendered)).toEqual([]);
  });

  it('throws at what is too long rather than cut it', () => {
    expect(() => renderCard(card('x', [text('x'.repeat(28_000))]), drawn)).toThrow(LimitExceeded);
    expect(() => renderCard(card('x', [buttons(button('a.b', 'x'.repeat(76), ''))]), drawn)).toThrow(LimitExceeded);
  });
});

describe('a picture', () => {
  const plan = card('Miami', [picture('plan-1', 'Plan: **2** late')]);
  const bytes = new Map([['plan-1', Buffer.from('PNG')]]);

  it('is an image of the card’s own width with its words, known to Microsoft’s own reader', () => {
    const rendered = renderWithPictures(plan, drawn, bytes);
    expect(rendered.body[1]).toEqual({
      type: 'Image',
      url: 'data:image/png;base64,UE5H',
      altText: 'Plan: **2** late',
      size: 'stretch',
      msteams: { allowExpand: true },
    });
    expect(rendered.msteams).toEqual({ width: 'Full' });
    expect(faultsOf(rendered)).toEqual([]);
  });

  it('is its words where there are no bytes of it', () => {
    const words = { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Plan: **2** late' }] };
    expect(renderCard(plan, drawn).body[1]).toEqual(words);
    expect(renderWithPictures(plan, drawn, new Map()).body[1]).toEqual(words);
  });
});

describe('a button', () => {
  const [opensForm, asksFirst, acts] = actionsOf(renderCard(variance, drawn));

  it('that opens a form or asks first opens a dialog', () => {
    for (const action of [opensForm, asksFirst])
      expect(action).toMatchObject({ type: 'Action.Submit', data: { msteams: { type: 'task/fetch' } } });
  });

  it('that acts is an invoke with a verb, and for an old client a message with the same press', () => {
    const press = readPress(acts?.data);

    expect(acts).toMatchObject({ type: 'Action.Execute', verb: 'stock-counts.send-on' });
    expect(press).toEqual({
      action: 'stock-counts.send-on',
      boutique: 'MADISON',
      subject: 'count-1',
      topic: 'count/1',
    });
    expect(acts).toMatchObject({ fallback: { type: 'Action.Submit', title: 'Send on', data: acts?.data } });
    expect(acts?.data).not.toHaveProperty('msteams');
  });

  it('brings its question along', () => {
    expect(readPress(asksFirst?.data)).toEqual({
      action: 'stock-counts.void',
      boutique: null,
      subject: 'count-1',
      topic: 'count/1',
      confirm: { title: 'Void it?', text: 'Nothing of it counts after that.', yes: 'Void' },
    });
  });
});

describe('buttons for some alone', () => {
  const asked = card('Vitrine 2', [
    buttons(button('stock-counts.join', 'Count too', 'c-1')),
    buttonsFor(['ines', 'marc'], button('engine.approve', 'Approve', 'a-1', { style: 'primary' })),
  ]);
  const people = Array.from({ length: 70 }, (_, index) => `29:${index}`);
  const render = (restricted: Drawn['restricted'], topic: string | null = 'approval/1/0') =>
    renderCard(asked, { ...drawn, topic, restricted });
  const labels = (rendered: AdaptiveCard) => actionsOf(rendered).map(({ title }) => title);

  it('are left out of the card that everybody sees, which asks to be drawn anew for them', () => {
    const base = render({ show: false, refreshFor: ['29:ines', '29:marc'] });

    expect(labels(base)).toEqual(['Count too']);
    expect(base.refresh).toMatchObject({
      action: { type: 'Action.Execute', verb: 'vitrine.refresh' },
      userIds: ['29:ines', '29:marc'],
    });
    expect(readRefresh(base.refresh?.action.data)).toBe('approval/1/0');
    expect(faultsOf(base)).toEqual([]);
  });

  it('are on the card drawn for one of them, which goes on asking', () => {
    const own = render({ show: true, refreshFor: ['29:ines'] });

    expect(labels(own)).toEqual(['Count too', 'Approve']);
    expect(own.refresh?.userIds).toEqual(['29:ines']);
    expect(render({ show: true, refreshFor: [] })).not.toHaveProperty('refresh');
  });

  it('refresh by themselves for sixty; the others have the menu of Teams', () => {
    expect(render({ show: false, refreshFor: people }).refresh?.userIds).toEqual(people.slice(0, 60));
  });

  it('make no card refresh that has none, or that nobody could ask for', () => {
    const restricted = { show: false, refreshFor: ['29:ines'] };

    expect(renderCard(variance, { ...drawn, restricted })).not.toHaveProperty('refresh');
    expect(renderCard(card('x', [buttonsFor(['ines'])]), { ...drawn, restricted })).not.toHaveProperty('refresh');
    expect(render(restricted, null)).not.toHaveProperty('refresh');
  });
});

describe('hostile text', () => {
  it.each(Object.entries(HOSTILE))('%s comes back literally', (_, words) => {
    const rendered = renderCard(card(words, [text(words), quiet(words), lines([words, words])], words), drawn);
    const runs = partsOf(rendered.body).filter(({ type }) => type !== 'RichTextBlock');

    expect(faultsOf(rendered)).toEqual([]);
    expect(runs.map(({ type }) => type)).toEqual(Array(6).fill('TextRun'));
    expect(runs.map((each) => each.text)).toEqual([words, ` · ${words}`, words, words, words, ` ${words}`]);
  });

  it.each(Object.entries(HOSTILE))('%s comes back from a button as it went out', (_, all) => {
    // What a button is about is an id.
    const words = [...all].slice(0, 150).join('');
    const rendered = renderCard(card('x', [buttons(button('a.b', 'Go', words))]), drawn);

    expect(readPress(JSON.parse(JSON.stringify(actionsOf(rendered)[0]?.data)))?.subject).toBe(words);
  });
});

describe('the text of a notification', () => {
  it('is what the card says, in one line', () => {
    expect(noticeOf(variance)).toBe(
      'Vitrine 2: 2 pieces differ · counted by Ana · 118 expected, 117 where they belong. Missing RG-20-88 Ring, white gold · Unexpected NK-11-03 Necklace · Frozen Fri 9:12 AM, file stock-1127.csv',
    );
  });

  it('is shortened where it is long, and says so', () => {
    expect(noticeOf('💍'.repeat(400))).toMatch(/^(💍)+…$/u);
    expect(noticeOf('x'.repeat(400))).toHaveLength(300);
  });
});

function literal(...inlines: readonly object[]) {
  return { type: 'RichTextBlock', inlines: inlines.map((each) => ({ type: 'TextRun', ...each })) };
}
