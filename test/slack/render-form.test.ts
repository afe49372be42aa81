import { describe, expect, it } from 'vitest';
import { card, text } from '../../src/chat/card.js';
import {
  amount,
  choice,
  choices,
  confirm,
  day,
  type Fields,
  files,
  form,
  longText,
  lookup,
  optional,
  quantity,
  type RawAnswers,
  time,
} from '../../src/chat/form.js';
import { validateView } from '../../src/playground/block-kit.js';
import { LimitExceeded } from '../../src/slack/limits.js';
import { renderForm } from '../../src/slack/render-form.js';
import { homeView, resultView } from '../../src/slack/render-view.js';
import { HOSTILE } from './hostile.js';

const route = { interaction: 'count', boutique: 'MADISON', subject: '', instance: 'i-1' };
const zones = (n: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: n }, (_, index) => [`zone-${index}`, `Vitrine ${index}`]));

const counting = form({
  name: 'count',
  title: 'Stock count',
  submit: 'Save batch',
  intro: 'Madison Avenue',
  fields: {
    zone: choice('Zone', { window: 'Window', safe: 'Safe' }, 'Where you stand.'),
    serials: longText('Serials', { placeholder: 'Scan or paste', max: 2_000 }),
    note: optional(longText('Note')),
    trays: choices('Trays', zones(6)),
    sealed: confirm('Seal', 'Nothing moves until the count is done.', 'Seal the zone first.'),
  },
});

const render = (fields: Fields, prefill: RawAnswers = {}, name = 'count') =>
  renderForm({ form: { ...counting, name, fields }, prefill, route });
const elementOf = (field: Fields[string], known: RawAnswers[string] = null) => {
  const block = render({ it: field }, { it: known }).blocks.at(-1);
  return block?.type === 'input' ? block.element : undefined;
};

describe('a form as a modal', () => {
  it('has a block for each question, named after it', () => {
    expect(renderForm({ form: counting, prefill: {}, route })).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "text": {
              "emoji": false,
              "text": "Madison Avenue",
              "type": "plain_text",
            },
            "type": "section",
          },
          {
            "block_id": "zone",
            "element": {
              "action_id": "zone",
              "options": [
                {
                  "text": {
                    "emoji": false,
                    "text": "Window",
                    "type": "plain_text",
                  },
                  "value": "window",
                },
                {
                  "text": {
                    "emoji": false,
                    "text": "Safe",
                    "type": "plain_text",
                  },
                  "value": "safe",
                },
              ],
              "type": "radio_buttons",
            },
            "hint": {
              "emoji": false,
              "text": "Where you stand.",
              "type": "plain_text",
            },
            "label": {
              "emoji": false,
              "text": "Zone",
              "type": "plain_text",
            },
            "optional": false,
            "type": "input",
          },
          {
            "block_id": "serials",
            "element": {
              "action_id": "serials",
              "focus_on_load": true,
              "max_length": 2000,
              "multiline": true,
              "placeholder": {
                "emoji": false,
                "text": "Scan or paste",
                "type": "plain_text",
              },
              "type": "plain_text_input",
            },
            "label": {
              "emoji": false,
              "text": "Serials",
              "type": "plain_text",
            },
            "optional": false,
            "type": "input",
          },
          {
            "block_id": "note",
            "element": {
              "action_id": "note",
              "max_length": 3000,
              "multiline": true,
              "type": "plain_text_input",
            },
            "label": {
              "emoji": false,
              "text": "Note",
              "type": "plain_text",
            },
            "optional": true,
            "type": "input",
          },
          {
            "block_id": "trays",
            "element": {
              "action_id": "trays",
              "options": [
                {
                  "text": {
                    "emoji": false,
                    "text": "Vitrine 0",
                    "type": "plain_text",
                  },
                  "value": "zone-0",
                },
                {
                  "text": {
                    "emoji": false,
                    "text": "Vitrine 1",
                    "type": "plain_text",
                  },
                  "value": "zone-1",
                },
                {
                  "text": {
                    "emoji": false,
                    "text": "Vitrine 2",
                    "type": "plain_text",
                  },
                  "value": "zone-2",
                },
                {
                  "text": {
                    "emoji": false,
                    "text": "Vitrine 3",
                    "type": "plain_text",
                  },
                  "value": "zone-3",
                },
                {
                  "text": {
                    "emoji": false,
                    "text": "Vitrine 4",
                    "type": "plain_text",
                  },
                  "value": "zone-4",
                },
                {
                  "text": {
                    "emoji": false,
                    "text": "Vitrine 5",
                    "type": "plain_text",
                  },
                  "value": "zone-5",
                },
              ],
              "type": "multi_static_select",
            },
            "label": {
              "emoji": false,
              "text": "Trays",
              "type": "plain_text",
            },
            "optional": false,
            "type": "input",
          },
          {
            "block_id": "sealed",
            "element": {
              "action_id": "sealed",
              "options": [
                {
                  "text": {
                    "emoji": false,
                    "text": "Nothing moves until the count is done.",
                    "type": "plain_text",
                  },
                  "value": "=confirmed",
                },
              ],
              "type": "checkboxes",
            },
            "label": {
              "emoji": false,
              "text": "Seal",
              "type": "plain_text",
            },
            "optional": false,
            "type": "input",
          },
        ],
        "callback_id": "form",
        "close": {
          "emoji": false,
          "text": "Cancel",
          "type": "plain_text",
        },
        "private_metadata": "{"interaction":"count","boutique":"MADISON","subject":"","instance":"i-1"}",
        "submit": {
          "emoji": false,
          "text": "Save batch",
          "type": "plain_text",
        },
        "title": {
          "emoji": false,
          "text": "Stock count",
          "type": "plain_text",
        },
        "type": "modal",
      }
    `);
  });

  it('is taken by Slack', () => {
    expect(validateView(renderForm({ form: counting, prefill: {}, route }))).toEqual([]);
  });

  it('fills in what is known, and puts the cursor where text is missing', () => {
    const prefill = { zone: 'safe', serials: 'RG-1', trays: ['zone-1', 'zone-4', 'gone'], sealed: true };
    const view = renderForm({ form: counting, prefill, route });

    expect(validateView(view)).toEqual([]);
    expect(view.blocks).toMatchObject([
      {},
      { element: { initial_option: { value: 'safe' } } },
      { element: { initial_value: 'RG-1' } },
      { block_id: 'note', element: { focus_on_load: true } },
      { element: { initial_options: [{ value: 'zone-1' }, { value: 'zone-4' }] } },
      { element: { initial_options: [{ value: '=confirmed' }] } },
    ]);
  });

  it('leaves out a choice that is no longer offered', () => {
    expect(elementOf(choice('Zone', zones(2)), 'gone')).not.toHaveProperty('initial_option');
    expect(elementOf(choices('Zones', zones(2)), ['gone'])).not.toHaveProperty('initial_options');
  });

  it.each([
    [3, 'radio_buttons', 'checkboxes'],
    [5, 'static_select', 'checkboxes'],
    [6, 'static_select', 'multi_static_select'],
    [100, 'static_select', 'multi_static_select'],
  ])('offers %d options as %s, or several of them as %s', (n, one, several) => {
    expect(elementOf(choice('Zone', zones(n)))?.type).toBe(one);
    expect(elementOf(choices('Zones', zones(n)))?.type).toBe(several);
  });

  it('puts a statement above its box where it is too long to stand beside it', () => {
    const statement = 'The stock we have is from Fri, Nov 27, 6:00 PM, 13 hours ago. Count against it all the same.';
    const view = render({ old: confirm('Old stock', statement, 'Tick this.') }, { old: true });

    expect(validateView(view)).toEqual([]);
    expect(view.blocks.slice(1)).toMatchObject([
      { type: 'section', text: { text: statement } },
      { type: 'input', block_id: 'old', element: { options: [{ text: { text: 'Yes' }, value: '=confirmed' }] } },
    ]);
  });

  it('asks for files of some kinds', () => {
    const scan = files('Or a file', { extensions: ['csv', 'txt'], max: 1 });

    expect(validateView(render({ it: optional(scan) }))).toEqual([]);
    expect(elementOf(scan)).toEqual({ type: 'file_input', action_id: 'it', filetypes: ['csv', 'txt'], max_files: 1 });
  });

  it('carries its route through Slack', () => {
    expect(JSON.parse(render({}).private_metadata ?? '')).toEqual(route);
  });

  it.each(Object.entries(HOSTILE))('shows %s text as it is', (_, words) => {
    const view = render({ it: longText(words.slice(0, 2_000)) }, { it: words });

    expect(validateView(view)).toEqual([]);
    expect(view.blocks.at(-1)).toMatchObject({
      label: { type: 'plain_text', text: words.slice(0, 2_000), emoji: false },
      element: { initial_value: words },
    });
  });

  it.each([
    [
      'a title of 25 characters',
      () => renderForm({ form: { ...counting, title: 'x'.repeat(25) }, prefill: {}, route }),
    ],
    ['101 options', () => render({ it: choice('Zone', zones(101)) })],
    ['an option of 76 characters', () => render({ it: choice('Zone', { a: 'x'.repeat(76) }) })],
    ['a question for 11 files', () => render({ it: files('Files', { extensions: ['csv'], max: 11 }) })],
    ['a field of 3,001 characters', () => render({ it: longText('Note', { max: 3_001 }) })],
    [
      'a route of more than 3,000',
      () => renderForm({ form: counting, prefill: {}, route: { ...route, subject: 'x'.repeat(3_000) } }),
    ],
  ])('throws at %s rather than cut it', (_, build) => {
    expect(build).toThrow(LimitExceeded);
  });
});

describe('what follows a form', () => {
  it('is a view that only closes', () => {
    const view = resultView(card('Batch saved', [text('118 scanned.')]));

    expect(validateView(view)).toEqual([]);
    expect(view).not.toHaveProperty('submit');
    expect(view).toMatchObject({ title: { text: 'Vitrine' }, close: { text: 'Done' } });
  });

  it('may be a sentence', () => {
    expect(validateView(resultView('You counted Vitrine 2, so someone else recounts it.'))).toEqual([]);
  });
});

describe('Home', () => {
  const page = { title: 'Waiting for you', cards: [card('Recount Vitrine 2', []), card('Recount Safe', [])] };

  it('shows the cards one below the other', () => {
    const view = homeView(page);

    expect(validateView(view)).toEqual([]);
    expect(view.blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'divider', 'rich_text']);
  });

  it('puts a notice above them', () => {
    const view = homeView(page, 'That took too long to open.');

    expect(JSON.stringify(view.blocks[1])).toContain('That took too long to open.');
    expect(view.blocks).toHaveLength(6);
  });

  it('is whole when nothing waits', () => {
    expect(validateView(homeView({ title: 'Vitrine', cards: [] }))).toEqual([]);
  });
});

describe('a field that finds', () => {
  const maya = { value: 'maya', label: 'Maya, Beverly Hills' };
  const person = lookup('Person', { search: async () => [], known: maya });

  it('is a menu that asks from the first letter on', () => {
    expect(elementOf(person)).toEqual({
      type: 'external_select',
      action_id: 'it',
      min_query_length: 1,
      placeholder: { type: 'plain_text', text: 'Type to find', emoji: false },
    });
    expect(validateView(render({ it: person }, { it: 'maya' }))).toEqual([]);
  });

  it('shows what is filled in, by its label', () => {
    const option = { text: { type: 'plain_text', text: maya.label, emoji: false }, value: 'maya' };

    expect(elementOf(person, 'maya')).toMatchObject({ initial_option: option });
    expect(elementOf(person, 'somebody')).not.toHaveProperty('initial_option');
  });

  it.each([['label'], ['value']])('with too long a %s is not drawn', (part) => {
    const known = { ...maya, value: 'maya', [part]: 'x'.repeat(76) };
    const field = lookup('Person', { search: async () => [], known });

    expect(() => render({ it: field }, { it: known.value })).toThrow(LimitExceeded);
  });
});

describe('a day, a time, a number and an amount', () => {
  const boxes = quantity('Boxes', { min: 1, max: 999 });
  const estimate = amount('Estimate', { currency: 'USD', max: 5_000_00 });
  const usd = { type: 'plain_text', text: 'USD', emoji: false };

  it('are asked for with what Slack has for each', () => {
    expect(elementOf(day('Day', { from: '2026-11-27' }))).toEqual({ type: 'datepicker', action_id: 'it' });
    expect(elementOf(time('Time'))).toEqual({ type: 'timepicker', action_id: 'it' });
    expect(elementOf(boxes)).toEqual({
      type: 'number_input',
      action_id: 'it',
      is_decimal_allowed: false,
      min_value: '1',
      max_value: '999',
    });
    expect(elementOf(estimate)).toEqual({
      type: 'number_input',
      action_id: 'it',
      is_decimal_allowed: true,
      min_value: '0',
      max_value: '5000.00',
      placeholder: usd,
    });
    expect(elementOf(amount('Estimate', { currency: 'JPY', max: 1_200 }))).toMatchObject({
      is_decimal_allowed: false,
      max_value: '1200',
    });
  });

  it.each<[Fields[string], string, object]>([
    [day('Day'), '2026-11-27', { initial_date: '2026-11-27' }],
    [time('Time'), '09:12', { initial_time: '09:12' }],
    [boxes, '12', { initial_value: '12' }],
    [quantity('Boxes'), '0', { initial_value: '0' }],
    [boxes, '1,2', {}],
    [estimate, '1234.50', { initial_value: '1234.50' }],
    [estimate, '1,234.5', { initial_value: '1234.50' }],
  ])('show what is filled in: %#', (field, known, initial) => {
    expect(elementOf(field, known)).toEqual({ ...elementOf(field), ...initial });
    expect(validateView(render({ it: field }, { it: known }))).toEqual([]);
  });

  it.each(Object.entries(HOSTILE))('show %s text as it is, and fill in none of it', (_, words) => {
    const [label, hint] = [words.slice(0, 2_000), words.slice(0, 2_000)];
    const fields = {
      day: day(label, { hint, from: '2026-11-27', to: '2026-12-04' }),
      time: optional(time(label, { hint })),
      boxes: quantity(label, { hint }),
      estimate: optional(amount(label, { hint, currency: 'USD' })),
    };
    const view = render(fields, { day: words, time: words, boxes: words, estimate: words });

    expect(validateView(view)).toEqual([]);
    expect(view.blocks.slice(1)).toMatchObject([
      { label: { text: label }, hint: { text: hint }, optional: false },
      { label: { text: label }, hint: { text: hint }, optional: true },
      { label: { text: label }, hint: { text: hint }, optional: false },
      { label: { text: label }, hint: { text: hint }, optional: true },
    ]);
    expect(JSON.stringify(view.blocks)).not.toContain('initial');
  });

  it('are known to our own look at what Slack takes', () => {
    expect(() => render({ it: day('x'.repeat(2_001)) })).toThrow(LimitExceeded);
    expect(() => render({ it: amount('Estimate', { currency: 'USD', hint: 'x'.repeat(2_001) }) })).toThrow(
      LimitExceeded,
    );
  });
});
