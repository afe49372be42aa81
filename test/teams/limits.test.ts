import { describe, expect, it } from 'vitest';
import {
  type AdaptiveCard,
  attached,
  type Dialog,
  type Element,
  richText,
  run,
} from '../../src/teams/adaptive-card.js';
import { checkCard, checkDialog, LIMITS, type Limit, LimitExceeded } from '../../src/teams/limits.js';

const long = (n: number): string => 'x'.repeat(n);
const many = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index));

const card = (body: readonly Element[] = [], more: Partial<AdaptiveCard> = {}): AdaptiveCard => ({
  type: 'AdaptiveCard',
  version: '1.5',
  fallbackText: '',
  speak: '',
  body,
  ...more,
});
const dialog = (content: AdaptiveCard, title = 'Count'): Dialog => ({
  title,
  height: 'medium',
  width: 'medium',
  card: attached(content),
});
const press = { type: 'Action.Submit', title: 'Go', data: {} } as const;
const refreshFor = (userIds: readonly string[]) =>
  card([], { refresh: { action: { type: 'Action.Execute', verb: 'v', data: {} }, userIds } });
const choices = (n: number): Element => ({
  type: 'Input.ChoiceSet',
  id: 'zone',
  label: 'Zone',
  style: 'compact',
  wrap: true,
  choices: many(n, (index) => ({ title: 'Zone', value: `z${index}` })),
});
const words = (n: number): AdaptiveCard => card(richText([run(long(n))]));
const shown = (n: number): AdaptiveCard =>
  card([
    {
      type: 'Image',
      url: `data:image/png;base64,${long(n)}`,
      altText: 'Plan',
      size: 'stretch',
      msteams: { allowExpand: true },
    },
  ]);
const room = (value: unknown): number => JSON.stringify(value).length;

/** How a thing of n is built and checked. */
const things: Readonly<Record<Limit, (n: number) => void>> = {
  'bytes of a card': (n) => checkCard(words(n - room(words(1)) + 1)),
  'bytes of a card with its pictures': (n) => checkCard(shown(Math.ceil(n / 2) - room(shown(0)))),
  'bytes of a dialog': (n) => checkDialog(dialog(words(Math.ceil(n / 2) - room(dialog(words(1))) + 1))),
  'characters of a dialog title': (n) => checkDialog(dialog(card(), long(n))),
  'characters of a button': (n) => checkCard(card([{ type: 'ActionSet', actions: [{ ...press, title: long(n) }] }])),
  'primary buttons in a row': (n) => checkCard(card([{ type: 'ActionSet', actions: many(n, () => press) }])),
  'people for whom a card refreshes by itself': (n) => checkCard(refreshFor(many(n, (index) => `29:${index}`))),
  'options of a field': (n) => checkDialog(dialog(card([{ type: 'Container', items: [choices(n)] }]))),
};

/** Bytes of UTF-16 come in pairs. */
const next = (limit: Limit): number =>
  LIMITS[limit] + (/message|dialog$|pictures$/.test(limit) && limit.startsWith('bytes') ? 2 : 1);

describe('Teams takes', () => {
  it.each(Object.keys(LIMITS) as Limit[])('%s up to its limit, and more is thrown back', (limit) => {
    const build = things[limit];

    expect(() => build(LIMITS[limit])).not.toThrow();
    expect(() => build(next(limit))).toThrow(new LimitExceeded(limit, next(limit)));
  });

  it.each([
    'characters of a dialog title',
    'characters of a button',
    'primary buttons in a row',
    'people for whom a card refreshes by itself',
    'options of a field',
  ] as const)('none without %s', (limit) => {
    expect(() => things[limit](0)).toThrow(new LimitExceeded(limit, 0));
  });

  it('more buttons than stand side by side where the others are in the menu', () => {
    const row: Element = {
      type: 'ActionSet',
      actions: many(9, (index) => (index < 6 ? press : { ...press, mode: 'secondary' })),
    };

    expect(() => checkCard(card([row]))).not.toThrow();
  });

  it('what its own channel counts: letters that are wide in UTF-8 too', () => {
    expect(() => checkDialog(dialog(words(26_000)))).not.toThrow();
    expect(() => checkDialog(dialog(card(richText([run('鑽'.repeat(26_700))]))))).toThrow('bytes of a dialog');
    expect(() => checkCard(card(richText([run('💍'.repeat(7_000))])))).toThrow('bytes of a card');
  });

  it('and says which limit without quoting what was too long', () => {
    expect(() => things['characters of a button'](80)).toThrow('80 characters of a button; Teams takes 1 to 75');
  });
});
