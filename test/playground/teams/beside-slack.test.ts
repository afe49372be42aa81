import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../../src/playground/server.js';
import { startTeamsStandIn } from '../../../src/playground/teams/server.js';
import * as slack from '../world.js';
import * as teams from './desk.js';

/** One port, one database, the same people: how the playground runs. */

let database: Awaited<ReturnType<typeof teams.openDatabase>>;
let playground: Playground;
let url: string;
const server = createServer((req, res) => {
  void playground.handle(req, res).then((mine) => mine || res.writeHead(418).end());
});

beforeAll(async () => {
  database = await teams.openDatabase();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  playground = await start();
});

afterAll(async () => {
  await playground.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await database.drop();
});

async function start(): Promise<Playground> {
  let id = 0;
  const shared = {
    pool: database.pool,
    baseUrl: url,
    now: () => new Date(),
    newId: () => `id-${++id}`,
  };
  const { appId, bearer, workspace } = teams;
  const messagesUrl = `${url}/api/messages`;
  const standIn = await startTeamsStandIn({ ...shared, appId, bearer, workspace, messagesUrl });
  return startPlayground({
    ...shared,
    workspace: slack.workspace,
    eventsUrl: `${url}/slack/events`,
    signingSecret: slack.signingSecret,
    botToken: slack.botToken,
    scopes: slack.scopes,
    pageFolder: join(import.meta.dirname, '../built-page'),
    teams: standIn,
  });
}

const client = (path: string) => fetch(`${url}/playground/${path}`).then((response) => response.json());

it('each answers for its own', async () => {
  await slack.postJson(`${url}/playground/client/message`, {
    user: slack.ana,
    channel: slack.madison,
    text: 'in Slack',
  });
  const said = { user: teams.ana.id, conversation: teams.madison, text: 'in Teams' };
  await teams.postJson(`${url}/playground/teams/client/say`, said);
  const both = async () => [
    (await client(`client/snapshot?user=${slack.ana}`)).messages,
    (await client(`teams/client/snapshot?user=${teams.ana.id}`)).messages,
  ];
  const found = [[{ text: 'in Slack' }], [{ text: 'in Teams' }]];
  expect(await both()).toMatchObject(found);

  await playground.close();
  playground = await start();
  expect(await both()).toMatchObject(found);
  expect((await fetch(`${url}/`)).status).toBe(200);
  expect((await fetch(`${url}/elsewhere`)).status).toBe(418);
});

it('both let their pages go together', async () => {
  const streams = await Promise.all(
    ['client', 'teams/client'].map((path) => fetch(`${url}/playground/${path}/stream?user=${slack.ana}`)),
  );
  playground.endStreams();
  for (const stream of streams) expect(await stream.text()).toContain('retry');
});
