import { describe, expect, it } from 'vitest';
import { type Surface, validateBlocks, validateView } from '../../src/playground/block-kit.js';

type Json = Record<string, unknown>;

const plain = (text: string): Json => ({ type: 'plain_text', text });
const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text });
const long = (length: number): string => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const option = (value: string, text = value): Json => ({ text: plain(text), value });
const options = (count: number): Json[] => many(count, (i) => option(`v${i}`));
const section = (text = 'Hello'): Json => ({ type: 'section', text: mrkdwn(text) });
const button = (more: Json = {}): Json => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more });
const actions = (...elements: Json[]): Json => ({ type: 'actions', elements });
const input = (element: Json, more: Json = {}): Json => ({ type: 'input', label: plain('Label'), element, ...more });
const select = (more: Json = {}): Json => ({ type: 'static_select', options: options(2), ...more });
const modal = (blocks: Json[], more: Json = {}): Json => ({
  type: 'modal',
  title: plain('Count'),
  submit: plain('Save'),
  blocks,
  ...more,
});
const view = (blocks: Json[], more: Json = {}) => validateView(modal(blocks, more));
const message = (...blocks: Json[]) => validateBlocks(blocks, 'message');
const choice = (type: string, count: number): Json => ({ type, options: options(count) });
const group = (count: number): Json => ({ label: plain('Group'), options: options(count) });
const cells = (rows: number, columns: number): Json => ({
  type: 'table',
  rows: many(rows, () => many(columns, () => ({ type: 'raw_text', text: 'x' }))),
});
const accessory = (element: Json): Json => ({ ...section(), accessory: element });
const withConfirm = (more: Json): Json =>
  actions(
    button({
      confirm: { title: plain('Sure'), text: plain('Really'), confirm: plain('Yes'), deny: plain('No'), ...more },
    }),
  );

/** What it is, how many Slack takes, how it is built with n of them, and what Slack says of one more. */
type Limit = readonly [what: string, limit: number, build: (n: number) => string[], says: RegExp];

const characters = (n: number, pointer: string): RegExp =>
  new RegExp(`^must be less than ${n + 1} characters \\[json-pointer:${pointer}\\]$`);
const items = (n: number, pointer: string): RegExp =>
  new RegExp(`^no more than ${n} items allowed \\[json-pointer:${pointer}\\]$`);

const limits: readonly Limit[] = [
  ['blocks of a message', 50, (n) => message(...many(n, () => section())), items(50, '/blocks')],
  ['blocks of a modal', 100, (n) => view(many(n, () => section())), items(100, '/view/blocks')],
  [
    'blocks of a Home',
    100,
    (n) => validateView({ type: 'home', blocks: many(n, () => section()) }),
    items(100, '/view/blocks'),
  ],
  ['a section', 3000, (n) => message(section(long(n))), characters(3000, '/blocks/0/text/text')],
  [
    'fields of a section',
    10,
    (n) => message({ type: 'section', fields: many(n, () => mrkdwn('x')) }),
    items(10, '/blocks/0/fields'),
  ],
  [
    'one field of a section',
    2000,
    (n) => message({ type: 'section', fields: [mrkdwn(long(n))] }),
    characters(2000, '/blocks/0/fields/0/text'),
  ],
  ['a header', 150, (n) => message({ type: 'header', text: plain(long(n)) }), characters(150, '/blocks/0/text/text')],
  [
    'elements of a context',
    10,
    (n) => message({ type: 'context', elements: many(n, () => mrkdwn('x')) }),
    items(10, '/blocks/0/elements'),
  ],
  [
    'elements of actions',
    25,
    (n) => message(actions(...many(n, (i) => button({ action_id: `go${i}` })))),
    items(25, '/blocks/0/elements'),
  ],
  ['a block_id', 255, (n) => message({ ...section(), block_id: long(n) }), characters(255, '/blocks/0/block_id')],
  [
    'an action_id',
    255,
    (n) => message(actions(button({ action_id: long(n) }))),
    characters(255, '/blocks/0/elements/0/action_id'),
  ],
  [
    'the text of a button',
    75,
    (n) => message(actions(button({ text: plain(long(n)) }))),
    characters(75, '/blocks/0/elements/0/text/text'),
  ],
  [
    'the value of a button',
    2000,
    (n) => message(actions(button({ value: long(n) }))),
    characters(2000, '/blocks/0/elements/0/value'),
  ],
  [
    'the url of a button',
    3000,
    (n) => message(actions(button({ url: `https://${long(n - 8)}` }))),
    characters(3000, '/blocks/0/elements/0/url'),
  ],
  [
    'the label of a button',
    75,
    (n) => message(actions(button({ accessibility_label: long(n) }))),
    characters(75, '/blocks/0/elements/0/accessibility_label'),
  ],
  [
    'the title of a confirmation',
    100,
    (n) => message(withConfirm({ title: plain(long(n)) })),
    characters(100, '/blocks/0/elements/0/confirm/title/text'),
  ],
  [
    'the text of a confirmation',
    300,
    (n) => message(withConfirm({ text: plain(long(n)) })),
    characters(300, '/blocks/0/elements/0/confirm/text/text'),
  ],
  [
    'a button of a confirmation',
    30,
    (n) => message(withConfirm({ deny: plain(long(n)) })),
    characters(30, '/blocks/0/elements/0/confirm/deny/text'),
  ],
  [
    'options of a select',
    100,
    (n) => view([input(select({ options: options(n) }))]),
    items(100, '/view/blocks/0/element/options'),
  ],
  [
    'groups of a select',
    100,
    (n) =>
      view([
        input({
          type: 'static_select',
          option_groups: many(n, (i) => ({ label: plain('Group'), options: [option(`v${i}`)] })),
        }),
      ]),
    items(100, '/view/blocks/0/element/option_groups'),
  ],
  [
    'options of a group',
    100,
    (n) => view([input({ type: 'static_select', option_groups: [group(n)] })]),
    items(100, '/view/blocks/0/element/option_groups/0/options'),
  ],
  [
    'the label of a group',
    75,
    (n) => view([input({ type: 'static_select', option_groups: [{ label: plain(long(n)), options: options(1) }] })]),
    characters(75, '/view/blocks/0/element/option_groups/0/label/text'),
  ],
  [
    'options of a multi-select',
    100,
    (n) => view([input(choice('multi_static_select', n))]),
    items(100, '/view/blocks/0/element/options'),
  ],
  ['radio buttons', 10, (n) => view([input(choice('radio_buttons', n))]), items(10, '/view/blocks/0/element/options')],
  ['checkboxes', 10, (n) => view([input(choice('checkboxes', n))]), items(10, '/view/blocks/0/element/options')],
  [
    'the text of an option',
    75,
    (n) => view([input(select({ options: [option('v', long(n))] }))]),
    characters(75, '/view/blocks/0/element/options/0/text/text'),
  ],
  [
    'the value of an option',
    75,
    (n) => view([input(select({ options: [option(long(n), 'x')] }))]),
    characters(75, '/view/blocks/0/element/options/0/value'),
  ],
  [
    'the description of an option',
    75,
    (n) => view([input(select({ options: [{ ...option('v'), description: plain(long(n)) }] }))]),
    characters(75, '/view/blocks/0/element/options/0/description/text'),
  ],
  [
    'a placeholder',
    150,
    (n) => view([input(select({ placeholder: plain(long(n)) }))]),
    characters(150, '/view/blocks/0/element/placeholder/text'),
  ],
  [
    'the label of an input',
    2000,
    (n) => view([input(select(), { label: plain(long(n)) })]),
    characters(2000, '/view/blocks/0/label/text'),
  ],
  [
    'the hint of an input',
    2000,
    (n) => view([input(select(), { hint: plain(long(n)) })]),
    characters(2000, '/view/blocks/0/hint/text'),
  ],
  [
    'the first value of a text input',
    3000,
    (n) => view([input({ type: 'plain_text_input', initial_value: long(n) })]),
    characters(3000, '/view/blocks/0/element/initial_value'),
  ],
  [
    'the longest a text input may ask for',
    3000,
    (n) => view([input({ type: 'plain_text_input', max_length: n })]),
    /^must be less than 3001 \[json-pointer:\/view\/blocks\/0\/element\/max_length\]$/,
  ],
  [
    'files of an input',
    10,
    (n) => view([input({ type: 'file_input', max_files: n })]),
    /^must be less than 11 \[json-pointer:\/view\/blocks\/0\/element\/max_files\]$/,
  ],
  [
    'the alt_text of an image',
    2000,
    (n) => message({ type: 'image', image_url: 'https://example.com/a.png', alt_text: long(n) }),
    characters(2000, '/blocks/0/alt_text'),
  ],
  [
    'the title of an image',
    2000,
    (n) => message({ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'x', title: plain(long(n)) }),
    characters(2000, '/blocks/0/title/text'),
  ],
  [
    'the url of an image',
    3000,
    (n) => message({ type: 'image', image_url: `https://${long(n - 8)}`, alt_text: 'x' }),
    characters(3000, '/blocks/0/image_url'),
  ],
  ['rows of a table', 100, (n) => message(cells(n, 2)), items(100, '/blocks/0/rows')],
  ['columns of a table', 20, (n) => message(cells(1, n)), items(20, '/blocks/0/rows/0')],
  ['the title of a modal', 24, (n) => view([], { title: plain(long(n)) }), characters(24, '/view/title/text')],
  ['the submit of a modal', 24, (n) => view([], { submit: plain(long(n)) }), characters(24, '/view/submit/text')],
  ['the close of a modal', 24, (n) => view([], { close: plain(long(n)) }), characters(24, '/view/close/text')],
  [
    'private_metadata',
    3000,
    (n) => view([], { private_metadata: long(n) }),
    characters(3000, '/view/private_metadata'),
  ],
  ['callback_id', 255, (n) => view([], { callback_id: long(n) }), characters(255, '/view/callback_id')],
  ['external_id', 255, (n) => view([], { external_id: long(n) }), characters(255, '/view/external_id')],
];

describe('Block Kit limits', () => {
  it.each(limits)('takes %s up to %i', (_what, limit, build) => {
    expect(build(limit)).toEqual([]);
  });

  it.each(limits)('refuses %s above %i', (_what, limit, build, says) => {
    const complaints = build(limit + 1);

    expect(complaints.length).toBeGreaterThan(0);
    expect(complaints.every((complaint) => says.test(complaint))).toBe(true);
  });
});

describe('Block Kit refusals, in Slack’s words', () => {
  const refusals: readonly (readonly [what: string, complaints: () => string[], says: string])[] = [
    ['an unknown block', () => message({ type: 'video' }), 'unsupported type: video [json-pointer:/blocks/0/type]'],
    [
      'an unknown element',
      () => message(actions({ type: 'overflow', options: options(2) })),
      'unsupported type: overflow [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'an unknown field',
      () => message({ ...section(), style: 'loud' }),
      'invalid additional property: style [json-pointer:/blocks/0]',
    ],
    [
      'an image without alt_text',
      () => message({ type: 'image', image_url: 'https://example.com/a.png' }),
      'missing required field: alt_text [json-pointer:/blocks/0]',
    ],
    ['a block without a type', () => message({}), 'missing required field: type [json-pointer:/blocks/0]'],
    ['an empty text', () => message(section('')), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'a section without text or fields',
      () => message({ type: 'section' }),
      'missing required field: text [json-pointer:/blocks/0]',
    ],
    [
      'mrkdwn where only plain text may be',
      () => message({ type: 'header', text: mrkdwn('x') }),
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    [
      'actions without elements',
      () => message(actions()),
      'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'an unknown style of button',
      () => message(actions(button({ style: 'loud' }))),
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'two blocks of one id',
      () => message({ ...section(), block_id: 'a' }, { ...section(), block_id: 'a' }),
      '`block_id` must be unique: a [json-pointer:/blocks]',
    ],
    [
      'two actions of one id in a block',
      () => message(actions(button(), button())),
      '`action_id` must be unique: go [json-pointer:/blocks/0]',
    ],
    [
      'an input in a modal without submit',
      () => view([section(), section(), input(select())], { submit: null }),
      'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/2/input]',
    ],
    [
      'a modal without a title',
      () => view([], { title: undefined }),
      'missing required field: title [json-pointer:/view]',
    ],
    [
      'a title on Home',
      () => validateView({ type: 'home', blocks: [], title: plain('x') }),
      'invalid additional property: title [json-pointer:/view]',
    ],
    [
      'a view of an unknown type',
      () => validateView({ type: 'panel', blocks: [] }),
      'unsupported type: panel [json-pointer:/view/type]',
    ],
    ['a view that is none', () => validateView('modal'), 'must provide an object [json-pointer:/view]'],
    ['a table in a modal', () => view([cells(1, 1)]), 'unsupported type: table [json-pointer:/view/blocks/0/type]'],
    [
      'a second table in a message',
      () => message(cells(1, 1), cells(1, 1)),
      'no more than 1 table allowed [json-pointer:/blocks]',
    ],
    [
      'a file input outside modals',
      () => message(input({ type: 'file_input' })),
      'unsupported type: file_input [json-pointer:/blocks/0/element/type]',
    ],
    [
      'a number input that does not say whether decimals are allowed',
      () => view([input({ type: 'number_input' })]),
      'missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]',
    ],
    [
      'a number given as a number',
      () => view([input({ type: 'number_input', is_decimal_allowed: false, min_value: 1 })]),
      'must provide a string [json-pointer:/view/blocks/0/element/min_value]',
    ],
    [
      'a day that is none',
      () => view([input({ type: 'datepicker', initial_date: '2026-13-01' })]),
      'must match format YYYY-MM-DD [json-pointer:/view/blocks/0/element/initial_date]',
    ],
    [
      'a time that is none',
      () => view([input({ type: 'timepicker', initial_time: '9:12' })]),
      'must match format HH:mm [json-pointer:/view/blocks/0/element/initial_time]',
    ],
    [
      'a clock that knows its first hour',
      () => view([input({ type: 'timepicker', min_time: '09:00' })]),
      'invalid additional property: min_time [json-pointer:/view/blocks/0/element]',
    ],
    [
      'a file type with a dot',
      () => view([input({ type: 'file_input', filetypes: ['.csv'] })]),
      'must be a bare file extension [json-pointer:/view/blocks/0/element/filetypes/0]',
    ],
    [
      'a select with neither options nor groups',
      () => message(accessory({ type: 'static_select' })),
      'missing required field: options [json-pointer:/blocks/0/accessory]',
    ],
    [
      'a first choice that is no option',
      () => message(accessory(select({ initial_option: option('other') }))),
      '`initial_option` must match an option in `options` [json-pointer:/blocks/0/accessory/initial_option]',
    ],
    [
      'two fields that want the focus',
      () => view([input(select({ focus_on_load: true })), input(select({ focus_on_load: true }))]),
      'only one element can have `focus_on_load` [json-pointer:/view/blocks/1/element]',
    ],
    [
      'a rich text leaf it does not know',
      () =>
        message({
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'date', timestamp: 1 }] }],
        }),
      'unsupported type: date [json-pointer:/blocks/0/elements/0/elements/0/type]',
    ],
  ];

  it.each(refusals)('refuses %s', (_what, complaints, says) => {
    expect(complaints()).toEqual([says]);
  });

  it('names every mistake, not only the first', () => {
    expect(message({ type: 'image' }, section(long(3001)))).toEqual([
      'missing required field: alt_text [json-pointer:/blocks/0]',
      'must be less than 3001 characters [json-pointer:/blocks/1/text/text]',
    ]);
  });
});

describe('Block Kit as the bot uses it', () => {
  const richText = {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Missing ', style: { bold: true } },
          { type: 'user', user_id: 'U1' },
          { type: 'channel', channel_id: 'C1' },
          { type: 'link', url: 'https://example.com', text: 'here' },
          { type: 'emoji', name: 'ring' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        indent: 0,
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
      },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'RG-1204' }] },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'quoted' }] },
    ],
  };

  it.each<Surface>(['message', 'modal', 'home'])('takes a full set of blocks in a %s', (surface) => {
    const blocks = [
      { type: 'header', text: plain('Stock count') },
      { type: 'divider' },
      {
        type: 'context',
        elements: [mrkdwn('started'), { type: 'image', image_url: 'https://e.com/a.png', alt_text: 'a' }],
      },
      accessory(button({ style: 'danger', value: 'x', url: 'https://example.com' })),
      accessory(choice('checkboxes', 2)),
      actions(button(), select({ action_id: 'zone' }), {
        type: 'datepicker',
        action_id: 'day',
        initial_date: '2026-05-12',
      }),
      input({ type: 'plain_text_input', multiline: true, min_length: 1, max_length: 3000 }),
      input({ type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '9' }),
      input({ type: 'timepicker', initial_time: '09:12', timezone: 'America/New_York' }),
      input({ type: 'external_select', min_query_length: 0 }),
      richText,
    ];

    expect(validateBlocks(blocks, surface)).toEqual([]);
  });
});
