import { describe, expect, it } from 'vitest';
import {
  at,
  fingerprint,
  forDrawing,
  isRefreshed,
  isSameForm,
  isWide,
  opensDialog,
} from '../../../../src/playground/page/teams/card-json.js';
import type { CardJson, TeamsDialog } from '../../../../src/playground/teams/protocol.js';

const card: CardJson = {
  type: 'AdaptiveCard',
  body: [
    { type: 'Input.Text', id: 'serials', value: 'RG-1' },
    {
      type: 'Container',
      items: [{ type: 'ActionSet', actions: [{ type: 'Action.Submit', title: 'Count', id: 'own' }] }],
    },
  ],
  actions: [
    {
      type: 'Action.Execute',
      title: 'Approve',
      data: { type: 'Input.Text', id: 'serials', vitrine: { type: 'Action.Submit' } },
      fallback: { type: 'Action.Submit', title: 'Approve' },
    },
  ],
};

describe('a card that is drawn', () => {
  it('names each action by its place, where the card itself has it', () => {
    const drawn = forDrawing(card);

    for (const place of ['/body/1/items/0/actions/0', '/actions/0', '/actions/0/fallback']) {
      expect(at(drawn, place)).toMatchObject({ id: place });
      expect(at(card, place)).toMatchObject({ type: expect.stringMatching(/^Action/) });
    }
  });

  it('leaves alone what travels with a press', () => {
    expect(at(forDrawing(card, { serials: 'x' }), '/actions/0/data')).toBe(at(card, '/actions/0/data'));
  });

  it('holds what was typed, an emptied box too', () => {
    const value = (typed: Readonly<Record<string, string>>) => at(forDrawing(card, typed), '/body/0/value');

    expect([value({}), value({ serials: '' }), value({ serials: 'RG-2' }), value({ zone: 'x' })]).toEqual([
      'RG-1',
      '',
      'RG-2',
      'RG-1',
    ]);
  });

  it('holds a number that was typed as the number it is, and none where it is none', () => {
    const numbers: CardJson = { type: 'AdaptiveCard', body: [{ type: 'Input.Number', id: 'boxes', value: 12 }] };
    const value = (boxes?: string) => at(forDrawing(numbers, boxes === undefined ? {} : { boxes }), '/body/0/value');

    expect([value(), value('7'), value('0'), value(''), value('a dozen')]).toEqual([12, 7, 0, undefined, undefined]);
  });
});

it('knows the same card by the same fingerprint, in whatever order its keys come', () => {
  const one = { b: [{ y: 1, x: null }], a: 'x' };

  expect(fingerprint({ a: 'x', b: [{ x: null, y: 1 }] })).toBe(fingerprint(one));
  expect(fingerprint({ ...one, a: 'y' })).not.toBe(fingerprint(one));
  expect(fingerprint({ ...one, b: [1, 2] })).not.toBe(fingerprint({ ...one, b: [2, 1] }));
});

it('follows a pointer only to what is there', () => {
  const odd: CardJson = { type: 'AdaptiveCard', 'a/b': { '~': 1 } };

  expect(at(odd, '/a~1b/~0')).toBe(1);
  expect(at(card, '/body/9/id')).toBeUndefined();
  expect(at(card, '/constructor')).toBeUndefined();
});

it.each([
  [{ data: { msteams: { type: 'task/fetch' } } }, true],
  [{ data: { msteams: { type: 'messageBack' } } }, false],
  [{ data: 'task/fetch' }, false],
  [null, false],
])('of %j says whether it opens a dialog', (action, opens) => {
  expect(opensDialog(action)).toBe(opens);
});

it('sees what a card asks of its client', () => {
  const asking: CardJson = { ...card, refresh: { action: {} }, msteams: { width: 'Full' } };

  expect([isRefreshed(card), isWide(card)]).toEqual([false, false]);
  expect([isRefreshed(asking), isWide(asking)]).toEqual([true, true]);
});

it('takes a form that still asks for one that was not taken', () => {
  const dialog: TeamsDialog = {
    ...{ id: '1', title: 'Count', width: 'medium', height: 'medium', conversation: 'a:ana' },
    card,
  };
  const said: CardJson = { type: 'AdaptiveCard', body: [] };

  expect(isSameForm(dialog, { ...dialog, id: '2' })).toBe(true);
  expect(isSameForm(dialog, { ...dialog, id: '2', title: 'Recount' })).toBe(false);
  expect(isSameForm(dialog, { ...dialog, id: '2', card: said })).toBe(false);
  expect(isSameForm(dialog, null)).toBe(false);
});
