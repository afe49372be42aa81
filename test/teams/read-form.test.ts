import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dialogData,
  openerData,
  pressData,
  readOpener,
  readPress,
  readRefresh,
  refreshData,
} from '../../src/teams/press-data.js';
import { readForm } from '../../src/teams/read-form.js';

const route = { interaction: 'count', boutique: null, subject: 'z-1', instance: 'i-1' };
const sent = (kind: string, given?: unknown) => ({
  vitrine: { ...route, topic: null, kinds: { it: kind } },
  ...(given !== undefined && { it: given }),
});

describe('an answer', () => {
  it.each([
    ['text', 'text', 'two\nlines', 'two\nlines'],
    ['text left empty', 'text', '', null],
    ['text that is missing, as Teams sends what was left empty', 'text', undefined, null],
    ['text that no database takes', 'text', 'a\0b\ud83d', 'ab\ufffd'],
    ['a choice', 'choice', 'safe', 'safe'],
    ['the choice of none', 'choice', '=none', null],
    ['a choice not made', 'choice', undefined, null],
    ['several', 'choices', 'a,b', ['a', 'b']],
    ['several with commas and percents', 'choices', 'a%2Cb,c%252Cd', ['a,b', 'c%2Cd']],
    ['none of several', 'choices', '', null],
    ['a ticked box', 'confirm', 'true', true],
    ['a ticked box of a client that sends no words', 'confirm', true, true],
    ['an empty box', 'confirm', 'false', null],
    ['a box left alone', 'confirm', undefined, null],
    ['what was typed and not found', 'lookup', 'Maya', 'Maya'],
    ['what only looks as if it was found', 'lookup', '["maya"]', '["maya"]'],
    ['the choice of nothing to be found', 'lookup', '=none', null],
    ['nothing found', 'lookup', undefined, null],
    ['a number where text belongs', 'text', 7, null],
    ['a number as text', 'number', ' 1,200 ', ' 1,200 '],
    ['a number of a client that sends no words', 'number', 1234.5, '1234.5'],
    ['a number left empty', 'number', '', null],
    ['a number that is missing', 'number', undefined, null],
    ['a box where a number belongs', 'number', true, null],
    ['a list where text belongs', 'choices', ['a'], null],
  ])('reads %s', (_, kind, given, expected) => {
    expect(readForm(sent(kind, given))).toEqual({ route, topic: null, raw: { it: expected }, chosen: {}, fileIds: {} });
  });

  it('that was found comes with the label that was shown', () => {
    expect(readForm(sent('lookup', '["ma\\u0000ya","Maya, [Rodeo]"]'))).toMatchObject({
      raw: { it: 'maya' },
      chosen: { it: { value: 'maya', label: 'Maya, [Rodeo]' } },
    });
  });

  it.each([
    ['one', 'f-1', ['f-1']],
    ['several', 'f-1,f-2', ['f-1', 'f-2']],
    ['none', '=none', []],
    ['nothing', undefined, []],
  ])('names %s of the files by id', (_, given, expected) => {
    expect(readForm(sent('files', given))).toMatchObject({ raw: { it: null }, fileIds: { it: expected } });
  });

  it('is there for every field that the form showed, and for no other', () => {
    const kinds = { zone: 'choice', 'cause.RG-20-88': 'choice', constructor: 'text', toString: 'text' };
    const read = readForm({
      vitrine: { ...route, topic: 'count/1', kinds },
      zone: 'safe',
      another: 'x',
      type: 'task/fetch',
    });

    expect(read).toEqual({
      route,
      topic: 'count/1',
      raw: { zone: 'safe', 'cause.RG-20-88': null, constructor: null, toString: null },
      chosen: {},
      fileIds: {},
    });
  });

  it('has names that a database takes', () => {
    expect(Object.keys(readForm({ vitrine: { ...route, topic: null, kinds: { 'a\0b': 'text' } } })?.raw ?? {})).toEqual(
      ['ab'],
    );
  });
});

describe('a form', () => {
  it.each([
    [undefined],
    [null],
    ['text'],
    [[]],
    [{}],
    [{ vitrine: null }],
    [{ vitrine: { ...route, topic: null } }],
    [{ vitrine: { ...route, topic: null, kinds: { it: 'date' } } }],
    [{ vitrine: { ...route, topic: null, kinds: {}, instance: '' } }],
    [{ vitrine: { ...route, kinds: {} } }],
    [pressData({ action: 'a.b', boutique: null, subject: '', topic: null })],
  ])('is not read from %j', (data) => {
    expect(readForm(data)).toBeNull();
  });
});

describe('what a button carries', () => {
  const press = {
    action: 'zones.open',
    boutique: 'MADISON',
    subject: 'a "quoted", [listed] subject',
    topic: 'zones/1',
  };
  const confirm = { title: 'Open?', text: 'Everybody sees it.', yes: 'Open' };

  it.each([
    ['a press', pressData(press), press],
    ['a press that opens a dialog', dialogData({ ...press, confirm }), { ...press, confirm }],
    ['a press as task/fetch brings it', { type: 'task/fetch', ...dialogData(press) }, press],
    [
      'one that is about no boutique and on no topic',
      pressData({ ...press, boutique: null, topic: null }),
      { ...press, boutique: null, topic: null },
    ],
  ])('comes back as %s', (_, data, expected) => {
    expect(readPress(JSON.parse(JSON.stringify(data)))).toEqual(expected);
  });

  it('is made so that a database takes it', () => {
    expect(readPress(pressData({ ...press, subject: 'a\0\ud83d' }))?.subject).toBe('a\ufffd');
  });

  it('is of one kind', () => {
    const all = [pressData(press), openerData('count'), refreshData('zones/1'), sent('text', 'x')];

    expect(all.map((data) => readPress(data) !== null)).toEqual([true, false, false, false]);
    expect(all.map((data) => readOpener(data))).toEqual([null, 'count', null, null]);
    expect(all.map((data) => readRefresh(data))).toEqual([null, null, 'zones/1', null]);
  });

  it.each([
    [undefined],
    ['zones.open'],
    [{ ...press }],
    [{ vitrine: { ...press, action: '' } }],
    [{ vitrine: { ...press, action: 7 } }],
    [{ vitrine: { ...press, confirm: 'yes' } }],
    [{ vitrine: { ...press, confirm: { ...confirm, title: '' } } }],
    [{ vitrine: { ...press, topic: 'x'.repeat(301) } }],
    [{ vitrine: { ...press, confirm: { ...confirm, yes: 'x'.repeat(76) } } }],
    [{ vitrine: { ...press, confirm: { ...confirm, text: 'x'.repeat(1_001) } } }],
    [{ vitrine: { subject: 'z-1' } }],
    [{ action: 'create_task' }],
  ])('is not read from %j', (data) => {
    expect([readPress(data), readOpener(data), readRefresh(data)]).toEqual([null, null, null]);
  });
});

describe('whatever arrives', () => {
  const ours = fc.oneof(fc.anything(), fc.constant(null), fc.string(), fc.dictionary(fc.string(), fc.anything()));
  const shaped = fc.record({
    vitrine: fc.record(
      {
        interaction: ours,
        action: ours,
        boutique: ours,
        subject: ours,
        instance: ours,
        topic: ours,
        words: ours,
        kinds: fc.oneof(
          ours,
          fc.dictionary(fc.string(), fc.constantFrom('text', 'choice', 'choices', 'confirm', 'files')),
        ),
      },
      { requiredKeys: [] },
    ),
  });

  it('is read, or is not ours, and never breaks the reader', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), shaped), (data) => {
        for (const read of [readForm, readPress, readOpener, readRefresh]) read(data);
      }),
      { numRuns: 200 },
    );
  });
});
