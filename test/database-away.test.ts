import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { connect } from '../src/database/client.js';
import { freePort } from '../src/database/postgres-server.js';
import { type TestDatabase, testDatabase } from './helpers/database.js';
import { ana, network } from './helpers/network.js';
import { build, launch, type Running, type Settings, startVitrine, vitrine } from './helpers/vitrine.js';
import { signed } from './slack/bot.js';
import { type SlackApi, startSlackApi } from './slack/slack-api.js';

/** A bot in a process of its own, whose account at the database may have so many connections. */
let database: TestDatabase;
let admin: pg.Client;
let role: string;
let settings: Settings;
let api: SlackApi;

beforeAll(async () => {
  await build();
  api = await startSlackApi();
}, 120_000);
afterAll(() => api.close());

beforeEach(async () => {
  database = await testDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const url = new URL(database.url);
  role = `few_${randomUUID().replaceAll('-', '')}`;
  await admin.query(`create role ${role} login password 'few' in role "${url.username}"`);
  Object.assign(url, { username: role, password: 'few' });
  settings = {
    PORT: `${await freePort()}`,
    DATABASE_URL: url.href,
    SLACK_BOT_TOKEN: 'xoxb-made-up',
    SLACK_SIGNING_SECRET: 'a-signing-secret',
    SLACK_API_URL: api.url,
  };
});
afterEach(async () => {
  await allow(0);
  await admin.query(`drop owned by ${role}; drop role ${role}`);
  await admin.end();
  await database.drop();
});

const allow = async (connections: number) => {
  await admin.query(`alter role ${role} connection limit ${connections}`);
  if (connections === 0)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role]);
};

describe('at the start', { timeout: 60_000 }, () => {
  it.each([0, 1, 4])('a database with too few connections (%i) is one sentence and the end', async (connections) => {
    await allow(connections);
    const { code, said } = await vitrine(['start'], { ...settings, LOG_LEVEL: 'error' });

    expect(code).toBe(1);
    expect(said).toBe(
      'The database has no connection left. An instance takes up to 20: allow more, or stop what holds them.\n',
    );
  });

  it('SIGTERM ends it while the database says nothing at all', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const asked = once(silent, 'connection');
    const { port } = silent.address() as AddressInfo;
    const { child, ended } = launch(['start'], { ...settings, DATABASE_URL: `postgresql://a:b@127.0.0.1:${port}/c` });
    await asked;
    const began = performance.now();
    child.kill('SIGTERM');

    expect((await ended).code).toBe(1);
    expect(performance.now() - began).toBeLessThan(6_000);
  });
});

describe('a bot that runs', { timeout: 60_000 }, () => {
  let bot: Running;

  beforeEach(async () => {
    bot = await startVitrine(settings);
    const connection = connect(database.url);
    await network(connection);
    await connection.close();
    await vi.waitFor(async () => expect(await readiness(bot)).toBe(200), { timeout: 20_000, interval: 100 });
  });
  afterEach(() => bot.end('SIGKILL'));

  it('answers in words within three seconds when no connection can be had, and goes on when there are some again', async () => {
    await allow(0);
    for (let press = 0; press < 3; press += 1) {
      const began = performance.now();
      expect(await types(bot)).toBe("Vitrine can't answer right now. Try again in a moment: nothing is saved twice.");
      expect(performance.now() - began).toBeLessThan(3_000);
    }
    expect(await readiness(bot)).toBe(503);

    await allow(20);
    await vi.waitFor(async () => expect(await readiness(bot)).toBe(200), { timeout: 10_000, interval: 100 });
    const before = api.callsOf('views.open').length;
    await types(bot);
    expect(api.callsOf('views.open')).toHaveLength(before + 1);
    await vi.waitFor(async () => expect(await listening()).toBe(1), { timeout: 15_000, interval: 100 });
    // Lines of the log and its greetings, and no stack.
    expect(bot.said().replace(/^(\{.*\}|No network yet.*|Vitrine takes.*)\n/gm, '')).toBe('');
  });

  it('ends on SIGTERM meanwhile', async () => {
    await allow(0);
    await types(bot);
    const began = performance.now();
    await bot.end('SIGTERM');
    expect(performance.now() - began).toBeLessThan(12_000);
  });
});

const readiness = async ({ address }: Running) => (await fetch(`${address}/readyz`)).status;

/** The queue hears of new jobs by a connection of its own. */
async function listening(): Promise<number> {
  const { rows } = await admin.query("select from pg_stat_activity where usename = $1 and query ilike 'listen%'", [
    role,
  ]);
  return rows.length;
}

/** The words that come back to whoever typed it. */
async function types({ address }: Running): Promise<string> {
  const said = api.callsOf('respond').length;
  const fields = {
    ...{
      command: '/count',
      text: '',
      team_id: 'T1',
      api_app_id: 'A1',
      trigger_id: '1.2.a',
      is_enterprise_install: 'false',
    },
    ...{ user_id: ana.userId, channel_id: 'C0MADISON', response_url: `${api.url}respond` },
  };
  const body = new URLSearchParams(fields).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signed(body) };
  const opened = api.callsOf('views.open').length;
  const response = await fetch(`${address}/slack/events`, { method: 'POST', body: Buffer.from(body), headers });
  const words = await response.text();
  if (words !== '') return words;
  await vi.waitFor(
    () => expect(api.callsOf('respond').length + api.callsOf('views.open').length).toBeGreaterThan(said + opened),
    5_000,
  );
  return String(api.callsOf('respond').at(-1)?.text ?? '');
}
