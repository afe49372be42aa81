import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { button, buttons, type Card, card, text } from '../../src/chat/card.js';
import { form, lookup } from '../../src/chat/form.js';
import { plainText } from '../../src/chat/plain-text.js';
import type { Role } from '../../src/domain/people.js';
import { ask, capability, run } from '../../src/engine/capability.js';
import type { Route } from '../../src/engine/request.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { ana, ben, claire, ines, type Member, marc } from '../helpers/network.js';

const MORNING = '2026-11-27T14:12:00Z';
const CLOSED = 'Restricted\nThis is now open only to those who work on it.';
const DENIED = 'This is open only to those who work on it. Safety and security can tell you more.';
const everybody: Role[] = ['associate', 'store-manager', 'operations-manager', 'global-retail-operations'];

/** What was done, and the searches that were made. */
const done: string[] = [];

const caseCard = (words: string): Card => card('A case', [text(words), buttons(button('cases.see', 'See', 'task-1'))]);

/** A case has tasks: the buttons of these are about the case. */
const cases = capability({
  name: 'cases',
  title: 'Cases',
  commands: {},
  actions: {
    tell: run({
      summary: 'Tell everybody',
      allow: everybody,
      looks: true,
      async run({ tell, subject: words }) {
        const options = { about: 'case-1', topic: 'case-1/news' };
        for (const person of ['ana', 'marc', 'claire']) tell({ person }, caseCard(words), options);
        tell({ role: 'store-manager' }, caseCard(words), options);
        tell('boutique-channel', caseCard(words), options);
        tell({ department: 'global-retail-operations' }, caseCard(words), options);
        tell({ department: 'safety-and-security' }, caseCard(words), options);
        return { done: true };
      },
    }),
    restrict: run({
      summary: 'Close it to others',
      allow: everybody,
      async run({ restrict }) {
        await restrict('case-1', { roles: ['operations-manager', 'safety-and-security'], people: ['ines'] });
        return { done: true };
      },
    }),
    see: run({
      summary: 'See it',
      allow: everybody,
      looks: true,
      run: async ({ subject }) => ({ reply: card(`What is in ${subject}`, []) }),
    }),
    edit: ask({
      summary: 'Change it',
      allow: everybody,
      form: () =>
        form({
          ...{ name: 'edit', title: 'Change it', submit: 'Save' },
          fields: {
            who: lookup('Who', {
              search: async (words) => {
                done.push(`searched ${words}`);
                return [{ value: 'x', label: 'The suspect' }];
              },
            }),
          },
        }),
      async submit({ who }, { subject }) {
        done.push(`${subject} changed to ${who}`);
        return { done: true };
      },
    }),
    list: run({
      summary: 'List what may be seen',
      allow: everybody,
      looks: true,
      run: async ({ reading }) => ({ reply: card([...(await reading(['case-0', 'case-1']))].join(', '), []) }),
    }),
  },
  approvals: [],
  jobs: {},
  shortcuts: {},
  about: async (subject) => subject.replace(/^task/, 'case'),
  waiting: async () => [],
});

let bot: Bot;
beforeEach(async () => {
  done.length = 0;
  bot = await startBot(MORNING, { capabilities: [cases] });
  await bot.connection.prisma.department.create({
    data: { role: 'safety-and-security', name: 'Safety and Security', slackChannel: 'C0SECURITY' },
  });
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.stop();
});

const route = (action: string, subject: string): Route => ({
  interaction: `cases.${action}`,
  boutique: 'MADISON',
  subject,
});
const press = (who: Member, action: string, subject = 'task-1') => bot.as(who).press(route(action, subject));
const tells = (words: string) => press(ines, 'tell', words);
const restricts = () => press(ines, 'restrict', 'case-1');

/** Everything that is on record about it, after what it begins with. */
const recorded = async () =>
  (await bot.connection.prisma.auditEvent.findMany({ where: { subject: 'case-1' }, orderBy: { id: 'asc' } })).map(
    ({ actorId, event, facts }) => {
      const { how, code } = facts as { readonly how?: string; readonly code?: string };
      return [actorId, event, ...[how ?? code ?? []].flat()].join(' ');
    },
  );

/** What stands in each conversation, its last message alone. */
const seen = () => {
  const texts = new Map(bot.chat.seen().map(({ to, text: words }) => [to, words]));
  return Object.fromEntries([...texts].map(([to, words]) => [to, words.split('\n').at(-1)]));
};

describe('before it is restricted', () => {
  it('a record is everybody’s, and nobody is recorded who looks', async () => {
    await tells('A loss.');
    expect(seen()).toEqual({
      'person/ana': 'A loss.',
      'person/marc': 'A loss.',
      'person/claire': 'A loss.',
      'person/ines': 'A loss.',
      'room/C0MADISON': 'A loss.',
      'room/C0HQ': 'A loss.',
      'room/C0SECURITY': 'A loss.',
    });
    expect(await press(ana, 'see')).toMatchObject({ type: 'reply' });
    expect(await press(ana, 'list')).toMatchObject({ card: { title: 'case-0, case-1' } });
    expect(await recorded()).toEqual([]);
  });
});

describe('a record that is restricted', () => {
  it('is closed in the messages of those who had it, and in every channel but that of who may see it', async () => {
    await tells('A theft.');
    await restricts();

    const closed = CLOSED.split('\n').at(-1);
    expect(seen()).toEqual({
      'person/ana': closed,
      'person/marc': 'A theft.',
      'person/claire': closed,
      'person/ines': 'A theft.',
      'room/C0MADISON': closed,
      'room/C0HQ': closed,
      'room/C0SECURITY': 'A theft.',
    });
    expect(bot.chat.seen()).toHaveLength(7);
    expect(bot.as(ana).lastSees()).toBe(CLOSED);
    expect(await recorded()).toEqual(['ines restricted']);
  });

  it('is told from then on only to those who may see it', async () => {
    await restricts();
    await tells('The camera shows him.');

    expect(Object.keys(seen()).sort()).toEqual(['person/ines', 'person/marc', 'room/C0SECURITY']);
    expect(
      JSON.stringify(await bot.connection.prisma.delivery.findMany({ where: { conversation: 'slack/person/ana' } })),
    ).toBe('[]');
  });

  it('stays closed where its news goes on', async () => {
    await tells('A theft.');
    await restricts();
    await tells('The camera shows him.');

    expect(
      bot
        .as(ana)
        .sees()
        .map(({ text: words }) => words),
    ).toEqual([CLOSED]);
    expect(bot.as(marc).lastSees()).toContain('The camera shows him.');
    expect(JSON.stringify(bot.inRoom('C0MADISON'))).not.toContain('camera');
  });

  it('refuses a press on it, on record as a refusal', async () => {
    await restricts();
    for (const who of [ana, ben, claire])
      expect(await press(who, 'see')).toEqual({ type: 'refusal', sentence: DENIED });
    expect(await recorded()).toEqual([
      'ines restricted',
      'ana refused restricted',
      'ben refused restricted',
      'claire refused restricted',
    ]);
  });

  it('refuses a form about it, and one that was open before', async () => {
    const open = await press(ana, 'edit');
    await restricts();

    expect(await press(ana, 'edit')).toEqual({ type: 'refusal', sentence: DENIED });
    expect(await bot.as(ana).submit(open, { who: 'x' })).toEqual({ type: 'refusal', sentence: DENIED });
    expect(done).toEqual([]);
    expect(await recorded()).toEqual(['ines restricted', 'ana refused restricted', 'ana refused restricted']);
  });

  it('is found by nobody who may not see it while they type', async () => {
    const open = await press(ana, 'edit');
    expect(await bot.as(ana).finds(open, 'who', 's')).toHaveLength(1);
    await restricts();

    expect(await bot.as(ana).finds(open, 'who', 'sus')).toEqual([]);
    expect(await bot.as(marc).finds(await press(marc, 'edit'), 'who', 'sus')).toHaveLength(1);
    expect(done).toEqual(['searched s', 'searched sus']);
  });

  it('records every look of those who may', async () => {
    await restricts();
    expect(await press(marc, 'see')).toMatchObject({ type: 'reply' });
    expect(await press(marc, 'see')).toMatchObject({ type: 'reply' });
    const open = await press(ines, 'edit');
    expect(await bot.as(ines).submit(open, { who: 'x' })).toEqual({ type: 'done' });
    expect(await press(marc, 'list', '')).toMatchObject({ card: { title: 'case-0, case-1' } });
    expect(await press(ana, 'list', '')).toMatchObject({ card: { title: 'case-0' } });

    expect(await recorded()).toEqual([
      'ines restricted',
      'marc restricted.read cases.see',
      'marc restricted.read cases.see',
      'ines restricted.read cases.edit',
      'ines restricted.read cases.edit',
      'marc restricted.read list',
    ]);
  });

  it('is closed where a message is drawn anew for one who looks at it', async () => {
    await tells('A theft.');
    const shown = async ({ userId }: Member, room: string | null = null) => {
      const now = await bot.engine.shown({ channel: 'slack', tenant: 'T1', userId, room }, 'case-1/news');
      return now && plainText(now);
    };
    expect(await shown(ana)).toContain('A theft.');
    await bot.connection.prisma.restriction.create({
      data: {
        record: 'case-1',
        boutiqueCode: 'MADISON',
        roles: ['operations-manager'],
        people: [],
        since: bot.clock.now,
      },
    });

    expect([await shown(ana), await shown(ines, 'C0MADISON'), await shown(claire, 'C0HQ')]).toEqual([
      CLOSED,
      CLOSED,
      CLOSED,
    ]);
    expect(await shown(marc)).toContain('A theft.');
  });

  it('is open to whoever stands in for somebody who may see it, while they do', async () => {
    await restricts();
    const [starts, ends] = [bot.clock.now, new Date('2026-11-28T14:12:00Z')];
    const people = { fromId: 'marc', toId: 'claire', createdBy: 'marc', createdAt: starts };
    await bot.connection.prisma.delegation.create({ data: { id: 'd1', ...people, starts, ends } });
    await tells('The camera shows him.');

    expect(bot.as(claire).lastSees()).toContain('The camera shows him.');
    expect(await press(claire, 'see')).toMatchObject({ type: 'reply' });
    await bot.waits({ hours: 25 });
    expect(await press(claire, 'see')).toEqual({ type: 'refusal', sentence: DENIED });
    await tells('He was caught.');
    expect(bot.as(claire).lastSees()).toBe(CLOSED);
  });

  it('is asked anew at each press', async () => {
    await restricts();
    expect(await press(ben, 'see')).toMatchObject({ type: 'refusal' });
    await bot.connection.prisma.restriction.update({ where: { record: 'case-1' }, data: { people: ['ines', 'ben'] } });
    expect(await press(ben, 'see')).toMatchObject({ type: 'reply' });
  });
});
