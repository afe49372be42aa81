import { describe, expect, it } from 'vitest';
import {
  amount,
  choice,
  choices,
  confirm,
  day,
  type Field,
  type Fields,
  files,
  form,
  longText,
  lookup,
  optional,
  quantity,
  type RawAnswers,
  text,
  time,
} from '../../src/chat/form.js';
import type { ChoiceSet, Dialog } from '../../src/teams/adaptive-card.js';
import { LimitExceeded } from '../../src/teams/limits.js';
import { readForm } from '../../src/teams/read-form.js';
import { type Beside, renderForm } from '../../src/teams/render-form.js';
import type { SentFile } from '../../src/teams/sent-files.js';
import { HOSTILE } from '../slack/hostile.js';
import { faultsOf, openToMarkdown, partsOf, submitted } from './adaptive-cards.js';

const NINE = new Date('2026-11-27T14:00:00Z');
const route = { interaction: 'count', boutique: 'MADISON', subject: '', instance: 'i-1' };
const zones = (n: number, name = (index: number) => `Vitrine ${index}`): Record<string, string> =>
  Object.fromEntries(Array.from({ length: n }, (_, index) => [`zone-${index}`, name(index)]));

const counting = form({
  name: 'count',
  title: 'Stock count',
  submit: 'Save batch',
  intro: 'Madison Avenue',
  fields: {
    zone: choice('Zone', { window: 'Window', safe: 'Safe' }, 'Where you stand.'),
    serials: longText('Serials', { placeholder: 'Scan or paste', max: 2_000 }),
    note: optional(text('Note')),
    trays: choices('Trays', zones(6)),
    sealed: confirm('Seal', 'Nothing moves until the count is done.', 'Seal the zone first.'),
    file: optional(files('Or a file', { extensions: ['csv', 'txt'], max: 1 })),
  },
});

const sentFile = (name: string, minutesAgo: number, isFresh = false): SentFile => ({
  channel: 'teams',
  tenant: 't',
  id: `id-of-${name}`,
  name,
  at: new Date(NINE.getTime() - minutesAgo * 60_000),
  isFresh,
});

const render = (prefill: RawAnswers = {}, more: Partial<Beside> = {}, fields: Fields = counting.fields): Dialog =>
  renderForm({ form: { ...counting, fields }, prefill, route }, { topic: 'count/1', sent: [], now: NINE, ...more });

const inputsOf = ({ card }: Dialog) => partsOf(card.content).filter(({ type }) => String(type).startsWith('Input.'));
/** Of a form that asks this alone. */
const inputOf = (field: Field, known?: RawAnswers[string], more: Partial<Beside> = {}) =>
  inputsOf(render(known === undefined ? {} : { it: known }, more, { it: field }))[0] as unknown as ChoiceSet;
const wordsIn = ({ card }: Dialog) =>
  partsOf(card.content.body).flatMap(({ type, text: words }) => (type === 'TextRun' ? [words] : []));

describe('a form as a dialog', () => {
  it('has an input for each question, named after it', () => {
    expect(render()).toMatchInlineSnapshot(`
      {
        "card": {
          "content": {
            "actions": [
              {
                "data": {
                  "vitrine": {
                    "boutique": "MADISON",
                    "instance": "i-1",
                    "interaction": "count",
                    "kinds": {
                      "file": "files",
                      "note": "text",
                      "sealed": "confirm",
                      "serials": "text",
                      "trays": "choices",
                      "zone": "choice",
                    },
                    "subject": "",
                    "topic": "count/1",
                  },
                },
                "style": "positive",
                "title": "Save batch",
                "type": "Action.Submit",
              },
            ],
            "body": [
              {
                "inlines": [
                  {
                    "text": "Madison Avenue",
                    "type": "TextRun",
                  },
                ],
                "type": "RichTextBlock",
              },
              {
                "choices": [
                  {
                    "title": "Window",
                    "value": "window",
                  },
                  {
                    "title": "Safe",
                    "value": "safe",
                  },
                ],
                "errorMessage": "Choose a zone.",
                "id": "zone",
                "isRequired": true,
                "label": "Zone",
                "spacing": "medium",
                "style": "expanded",
                "type": "Input.ChoiceSet",
                "wrap": true,
              },
              {
                "inlines": [
                  {
                    "isSubtle": true,
                    "size": "small",
                    "text": "Where you stand.",
                    "type": "TextRun",
                  },
                ],
                "spacing": "small",
                "type": "RichTextBlock",
              },
              {
                "errorMessage": "Serials is needed.",
                "id": "serials",
                "isMultiline": true,
                "isRequired": true,
                "label": "Serials",
                "maxLength": 2000,
                "placeholder": "Scan or paste",
                "spacing": "medium",
                "type": "Input.Text",
              },
              {
                "id": "note",
                "label": "Note",
                "maxLength": 200,
                "spacing": "medium",
                "type": "Input.Text",
              },
              {
                "choices": [
                  {
                    "title": "Vitrine 0",
                    "value": "zone-0",
                  },
                  {
                    "title": "Vitrine 1",
                    "value": "zone-1",
                  },
                  {
                    "title": "Vitrine 2",
                    "value": "zone-2",
                  },
                  {
                    "title": "Vitrine 3",
                    "value": "zone-3",
                  },
                  {
                    "title": "Vitrine 4",
                    "value": "zone-4",
                  },
                  {
                    "title": "Vitrine 5",
                    "value": "zone-5",
                  },
                ],
                "errorMessage": "Choose a trays.",
                "id": "trays",
                "isMultiSelect": true,
                "isRequired": true,
                "label": "Trays",
                "placeholder": "Choose",
                "spacing": "medium",
                "style": "compact",
                "type": "Input.ChoiceSet",
                "wrap": true,
              },
              {
                "errorMessage": "Seal the zone first.",
                "id": "sealed",
                "isRequired": true,
                "label": "Seal",
                "spacing": "medium",
                "title": "Nothing moves until the count is done.",
                "type": "Input.Toggle",
                "wrap": true,
              },
              {
                "inlines": [
                  {
                    "text": "Or a file",
                    "type": "TextRun",
                    "weight": "bolder",
                  },
                ],
                "spacing": "medium",
                "type": "RichTextBlock",
              },
              {
                "inlines": [
                  {
                    "isSubtle": true,
                    "size": "small",
                    "text": "Send the file to me in our private chat, then open this again.",
                    "type": "TextRun",
                  },
                ],
                "spacing": "small",
                "type": "RichTextBlock",
              },
            ],
            "fallbackText": "Stock count",
            "speak": "Stock count · Madison Avenue",
            "type": "AdaptiveCard",
            "version": "1.5",
          },
          "contentType": "application/vnd.microsoft.card.adaptive",
        },
        "height": "large",
        "title": "Stock count",
        "width": "medium",
      }
    `);
  });

  it('is known to Microsoft’s own reader', () => {
    expect(faultsOf(render().card.content)).toEqual([]);
  });

  it('fills in what is known, but for what is no longer offered', () => {
    const prefill = { zone: 'safe', serials: 'RG-1', trays: ['zone-1', 'zone-4', 'gone'], sealed: true };

    expect(inputsOf(render(prefill)).map(({ id, value }) => [id, value])).toEqual([
      ['zone', 'safe'],
      ['serials', 'RG-1'],
      ['note', undefined],
      ['trays', 'zone-1,zone-4'],
      ['sealed', 'true'],
    ]);
    expect(inputOf(choice('Zone', zones(2)), 'gone')).not.toHaveProperty('value');
    expect(inputOf(choices('Zones', zones(2)), ['gone'])).not.toHaveProperty('value');
  });

  it('has the client ask for what is needed, in our words', () => {
    expect(inputsOf(render()).map(({ id, isRequired, errorMessage }) => [id, isRequired, errorMessage])).toEqual([
      ['zone', true, 'Choose a zone.'],
      ['serials', true, 'Serials is needed.'],
      ['note', undefined, undefined],
      ['trays', true, 'Choose a trays.'],
      ['sealed', true, 'Seal the zone first.'],
    ]);
    expect(inputOf(text('*Note*'))).toMatchObject({ label: '*Note*', errorMessage: 'This is needed.' });
  });

  it('carries its route, its topic and the kinds of its fields', () => {
    expect(render().card.content.actions?.[0]?.data).toEqual({
      vitrine: {
        ...route,
        topic: 'count/1',
        kinds: { zone: 'choice', serials: 'text', note: 'text', trays: 'choices', sealed: 'confirm', file: 'files' },
      },
    });
  });

  it.each(Object.entries(HOSTILE))('shows %s text as it is', (_, words) => {
    const dialog = render(
      { it: words },
      { corrections: { it: words } },
      { it: optional(longText(words, { hint: words })) },
    );

    expect(faultsOf(dialog.card.content)).toEqual([]);
    expect(inputsOf(dialog)).toMatchObject([{ label: words, value: words }]);
    expect(wordsIn(dialog).filter((each) => each === words)).toHaveLength(3);
  });

  it('refuses a field whose name would hide what the form carries', () => {
    expect(() => render({}, {}, { vitrine: text('Vitrine') })).toThrow('a field of this name');
    expect(() => render({}, {}, { msteams: text('Teams') })).toThrow('a field of this name');
  });

  it('throws at what is too long rather than cut it', () => {
    expect(() => inputOf(choice('Zone', zones(101)))).toThrow(LimitExceeded);
    expect(() => render({}, {}, { it: longText('x'.repeat(40_000)) })).toThrow(LimitExceeded);
  });
});

describe('a choice', () => {
  it.each([
    [3, 'expanded', 'expanded'],
    [4, 'compact', 'compact'],
    [10, 'compact', 'compact'],
    [11, 'filtered', 'compact'],
    [100, 'filtered', 'compact'],
  ])('of %d is %s, of several %s', (n, one, several) => {
    expect(inputOf(choice('Zone', zones(n)))).toMatchObject({ style: one });
    expect(inputOf(choices('Zones', zones(n)))).toMatchObject({ style: several, isMultiSelect: true });
  });

  it('is searched in only where each is told by its words, and none is filled in', () => {
    expect(
      inputOf(
        choice(
          'Person',
          zones(20, () => 'Ana Ruiz'),
        ),
      ),
    ).toMatchObject({ style: 'compact' });
    expect(inputOf(choice('Zone', zones(20)), 'zone-7')).toMatchObject({ style: 'compact', value: 'zone-7' });
  });

  it.each([
    '*Window*',
    '_Safe_',
    '[Safe](https://evil.example)',
    '1. Safe',
    '- Safe',
    'a\nb',
    '<b>',
    'a & b',
    'www.evil.example',
  ])('of %j is a menu, where nothing reads Markdown', (label) => {
    expect(inputOf(choice('Zone', { window: label }))).toMatchObject({ style: 'compact' });
    expect(inputOf(choice('Zone', { window: 'Vitrine 2, to the left' }))).toMatchObject({ style: 'expanded' });
  });

  it('that need not be made can be taken back', () => {
    const may = optional(choice('Cause', zones(2)));
    const none = { title: 'No answer', value: '=none' };

    expect(inputOf(may)).toMatchObject({ value: '=none', choices: [none, {}, {}] });
    expect(inputOf(may, 'zone-1')).toMatchObject({ value: 'zone-1', choices: [none, {}, {}] });
    expect(inputOf(optional(choice('Cause', zones(20)))).choices).toHaveLength(20);
  });

  it('of several survives values with commas', () => {
    const odd = choices('Zones', { 'a,b': 'One', 'c%2Cd': 'Two', e: 'Three' });
    const dialog = render({ it: ['a,b', 'c%2Cd'] }, {}, { it: odd });

    expect(inputOf(odd, ['a,b']).value).not.toContain(',');
    expect(readForm(submitted(dialog))?.raw).toEqual({ it: ['a,b', 'c%2Cd'] });
  });
});

describe('a statement to agree to', () => {
  it('stands beside its box, or above it where it might be read as Markdown', () => {
    const [plain] = inputsOf(render({}, {}, { it: confirm('Seal', 'Vitrine 2 is empty: I looked.', 'Look.') }));
    const marked = render({}, {}, { it: confirm('Seal', '*Vitrine* is empty: I looked.', 'Look.') });

    expect(plain).toMatchObject({ title: 'Vitrine 2 is empty: I looked.', wrap: true });
    expect(inputsOf(marked)).toMatchObject([{ title: 'Yes' }]);
    expect(wordsIn(marked)).toContain('*Vitrine* is empty: I looked.');
  });
});

describe('a question for files', () => {
  const one = files('Scan', { extensions: ['csv', 'txt'], max: 1 });
  const sent = [
    sentFile('a.csv', 0, true),
    sentFile('b.CSV', 3, true),
    sentFile('c.txt', 90),
    sentFile('photo.png', 2, true),
  ];

  it('says how to send one where there is none that fits', () => {
    const dialog = render({}, { sent: [sentFile('photo.png', 2, true)] }, { it: one });

    expect(inputsOf(dialog)).toEqual([]);
    expect(wordsIn(dialog).slice(-2)).toEqual([
      'Scan',
      'Send the file to me in our private chat, then open this again.',
    ]);
    expect(readForm(submitted(dialog))).toMatchObject({ raw: { it: null }, fileIds: { it: [] } });
  });

  it('offers those that fit, with the newest of the fresh ones chosen', () => {
    expect(inputOf(one, undefined, { sent })).toMatchObject({
      value: 'id-of-a.csv',
      isRequired: true,
      choices: [{ title: 'a.csv, just now' }, { title: 'b.CSV, 3 minutes ago' }, { title: 'c.txt, 1 hour ago' }],
    });
    expect(inputOf(one, undefined, { sent: [sentFile('c.txt', 90)] })).not.toHaveProperty('value');
  });

  it('need not be answered where it is optional', () => {
    expect(inputOf(optional(one), undefined, { sent })).toMatchObject({
      value: 'id-of-a.csv',
      choices: [{ title: 'No file', value: '=none' }, {}, {}, {}],
    });
  });

  it('takes several where several are asked for', () => {
    const several = files('Scans', { extensions: ['csv', 'txt', 'png'], max: 2 });

    expect(inputOf(several, undefined, { sent })).toMatchObject({
      isMultiSelect: true,
      value: 'id-of-a.csv,id-of-b.CSV',
    });
  });

  it('keeps what was chosen when the form comes back, and that none was', () => {
    const back = (it: RawAnswers[string]) => inputOf(optional(one), undefined, { sent, typed: { it } });

    expect(back([sentFile('c.txt', 90)])).toMatchObject({ value: 'id-of-c.txt' });
    expect(back(null)).toMatchObject({ value: '=none' });
  });

  it('offers the ten newest, under names that can be read', () => {
    const many = Array.from({ length: 30 }, (_, index) => sentFile(`${'x'.repeat(200)}${index}.csv`, index));
    const { choices: offered } = inputOf(one, undefined, { sent: many });

    expect(offered).toHaveLength(10);
    expect(offered.at(-1)?.title).toMatch(/^x{74}…, 9 minutes ago$/);
  });
});

describe('a form that comes back', () => {
  const typed = { zone: 'safe', serials: 'RG-1 RG-?', note: null, trays: null, sealed: null, file: null };
  const back = render(
    { zone: 'window', note: 'at first' },
    { typed, corrections: { trays: 'Choose a tray.', sealed: 'Seal it.' } },
  );

  it('keeps what was answered, and not what was filled in at first', () => {
    expect(inputsOf(back).map(({ value }) => value)).toEqual(['safe', 'RG-1 RG-?', undefined, undefined, undefined]);
  });

  it('says what needs another look on top, and directly above each question', () => {
    const [first, ...rest] = back.card.content.body;
    const at = rest.findIndex((element) => 'id' in element && element.id === 'trays');

    expect(faultsOf(back.card.content)).toEqual([]);
    expect(first).toMatchObject({ type: 'Container', style: 'attention' });
    expect(partsOf(first).flatMap(({ text: words }) => words ?? [])).toEqual([
      '2 answers need another look.',
      'Trays: ',
      'Choose a tray.',
      'Seal: ',
      'Seal it.',
    ]);
    expect(rest[at - 1]).toMatchObject({ inlines: [{ text: 'Choose a tray.', color: 'attention' }] });
  });

  it('says on top alone what is about no question', () => {
    const refused = render({}, { typed, corrections: { '': 'Inès decided this at 10:12 AM: approved.' } });

    expect(wordsIn(refused).filter((each) => /decided|another look/.test(String(each)))).toEqual([
      'Inès decided this at 10:12 AM: approved.',
    ]);
  });

  it('says so where it can’t hold all of a text that is too long', () => {
    const long = render({}, { typed: { ...typed, serials: `${'x'.repeat(1_999)}💍${'y'.repeat(60_000)}` } });

    expect(inputsOf(long)[1]).toMatchObject({ value: 'x'.repeat(1_999) });
    expect(wordsIn(long)).toContain('Only the first 2,000 characters are filled in.');
  });
});

describe('a field that finds', () => {
  const maya = { value: 'maya', label: `Maya, ${HOSTILE}` };
  const person = lookup('Person', { search: async () => [maya], known: maya });
  const dataset = JSON.stringify({
    vitrine: { interaction: 'count', boutique: 'MADISON', subject: '', field: 'it' },
  });

  it('has no choices of its own, and names its form and itself to whoever looks', () => {
    const input = inputOf(person);

    expect(input).toMatchObject({ style: 'filtered', isRequired: true, errorMessage: 'Choose a person.', choices: [] });
    expect(input['choices.data']).toEqual({ type: 'Data.Query', dataset });
    expect(input).not.toHaveProperty('value');
    expect(faultsOf(render({}, {}, { it: person }).card.content)).toEqual([]);
  });

  it('shows what is filled in, by its label', () => {
    const { choices: offered, value } = inputOf(person, 'maya');

    expect(offered).toEqual([{ title: maya.label, value: JSON.stringify(['maya', maya.label]) }]);
    expect(value).toBe(offered[0]?.value);
    expect(inputOf(person, 'somebody').choices).toEqual([]);
  });

  it('shows what was chosen when the form comes back, and nothing where it was not found', () => {
    const zoe = { value: 'zoe', label: 'Zoë' };
    const again = (typed: string | null) => inputOf(person, undefined, { typed: { it: typed }, chosen: { it: zoe } });

    expect(again('zoe')).toMatchObject({ choices: [{ title: 'Zoë' }], value: '["zoe","Zoë"]' });
    expect([again(null), again('Zo')].map(({ choices: offered }) => offered)).toEqual([[], []]);
    expect(
      readForm(submitted(render({}, { typed: { it: 'zoe' }, chosen: { it: zoe } }, { it: person }))),
    ).toMatchObject({ raw: { it: 'zoe' }, chosen: { it: zoe } });
  });

  it('can be left empty again where it may be', () => {
    const { choices: offered } = inputOf(optional(person), 'maya');

    expect(offered.map(({ title }) => title)).toEqual(['No answer', maya.label]);
    expect(offered[0]?.value).toBe('=none');
  });
});

describe('a day, a time, a number and an amount', () => {
  const from = day('Day', { from: '2026-11-27', to: '2026-12-04' });
  const boxes = quantity('Boxes', { max: 999 });
  const estimate = amount('Estimate', { currency: 'USD', max: 5_000_00 });

  it('are asked for with what Teams has for each, and refused in our words', () => {
    expect(inputOf(from)).toMatchObject({
      type: 'Input.Date',
      min: '2026-11-27',
      max: '2026-12-04',
      isRequired: true,
      errorMessage: 'Choose a day from Fri, Nov 27 to Fri, Dec 4.',
    });
    expect(inputOf(time('Time'))).toMatchObject({ type: 'Input.Time', errorMessage: 'Choose a time.' });
    expect(inputOf(boxes)).toMatchObject({
      type: 'Input.Number',
      min: 0,
      max: 999,
      errorMessage: 'Enter a whole number from 0 to 999.',
    });
    expect(inputOf(estimate)).toMatchObject({ type: 'Input.Text', maxLength: 40, placeholder: 'USD' });
  });

  it.each<[Field, string | undefined]>([
    [from, 'Choose a day from Fri, Nov 27 to Fri, Dec 4.'],
    [day('Day'), undefined],
    [time('Time'), undefined],
    [boxes, undefined],
    [estimate, undefined],
  ])('may be left out, and are refused where the client itself can: %#', (field, sentence) => {
    const input = inputOf(optional(field));

    for (const limit of ['isRequired', ...(field === boxes ? ['min', 'max'] : [])])
      expect(input).not.toHaveProperty(limit);
    expect((input as { errorMessage?: string }).errorMessage).toBe(sentence);
  });

  it.each<[Field, string, unknown]>([
    [from, '2026-11-27', '2026-11-27'],
    [time('Time'), '09:12', '09:12'],
    [boxes, '12', 12],
    [boxes, '0', 0],
    [estimate, '1234.50', '1234.50'],
  ])('show what is filled in, and bring it back: %#', (field, known, value) => {
    const dialog = render({ it: known }, {}, { it: field });

    expect(faultsOf(dialog.card.content)).toEqual([]);
    expect(inputsOf(dialog)).toMatchObject([{ value }]);
    expect(readForm(submitted(dialog))?.raw).toEqual({ it: known });
  });

  it.each<[Field, string, object]>([
    [from, '2026-11-26', { type: 'Input.Date', value: '2026-11-26' }],
    [boxes, '1,200', { type: 'Input.Number', value: 1_200 }],
    [boxes, '-1', { type: 'Input.Number', value: -1 }],
    [boxes, '1.5', { type: 'Input.Text', value: '1.5' }],
    [boxes, 'a dozen', { type: 'Input.Text', value: 'a dozen' }],
    [estimate, '12.345', { type: 'Input.Text', value: '12.345' }],
    [estimate, 'about 12', { type: 'Input.Text', value: 'about 12' }],
  ])('keep what was typed, though it is no answer: %#', (field, typed, shown) => {
    const dialog = render({}, { typed: { it: typed }, corrections: { it: field.missing } }, { it: field });

    expect(faultsOf(dialog.card.content)).toEqual([]);
    expect(inputsOf(dialog)).toMatchObject([shown]);
    expect(wordsIn(dialog).filter((words) => words === field.missing)).toHaveLength(2);
  });

  it.each(Object.entries(HOSTILE))('show %s text as it is, or its beginning where it was typed', (_, words) => {
    const fields = {
      day: day(words, { hint: words, from: '2026-11-27' }),
      time: optional(time(words, { hint: words })),
      boxes: quantity(words, { hint: words }),
      estimate: optional(amount(words, { hint: words, currency: 'USD' })),
    };
    const typed = { day: words, time: words, boxes: words, estimate: words };
    const dialog = render({}, { typed, corrections: { boxes: words } }, fields);

    expect(faultsOf(dialog.card.content)).toEqual([]);
    expect(openToMarkdown(dialog.card.content).filter((open) => open.includes(words))).toEqual([]);
    expect(inputsOf(dialog).map(({ label }) => label)).toEqual([words, words, words, words]);
    expect(inputsOf(dialog).map(({ value }) => value)).toEqual([
      undefined,
      undefined,
      words.slice(0, 40),
      words.slice(0, 40),
    ]);
    const cut = 'Only the first 40 characters are filled in.';
    expect(wordsIn(dialog).filter((each) => each === cut)).toHaveLength(words.length > 40 ? 2 : 0);
  });
});
