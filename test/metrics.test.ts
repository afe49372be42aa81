import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { card, text } from '../src/chat/card.js';
import { backlogOf } from '../src/database/backlog.js';
import { type Connection, connect } from '../src/database/client.js';
import { addDeliveries } from '../src/database/deliveries.js';
import { addWork } from '../src/database/work.js';
import { Refusal } from '../src/domain/refusal.js';
import type { Answer, Command, Engine } from '../src/engine/request.js';
import { close, listen, serve } from '../src/http.js';
import { createMetrics, type Metrics } from '../src/metrics.js';
import { type Bot, startBot } from './helpers/bot.js';
import { type TestDatabase, testDatabase } from './helpers/database.js';
import { ana, rita } from './helpers/network.js';

let database: TestDatabase;
let connection: Connection;
let opened: Opened[] = [];

interface Opened {
  readonly metrics: Metrics;
  readonly read: (headers?: Record<string, string>) => Promise<{ status: number; body: string }>;
  readonly server: Server;
}

beforeAll(async () => {
  database = await testDatabase();
  connection = connect(database.url);
});
beforeEach(async () => {
  for (const { server } of opened) await close(server, 100);
  opened = [];
});
afterAll(async () => {
  for (const { server } of opened) await close(server, 100);
  await connection.close();
  await database.drop();
});

const NOW = new Date('2026-11-27T12:10:00Z');

/** The page of figures on a port of its own. */
async function open({ token = null as string | null, backlog = () => backlogOf(connection) } = {}): Promise<Opened> {
  const metrics = createMetrics({ backlog, now: () => NOW, token });
  const server = serve(
    Promise.resolve({
      slack: () => {},
      teams: null,
      playground: null,
      metrics: metrics.serve,
      notReady: async () => null,
    }),
  );
  await listen(server, '127.0.0.1', 0);
  const { port } = server.address() as { port: number };
  const found = { metrics, server, read: (headers = {}) => get(port, headers) };
  opened.push(found);
  return found;
}

function get(port: number, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: '/metrics', headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

const typed: Command = { type: 'command', channel: 'slack', tenant: 'T1', userId: 'UANA', room: null, words: 'count' };

const answering = (answer: () => Promise<Answer>): Engine => ({
  handle: answer,
  home: async () => ({ title: '', cards: [], messages: [] }),
  search: async () => [],
  asks: () => false,
  opens: () => false,
  shown: async () => null,
  say: async () => {},
});

describe('requests are counted', () => {
  it.each([
    ['reply', { type: 'reply', card: card('Saved', []) }],
    ['corrections', { type: 'corrections', corrections: {} }],
    ['refusal', { type: 'refusal', sentence: 'Not yours.' }],
    ['failed', { type: 'refusal', sentence: 'Something went wrong.', failed: true }],
    ['done', { type: 'done' }],
  ] as const)('by their outcome: %s', async (outcome, answer) => {
    const { metrics, read } = await open();
    const counted = metrics.around(answering(async () => answer));
    expect(await counted.handle(typed)).toBe(answer);
    await counted.handle({ ...typed, type: 'press', route: { interaction: 'x', boutique: null, subject: '' } });

    const { body } = await read();
    expect(body).toContain(`vitrine_requests_total{kind="command",outcome="${outcome}"} 1`);
    expect(body).toContain(`vitrine_requests_total{kind="press",outcome="${outcome}"} 1`);
    expect(body).toContain('vitrine_request_seconds_count{kind="command"} 1');
  });

  it('and so are visits of the home page, refused and broken ones too', async () => {
    const { metrics, read } = await open();
    const homes = [
      async () => ({ title: '', cards: [], messages: [] }),
      () => Promise.reject(new Refusal('unknown', 'I don’t know you yet.')),
      () => Promise.reject(new Error('a bug')),
    ];
    for (const home of homes) {
      const counted: Engine = metrics.around({ ...answering(async () => ({ type: 'done' })), home });
      await counted.home(typed).catch(() => {});
    }

    const { body } = await read();
    for (const outcome of ['done', 'refusal', 'failed'])
      expect(body).toContain(`vitrine_requests_total{kind="home",outcome="${outcome}"} 1`);
  });

  it('as the real engine answers them, without a name, a boutique or a serial', async () => {
    const { metrics, read } = await open();
    const bot: Bot = await startBot('2026-11-27T14:00:00Z');
    const engine = metrics.around(bot.engine);
    const asks = (userId: string, words: string) => engine.handle({ ...typed, userId, room: 'C0MADISON', words });

    const form = await asks(ana.userId, 'count MADISON');
    await asks(rita.userId, 'count MADISON');
    await bot.connection.pool.query('alter table people rename to gone');
    await asks(ana.userId, 'count MADISON');
    await bot.stop();

    const { body } = await read();
    expect(form.type).toBe('form');
    expect(body).toContain('vitrine_requests_total{kind="command",outcome="form"} 1');
    expect(body).toContain('vitrine_requests_total{kind="command",outcome="refusal"} 1');
    expect(body).toContain('vitrine_requests_total{kind="command",outcome="failed"} 1');
    expect(body).not.toMatch(/madison|ana|rita|RG-|C0|U0/i);
  });
});

describe('what the bot still owes', () => {
  it('is read from the database at every look', async () => {
    const { read } = await open();
    expect((await read()).body).toContain('vitrine_deliveries_waiting 0');
    const to = (conversation: string) => ({
      conversation,
      topic: null,
      card: card('Hi', [text('x')]),
      attachments: [],
    });
    const tenMinutesAgo = new Date(NOW.getTime() - 600_000);
    await addDeliveries(connection.prisma, [to('slack/person/ana'), to('slack/person/ben')], tenMinutesAgo);
    await addDeliveries(connection.prisma, [to('slack/person/ines')], NOW);
    await connection.pool.query("update deliveries set state = 'failed' where conversation = 'slack/person/ben'");
    const work = { id: randomUUID(), job: 'x', boutique: null, actor: 'ana', through: 'slack', subject: '', input: {} };
    await addWork(connection.prisma, [work, { ...work, id: randomUUID() }]);
    await connection.pool.query(`select graphile_worker.permanently_fail_jobs(array[min(id)], 'no')
      from graphile_worker.jobs where task_identifier = 'work'`);

    const { body } = await read();
    expect(body).toContain('vitrine_database_up 1');
    expect(body).toContain('vitrine_deliveries_waiting 2');
    expect(body).toContain('vitrine_deliveries_oldest_waiting_seconds 600');
    expect(body).toContain('vitrine_deliveries_failed 1');
    expect(body).toContain('vitrine_jobs_failed 1');
    expect(body).toContain('vitrine_jobs_retrying 0');
  });

  it('is not known while the database is silent, and requests still are', async () => {
    const { metrics, read } = await open({ backlog: () => Promise.reject(new Error('gone')) });
    await metrics.around(answering(async () => ({ type: 'done' }))).handle(typed);

    const { status, body } = await read();
    expect(status).toBe(200);
    expect(body).toContain('vitrine_database_up 0');
    expect(body).toMatch(/vitrine_deliveries_waiting NaN/i);
    expect(body).toContain('vitrine_requests_total{kind="command",outcome="done"} 1');
  });
});

describe('who may read the figures', () => {
  it('is this computer alone, and nobody a proxy passes on', async () => {
    const { read } = await open();
    expect((await read()).status).toBe(200);
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
      expect(await read({ [header]: '203.0.113.7' })).toMatchObject({
        status: 403,
        body: expect.stringContaining('METRICS_TOKEN'),
      });
  });

  it.each([
    ['203.0.113.7', 403],
    ['10.0.0.5', 403],
    ['::ffff:127.0.0.1', 200],
    ['::1', 200],
  ])('asks where the connection comes from: %s', async (remoteAddress, status) => {
    const { metrics } = await open();
    let said = 0;
    const response = { writeHead: (code: number) => ({ end: () => (said = code) }) } as unknown as ServerResponse;
    await metrics.serve({ headers: {}, socket: { remoteAddress } } as IncomingMessage, response);
    expect(said).toBe(status);
  });

  it('is whoever holds the token, where there is one', async () => {
    const { read } = await open({ token: 'a-token-of-some-length' });
    const as = async (authorization: string) =>
      (await read({ authorization, 'x-forwarded-for': '203.0.113.7' })).status;

    expect(await as('Bearer a-token-of-some-length')).toBe(200);
    expect(await as('Bearer a-token-of-some-lengtH')).toBe(401);
    expect(await as('a-token-of-some-length')).toBe(401);
    expect((await read()).status).toBe(401);
  });
});
