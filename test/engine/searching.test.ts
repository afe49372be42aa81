import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { capabilities } from '../../src/capabilities/index.js';
import { form, lookup, type Option, text } from '../../src/chat/form.js';
import { ask, capability, run } from '../../src/engine/capability.js';
import type { Search } from '../../src/engine/request.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { ana, ines, type Member } from '../helpers/network.js';

const offered = { options: [] as Option[], words: [] as string[], shown: null as readonly string[] | null };

/** Something that asks for a watch by its name, in a boutique with thousands. */
const watches = capability({
  ...{ name: 'watches', title: 'Watches', approvals: [], jobs: {}, shortcuts: {}, waiting: async () => [] },
  commands: {},
  actions: {
    find: ask({
      ...{ summary: 'Find a watch', allow: ['associate'] },
      form: ({ boutique, db, shown }) =>
        form({
          ...{ name: 'find', title: 'Find', submit: 'Save', intro: boutique.name },
          fields: {
            note: text('Note'),
            watch: lookup('Watch', {
              async search(words) {
                offered.words.push(words);
                offered.shown = shown;
                await db.$queryRaw`select 1`;
                return offered.options;
              },
            }),
          },
        }),
      submit: async ({ watch }, { record }) => {
        record('watches.found', watch);
        return { done: true };
      },
    }),
    wind: run({ summary: 'Wind it', allow: ['associate'], run: async () => ({ done: true }) }),
  },
});

let bot: Bot;
beforeAll(async () => {
  bot = await startBot('2026-11-27T14:12:00Z', { capabilities: [...capabilities, watches] });
});
beforeEach(() => {
  Object.assign(offered, { options: [{ value: 'w1', label: 'Reverso' }], words: [], shown: null });
  bot.errors.length = 0;
});
afterAll(() => bot.stop());

const route = { interaction: 'watches.find', boutique: 'MADISON', subject: '' };
const find = ({ userId }: Pick<Member, 'userId'>, words: string, more: Partial<Search> = {}) =>
  bot.engine.search({
    ...{ type: 'search', channel: 'slack', tenant: 'T1', userId, room: null, route, field: 'watch', words },
    ...more,
  });
const refusals = () => bot.connection.prisma.auditEvent.count({ where: { event: 'refused' } });

describe('what is found while somebody types', () => {
  it('is what the field finds, for whoever may see the form', async () => {
    expect(await find(ana, '  rev \0')).toEqual([{ value: 'w1', label: 'Reverso' }]);
    expect(offered).toMatchObject({ words: ['rev'], shown: ['watch'] });
  });

  it('is at most what a menu holds, in words that fit into it', async () => {
    offered.options = Array.from({ length: 130 }, (_, index) => ({ value: `w${index}`, label: 'Reverso '.repeat(20) }));

    const found = await find(ana, 'r'.repeat(5_000));

    expect(found).toHaveLength(100);
    expect(found.every(({ label }) => label.length === 75 && label.endsWith('…'))).toBe(true);
    expect(offered.words[0]).toHaveLength(100);
  });

  it('takes two queries: who asks, and what fits', async () => {
    const asked: unknown[] = [];
    const query = bot.connection.pool.query.bind(bot.connection.pool);
    bot.connection.pool.query = ((...given: unknown[]) => {
      asked.push(given[0]);
      return (query as (...args: unknown[]) => unknown)(...given);
    }) as typeof query;
    try {
      await find(ana, 'rev');
    } finally {
      bot.connection.pool.query = query;
    }

    expect(asked).toHaveLength(2);
  });

  it('is nothing for who may not see the form, on record', async () => {
    const before = await refusals();
    expect(await find(ines, 'rev')).toEqual([]);
    expect([offered.words, await refusals()]).toEqual([[], before + 1]);
  });

  it('is nothing for who is not in the network, who is not introduced either', async () => {
    const before = await refusals();
    expect(await find({ userId: 'U-nobody' }, 'rev')).toEqual([]);
    expect([offered.words, await refusals()]).toEqual([[], before + 1]);
    expect(await bot.connection.prisma.chatAccount.count({ where: { userId: 'U-nobody' } })).toBe(0);
  });

  it.each([
    ['another kind of field', { field: 'note' }],
    ['no field', { field: 'toString' }],
    ['a form that is not there', { route: { ...route, interaction: 'watches.lose' } }],
    ['a button that asks nothing', { route: { ...route, interaction: 'watches.wind' } }],
    ['a boutique that is not there', { route: { ...route, boutique: 'NOWHERE' } }],
  ])('is nothing in %s', async (_, more) => {
    expect(await find(ana, 'rev', more)).toEqual([]);
    expect([offered.words, bot.errors]).toEqual([[], []]);
  });

  it('is nothing where looking for it breaks, and that is written down', async () => {
    offered.options = null as unknown as Option[];
    expect(await find(ana, 'rev')).toEqual([]);
    expect(bot.errors).toEqual([
      expect.stringMatching(/^a request failed .*"request":"search","route":"watches\.find"/),
    ]);
  });
});

it('a chosen one comes back as its value', async () => {
  const asked = await bot.as(ana).press(route);
  expect(await bot.as(ana).submit(asked, { note: 'x', watch: null })).toEqual({
    type: 'corrections',
    corrections: { watch: 'Choose a watch.' },
  });
  expect(await bot.as(ana).submit(asked, { note: 'x', watch: 'w1' })).toEqual({ type: 'done' });
  expect(await bot.connection.prisma.auditEvent.findFirst({ where: { event: 'watches.found' } })).toMatchObject({
    subject: 'w1',
  });
});
