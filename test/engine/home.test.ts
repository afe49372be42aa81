import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inbox } from '../../src/capabilities/inbox/index.js';
import { button, card, text } from '../../src/chat/card.js';
import { insertApproval } from '../../src/database/approvals.js';
import { type Connection, connect } from '../../src/database/client.js';
import type { Person } from '../../src/domain/people.js';
import { type Approval, capability, type Subject, type Waiting } from '../../src/engine/capability.js';
import { homePage } from '../../src/engine/home.js';
import { createRegistry } from '../../src/engine/registry.js';
import { homeView } from '../../src/slack/render-view.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';
import { network } from '../helpers/network.js';

const NINE = new Date('2026-11-27T14:00:00Z');

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await testDatabase();
  connection = connect(database.url);
  await network(connection);
  for (let number = 1; number <= 13; number += 1) await opens(number);
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

const orderApproval: Approval = {
  name: 'order',
  words: { approve: 'Approve', reject: 'Decline', reasonHint: '' },
  steps: [
    { by: 'store-manager', within: { hours: 24 } },
    { by: 'operations-manager', within: { hours: 24 } },
  ],
  find: async (_db, id): Promise<Subject> => ({ id, notBy: [] }),
  card: ({ id }, { name }) =>
    card(`Order ${id}`, [text(name), text('One.'), text('Two.'), text('Three.'), text('Four.'), text('Five.')]),
  approved: async () => {},
  rejected: async () => {},
};

const ordering = capability({
  name: 'orders',
  title: 'Orders',
  commands: {},
  actions: {},
  approvals: [orderApproval],
  jobs: {},
  shortcuts: {},
  waiting: async ({ id }) => (id === 'busy' ? Array.from({ length: 9 }, (_, index) => task(index)) : []),
});

/** The last one can't wait. */
const task = (index: number): Waiting => ({
  boutique: 'RODEO',
  record: `task-${index}`,
  since: new Date(NINE.getTime() + index * 1_000),
  urgency: index === 8 ? 'now' : 'soon',
  line: (where) => ({ lead: `Task ${index}`, text: where?.name ?? '' }),
  button: button('engine.look', 'See', `task-${index}`),
});

/** The older, the lower its number; each third is of the other boutique. */
const opens = (number: number) =>
  insertApproval(connection.prisma, {
    id: `a${number}`,
    name: 'order',
    subjectId: String(number),
    boutique: number % 3 === 0 ? 'RODEO' : 'MADISON',
    status: 'open',
    plan: [{ by: 'store-manager', within: { hours: 24 }, applies: true }],
    step: 0,
    since: new Date(NINE.getTime() + number * 60_000),
    notBy: number === 2 ? ['ines', 'busy'] : [],
    version: 0,
    decidedBy: null,
    decidedAt: null,
  });

const person = (id: string, ...boutiques: readonly string[]): Person => ({
  id,
  name: 'Inès Laurent',
  language: 'en-US',
  roles: boutiques.map((boutique) => ({ role: 'store-manager', boutique })),
});

const parts = {
  chats: ['slack' as const],
  registry: createRegistry([ordering, inbox], {}),
  now: () => NINE,
  newId: randomUUID,
};
const home = (person: Person) => homePage(parts, { person, channel: 'slack' }, connection.prisma);
const titles = async (who: Person) => (await home(who)).cards.map(({ title }) => title);

it('shows what this person decides, the oldest first, and not what they took part in', async () => {
  expect(await titles(person('ines', 'MADISON'))).toEqual([
    ...['1', '4', '5', '7', '8', '10'].map((id) => `Order ${id}`),
    '2 things more',
  ]);
});

it('shows what is of their boutique, in its name', async () => {
  const { title, cards } = await home(person('rosa', 'RODEO'));

  expect(title).toBe('Inès Laurent, this waits for you');
  expect(cards.map((each) => each.title)).toEqual(['Order 3', 'Order 6', 'Order 9', 'Order 12']);
  expect(cards[0]?.blocks[0]).toEqual(text('Beverly Hills'));
  expect(cards[0]?.blocks.at(-1)).toMatchObject({ buttons: [{ boutique: 'RODEO' }, { boutique: 'RODEO' }] });
});

it('shows above all what can’t wait, in one line with its button', async () => {
  const { cards } = await home(person('busy', 'MADISON', 'RODEO'));

  expect(cards[0]).toMatchObject({
    title: 'Waits for you',
    blocks: [
      { lines: [{ lead: 'Task 8', text: 'Beverly Hills' }] },
      { buttons: [{ label: 'See', boutique: 'RODEO', subject: 'task-8' }] },
    ],
  });
});

it('ends with how many it leaves out, and always fits', async () => {
  const page = await home(person('busy', 'MADISON', 'RODEO'));

  expect(page.cards.map(({ title }) => title)).toEqual([
    'Waits for you',
    ...['1', '3', '4', '5', '6'].map((id) => `Order ${id}`),
    '15 things more',
  ]);
  expect(page.cards.at(-1)).toEqual(card('15 things more', [text('They follow here once these are done.')]));
  expect(() => homeView(page)).not.toThrow();
});

it('is few messages where there is no page: the inbox, and three cards whole', async () => {
  const { messages } = await home(person('busy', 'MADISON', 'RODEO'));

  expect(messages.map(({ title, detail }) => [title, detail])).toEqual([
    ['Your inbox', '21 things waiting'],
    ['Order 1', undefined],
    ['Order 3', undefined],
    ['Order 4', undefined],
  ]);
  const [{ blocks } = card('', [])] = messages;
  expect(blocks.flatMap((block) => (block.type === 'lines' ? block.lines.map(({ lead }) => lead) : []))).toEqual([
    'Waits for you',
    'Task 8',
    ...['1', '3', '4', '5', '6', '7', '8', '9', '10'].map((id) => `Order ${id}`),
  ]);
  expect(blocks.at(-1)).toMatchObject({ text: '11 more' });
});

it.each([
  ['nobody', person('tom')],
  ['an associate', { ...person('ana'), roles: [{ role: 'associate' as const, boutique: 'MADISON' }] }],
])('says so where nothing waits: for %s', async (_, who) => {
  expect(await titles(who)).toEqual(['Nothing waits for you']);
});
