import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { button, card } from '../../src/chat/card.js';
import { form, text } from '../../src/chat/form.js';
import { insertApproval } from '../../src/database/approvals.js';
import { boutiqueByCode } from '../../src/database/lookup.js';
import { personById } from '../../src/database/people.js';
import { saveRestriction } from '../../src/database/restrictions.js';
import {
  type Across,
  type Approval,
  type Attention,
  askAnywhere,
  capability,
  type Entry,
  run,
  runAnywhere,
  type Subject,
  type Waiting,
} from '../../src/engine/capability.js';
import { act } from '../../src/engine/context.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { addBoutiques } from '../helpers/network.js';

const MORNING = '2026-11-27T14:12:00Z';
const minute = (number: number) => new Date(new Date(MORNING).getTime() + number * 60_000);

/** What two capabilities bring; each test fills them. */
const brought = {
  waiting: [] as Waiting[],
  alarms: [] as Waiting[],
  asked: [] as Entry[],
  found: [] as Entry[],
  attention: [] as Attention[],
  late: [] as Attention[],
};
const searched: (readonly string[])[] = [];
const seen: string[] = [];

const caseApproval: Approval = {
  name: 'case',
  words: { approve: 'Approve', reject: 'Decline', reasonHint: '' },
  steps: [{ by: 'operations-manager', within: { hours: 24 } }],
  find: async (_db, id): Promise<Subject> => ({ id, notBy: [] }),
  card: ({ id }) => card(`Decide on ${id}`, []),
  shown: async ({ id }, people) => void seen.push(`${id} by ${people}`),
  approved: async () => {},
  rejected: async () => {},
};

const cases = capability({
  name: 'cases',
  title: 'Cases',
  commands: {
    case: run({ summary: 'Open a case', allow: ['associate'], run: async () => ({ done: true }) }),
    'case list': runAnywhere({ summary: 'List cases', allow: ['associate'], run: async () => ({ done: true }) }),
  },
  actions: {},
  approvals: [caseApproval],
  jobs: {},
  shortcuts: {},
  waiting: async () => brought.waiting,
  asked: async () => brought.asked,
  find: async (words) => {
    searched.push(words);
    return brought.found;
  },
  attention: async () => brought.attention,
});

const alarms = capability({
  name: 'alarms',
  title: 'Alarms',
  commands: {
    alarm: askAnywhere({
      summary: 'Raise an alarm',
      allow: ['associate'],
      also: async () => true,
      form: form({ name: 'alarm', title: 'Alarm', submit: 'Send', fields: { what: text('What') } }),
      submit: async () => ({ done: true }),
    }),
  },
  actions: {},
  approvals: [],
  jobs: {},
  shortcuts: {},
  waiting: async () => brought.alarms,
  attention: async () => brought.late,
});

let bot: Bot;
let recordedBefore = 0;
beforeAll(async () => {
  bot = await startBot(MORNING, { capabilities: [cases, alarms] });
  await addBoutiques(bot.connection, 40);
  const { prisma } = bot.connection;
  await saveRestriction(
    prisma,
    { record: 'closed', boutique: 'MADISON', roles: ['operations-manager'], people: [] },
    minute(0),
  );
});
afterAll(() => bot.stop());
beforeEach(async () => {
  for (const list of [...Object.values(brought), searched, seen] as unknown[][]) list.length = 0;
  await bot.connection.pool.query('truncate approvals');
  recordedBefore = await bot.connection.prisma.auditEvent.count();
});

/** As the inbox asks, for one person. */
async function across<T>(id: string, ask: (all: Across) => Promise<T> | T, at: string | null = null): Promise<T> {
  const { prisma } = bot.connection;
  const [actor, boutique] = [
    await personById(prisma, id, minute(0)),
    at === null ? null : await boutiqueByCode(prisma, at),
  ];
  if (!actor) throw new Error(`nobody is called ${id}`);
  const moment = { actor, boutique, subject: '', now: minute(0), db: prisma, through: 'slack' };
  return act(bot.engine.parts, moment, async (context) => ask(context.across));
}

/** Who read what, how, since the test began. */
async function reads() {
  const events = await bot.connection.prisma.auditEvent.findMany({ orderBy: { id: 'asc' }, skip: recordedBefore });
  return events
    .filter(({ event }) => event === 'restricted.read')
    .map(({ actorId, subject, facts }) => [actorId, subject, (facts as { readonly how: string }).how]);
}

const entry = (record: string, since: Date, boutique: string | null = 'MADISON'): Entry => ({
  boutique,
  record,
  since,
  line: (where) => ({ lead: record, text: where?.name ?? 'everywhere' }),
});

const waits = (record: string, urgency: Waiting['urgency'], since: Date): Waiting => ({
  ...entry(record, since),
  urgency,
  button: button('cases.see', 'See', record),
  card: ({ name }) =>
    card(`${record} at ${name}`, [{ type: 'buttons', buttons: [button('cases.see', 'See', record)] }]),
});

const opens = (number: number, subjectId = `s${number}`) =>
  insertApproval(bot.connection.prisma, {
    ...{ id: `a${number}`, name: 'case', subjectId, boutique: 'MADISON', status: 'open', step: 0, notBy: [] },
    ...{ version: 0, decidedBy: null, decidedAt: null, since: minute(number) },
    plan: [{ by: 'operations-manager', within: { hours: 24 }, applies: true }],
  });

const records = (placed: readonly { readonly entry: Entry }[]) => placed.map(({ entry: { record } }) => record);

describe('what waits', () => {
  it('is of all capabilities, the most urgent first, and then the oldest', async () => {
    brought.waiting.push(waits('soon', 'soon', minute(0)), waits('today, newer', 'today', minute(3)));
    brought.alarms.push(waits('now', 'now', minute(9)), waits('today, older', 'today', minute(1)));
    await opens(2);

    const found = await across('marc', (all) => all.waiting({ whole: false }));

    expect(records(found)).toEqual(['now', 'today, older', 's2', 'today, newer', 'soon']);
    expect(found.map(({ boutique }) => boutique?.name)).toEqual(Array(5).fill('Madison Avenue'));
  });

  it('has buttons that know their boutique, on its line and on its card', async () => {
    brought.waiting.push(waits('one', 'soon', minute(0)));
    const [{ entry: found, boutique } = { entry: null, boutique: null }] = await across('marc', (all) =>
      all.waiting({ whole: false }),
    );

    expect(found?.button).toMatchObject({ boutique: 'MADISON' });
    expect(boutique && found?.card?.(boutique).blocks).toMatchObject([{ buttons: [{ boutique: 'MADISON' }] }]);
  });

  it('counts what a decision shows as seen only where its card will be shown', async () => {
    await opens(1);
    await across('marc', (all) => all.waiting({ whole: false }));
    expect(seen).toEqual([]);
    await across('marc', (all) => all.waiting({ whole: true }));
    expect(seen).toEqual(['s1 by marc']);
  });

  it('names every decision, and looks only into the oldest ten', async () => {
    for (let number = 1; number <= 13; number += 1) await opens(number);
    const found = await across('marc', (all) => all.waiting({ whole: true }));
    const leads = found.map(({ entry: each, boutique }) => each.line(boutique, minute(20)));

    expect(leads[0]).toEqual({ lead: 'Decide on s1', text: 'Madison Avenue · waits for 19 minutes' });
    expect(leads.slice(10)).toEqual([
      { lead: 'Cases', text: 'Madison Avenue · waits for 9 minutes' },
      { lead: 'Cases', text: 'Madison Avenue · waits for 8 minutes' },
      { lead: 'Cases', text: 'Madison Avenue · waits for 7 minutes' },
    ]);
    expect(seen).toHaveLength(10);
    expect(found.map(({ entry: { button: each } }) => each.subject)).toEqual(
      Array.from({ length: 13 }, (_, index) => `a${index + 1}`),
    );
  });

  it('is a decision only of whoever takes it', async () => {
    await opens(1);
    for (const id of ['ana', 'ines', 'claire'])
      expect(await across(id, (all) => all.waiting({ whole: true }))).toEqual([]);
  });
});

describe('what is restricted', () => {
  it.each([
    ['ana', ['open']],
    ['ines', ['open']],
    ['claire', ['open']],
    ['marc', ['closed', 'open']],
  ])('is left out of the lists of %s, or recorded as read', async (id, left) => {
    brought.waiting.push(waits('closed', 'now', minute(0)), waits('open', 'soon', minute(0)));
    brought.asked.push(entry('open', minute(1)), entry('closed', minute(2)));
    brought.found.push(entry('open', minute(1)), entry('closed', minute(2)));

    for (const ask of [
      (all: Across) => all.waiting({ whole: false }),
      (all: Across) => all.asked(),
      (all: Across) => all.find('safe'),
    ])
      expect(records(await across(id, ask))).toEqual(left);
    expect(await reads()).toEqual(id === 'marc' ? Array(3).fill(['marc', 'closed', 'list']) : []);
  });

  it('is no decision either, and nothing of it counts as seen', async () => {
    await opens(1, 'closed');
    const { prisma } = bot.connection;
    const only = { record: 'closed', boutique: 'MADISON', roles: ['safety-and-security' as const], people: [] };
    await saveRestriction(prisma, only, minute(0));
    expect(await across('marc', (all) => all.waiting({ whole: true }))).toEqual([]);
    expect(seen).toEqual([]);

    await saveRestriction(prisma, { ...only, roles: ['operations-manager'] }, minute(0));
    expect(records(await across('marc', (all) => all.waiting({ whole: true })))).toEqual(['closed']);
    expect(await reads()).toEqual([['marc', 'closed', 'list']]);
  });
});

describe('what is found', () => {
  it('is asked of every capability that finds, in plain words, and is the newest first', async () => {
    brought.found.push(entry('older', minute(1)), entry('newer', minute(2), null));
    const found = await across('ana', (all) => all.find('  Säfe,  DOOR '));

    expect(searched).toEqual([['safe', 'door']]);
    expect(found.map(({ entry: each, boutique }) => each.line(boutique, minute(3)))).toEqual([
      { lead: 'newer', text: 'everywhere' },
      { lead: 'older', text: 'Madison Avenue' },
    ]);
  });

  it('is nothing without words', async () => {
    brought.found.push(entry('older', minute(1)));
    expect(await across('ana', (all) => all.find(' , '))).toEqual([]);
    expect(searched).toEqual([]);
  });
});

describe('what needs attention', () => {
  const needs = (boutique: string, weight: number, words: string, ...about: string[]): Attention => ({
    ...{ boutique, weight, words },
    ...(about.length > 0 && { records: about }),
  });
  const listed = async (id: string) =>
    (await across(id, (all) => all.attention())).map(({ boutique, words }) => [boutique.code, ...words]);

  it('adds up over capabilities, the neediest boutique first', async () => {
    brought.attention.push(needs('MADISON', 3, '1 case late'), needs('RODEO', 4, '4 cases open'));
    brought.late.push(needs('MADISON', 10, 'an alarm'));

    expect(await listed('marc')).toEqual([
      ['MADISON', '1 case late', 'an alarm'],
      ['RODEO', '4 cases open'],
    ]);
  });

  it.each([
    ['a network role', 'claire', ['RODEO', 'MADISON']],
    ['the manager of a boutique', 'ines', ['MADISON']],
    ['an associate', 'ana', []],
  ])('is shown to those who answer for it: %s', async (_, id, codes) => {
    brought.attention.push(needs('MADISON', 1, 'one'), needs('RODEO', 2, 'two'));
    expect((await listed(id)).map(([code]) => code)).toEqual(codes);
  });

  it('is left out where it speaks of what is closed to them', async () => {
    brought.attention.push(needs('MADISON', 3, '2 cases', 'open', 'closed'), needs('MADISON', 1, '1 case', 'open'));
    expect(await listed('ines')).toEqual([['MADISON', '1 case']]);
    expect(await listed('marc')).toEqual([['MADISON', '2 cases', '1 case']]);
    expect(await reads()).toEqual([['marc', 'closed', 'list']]);
  });

  it('is at most ten boutiques', async () => {
    brought.attention.push(...Array.from({ length: 40 }, (_, index) => needs(`B${index + 1}`, index, `${index} late`)));
    const found = await listed('marc');
    expect([found.length, found[0], found[9]]).toEqual([10, ['B40', '39 late'], ['B31', '30 late']]);
  });
});

it('asks as often of forty boutiques as of one', async () => {
  const asking = async (boutiques: number) => {
    for (const list of Object.values(brought)) list.length = 0;
    for (let number = 1; number <= boutiques; number += 1) {
      const one = entry(`r${number}`, minute(number), `B${number}`);
      brought.waiting.push({ ...waits(`r${number}`, 'today', minute(number)), boutique: `B${number}` });
      brought.asked.push(one);
      brought.found.push(one);
      brought.attention.push({ boutique: `B${number}`, weight: 1, words: 'late', records: [`r${number}`] });
    }
    const counting = countQueries(bot);
    await across('marc', async (all) => {
      expect(await all.waiting({ whole: true })).toHaveLength(boutiques);
      expect(await all.asked()).toHaveLength(boutiques);
      expect(await all.find('late')).toHaveLength(boutiques);
      expect(await all.attention()).toHaveLength(Math.min(boutiques, 10));
    });
    return counting.stop();
  };

  const [one, forty] = [await asking(1), await asking(40)];
  expect(one).toBeGreaterThan(5);
  expect(forty).toBe(one);
});

/** Outside a transaction every query goes through the pool. */
function countQueries({ connection: { pool } }: Bot): { stop(): number } {
  const query = pool.query.bind(pool);
  let number = 0;
  pool.query = ((...given: unknown[]) => {
    number += 1;
    return (query as (...all: unknown[]) => unknown)(...given);
  }) as typeof pool.query;
  return {
    stop() {
      pool.query = query;
      return number;
    },
  };
}

describe('what one may do', () => {
  const words = (id: string, at: string | null) =>
    across(id, (all) => all.commands().map((each) => `${each.part}: ${each.words}`), at);

  it.each([
    ['at their boutique', 'ana', 'MADISON', ['Cases: case', 'Cases: case list', 'Alarms: alarm']],
    ['at another one, only what others may there too', 'rita', 'MADISON', ['Alarms: alarm']],
    ['where no boutique is meant', 'rita', null, ['Cases: case', 'Cases: case list', 'Alarms: alarm']],
    ['without the role', 'ines', 'MADISON', []],
  ])('is named %s', async (_, id, at, named) => {
    expect(await words(id, at)).toEqual(named);
  });
});
