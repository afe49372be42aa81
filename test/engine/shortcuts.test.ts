import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stockCounts } from '../../src/capabilities/stock-counts/index.js';
import { form, longText, text } from '../../src/chat/form.js';
import { ask, askAnywhere, capability, run, type Shortcut } from '../../src/engine/capability.js';
import { createRegistry } from '../../src/engine/registry.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { ana, claire, ines } from '../helpers/network.js';

const heard: (string | null)[] = [];

/** Something that is noted, as somebody said it. */
const notes = capability({
  ...{ name: 'notes', title: 'Notes', approvals: [], jobs: {}, waiting: async () => [] },
  commands: {
    note: ask({
      ...{ summary: 'Note something', allow: ['associate', 'global-retail-operations'] },
      form: ({ quoted }) => {
        heard.push(quoted);
        const fields = { what: longText('What'), brief: text('In brief', { max: 20 }) };
        return form({ name: 'note', title: 'Note', submit: 'Save', fields });
      },
      prefill: ({ quoted }) => (quoted === null ? {} : { what: quoted, brief: quoted }),
      submit: async ({ what, brief }, { record, quoted, boutique }) => {
        heard.push(quoted);
        record('notes.noted', `${boutique.code} ${brief}`, { what });
        return { done: true };
      },
    }),
    'note idea': askAnywhere({
      ...{ summary: 'Note an idea', allow: ['global-retail-operations'] },
      form: form({ name: 'idea', title: 'Idea', submit: 'Save', fields: { what: text('What') } }),
      submit: async () => ({ done: true }),
    }),
    notes: run({ summary: 'What was noted', allow: ['associate'], run: async () => ({ done: true }) }),
  },
  actions: {},
  shortcuts: {
    'note-message': { title: 'Note this', command: 'note' },
    'note-idea': { title: 'Keep as an idea', command: 'note idea' },
  },
});

let bot: Bot;
beforeAll(async () => {
  bot = await startBot('2026-11-27T14:12:00Z', { capabilities: [stockCounts, notes] });
});
afterEach(() => {
  expect(bot.errors).toEqual([]);
  heard.length = 0;
});
afterAll(() => bot.stop());

describe('a message that somebody points at', () => {
  it("fills the command's form, at the boutique of its room", async () => {
    expect(await bot.as(ana).pointsAt('  The safe door\nis open ', 'note-message')).toMatchObject({
      type: 'form',
      prefill: { what: 'The safe door\nis open', brief: 'The safe door is op…' },
      route: { interaction: 'note', boutique: 'MADISON', subject: '' },
    });
    expect(heard).toEqual(['The safe door\nis open']);
  });

  it('is quoted while the form is still to be asked, and no longer when it comes back', async () => {
    const asked = await bot.as(ana).pointsAt('The safe door is open', 'note-message');

    expect(await bot.as(ana).submit(asked, { what: 'The door of the safe', brief: 'Safe' })).toEqual({ type: 'done' });
    expect(heard).toEqual(['The safe door is open', null, null]);
    expect(await bot.connection.prisma.auditEvent.findFirst({ where: { event: 'notes.noted' } })).toMatchObject({
      ...{ subject: 'MADISON Safe', facts: { what: 'The door of the safe' } },
    });
  });

  it('leaves the form empty where the command was typed', async () => {
    expect(await bot.as(ana).says('note')).toMatchObject({ type: 'form', prefill: {} });
    expect(heard).toEqual([null]);
  });

  it.each([
    ['a picture has no words', '', null],
    ['nor have blanks', ' \n\u0000', null],
    ['what no database takes', 'a\u0000b\ud800', 'ab\ufffd'],
    ['more than a field holds', 'x'.repeat(40_000), `${'x'.repeat(2_999)}…`],
  ])('is quoted as it can be kept: %s', async (_, words, quoted) => {
    const asked = await bot.as(ana).pointsAt(words, 'note-message');

    expect(heard).toEqual([quoted]);
    expect(asked).toMatchObject({ type: 'form', prefill: quoted === null ? {} : { what: quoted } });
  });

  it('in a room of no boutique belongs to the only one of whoever points', async () => {
    expect(await bot.as(ana, 'D0ANA').pointsAt('x', 'note-message')).toMatchObject({ route: { boutique: 'MADISON' } });
  });

  it('in a room of no boutique is refused in words where it could be any', async () => {
    expect(await bot.as(claire, 'D0CLAIRE').pointsAt('x', 'note-message')).toEqual({
      type: 'refusal',
      sentence: 'Which boutique? Type /note and its code, such as MADISON, or ask in its channel.',
    });
    expect(await bot.as(claire, 'D0CLAIRE').pointsAt('x', 'note-idea')).toMatchObject({
      type: 'form',
      route: { interaction: 'note idea', boutique: null },
    });
  });

  it('is only for those who may do what it opens, on record and without its words', async () => {
    expect(await bot.as(ines).pointsAt('a secret word', 'note-message')).toMatchObject({ type: 'refusal' });
    expect(heard).toEqual([]);
    const refused = await bot.connection.prisma.auditEvent.findMany({ where: { event: 'refused', actorId: 'ines' } });
    expect(refused).toMatchObject([{ facts: { interaction: 'note', code: 'not-allowed' } }]);
    expect(JSON.stringify(refused, (_, value) => (typeof value === 'bigint' ? null : value))).not.toContain('secret');
  });

  it.each([['note'], ['toString'], ['']])('is offered nothing by the name of "%s"', async (name) => {
    expect(await bot.as(ana).pointsAt('x', name)).toEqual({
      type: 'refusal',
      sentence: 'This shortcut is from another version of Vitrine. Type the command instead.',
    });
  });
});

it('words that break something are not written down', async () => {
  const broken = { ...notes.commands.note, prefill: () => expect.unreachable() };
  const other = await startBot('2026-11-27T14:12:00Z', {
    capabilities: [{ ...notes, commands: { ...notes.commands, note: broken } }],
  });
  expect(await other.as(ana).pointsAt('a secret word', 'note-message')).toMatchObject({ failed: true });
  expect(other.errors).toEqual([expect.stringMatching(/^a request failed .*"request":"shortcut"/)]);
  expect(other.errors.join()).not.toContain('secret');
  await other.stop();
});

describe('a shortcut is taken in', () => {
  const registered = (shortcuts: Readonly<Record<string, Shortcut>>) => createRegistry([{ ...notes, shortcuts }], {});

  it('with the command whose form it opens', () => {
    const registry = registered(notes.shortcuts);

    expect(registry.shortcut('note-message')).toBe('note');
    expect(registry.shortcut('constructor')).toBeNull();
  });

  it.each<[string, string, Shortcut]>([
    ['no command', 'lose', { title: 'Lose', command: 'lose' }],
    ['a command of Object', 'lose', { title: 'Lose', command: 'toString' }],
    ['a command that asks nothing', 'list', { title: 'List', command: 'notes' }],
    ['the name of a command', 'notes', { title: 'Note this', command: 'note' }],
    ['more words than Slack shows', 'note-it', { title: 'Note this, and note it well', command: 'note' }],
    ['no words', 'note-it', { title: '', command: 'note' }],
  ])('but not with %s', (_, name, shortcut) => {
    expect(() => registered({ [name]: shortcut })).toThrow(name);
  });

  it('but not twice by one name, in two capabilities', () => {
    const other = { ...notes, name: 'other', commands: { jot: notes.commands.note } };
    const shortcuts = { 'note-message': { title: 'Jot', command: 'jot' } };

    expect(() => createRegistry([notes, { ...other, shortcuts }], {})).toThrow('called note-message');
  });
});
