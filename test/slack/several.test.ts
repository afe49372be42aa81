import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { card, text } from '../../src/chat/card.js';
import { Undeliverable } from '../../src/chat/channel.js';
import { createVault } from '../../src/database/installations.js';
import { createDirectory } from '../../src/engine/directory.js';
import { createSlack, type SlackEdge } from '../../src/slack/app.js';
import { type Bot, startBot } from '../helpers/bot.js';
import { ana, rita } from '../helpers/network.js';
import { signed } from './bot.js';
import { closeServer, refused, type SlackApi, startSlackApi, urlOf } from './slack-api.js';

const KEY = Buffer.alloc(32, 7);
const SECRET = 'a-signing-secret';
const ONE = { team: 'T1', token: 'xoxb-of-the-first' };
const TWO = { team: 'T2', token: 'xoxb-of-the-second' };
type Installing = typeof ONE;

/** An instance of the bot before its own port; all of them share the database and the settings. */
interface Instance {
  readonly edge: SlackEdge;
  readonly url: string;
  readonly server: Server;
}

let bot: Bot;
let api: SlackApi;
let logged: string[];
let first: Instance;
let second: Instance;

beforeEach(async () => {
  bot = await startBot('2026-11-27T14:12:00Z');
  api = await startSlackApi();
  logged = [];
  first = await startInstance();
  second = await startInstance();
});
afterEach(async () => {
  for (const { edge, server } of [first, second]) {
    await edge.drain();
    await closeServer(server);
  }
  await api.close();
  await bot.stop();
});

const vault = (keys = [KEY]) =>
  createVault(bot.connection, { channel: 'slack', keys, now: () => bot.clock.now, newId: randomUUID });

async function startInstance(): Promise<Instance> {
  const note = (message: string, facts?: object) => void logged.push(`${message} ${JSON.stringify(facts ?? {})}`);
  const edge = createSlack({
    engine: bot.engine,
    signingSecret: SECRET,
    oauth: {
      clientId: '1234.5678',
      clientSecret: 'a-client-secret',
      stateSecret: 'a-state-secret',
      scopes: ['commands', 'chat:write'],
      vault: vault(),
    },
    apiUrl: api.url,
    directory: createDirectory(bot.engine.parts, bot.connection, 'slack'),
    now: () => bot.clock.now,
    newId: randomUUID,
    log: { warn: note, error: note },
  });
  await edge.init();
  const server = createServer(edge.listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { edge, server, url: urlOf(server) };
}

/** As a browser goes there: to us, to Slack, and back to us, which may be another instance. */
async function install(
  { team, token }: Installing,
  { more = {}, state = null as string | null, back = second, refusal = null as string | null } = {},
) {
  const leaving = await fetch(`${first.url}slack/install`, { redirect: 'manual' });
  const slack = new URL(leaving.headers.get('location') ?? '');
  const cookie = (leaving.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  api.answers('oauth.v2.access', {
    body: {
      ok: true,
      access_token: token,
      token_type: 'bot',
      scope: 'commands,chat:write',
      bot_user_id: `UBOT${team}`,
      app_id: 'A1',
      team: { id: team, name: `Maison ${team}` },
      enterprise: null,
      is_enterprise_install: false,
      authed_user: { id: 'UADMIN' },
      ...more,
    },
  });
  api.answers('auth.test', { body: { ok: true, team_id: team, user_id: `UBOT${team}`, bot_id: `B${team}` } });
  if (refusal) api.answers('oauth.v2.access', refused(refusal));
  const came = new URLSearchParams({ code: 'a-code', state: state ?? slack.searchParams.get('state') ?? '' });
  const response = await fetch(`${back.url}slack/oauth_redirect?${came}`, { headers: { cookie } });
  return { slack, status: response.status, words: await response.text() };
}

const nameTeams = () =>
  bot.connection.pool.query(`update boutiques set slack_team = case code when 'MADISON' then 'T1' else 'T2' end`);

async function installBoth() {
  await nameTeams();
  for (const each of [ONE, TWO]) expect((await install(each)).status).toBe(200);
  await bot.connection.prisma.chatAccount.update({
    where: { channel_tenant_personId: { channel: 'slack', tenant: 'T1', personId: 'rita' } },
    data: { tenant: 'T2' },
  });
  api.reset();
}

const send = (body: string, type: string, { url }: Instance) =>
  fetch(`${url}slack/events`, {
    method: 'POST',
    body: Buffer.from(body),
    headers: { 'content-type': type, ...signed(body) },
  });

const command = (team_id: string, user_id: string, channel_id: string, to = first) =>
  send(
    new URLSearchParams({
      team_id,
      user_id,
      channel_id,
      command: '/count',
      text: '',
      api_app_id: 'A1',
      is_enterprise_install: 'false',
      response_url: `${api.url}respond`,
      trigger_id: '1.2.a',
    }).toString(),
    'application/x-www-form-urlencoded',
    to,
  );

const event = (team: string, body: object, to = first) =>
  send(
    JSON.stringify({
      team_id: team,
      api_app_id: 'A1',
      type: 'event_callback',
      event_id: 'Ev1',
      event: body,
      authorizations: [
        { enterprise_id: null, team_id: team, user_id: 'U', is_bot: true, is_enterprise_install: false },
      ],
    }),
    'application/json',
    to,
  );

/** The last call of a method, and whose word it was. */
const lastOf = (method: string) => {
  const at = api.calls.findLastIndex((call) => call.method === method);
  return { token: api.tokens[at], args: api.calls[at]?.args };
};

const hello = card('Hello', [text('A word.')]);
const tell = (to: { person: string } | { room: string }, { edge } = first) => edge.channel.send(to, hello, null);

describe('a workspace installs the app', () => {
  it('by Slack’s pages, begun at one instance and ended at another', async () => {
    const { slack, status, words } = await install(ONE);

    expect(`${slack.origin}${slack.pathname}`).toBe('https://slack.com/oauth/v2/authorize');
    expect(slack.searchParams.get('client_id')).toBe('1234.5678');
    expect(slack.searchParams.get('scope')).toBe('commands,chat:write');
    expect([status, words]).toEqual([200, expect.stringContaining('Vitrine is installed.')]);
    expect(await vault().tenants()).toEqual(['T1']);
    expect(lastOf('oauth.v2.access').args).toMatchObject({ code: 'a-code', client_id: '1234.5678' });
  });

  it('not with a state that is not ours, nor for a whole organisation, nor where Slack refuses', async () => {
    const noted: [number, string][] = [];
    for (const more of [
      { state: 'made-up' },
      { refusal: 'invalid_code' },
      { more: { is_enterprise_install: true, enterprise: { id: 'E1' }, team: null } },
    ]) {
      const { status, words } = await install(ONE, more);
      noted.push([status, words.trim()]);
    }
    expect(noted).toEqual([
      [400, 'Vitrine could not be installed. Begin again at /slack/install.'],
      [400, 'Vitrine could not be installed. Begin again at /slack/install.'],
      [400, 'It is installed one workspace at a time.'],
    ]);
    expect(await vault().tenants()).toEqual([]);
  });

  it('only where the network names it: elsewhere anybody could claim anybody’s e-mail', async () => {
    expect((await install(ONE)).status).toBe(200);
    const uninvited = await install(TWO);
    expect(uninvited).toMatchObject({
      status: 400,
      words: expect.stringContaining('Write slack_team: T2 there first.'),
    });
    expect(await vault().tenants()).toEqual(['T1']);

    await nameTeams();
    expect((await install(TWO)).status).toBe(200);
    expect((await install({ team: 'T3', token: 'xoxb-third' })).status).toBe(400);
    expect((await install(ONE)).status).toBe(200);
    expect(await vault().tenants()).toEqual(['T1', 'T2']);
  });
});

describe('two workspaces', () => {
  it('are each answered by their own token', async () => {
    await installBoth();
    for (const [team, { userId }, room, token] of [
      ['T1', ana, 'C0MADISON', ONE.token],
      ['T2', rita, 'C0RODEO', TWO.token],
    ] as const) {
      expect((await command(team, userId, room)).status).toBe(200);
      await first.edge.drain();
      expect(lastOf('views.open')).toMatchObject({ token, args: { trigger_id: '1.2.a' } });
    }
    expect(lastOf('views.open').args?.view).toMatchObject({ private_metadata: expect.stringContaining('RODEO') });
    expect(logged).toEqual([]);
  });

  it('are each told what is theirs: people where they are, channels where the network says', async () => {
    await installBoth();
    const told = async (to: { person: string } | { room: string }) => {
      const reference = await tell(to);
      return [lastOf('chat.postMessage').token, reference.team];
    };
    expect(await told({ person: 'ana' })).toEqual([ONE.token, 'T1']);
    expect(await told({ person: 'rita' })).toEqual([TWO.token, 'T2']);
    expect(await told({ room: 'C0MADISON' })).toEqual([ONE.token, 'T1']);
    expect(await told({ room: 'C0RODEO' })).toEqual([TWO.token, 'T2']);
    await expect(tell({ room: 'C0HQ' })).rejects.toEqual(new Undeliverable('no_slack_team'));

    await second.edge.channel.revise({ channel: 'C0RODEO', ts: '100.1', team: 'T2' }, hello, null);
    expect(lastOf('chat.update').token).toBe(TWO.token);
  });

  it('find somebody new by e-mail where their boutique is, and remember it', async () => {
    await installBoth();
    await bot.connection.prisma.chatAccount.deleteMany({ where: { personId: 'rita' } });
    api.answers('users.lookupByEmail', { body: { ok: true, user: { id: 'URITA2', team_id: 'T2' } } });
    await tell({ person: 'rita' });

    expect(lastOf('users.lookupByEmail')).toMatchObject({ token: TWO.token, args: { email: 'rita@vitrine.example' } });
    expect(await bot.connection.prisma.chatAccount.findMany({ where: { personId: 'rita' } })).toMatchObject([
      { tenant: 'T2', userId: 'URITA2' },
    ]);
  });

  it('can take the app out: the token is gone, at every instance within a minute', async () => {
    await installBoth();
    await tell({ room: 'C0RODEO' }, second);
    expect((await event('T2', { type: 'tokens_revoked', tokens: { oauth: ['U1'] } })).status).toBe(200);
    await first.edge.drain();
    expect(await vault().tenants()).toEqual(['T1', 'T2']);

    expect((await event('T2', { type: 'app_uninstalled' })).status).toBe(200);
    await vi.waitFor(async () => expect(await vault().tenants()).toEqual(['T1']));
    expect(await bot.connection.prisma.installation.count()).toBe(1);
    await expect(tell({ room: 'C0RODEO' })).rejects.toEqual(new Undeliverable('workspace_not_installed'));
    bot.clock.now = new Date(bot.clock.now.getTime() + 61_000);
    await expect(tell({ room: 'C0RODEO' }, second)).rejects.toEqual(new Undeliverable('workspace_not_installed'));

    api.reset();
    expect((await command('T2', rita.userId, 'C0RODEO')).status).toBe(200);
    await first.edge.drain();
    expect(api.calls).toEqual([]);
    expect((await event('T2', { type: 'tokens_revoked', tokens: { bot: ['UBOTT2'] } })).status).toBe(200);
    expect((await event('T1', { type: 'tokens_revoked', tokens: { bot: ['UBOTT1'] } })).status).toBe(200);
    await vi.waitFor(async () => expect(await vault().tenants()).toEqual([]));
  });

  it('leave no token in the database that could be read', async () => {
    await installBoth();
    await command('T1', ana.userId, 'C0MADISON');
    await first.edge.drain();
    const dump = await everythingWritten();

    expect(dump.length).toBeGreaterThan(1_000);
    for (const secret of [ONE.token, TWO.token, 'a-client-secret', SECRET, 'a-state-secret', KEY.toString('base64')]) {
      for (const written of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')])
        expect(dump).not.toContain(written);
    }
    expect(logged.join()).not.toContain('xoxb-');
  });
});

describe('what is sealed', () => {
  it('opens with its key alone, also where a newer one seals', async () => {
    await install(ONE);
    const newer = Buffer.alloc(32, 8);
    await expect(vault([newer]).read('T1')).rejects.toThrow('sealed with another ENCRYPTION_KEY');
    expect(await vault([newer, KEY]).read('T1')).toContain(ONE.token);
    expect(await vault().read('T9')).toBeNull();
  });

  it('is different each time, and of no use to another workspace or once it was changed', async () => {
    const { prisma } = bot.connection;
    await vault().keep('T1', [], 'the same');
    await vault().keep('T2', [], 'the same');
    const [one, two] = (await prisma.installation.findMany({ orderBy: { tenant: 'asc' } })).map(({ sealed }) => sealed);
    expect(Buffer.from(one ?? []).equals(Buffer.from(two ?? []))).toBe(false);

    await prisma.installation.updateMany({ where: { tenant: 'T2' }, data: { sealed: one as Uint8Array<ArrayBuffer> } });
    await expect(vault().read('T2')).rejects.toThrow();
    const changed = Uint8Array.from(one ?? []);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await prisma.installation.updateMany({ where: { tenant: 'T1' }, data: { sealed: changed } });
    await expect(vault().read('T1')).rejects.toThrow();
  });
});

/** Every row of every table of every schema, bytes as hexadecimal. */
async function everythingWritten(): Promise<string> {
  const { pool } = bot.connection;
  const { rows: tables } = await pool.query<{ name: string }>(`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`);
  const dumps = tables.map(async ({ name }) => {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`);
    return rows.map(({ row }) => row).join('\n');
  });
  return (await Promise.all(dumps)).join('\n');
}
