import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { card, text } from '../src/chat/card.js';
import { type Connection, connect } from '../src/database/client.js';
import { addDeliveries } from '../src/database/deliveries.js';
import { sweepApprovals } from '../src/engine/sweep.js';
import { startBot } from './helpers/bot.js';
import { type TestDatabase, testDatabase } from './helpers/database.js';
import { ana, network } from './helpers/network.js';
import { build, type Running, startVitrine } from './helpers/vitrine.js';
import { signed } from './slack/bot.js';
import { type SlackApi, startSlackApi } from './slack/slack-api.js';

/** Two bots on one database, each in a process of its own, before a stand-in for Slack. */
let database: TestDatabase;
let connection: Connection;
let api: SlackApi;
let first: Running;
let second: Running;

const startOne = () =>
  startVitrine({
    DATABASE_URL: database.url,
    SLACK_BOT_TOKEN: 'xoxb-made-up',
    SLACK_SIGNING_SECRET: 'a-signing-secret',
    SLACK_API_URL: api.url,
  });
const ready = ({ address }: Running) =>
  vi.waitFor(async () => expect((await fetch(`${address}/readyz`)).status).toBe(200), {
    timeout: 30_000,
    interval: 100,
  });

beforeAll(async () => {
  await build();
  database = await testDatabase('template0');
  api = await startSlackApi();
  [first, second] = await Promise.all([startOne(), startOne()]);
  await Promise.all([first, second].map(ready));
  connection = connect(database.url);
  await network(connection);
}, 240_000);

afterAll(async () => {
  for (const running of [first, second]) if (running?.process.exitCode === null) await running.end('SIGKILL');
  await connection?.close();
  await database?.drop();
  await api?.close();
});

const post = async ({ address }: Running, fields: Record<string, string>) => {
  const body = new URLSearchParams(fields).toString();
  const type = 'application/x-www-form-urlencoded';
  const headers = { 'content-type': type, ...signed(body) };
  const response = await fetch(`${address}/slack/events`, { method: 'POST', body: Buffer.from(body), headers });
  return { status: response.status, words: await response.text() };
};

const who = { team_id: 'T1', api_app_id: 'A1', trigger_id: '1.2.a', is_enterprise_install: 'false' };
const command = { ...who, command: '/count', text: '', user_id: ana.userId, channel_id: 'C0MADISON' };

interface Opened {
  readonly blocks: readonly {
    readonly type: string;
    readonly block_id: string;
    readonly element: { readonly type: string; readonly action_id: string };
  }[];
}

function submissionOf(view: Opened, answers: Readonly<Record<string, object>>): string {
  const values = view.blocks
    .filter(({ type }) => type === 'input')
    .map(
      ({ block_id, element }) =>
        [block_id, { [element.action_id]: { type: element.type, ...answers[block_id] } }] as const,
    );
  return JSON.stringify({
    type: 'view_submission',
    team: { id: 'T1' },
    user: { id: ana.userId, team_id: 'T1' },
    ...who,
    view: {
      ...view,
      id: 'V1',
      team_id: 'T1',
      app_installed_team_id: 'T1',
      state: { values: Object.fromEntries(values) },
    },
  });
}

const option = (value: string) => ({ selected_option: { text: { type: 'plain_text', text: value }, value } });
const posted = (channel?: string) =>
  api
    .callsOf('chat.postMessage')
    .filter((args) => channel === undefined || args.channel === channel)
    .map(({ text: said }) => String(said));

it('two that start at once on an empty database both find it migrated', async () => {
  for (const { said } of [first, second]) expect(said()).not.toMatch(/"level":50/);
  const { rows } = await connection.pool.query(
    'select migration_name from _prisma_migrations where finished_at is null',
  );
  expect(rows).toEqual([]);
});

it('a form that one opened is taken by the other, and once where it comes to both', async () => {
  expect((await post(first, { ...command, response_url: `${api.url}respond` })).status).toBe(200);
  const view = await vi.waitFor(() => {
    const opened = api.callsOf('views.open').at(-1)?.view;
    expect(opened).toBeDefined();
    return opened as Opened;
  }, 10_000);
  const answers = {
    zone: option('MADISON/vitrine-2'),
    reason: option('weekly'),
    serials: { value: 'RG-20-88\nRG-20-89' },
  };
  const payload = submissionOf(view, answers);
  const both = await Promise.all([post(second, { payload }), post(first, { payload })]);

  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(both[0]?.words).toContain('2 new.');
  expect(both[1]?.words).toBe(both[0]?.words);
  expect(await connection.prisma.countBatch.count()).toBe(1);
});

it('what is said is said once, and in order in each conversation', async () => {
  await vi.waitFor(
    async () => expect(await connection.prisma.delivery.count({ where: { state: 'waiting' } })).toBe(0),
    10_000,
  );
  api.reset();
  const rooms = ['C0A', 'C0B', 'C0C', 'C0D'];
  const numbers = Array.from({ length: 12 }, (_, index) => `number ${index + 1}`);
  for (const number of numbers) {
    const said = rooms.map((room) => ({
      conversation: `slack/channel/${room}`,
      topic: null,
      card: card(number, [text('x')]),
      attachments: [],
    }));
    await connection.prisma.$transaction((db) => addDeliveries(db, said, new Date()));
  }

  await vi.waitFor(() => expect(posted()).toHaveLength(rooms.length * numbers.length), {
    timeout: 30_000,
    interval: 50,
  });
  for (const room of rooms) expect(posted(room).map((said) => said.split('\n')[0])).toEqual(numbers);
  // It is noted as said a moment after it was.
  const others = { state: { not: 'sent' }, conversation: { startsWith: 'slack/channel/C0A' } };
  await vi.waitFor(async () => expect(await connection.prisma.delivery.count({ where: others })).toBe(0), 10_000);
}, 60_000);

it('what one was about to say when it was killed, the other says', async () => {
  expect((await second.end('SIGTERM')).code).toBe(0);
  api.reset();
  api.answers('chat.postMessage', { after: new Promise(() => {}) });
  const hello = { conversation: 'slack/channel/C0E', topic: null, card: card('hello', []), attachments: [] };
  await addDeliveries(connection.prisma, [hello], new Date());
  await vi.waitFor(() => expect(posted('C0E')).toHaveLength(1), 20_000);
  second = await startOne();
  await ready(second);

  await first.end('SIGKILL');
  await vi.waitFor(() => expect(posted('C0E')).toHaveLength(2), { timeout: 60_000, interval: 100 });
  await vi.waitFor(
    async () => expect(await connection.prisma.delivery.count({ where: { state: 'waiting' } })).toBe(0),
    10_000,
  );
}, 120_000);

it('silence passes a request up once, though both look at once', async () => {
  const bot = await startBot('2026-11-27T14:12:00Z');
  const asked = await bot.as(ana).says('count');
  const serials = 'RG-20-88;RG-20-89;ER-13-01;BR-25-03';
  await bot.as(ana).submit(asked, { zone: 'MADISON/vitrine-2', also: null, reason: 'weekly', serials });
  await bot.as(ana).presses('Close zone');
  bot.clock.now = new Date(bot.clock.now.getTime() + 25 * 3_600_000);
  await Promise.all([1, 2, 3].map(() => sweepApprovals(bot.engine.parts, bot.connection)));

  const passed = await bot.connection.prisma.auditEvent.count({ where: { event: 'approval.passed-up' } });
  expect(passed).toBe(1);
  await bot.stop();
});
