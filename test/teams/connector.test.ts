import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RateLimited, Undeliverable, Unsure } from '../../src/chat/channel.js';
import { type Connector, createConnector } from '../../src/teams/connector.js';
import { ConnectorError } from '../../src/teams/errors.js';
import {
  BOT,
  type ConnectorServer,
  listeningLog,
  type Reply,
  refused,
  startConnectorServer,
  TENANT,
} from './connector-server.js';

const ROOM = '19:madison@thread.tacv2';
const NOW = new Date('2026-11-27T14:12:00Z');

let teams: ConnectorServer;
let connector: Connector;
let pauses: number[];
let heard: ReturnType<typeof listeningLog>;
beforeAll(async () => {
  teams = await startConnectorServer();
});
beforeEach(() => {
  teams.reset();
  pauses = [];
  heard = listeningLog();
  connector = connect();
});
afterAll(() => teams.close());

const connect = (more: { readonly bearer?: string } = {}) =>
  createConnector({
    authorize: async () => more.bearer ?? 'Bearer made-up',
    isTeams: (url) => url.startsWith('http://127.0.0.1:'),
    now: () => NOW,
    chance: () => 0.5,
    log: heard.log,
    patienceMs: 150,
    pause: async (ms) => void pauses.push(ms),
  });

const place = (conversation = ROOM) => ({ serviceUrl: teams.url, conversation });
const send = () => connector.send(place(), { type: 'message' });
const update = () => connector.update(place(), 'm9', { type: 'message' });
const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a call', () => {
  it('goes to the service of the conversation, with our token, and says what it became', async () => {
    expect(await send()).toBe('m1');
    expect(teams.asked()).toEqual([`POST /v3/conversations/${ROOM}/activities`]);
    expect(teams.calls[0]?.headers).toMatchObject({
      authorization: 'Bearer made-up',
      'content-type': 'application/json',
    });
  });

  it('names threads and messages so that they stay whole, and says where only one may see it', async () => {
    await connector.send(place(`${ROOM};messageid=17`), {}, { targeted: true });
    await connector.update(place(), 'm/9', { text: 'x' }, { targeted: true });
    await connector.remove(place(), 'm9');
    expect(teams.asked()).toEqual([
      `POST /v3/conversations/${ROOM};messageid=17/activities?isTargetedActivity=true`,
      `PUT /v3/conversations/${ROOM}/activities/m/9?isTargetedActivity=true`,
      `DELETE /v3/conversations/${ROOM}/activities/m9`,
    ]);
    expect(teams.calls[1]?.body).toEqual({ text: 'x', id: 'm/9' });
  });

  it('opens a private chat in its tenant', async () => {
    expect(await connector.createPersonal({ serviceUrl: teams.url, tenant: TENANT, bot: BOT }, '29:ana')).toBe(
      'a:opened',
    );
    expect(teams.calls[0]?.body).toEqual({
      isGroup: false,
      bot: { id: BOT },
      members: [{ id: '29:ana' }],
      tenantId: TENANT,
      channelData: { tenant: { id: TENANT } },
    });
  });

  it('carries no token where there is none', async () => {
    connector = connect({ bearer: '' });
    await send();
    expect(teams.calls[0]?.headers.authorization).toBeUndefined();
  });

  it.each(['https://smba.example/amer/', 'http://localhost/', ''])('is never made to %j', async (serviceUrl) => {
    await expect(connector.send({ serviceUrl, conversation: ROOM }, {})).rejects.toEqual(
      new Undeliverable('not_an_address_of_teams'),
    );
    expect(teams.calls).toEqual([]);
  });

  it('follows no redirect', async () => {
    const elsewhere = await startConnectorServer();
    teams.answers(/POST/, { status: 307, headers: { location: `${elsewhere.url}v3/conversations` } });
    expect(await thrownBy(send())).toMatchObject({ status: 307 });
    expect(elsewhere.calls).toEqual([]);
    await elsewhere.close();
  });
});

describe('members', () => {
  const row = {
    id: '29:ana',
    aadObjectId: 'AAAA',
    email: 'ana@x.example',
    tenantId: TENANT.toUpperCase(),
    userRole: 'user',
  };

  it('are read as Teams names them, page by page', async () => {
    const second = { id: '29:ben', objectId: 'bbbb', userPrincipalName: 'ben@x.example' };
    teams.answers(
      /pagedMembers/,
      { status: 200, body: { members: [row], continuationToken: 'next page' } },
      { status: 200, body: { members: [second] } },
    );
    expect(await connector.pagedMembers(place())).toEqual([
      { mri: '29:ana', userId: 'aaaa', emails: ['ana@x.example'], tenant: TENANT, role: 'user' },
      { mri: '29:ben', userId: 'bbbb', emails: ['ben@x.example'], tenant: null, role: null },
    ]);
    expect(teams.asked()).toEqual([
      `GET /v3/conversations/${ROOM}/pagedMembers?pageSize=500`,
      `GET /v3/conversations/${ROOM}/pagedMembers?pageSize=500&continuationToken=next page`,
    ]);
  });

  it('are asked for one by one, too', async () => {
    teams.answers(/members/, { status: 200, body: row });
    expect(await connector.member(place(), '29:ana')).toMatchObject({ mri: '29:ana', userId: 'aaaa' });
    expect(teams.asked()).toEqual([`GET /v3/conversations/${ROOM}/members/29:ana`]);
  });
});

describe('what passes within seconds', () => {
  it.each([412, 500, 502, 503, 504])('is tried again, a little later each time: %d', async (status) => {
    teams.answers(/POST/, refused(status, 'Odd'), refused(status, 'Odd'));
    expect(await send()).toBe('m1');
    expect(teams.calls).toHaveLength(3);
    expect(pauses).toEqual([400, 800]);
  });

  it('is thrown after the fourth time, for the outbox to try later', async () => {
    teams.answers(/POST/, ...Array.from({ length: 5 }, () => refused(502, 'BadGateway')));
    expect(await thrownBy(send())).toEqual(new ConnectorError(502, 'BadGateway'));
    expect(teams.calls).toHaveLength(4);
  });

  it('is not what stays: everything else is thrown at once', async () => {
    for (const status of [400, 401, 403, 404, 405, 413]) {
      teams.answers(/POST/, refused(status, 'Odd'));
      expect(await thrownBy(send())).toEqual(new ConnectorError(status, 'Odd'));
    }
    expect(pauses).toEqual([]);
  });
});

describe('a pause that Teams asks for', () => {
  const dated = new Date(NOW.getTime() + 90_000).toUTCString();
  it.each([
    ['in seconds', { 'retry-after': '17' }, 17],
    ['of none', { 'retry-after': '0' }, 1],
    ['by a date', { 'retry-after': dated }, 90],
    ['without a word how long', {}, 4],
    ['in words nobody can read', { 'retry-after': 'soon' }, 4],
  ])('is kept: %s', async (_, headers, seconds) => {
    teams.answers(/POST/, { status: 429, headers });
    expect(await thrownBy(send())).toEqual(new RateLimited(seconds));
    expect(teams.calls).toHaveLength(1);
  });

  it('is kept where the service says when it is back', async () => {
    teams.answers(/POST/, { status: 503, headers: { 'retry-after': '30' } });
    expect(await thrownBy(send())).toEqual(new RateLimited(30));
  });
});

describe('a connection that breaks', () => {
  const broken: readonly Reply[] = ['cut', 'torn', 'silence'];
  it.each(broken)('after a message was sent leaves us unsure, and it is not repeated: %s', async (reply) => {
    teams.answers(/POST/, reply);
    expect(await thrownBy(send())).toBeInstanceOf(Unsure);
    expect(teams.calls).toHaveLength(1);
  });

  it('is tried again where twice is once', async () => {
    teams.answers(/PUT/, 'cut', 'torn');
    await update();
    expect(teams.calls).toHaveLength(3);
  });

  it('is tried again where a private chat is opened, since it is always the same one', async () => {
    teams.answers(/POST/, 'cut');
    expect(await connector.createPersonal({ serviceUrl: teams.url, tenant: TENANT, bot: BOT }, '29:ana')).toBe(
      'a:opened',
    );
  });

  it('is not waited for a second time', async () => {
    teams.answers(/PUT/, 'silence');
    expect(await thrownBy(update())).toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
    expect(teams.calls).toHaveLength(1);
  });

  it('before anything went out is no doubt: it is tried again, then thrown', async () => {
    const serviceUrl = `http://127.0.0.1:${await closedPort()}/`;
    const error = await thrownBy(connector.send({ serviceUrl, conversation: ROOM }, {}));
    expect(error).not.toBeInstanceOf(Unsure);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    expect(pauses).toHaveLength(3);
  });
});

describe('the log', () => {
  it('explains a token that is not taken, as what it is: configuration', async () => {
    teams.answers(/POST/, refused(401, 'BotNotRegistered'));
    await thrownBy(send());
    expect(heard.lines).toEqual([
      'Teams does not take the bot\'s token: look at MICROSOFT_APP_ID, MICROSOFT_APP_TENANT_ID and the bot\'s registration {"code":"BotNotRegistered"}',
    ]);
  });

  it('and errors never hold what Teams said of what we sent', async () => {
    teams.answers(/POST/, { status: 400, body: { error: { code: 'BadSyntax', message: 'unknown serial RG-20-88' } } });
    expect(String(await thrownBy(send()))).toBe('ConnectorError: Teams answered 400, BadSyntax');
    teams.answers(
      /POST/,
      { status: 500, body: '<html>RG-20-88</html>' },
      { status: 400, body: '<html>RG-20-88</html>' },
    );
    expect(String(await thrownBy(send()))).toBe('ConnectorError: Teams answered 400, http_400');
  });

  it('finds the word for a chat that is closed to us wherever Teams puts it', async () => {
    const nested = { errorCode: 209, message: JSON.stringify({ subCode: 'MessageWritesBlocked' }) };
    teams.answers(/POST/, { status: 403, body: nested });
    expect(await thrownBy(send())).toEqual(new ConnectorError(403, 'MessageWritesBlocked'));
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
