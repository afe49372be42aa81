import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createDirectory } from '../../src/engine/directory.js';
import { createSlack, type SlackEdge } from '../../src/slack/app.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { ana, ben, type Member } from '../helpers/network.js';
import { refused, type SlackApi, startSlackApi } from './slack-api.js';

/** The other end of the line: it says hello, hands over envelopes and hears what is acknowledged. */
interface Line {
  readonly url: string;
  /** Of the connection that was opened last. */
  readonly send: (message: object) => void;
  readonly answer: (envelopeId: string) => Promise<Record<string, unknown>>;
  readonly connections: () => number;
  readonly closed: () => Promise<unknown>;
  readonly stop: () => void;
}

async function startLine(): Promise<Line> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const sockets: WebSocket[] = [];
  const answers = new Map<string, Record<string, unknown>>();
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (data) => {
      const { envelope_id, payload } = JSON.parse(String(data));
      answers.set(envelope_id, payload);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } }));
  });
  const last = () => sockets.at(-1) as WebSocket;
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    send: (message) => last().send(JSON.stringify(message)),
    answer: (id) => vi.waitFor(() => answers.get(id) ?? Promise.reject(new Error(`${id} is not acknowledged`)), 5_000),
    connections: () => sockets.length,
    closed: () => (last().readyState === last().CLOSED ? Promise.resolve() : once(last(), 'close')),
    stop: () => {
      for (const socket of sockets) socket.terminate();
      server.close();
    },
  };
}

interface Held {
  readonly line: Line;
  readonly api: SlackApi;
  readonly edge: SlackEdge;
  readonly logged: string[];
}

let bot: Bot;
const held: Held[] = [];

beforeAll(async () => {
  bot = await startBot('2026-11-27T14:12:00Z');
});
afterEach(async () => {
  for (const { line, api, edge } of held.splice(0)) {
    await edge.drain();
    line.stop();
    await api.close();
  }
});
afterAll(() => bot.stop());

async function hold(): Promise<Held> {
  const [line, api] = await Promise.all([startLine(), startSlackApi()]);
  const logged: string[] = [];
  const note = (message: string, facts?: object) => void logged.push(`${message} ${JSON.stringify(facts ?? {})}`);
  const edge = createSlack({
    engine: bot.engine,
    token: 'xoxb-made-up',
    appToken: 'xapp-made-up',
    apiUrl: api.url,
    directory: createDirectory(bot.engine.parts, bot.connection, 'slack'),
    now: () => bot.clock.now,
    newId: randomUUID,
    log: { warn: note, error: note },
  });
  api.answers('apps.connections.open', { body: { ok: true, url: line.url } }, { body: { ok: true, url: line.url } });
  held.push({ line, api, edge, logged });
  return held.at(-1) as Held;
}

const who = { team_id: 'T1', team_domain: 'maison', api_app_id: 'A1', token: 'x', trigger_id: '1.2.a' };

const command = (envelope_id: string, { userId }: Member = ana) => ({
  envelope_id,
  type: 'slash_commands',
  accepts_response_payload: true,
  payload: {
    ...who,
    command: '/count',
    text: '',
    user_id: userId,
    channel_id: 'C0MADISON',
    response_url: 'http://127.0.0.1:9/',
  },
});

const event = (envelope_id: string, body: object) => ({
  envelope_id,
  type: 'events_api',
  accepts_response_payload: false,
  retry_attempt: 0,
  retry_reason: '',
  payload: {
    ...who,
    type: 'event_callback',
    event_id: 'Ev1',
    event: body,
    authorizations: [
      { enterprise_id: null, team_id: 'T1', user_id: 'UBOT', is_bot: true, is_enterprise_install: false },
    ],
  },
});

interface Opened {
  readonly private_metadata: string;
  readonly blocks: readonly {
    readonly type: string;
    readonly block_id: string;
    readonly element: { readonly type: string; readonly action_id: string };
  }[];
}

/** The form as Slack sends it back once it is filled in. */
function submission(
  envelope_id: string,
  view: Opened,
  answers: Readonly<Record<string, object>>,
  { userId }: Member = ana,
) {
  const inputs = view.blocks.filter(({ type }) => type === 'input');
  const values = Object.fromEntries(
    inputs.map(({ block_id, element }) => [
      block_id,
      { [element.action_id]: { type: element.type, ...answers[block_id] } },
    ]),
  );
  return {
    envelope_id,
    type: 'interactive',
    accepts_response_payload: true,
    payload: {
      type: 'view_submission',
      team: { id: 'T1', domain: 'maison' },
      user: { id: userId, name: 'x', team_id: 'T1' },
      ...who,
      view: {
        ...view,
        id: 'V1',
        team_id: 'T1',
        app_installed_team_id: 'T1',
        callback_id: 'form',
        type: 'modal',
        state: { values },
        hash: '1.a',
      },
    },
  };
}

const open = async ({ line, api }: Held, member = ana): Promise<Opened> => {
  const id = randomUUID();
  line.send(command(id, member));
  expect(await line.answer(id)).toEqual({});
  return vi.waitFor(
    () => (api.callsOf('views.open').at(-1)?.view as Opened) ?? Promise.reject(new Error('no form')),
    5_000,
  );
};

const serials = (text: string, zone = 'vitrine-2') => ({
  zone: { selected_option: { text: { type: 'plain_text', text: zone }, value: `MADISON/${zone}` } },
  reason: { selected_option: { text: { type: 'plain_text', text: 'Weekly' }, value: 'weekly' } },
  serials: { value: text },
});

it('a count goes through the line: command, form, submission, and the acknowledgement comes after the commit', async () => {
  const slack = await hold();
  expect(slack.edge.ready()).toBe(false);
  await slack.edge.init();
  expect(slack.edge.ready()).toBe(true);

  const view = await open(slack);
  slack.line.send(submission('E2', view, serials('RG-20-88\nRG-20-89')));
  const answer = await slack.line.answer('E2');

  expect(await bot.connection.prisma.countLine.count()).toBe(2);
  expect(JSON.stringify(answer)).toContain('2 new.');
  expect(slack.api.callsOf('auth.test')).toHaveLength(1);
  slack.line.send(
    event('E3', { type: 'app_home_opened', user: ana.userId, tab: 'home', channel: 'D1', event_ts: '1.1' }),
  );
  expect(await slack.line.answer('E3')).toEqual({});
  await vi.waitFor(() => expect(slack.api.callsOf('views.publish')).toHaveLength(1), 5_000);
  expect(slack.logged).toEqual([]);
});

it('what came in is answered before the line is hung up', async () => {
  const slack = await hold();
  await slack.edge.init();
  const view = await open(slack, ben);
  const gate = await bot.connection.pool.connect();
  await gate.query('begin; lock table count_batches in access exclusive mode');
  slack.line.send(submission('E4', view, serials('WT-47-07', 'window'), ben));
  await vi.waitFor(async () => {
    const { rows } = await bot.connection.pool.query(
      "select from pg_locks l join pg_class c on c.oid = l.relation where c.relname = 'count_batches' and not granted",
    );
    expect(rows).toHaveLength(1);
  }, 5_000);

  const drained = slack.edge.drain();
  await gate.query('rollback');
  gate.release();
  expect(JSON.stringify(await slack.line.answer('E4'))).toContain('1 new.');
  await drained;
  await slack.line.closed();
  expect(slack.edge.ready()).toBe(false);
  expect(slack.line.connections()).toBe(1);
});

it('starts later where Slack refuses the line at first', async () => {
  const slack = await hold();
  slack.api.answers('apps.connections.open', refused('invalid_auth'), { body: { ok: true, url: slack.line.url } });

  await expect(slack.edge.init()).rejects.toThrow('invalid_auth');
  expect(slack.edge.ready()).toBe(false);
  await slack.edge.init();
  expect(slack.edge.ready()).toBe(true);
});

/** The library waits five seconds before it tries again. */
it.concurrent('takes another line where Slack recycles this one, and outlives a Slack that gives none', async () => {
  const [slack, refusedOne] = await Promise.all([hold(), hold()]);
  await Promise.all([slack.edge.init(), refusedOne.edge.init()]);
  refusedOne.api.answers('apps.connections.open', refused('invalid_auth'));
  for (const { line } of [slack, refusedOne]) line.send({ type: 'disconnect', reason: 'refresh_requested' });

  await vi.waitFor(() => expect(slack.line.connections()).toBe(2), 9_000);
  await vi.waitFor(() => expect(slack.edge.ready()).toBe(true));
  slack.line.send(command('E5'));
  expect(await slack.line.answer('E5')).toEqual({});
  await vi.waitFor(
    () => expect(refusedOne.logged.join()).toContain('the line to Slack could not be opened again'),
    9_000,
  );
  expect(refusedOne.edge.ready()).toBe(false);
});
