import { describe, expect, it } from 'vitest';
import {
  amount,
  choice,
  choices,
  confirm,
  day,
  type Field,
  files,
  form,
  longText,
  lookup,
  optional,
  quantity,
  type RawAnswer,
  readAnswers,
  text,
  time,
} from '../../src/chat/form.js';

const scan = { channel: 'slack', tenant: 'T1', id: 'F1', name: 'scan.csv' };
const read = (field: Field, it: RawAnswer) =>
  readAnswers(form({ name: 'f', title: 'F', submit: 'Send', fields: { it: field } }), { it });

describe('files in a form', () => {
  const one = files('A file', { extensions: ['csv', 'txt'], max: 1 });

  it.each([['scan.csv'], ['SCAN.TXT'], ['a.b.csv'], ['scan']])('take %s', (name) => {
    expect(read(one, [{ ...scan, name }])).toEqual({ answers: { it: [{ ...scan, name }] } });
  });

  it.each<[string, RawAnswer, string]>([
    ['nothing', null, 'A file is needed.'],
    ['an empty list', [], 'A file is needed.'],
    ['two', [scan, { ...scan, id: 'F2' }], 'Choose one file.'],
    ['a picture', [{ ...scan, name: 'scan.jpeg' }], 'scan.jpeg is of another kind. Choose a CSV or TXT file.'],
    ['text', 'scan.csv', 'A file is needed.'],
  ])('say what is wrong with %s', (_, given, sentence) => {
    expect(read(one, given)).toEqual({ corrections: { it: sentence } });
  });

  it.each<[RawAnswer]>([[null], [[]]])('may be left out where they are optional: %j', (given) => {
    expect(read(optional(one), given)).toEqual({ answers: { it: undefined } });
  });

  it('may be several', () => {
    const three = files('Files', { extensions: ['csv'], max: 3 });
    expect(read(three, [scan, scan, scan])).toHaveProperty('answers');
    expect(read(three, [scan, scan, scan, scan])).toEqual({ corrections: { it: 'Choose at most 3 files.' } });
  });
});

describe('text in a form', () => {
  it('is kept as a database takes it', () => {
    expect(read(longText('Note'), ' a\0b\ud800c\udc00 😀 ')).toEqual({ answers: { it: 'ab\ufffdc\ufffd 😀' } });
    expect(read(longText('Note'), '\0')).toEqual({ corrections: { it: 'Note is needed.' } });
  });
});

it.each([
  text('Name'),
  longText('Note'),
  choice('Zone', { a: 'A' }),
  choices('Other zones', { a: 'A' }),
  confirm('Empty', 'I looked.', 'Look first.'),
  files('A file', { extensions: ['csv'], max: 1 }),
  day('Day', { from: '2026-11-27' }),
  time('Time'),
  quantity('Boxes', { max: 999 }),
  amount('Estimate', { currency: 'USD' }),
])('$label is said to be missing before it is sent in the words it gets afterwards', (field) => {
  expect(read(field, null)).toEqual({ corrections: { it: field.missing } });
});

describe('what is found by typing', () => {
  const person = lookup('Person', { search: async () => [] });

  it('is a value, whichever: who takes it knows which there are', () => {
    expect(read(person, 'maya')).toEqual({ answers: { it: 'maya' } });
    expect(read(person, 'm\0aya')).toEqual({ answers: { it: 'maya' } });
    expect(read(optional(person), null)).toEqual({ answers: { it: undefined } });
  });

  it.each<[RawAnswer, string]>([
    [null, 'Choose a person.'],
    ['', 'Choose a person.'],
    ['\0', 'Choose a person.'],
    [['maya'], 'Choose a person.'],
    ['x'.repeat(76), 'Choose from what is found.'],
  ])('is asked for again instead of %j', (given, sentence) => {
    expect(read(person, given)).toEqual({ corrections: { it: sentence } });
  });
});
