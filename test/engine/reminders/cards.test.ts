import { describe, expect, it } from 'vitest';
import type { Block, Card } from '../../../src/chat/card.js';
import { plainText } from '../../../src/chat/plain-text.js';
import { digestCard, reminderCard, type ShownRow } from '../../../src/engine/reminders/cards.js';
import { everyWords, ordinary } from '../../helpers/words.js';
import { besideOf, NOW, plainRow, rowsOf } from './samples.js';

const ZONE = 'America/New_York';
const DAY = '2026-11-23';
const monday = new Date('2026-11-23T14:00:00Z');

const digest = (rows: readonly ShownRow[], reader: string | null = 'ines') =>
  digestCard(rows, besideOf(ordinary, { reader }), DAY, ZONE);

const labels = ({ blocks }: Card): readonly string[][] =>
  blocks.flatMap((block: Block) => (block.type === 'buttons' ? [block.buttons.map(({ label }) => label)] : []));

const ALL = ['Open the check', 'Seen', 'Not before tomorrow', 'Pass to'];

describe('one reminder alone', () => {
  it('is its line and its four buttons', () => {
    const shown = reminderCard(plainRow(), besideOf(ordinary), ZONE);
    expect(plainText(shown)).toBe('AML check for October\ndue Fri, Nov 6 · Madison Avenue');
    expect(labels(shown)).toEqual([ALL]);
  });

  it.each<[string, Partial<ShownRow>, string, readonly string[]]>([
    [
      'seen a day ago',
      { seenBy: 'ines', seenAt: new Date('2026-11-23T14:12:00Z') },
      'Seen by Ana Ruiz, Mon 9:12 AM',
      ['Open the check', 'Not before tomorrow', 'Pass to'],
    ],
    [
      'seen today',
      { seenBy: 'ines', seenAt: NOW },
      'Seen by Ana Ruiz, 9:12 AM',
      ['Open the check', 'Not before tomorrow', 'Pass to'],
    ],
    ['put off', { notBefore: '2026-11-25' }, 'Not before Wed, Nov 25', ['Open the check', 'Pass to']],
    ['put off until today', { notBefore: '2026-11-24' }, '', ALL],
    ['passed on', { passedTo: 'Ben Carter', seenBy: 'ines', seenAt: NOW }, 'Passed to Ben Carter', ['Open the check']],
    [
      'gone up',
      { rung: 1, saidAt: 0, told: [{ person: 'helen', name: 'Helen Brandt', rung: 1, at: monday }] },
      'Helen Brandt was told Mon 9:00 AM',
      ALL,
    ],
    [
      'come up',
      {
        rung: 1,
        told: [
          { person: 'ines', name: 'Inès Laurent', rung: 0, at: monday },
          { person: 'ana', name: 'Ana Ruiz', rung: 0, at: monday },
          { person: 'marc', name: 'Marc Delorme', rung: 1, at: NOW },
        ],
      },
      'Inès Laurent and Ana Ruiz were told Mon 9:00 AM',
      ALL,
    ],
    ['critical', { weight: 'critical' }, '', ['Open the check', 'Seen', 'Pass to']],
    ['done', { endedAt: NOW, seenBy: 'ines', seenAt: NOW }, 'Done', []],
    ['said anew at its next level', { endedAt: NOW, overtaken: true }, 'Followed by a newer reminder', []],
  ])('that is %s says so', (_, own, words, buttons) => {
    const shown = reminderCard(plainRow(own), besideOf(ordinary), ZONE);
    expect(plainText(shown)).toBe(
      ['AML check for October', 'due Fri, Nov 6 · Madison Avenue', ...(words === '' ? [] : [words])].join('\n'),
    );
    expect(labels(shown)).toEqual(buttons.length === 0 ? [] : [buttons]);
  });

  it('brings its boutique back with every button, and counts as another press at another rung', () => {
    const subjects = (rungSince: Date) =>
      reminderCard(plainRow({ rungSince }), besideOf(ordinary), ZONE).blocks.flatMap((block) =>
        block.type === 'buttons' ? block.buttons.map(({ subject, boutique }) => `${boutique} ${subject}`) : [],
      );
    const [own, seen] = subjects(monday);
    expect(own).toBe('MADISON MADISON/2026-10');
    expect(seen).toMatch(/^MADISON 0190c5a2-7e44-7c4e-9e3f-1d2c3b4a5f60\//);
    expect(subjects(NOW)[0]).toBe(own);
    expect(subjects(NOW)[1]).not.toBe(seen);
  });
});

describe('a morning', () => {
  it('of three has every button of each', () => {
    const shown = digest(rowsOf(ordinary, 3, false));
    expect(shown).toMatchObject({ title: 'Today', detail: 'Mon, Nov 23 · 3 reminders · Madison Avenue' });
    expect(labels(shown)).toEqual([ALL, ALL, ALL]);
  });

  it('of more has two buttons for each', () => {
    expect(labels(digest(rowsOf(ordinary, 4, false)))).toEqual(Array(4).fill(['Open the check', 'Other']));
  });

  it('of more than ten shows the most pressing, and says how many there are besides', () => {
    const rows = rowsOf(ordinary, 40, false).map((row, index) => ({
      ...row,
      line: { lead: `Number ${index}`, text: row.level },
    }));
    const said = plainText(digest(rows)).split('\n');
    expect(said).toHaveLength(12);
    expect(said.filter((line) => line.endsWith('late'))).toHaveLength(8);
    expect(said.at(-1)).toBe('And 30 more. Type /reminders to see what you owe.');
  });

  it('of several boutiques has their names above, and not in each line again', () => {
    const rows = [
      plainRow(),
      plainRow({ key: 'b', boutique: 'RODEO', line: { lead: 'Stock take', text: 'Rodeo Drive · starts Mon, Nov 30' } }),
      plainRow({ key: 'c', boutique: null, line: { lead: 'Budgets', text: 'due Fri, Nov 27' } }),
    ];
    expect(plainText(digest(rows)).split('\n')).toEqual([
      'Today · Mon, Nov 23 · 3 reminders',
      'Madison Avenue',
      'AML check for October due Fri, Nov 6',
      'Rodeo Drive',
      'Stock take starts Mon, Nov 30',
      'The network',
      'Budgets due Fri, Nov 27',
    ]);
  });

  it('of one boutique has its name above, of the network’s has none', () => {
    const words = (own: Partial<ShownRow>) => plainText(digest([plainRow(own)])).split('\n');
    expect(words({})).toEqual(['Today · Mon, Nov 23 · Madison Avenue', 'AML check for October due Fri, Nov 6']);
    const network = { boutique: null, line: { lead: 'Budgets', text: 'due Fri, Nov 27' } };
    expect(words(network)).toEqual(['Today · Mon, Nov 23', 'Budgets due Fri, Nov 27']);
  });

  it('of what is urgent says so', () => {
    expect(digest(rowsOf(ordinary, 4, false).map((row) => ({ ...row, weight: 'urgent' })))).toMatchObject({
      title: 'Urgent',
      detail: 'Mon, Nov 23 · 4 reminders · Madison Avenue',
    });
  });

  it('keeps its order when something of it is done', () => {
    const [first, ...others] = rowsOf(ordinary, 5, false);
    if (!first) throw new Error('no rows');
    const before = digest([first, ...others]).blocks.filter(({ type }) => type === 'lines');
    const after = digest([...others, { ...first, endedAt: NOW }]).blocks.filter(({ type }) => type === 'lines');
    expect(after).toEqual(before);
  });

  it('in a channel has only what does it', () => {
    expect(labels(digest(rowsOf(ordinary, 2, false), null))).toEqual([['Open the check'], ['Open the check']]);
  });

  it.each(Object.entries(everyWords))('says as much as there is room for: %s', (_, words) => {
    const shown = digestCard(rowsOf(words, 40), besideOf(words), DAY, ZONE);
    const listed = labels(shown).length;
    expect(listed).toBeGreaterThanOrEqual(3);
    expect(shown.blocks.at(-1)).toMatchObject({ text: expect.stringContaining('more. Type /reminders') });
  });
});

describe('whoever may not do what it asks for', () => {
  const mayNot = besideOf(ordinary, { mayDo: () => false });

  it('answers to it, and has no button that would be refused', () => {
    expect(labels(reminderCard(plainRow(), mayNot, ZONE))).toEqual([ALL.slice(1)]);
    expect(labels(digestCard(rowsOf(ordinary, 4, false), mayNot, DAY, ZONE))).toEqual(Array(4).fill(['Answer']));
  });

  it('has no button at all where no answer is left', () => {
    expect(labels(reminderCard(plainRow({ passedTo: 'Ana Ruiz' }), mayNot, ZONE))).toEqual([]);
  });
});
