import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card } from '../../src/chat/card.js';
import { doctor } from '../../src/commands/doctor.js';
import type { Config } from '../../src/config.js';
import { type Connection, connect } from '../../src/database/client.js';
import { addDeliveries, markFailed } from '../../src/database/deliveries.js';
import { freePort } from '../../src/database/postgres-server.js';
import { type TestDatabase, testDatabase } from '../helpers/database.js';
import { network } from '../helpers/network.js';
import { refused, type SlackApi, startSlackApi } from '../slack/slack-api.js';

let database: TestDatabase;
let connection: Connection;
let api: SlackApi;

beforeAll(async () => {
  database = await testDatabase();
  connection = connect(database.url);
  await network(connection);
  api = await startSlackApi();
});
afterAll(async () => {
  await connection.close();
  await database.drop();
  await api.close();
});

const configOf = (change: Partial<Config> = {}): Config => ({
  host: '127.0.0.1',
  port: 3000,
  dataFolder: '/nonexistent/vitrine',
  logLevel: 'silent',
  databaseUrl: database.url,
  slack: { token: 'xoxb-made-up', signingSecret: 'a-secret', apiUrl: api.url },
  teams: null,
  metricsToken: null,
  ...change,
});

async function visit(config: Config): Promise<{ sound: boolean; said: string[] }> {
  const said: string[] = [];
  const surgery = {
    migrations: 'prisma/migrations',
    manifest: 'manifests/slack/manifest.json',
    now: new Date('2026-11-27T14:00:00Z'),
    newId: randomUUID,
    say: (line: string) => void said.push(line),
  };
  return { sound: await doctor(config, surgery), said };
}

const granted = (scopes: string) => ({
  headers: { 'x-oauth-scopes': scopes },
  body: { ok: true, team: 'Maison', team_id: 'T1', user_id: 'UBOT', bot_id: 'B1' },
});
const ALL = 'commands, chat:write, files:write, files:read, users:read, users:read.email';

describe('the doctor', () => {
  it('finds what is missing in a network on a real database, and changes nothing', async () => {
    api.answers('auth.test', granted('commands,chat:write'));
    const { sound, said } = await visit(configOf());

    expect(sound).toBe(false);
    expect(said[0]).toBe('well  The database answers and is up to date.');
    expect(said[1]).toMatch(
      /^MEND {2}Maison has not granted files:read, files:write, .*users:read\.email\. Bring the app's manifest/,
    );
    expect(said.slice(2)).toEqual([
      expect.stringMatching(/^MEND {2}RODEO has no store manager\. /),
      'well  Nothing waits too long, and nothing failed.',
    ]);
  });

  it('is content once it is mended', async () => {
    await connection.prisma.role.create({
      data: { id: 'marc/store-manager/RODEO', personId: 'marc', role: 'store-manager', boutiqueCode: 'RODEO' },
    });
    api.answers('auth.test', granted(ALL));
    const { sound, said } = await visit(configOf());

    expect(said.filter((line) => !line.startsWith('well'))).toEqual([]);
    expect(sound).toBe(true);
    expect(said).toContain('well  2 boutiques have a channel, people and stock.');
  });

  it('names who could not be found, and what waits or failed', async () => {
    const to = (conversation: string) => ({ conversation, topic: null, card: card('Hi', []), attachments: [] });
    await connection.prisma.chatAccount.deleteMany({ where: { personId: 'rita' } });
    await addDeliveries(
      connection.prisma,
      [to('slack/person/rita'), to('slack/person/ana')],
      new Date('2026-11-27T13:30:00Z'),
    );
    const row = await connection.prisma.delivery.findFirstOrThrow({ where: { conversation: 'slack/person/rita' } });
    await markFailed(connection.prisma, row.id, 'users_not_found');
    api.answers('auth.test', granted(ALL));
    const { said } = await visit(configOf());

    expect(said.filter((line) => line.startsWith('MEND'))).toEqual([
      expect.stringContaining('Rita Moss (rita@vitrine.example) could not be found in Slack.'),
      expect.stringContaining('1 message waits, the oldest for 30 minutes.'),
      expect.stringContaining('1 message could not be sent this week: users_not_found, as to slack/person/rita.'),
    ]);
    expect(said).toContainEqual(expect.stringMatching(/^note {2}1 person has not met Vitrine/));
  });

  it('tells a token that is refused from a Slack that is far', async () => {
    api.answers('auth.test', refused('invalid_auth'));
    expect((await visit(configOf())).said[1]).toMatch(/^MEND {2}Slack refuses the token: invalid_auth\./);

    const far = { token: 'xoxb-made-up', signingSecret: 'a-secret', apiUrl: `http://127.0.0.1:${await freePort()}/` };
    expect((await visit(configOf({ slack: far }))).said[1]).toMatch(/^MEND {2}Slack can't be reached: ECONNREFUSED\./);
  });

  it('goes on where the database is silent, and never says its password', async () => {
    const { sound, said } = await visit(configOf({ databaseUrl: 'postgresql://v:hush-hush@127.0.0.1:9/v' }));
    expect(sound).toBe(false);
    expect(said[0]).toBe('MEND  The database does not answer: ECONNREFUSED. Check DATABASE_URL and whether it runs.');
    expect(said.join()).not.toContain('hush');
  });

  it('makes no database where there was none', async () => {
    const { said } = await visit(configOf({ databaseUrl: null, slack: null, dataFolder: '/tmp/vitrine-nowhere' }));
    expect(said).toContain('note  There is no database yet. The first start makes it: npm start.');
    expect(said).toContainEqual(expect.stringMatching(/^note {2}Slack and Teams are not configured/));
  });
});

const standIn = {
  openIdMetadataUrl: 'http://127.0.0.1:9/keys',
  issuer: 'https://api.botframework.com',
  bearer: 'a-token',
  serviceOrigins: [],
};
const teams: NonNullable<Config['teams']> = {
  appId: '1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809',
  tenantId: '9f8e7d6c-0000-4000-8000-0000000007ea',
  credentials: { password: 'a-secret-of-some-length' },
  cloud: standIn,
};
const channelOf = (code: string) => `19:${code.toLowerCase()}@thread.tacv2`;

describe('the doctor of a bot in Teams', () => {
  it('finds what is missing there, and asks nobody for a channel in a chat that is not configured', async () => {
    const { said } = await visit(configOf({ slack: null, teams }));

    expect(said.slice(0, 5)).toEqual([
      'well  The database answers and is up to date.',
      'well  Microsoft knows the bot in Teams and gives it a token.',
      expect.stringMatching(/^note {2}The network file names no channel of Teams\. /),
      expect.stringMatching(/^MEND {2}MADISON has no channel\. Write its slack_channel or teams_channel/),
      expect.stringMatching(/^MEND {2}RODEO has no channel\. /),
    ]);
  });

  it('is content with either chat where both are configured, and wants the app in a team', async () => {
    await connection.prisma.boutique.update({
      where: { code: 'MADISON' },
      data: { slackChannel: null, teamsChannel: channelOf('MADISON') },
    });
    api.answers('auth.test', granted(ALL));
    const { said } = await visit(configOf({ teams }));

    expect(said.join('\n')).not.toContain('has no channel');
    expect(said).toContainEqual(expect.stringMatching(/^MEND {2}No team has taken Vitrine in yet\. /));

    const conversation = { tenant: teams.tenantId, serviceUrl: 'https://smba.trafficmanager.net/emea/', bot: '28:1' };
    await connection.prisma.teamsConversation.create({
      data: { ...conversation, id: channelOf('MADISON'), kind: 'channel', seenAt: new Date() },
    });
    expect((await visit(configOf({ teams }))).said.join('\n')).not.toContain('No team');
  });

  it('names who could not be found in any chat, and not who was told in another one', async () => {
    const hello = card('Hi', []);
    const at = new Date('2026-11-27T13:59:00Z');
    await connection.prisma.delivery.deleteMany({});
    await connection.prisma.chatAccount.deleteMany({ where: { personId: { in: ['rita', 'ben'] } } });
    const failed = async (conversation: string, reason: string, tried: readonly string[] = []) => {
      await addDeliveries(connection.prisma, [{ conversation, topic: null, card: hello, attachments: [], tried }], at);
      const row = await connection.prisma.delivery.findFirstOrThrow({ where: { conversation } });
      await markFailed(connection.prisma, row.id, reason);
    };
    await failed('slack/person/rita', 'users_not_found');
    await failed('teams/person/rita', 'not_found_in_teams', ['slack']);
    await failed('slack/person/ana', 'users_not_found');
    await addDeliveries(
      connection.prisma,
      [{ conversation: 'teams/person/ana', topic: null, card: hello, attachments: [], tried: ['slack'] }],
      at,
    );
    await connection.prisma.delivery.updateMany({
      where: { conversation: 'teams/person/ana' },
      data: { state: 'sent', unsureAt: at },
    });
    api.answers('auth.test', granted(ALL));
    const { said } = await visit(configOf({ teams }));

    expect(said.filter((line) => /could not be|stand twice/.test(line))).toEqual([
      expect.stringMatching(/^MEND {2}Rita Moss \(rita@vitrine.example\) could not be found in Teams\. /),
      expect.stringMatching(
        /^MEND {2}1 message could not be sent this week: not_found_in_teams, as to teams\/person\/rita/,
      ),
      expect.stringMatching(/^note {2}1 message of this week may stand twice/),
    ]);
  });

  it('says that nobody proves who they are, and asks Microsoft nothing', async () => {
    const { said } = await visit(configOf({ slack: null, teams: { ...teams, credentials: null, cloud: null } }));

    expect(said[1]).toMatch(/^note {2}In Teams nobody proves who they are: TEAMS_AUTHENTICATION is off\. /);
  });
});
