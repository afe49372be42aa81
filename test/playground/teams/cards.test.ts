import { describe, expect, it } from 'vitest';
import { checkCard } from '../../../src/playground/teams/cards/check.js';
import { inputErrors } from '../../../src/playground/teams/cards/input-errors.js';
import { actionAt, dataOf } from '../../../src/playground/teams/cards/look-up.js';
import { approve, card, type Json } from './desk.js';

const body = (...elements: Json[]) => card({ body: elements });
const actions = (...list: Json[]) => card({ actions: list });
const submit = (more: Json = {}): Json => ({ type: 'Action.Submit', title: 'Save', ...more });

const everything = card({
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  fallbackText: 'A count waits for you',
  lang: 'en-US',
  msteams: { width: 'Full' },
  refresh: { action: { type: 'Action.Execute', verb: 'vitrine.refresh', data: {} }, userIds: ['29:1-ines'] },
  body: [
    { type: 'TextBlock', text: 'Count', size: 'Large', weight: 'bolder', wrap: true, style: 'heading' },
    {
      type: 'RichTextBlock',
      inlines: ['plain', { type: 'TextRun', text: 'bold', weight: 'Bolder', selectAction: submit() }],
    },
    { type: 'FactSet', facts: [{ title: 'Zone', value: 'Safe' }] },
    {
      type: 'ColumnSet',
      columns: [{ type: 'Column', width: 'stretch', items: [{ type: 'Image', url: 'https://example.com/a.png' }] }],
    },
    {
      type: 'Table',
      columns: [{ width: 1 }],
      rows: [
        {
          type: 'TableRow',
          cells: [{ type: 'TableCell', items: [{ type: 'TextBlock', text: 'RG-1' }] }],
        },
      ],
    },
    { type: 'Container', style: 'attention', items: [{ type: 'ActionSet', actions: [submit()] }] },
    { type: 'Input.ChoiceSet', id: 'zone', label: 'Zone', choices: [{ title: 'Safe', value: 'safe' }] },
    { type: 'Input.ChoiceSet', id: 'who', choices: [], 'choices.data': { type: 'Data.Query', dataset: 'people' } },
    { type: 'Input.Toggle', id: 'yes', title: 'Yes' },
  ],
  actions: [
    approve,
    { type: 'Action.OpenUrl', title: 'Open', url: 'https://example.com' },
    { type: 'Action.ShowCard', title: 'More', card: { type: 'AdaptiveCard', body: [] } },
    { type: 'Action.ToggleVisibility', title: 'Hide', targetElements: ['zone'], mode: 'secondary' },
  ],
});

describe('a card', () => {
  it('that is right has nothing to complain of', () => {
    expect(checkCard(everything)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a text', 'card', '/: a card must be an object'],
    ['another type', { type: 'Card', version: '1.5' }, '/type: must be AdaptiveCard'],
    ['no version', { type: 'AdaptiveCard' }, '/version: "" is not a version that Teams shows (1.0 to 1.5)'],
    ['a later version', card({ version: '1.6' }), '/version: "1.6" is not a version that Teams shows (1.0 to 1.5)'],
    ['an old version', { ...actions(approve), version: '1.3' }, '/version: Action.Execute and refresh need 1.4'],
    ['an unknown property', card({ bodies: [] }), '/bodies: AdaptiveCard has no such property'],
    ['an unknown element', body({ type: 'Chart' }), '/body/0/type: "Chart" is no element of a card'],
    [
      'an element of its prototype',
      body({ type: 'constructor' }),
      '/body/0/type: "constructor" is no element of a card',
    ],
    ['a body that is no list', card({ body: {} }), '/body: must be a list'],
    ['a text block without text', body({ type: 'TextBlock' }), '/body/0/text: is missing'],
    ['a number as text', body({ type: 'TextBlock', text: 3 }), '/body/0/text: must be a text'],
    [
      'an unknown word',
      body({ type: 'TextBlock', text: 'a', weight: 'bold' }),
      '/body/0/weight: must be one of default, lighter, bolder',
    ],
    [
      'an unknown element deep inside',
      body({ type: 'Container', items: [{ type: 'ColumnSet', columns: [{ items: [{ type: 'Text' }] }] }] }),
      '/body/0/items/0/columns/0/items/0/type: "Text" is no element of a card',
    ],
    [
      'a run without a type',
      body({ type: 'RichTextBlock', inlines: [{ text: 'a' }] }),
      '/body/0/inlines/0/type: is missing',
    ],
    [
      'choices that are found nowhere',
      body({ type: 'Input.ChoiceSet', id: 'a', 'choices.data': { type: 'Data.Query' } }),
      '/body/0/choices.data/dataset: is missing',
    ],
    [
      'choices that are found in another way',
      body({ type: 'Input.ChoiceSet', id: 'a', 'choices.data': { type: 'Data.Find', dataset: 'people' } }),
      '/body/0/choices.data/type: must be one of Data.Query',
    ],
    ['an input without an id', body({ type: 'Input.Text' }), '/body/0/id: is missing'],
    [
      'two inputs with one id',
      body({ type: 'Input.Text', id: 'a' }, { type: 'Container', items: [{ type: 'Input.Number', id: 'a' }] }),
      '/body: two inputs have the id "a"',
    ],
    ['an unknown action', actions({ type: 'Action.Http' }), '/actions/0/type: "Action.Http" is no action of a card'],
    ['a press without a verb', actions({ type: 'Action.Execute', title: 'Go' }), '/actions/0/verb: is missing'],
    [
      'a fallback that is none',
      actions({ ...approve, fallback: { type: 'Submit' } }),
      '/actions/0/fallback/type: "Submit" is no action of a card',
    ],
    ['seven primary buttons', actions(...Array.from({ length: 7 }, () => submit())), '/actions: at most 6 are primary'],
    [
      'a refresh by another action',
      card({ refresh: { action: submit() } }),
      '/refresh/action: must be an Action.Execute',
    ],
    [
      'a refresh without a verb',
      card({ refresh: { action: { type: 'Action.Execute' } } }),
      '/refresh/action/verb: is missing',
    ],
    [
      'a refresh for too many',
      card({ refresh: { action: approve, userIds: Array.from({ length: 61 }, () => '29:1') } }),
      '/refresh/userIds: at most 60, not 61',
    ],
  ])('with %s is refused', (_what, wrong, complaint) => {
    expect(checkCard(wrong)).toContain(complaint);
  });

  it('in a dialog has no Action.Execute, and there is room for more buttons out of the way', () => {
    expect(checkCard(actions(approve), 'dialog')).toEqual([
      '/actions/0/type: a dialog answers to Action.Submit, not to Action.Execute',
    ]);
    const seven = Array.from({ length: 7 }, (_, index) => submit(index < 6 ? {} : { mode: 'secondary' }));
    expect(checkCard(actions(...seven))).toEqual([]);
  });
});

describe('a button', () => {
  it.each<[string, string | undefined]>([
    ['/actions/0', 'engine.approve'],
    ['/body/5/items/0/actions/0', undefined],
  ])('is found at %s', (pointer, verb) => {
    expect(actionAt(everything, pointer)).toMatchObject(verb ? { verb } : { type: 'Action.Submit' });
  });

  it.each(['', '/actions', '/actions/9', '/body/0', '/body/constructor', '/type/length'])(
    'is not at "%s"',
    (pointer) => {
      expect(actionAt(everything, pointer)).toBeUndefined();
    },
  );

  it('sends its data with the inputs over it; what is empty is missing', () => {
    const form = body(
      { type: 'Input.Text', id: 'note', value: 'as it was' },
      { type: 'Input.Text', id: 'empty' },
      { type: 'Input.Toggle', id: 'sure', title: 'Sure' },
      { type: 'Input.ChoiceSet', id: 'zones', isMultiSelect: true, choices: [] },
    );
    const values = { zones: 'safe,window', empty: '' };
    expect(dataOf(form, submit({ data: { zones: 'before', form: 'count' } }), values)).toEqual({
      form: 'count',
      note: 'as it was',
      sure: 'false',
      zones: 'safe,window',
    });
    expect(dataOf(form, submit({ associatedInputs: 'none', data: { a: 1 } }), values)).toEqual({ a: 1 });
    expect(dataOf(form, submit({ data: 'plain' }), values)).toBe('plain');
  });
});

describe('what is typed', () => {
  const input = (type: string, more: Json): Json => ({ type: `Input.${type}`, id: 'it', ...more });
  const choices = [
    { title: 'Safe', value: 'safe' },
    { title: 'Window', value: 'window' },
  ];

  it.each<[Json, string, string | undefined]>([
    [input('Text', { isRequired: true }), '', 'This is required.'],
    [input('Text', { isRequired: true, errorMessage: 'Say why.' }), '', 'Say why.'],
    [input('Text', {}), '', undefined],
    [input('Text', { maxLength: 3 }), 'four', 'Enter 3 characters or fewer.'],
    [input('Text', { regex: '^\\d+$' }), 'a', 'This is not in the expected form.'],
    [input('Text', { regex: '^\\d+$' }), '12', undefined],
    [input('Number', {}), 'many', 'Enter a number.'],
    [input('Number', { min: 2 }), '1', 'Enter 2 or more.'],
    [input('Number', { max: 2 }), '3', 'Enter 2 or less.'],
    [input('Number', { min: 1, max: 3 }), '2', undefined],
    [input('Date', {}), 'today', 'Enter a day.'],
    [input('Date', { min: '2026-11-22' }), '2026-11-21', 'Enter 2026-11-22 or later.'],
    [input('Date', { max: '2026-11-22' }), '2026-11-23', 'Enter 2026-11-22 or earlier.'],
    [input('Time', {}), '25', 'Enter a time.'],
    [input('Time', {}), '09:30', undefined],
    [input('Toggle', { title: 'Sure', isRequired: true }), 'false', 'This is required.'],
    [input('Toggle', { title: 'Sure', isRequired: true }), 'true', undefined],
    [input('ChoiceSet', { choices }), 'vault', 'Choose from the list.'],
    [input('ChoiceSet', { choices, isMultiSelect: true }), 'safe,window', undefined],
    [input('ChoiceSet', { choices, isMultiSelect: true }), 'safe,vault', 'Choose from the list.'],
  ])('%j with "%s": %s', (element, value, error) => {
    const expected = error === undefined ? {} : { it: error };
    expect(inputErrors(body(element), submit(), { it: value })).toEqual(expected);
  });

  it('does not matter to a button without inputs', () => {
    const form = body(input('Text', { isRequired: true }));
    expect(inputErrors(form, submit({ associatedInputs: 'none' }), {})).toEqual({});
  });
});
