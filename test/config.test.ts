import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.js';
import { mistakesIn } from './helpers/mistakes.js';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-2-abc', SLACK_SIGNING_SECRET: '0123456789abcdef' };
const PRODUCTION = { ...SLACK, NODE_ENV: 'production' };

const SEVERAL = {
  SLACK_CLIENT_ID: '1234.5678',
  SLACK_CLIENT_SECRET: '0123456789abcdef',
  SLACK_SIGNING_SECRET: '0123456789abcdef',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
};
const ALL_OF_SEVERAL =
  'several workspaces need SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_SIGNING_SECRET and ENCRYPTION_KEY.';

describe('the configuration', () => {
  it('needs nothing: a playground, the embedded database, this computer alone', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
      databaseUrl: null,
      slack: null,
      teams: null,
      dataFolder: expect.stringMatching(/\.vitrine$/),
    });
  });

  it('takes every setting', () => {
    const env = {
      ...SLACK,
      HOST: '0.0.0.0',
      PORT: '8080',
      DATA_DIR: '/srv/vitrine',
      LOG_LEVEL: 'debug',
      DATABASE_URL: 'postgresql://vitrine:secret@db:5432/vitrine',
      SLACK_API_URL: 'http://127.0.0.1:3001/api/',
    };
    expect(readConfig(env)).toMatchObject({
      host: '0.0.0.0',
      port: 8080,
      dataFolder: '/srv/vitrine',
      logLevel: 'debug',
      databaseUrl: 'postgresql://vitrine:secret@db:5432/vitrine',
      slack: {
        token: 'xoxb-1-2-abc',
        signingSecret: '0123456789abcdef',
        apiUrl: 'http://127.0.0.1:3001/api/',
      },
    });
  });

  it('needs no signing secret where the bot holds the line', () => {
    const { slack } = readConfig({ SLACK_BOT_TOKEN: SLACK.SLACK_BOT_TOKEN, SLACK_APP_TOKEN: 'xapp-1-A1-abc' });
    expect(slack).toEqual({ token: SLACK.SLACK_BOT_TOKEN, appToken: 'xapp-1-A1-abc', apiUrl: null });
    expect(readConfig({ ...SLACK, SLACK_APP_TOKEN: 'xapp-1-A1-abc' }).slack).toHaveProperty('appToken');
  });

  it('takes several workspaces, with a key before the last one, and stays with one where its token is given', () => {
    const other = Buffer.alloc(32, 8);
    const several = readConfig({ ...SEVERAL, ENCRYPTION_KEY: `${SEVERAL.ENCRYPTION_KEY},${other.toString('base64')}` });
    expect(several.slack).toMatchObject({
      oauth: {
        clientId: '1234.5678',
        keys: [Buffer.alloc(32, 7), other],
        stateSecret: expect.stringMatching(/^.{64}$/),
      },
    });
    expect(readConfig({ ...SEVERAL, SLACK_STATE_SECRET: 'a-state-of-some-length' }).slack).toMatchObject({
      oauth: { stateSecret: 'a-state-of-some-length' },
    });
    expect(readConfig({ ...SEVERAL, ...SLACK }).slack).toEqual({
      token: SLACK.SLACK_BOT_TOKEN,
      signingSecret: SLACK.SLACK_SIGNING_SECRET,
      apiUrl: null,
    });
  });

  it('takes an empty setting for none, as a file of settings leaves it', () => {
    const empty = { HOST: '', PORT: '', DATABASE_URL: '', SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '' };

    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('says every mistake at once', () => {
    const env = {
      HOST: '0.0.0.0',
      PORT: 'three',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://db/vitrine',
      SLACK_BOT_TOKEN: 'xoxp-1',
      SLACK_API_URL: 'slack',
    };
    expect(mistakesIn(env)).toEqual([
      'PORT is a number, such as 3000.',
      'LOG_LEVEL is debug, info, warn, error or silent.',
      'DATABASE_URL looks like postgresql://user:password@host:5432/vitrine.',
      'SLACK_BOT_TOKEN begins with xoxb-; it stands under OAuth & Permissions.',
      'SLACK_API_URL is an address, such as https://slack.com/api/.',
      'SLACK_SIGNING_SECRET is missing; with SLACK_BOT_TOKEN both are needed.',
    ]);
  });

  it('repeats no secret in what it says', () => {
    const env = { SLACK_BOT_TOKEN: 'my-token', SLACK_SIGNING_SECRET: 'short', DATABASE_URL: 'mysql://me:pass@db/x' };

    expect(mistakesIn(env)).toHaveLength(3);
    expect(mistakesIn(env).join(' ')).not.toMatch(/my-token|"short"|pass@/);
  });
});

describe('what can not be', () => {
  it.each([
    ['a port that is no whole number', { PORT: '80.5' }, ['PORT is a whole number, such as 3000.']],
    ['a port below 1', { PORT: '0' }, ['PORT is at least 1.']],
    ['a port above 65535', { PORT: '70000' }, ['PORT is at most 65535.']],
    [
      'the token alone',
      { SLACK_BOT_TOKEN: SLACK.SLACK_BOT_TOKEN },
      ['SLACK_SIGNING_SECRET is missing; with SLACK_BOT_TOKEN both are needed.'],
    ],
    [
      'the secret alone',
      { SLACK_SIGNING_SECRET: SLACK.SLACK_SIGNING_SECRET },
      ['SLACK_BOT_TOKEN is missing; with SLACK_SIGNING_SECRET both are needed.'],
    ],
    [
      'a playground for others',
      { HOST: '0.0.0.0' },
      ['HOST is 0.0.0.0; without Slack and Teams the playground runs, and only on 127.0.0.1.'],
    ],
    [
      'a playground in production',
      { NODE_ENV: 'production' },
      [
        'SLACK_BOT_TOKEN or MICROSOFT_APP_ID is needed in production, with what belongs to it; the playground does not run there.',
      ],
    ],
    [
      'the token of the line alone',
      { SLACK_APP_TOKEN: 'xapp-1-A1-abc' },
      ['SLACK_BOT_TOKEN is missing; with SLACK_APP_TOKEN both are needed.'],
    ],
    [
      'several workspaces by half',
      { SLACK_CLIENT_ID: SEVERAL.SLACK_CLIENT_ID, SLACK_APP_TOKEN: 'xapp-1-A1-abc' },
      [
        `SLACK_CLIENT_SECRET is missing; ${ALL_OF_SEVERAL}`,
        `SLACK_SIGNING_SECRET is missing; ${ALL_OF_SEVERAL}`,
        `ENCRYPTION_KEY is missing; ${ALL_OF_SEVERAL}`,
        'SLACK_APP_TOKEN is for one workspace: leave it out, or set SLACK_BOT_TOKEN instead of SLACK_CLIENT_ID.',
      ],
    ],
    [
      'several workspaces with anything for a key',
      { ...SEVERAL, SLACK_CLIENT_ID: 'client', ENCRYPTION_KEY: 'secret' },
      [
        'SLACK_CLIENT_ID is two numbers with a dot between; it stands under Basic Information.',
        'ENCRYPTION_KEY is 32 bytes in base64, as openssl rand -base64 32 makes them.',
      ],
    ],
  ])('is %s', (_, env, mistakes) => {
    expect(mistakesIn(env)).toEqual(mistakes);
  });

  it.each([
    'http://slack.com/api/',
    'https://example.com/api/',
    'https://slack.com.example.com/api/',
    'https://example.com/https://slack.com/',
    'https://notslack.com/api/',
    'https://slack.com@example.com/api/',
    'http://127.0.0.1:3001/api/',
  ])('is %s as Slack in production', (SLACK_API_URL) => {
    expect(mistakesIn({ ...PRODUCTION, SLACK_API_URL })).toEqual([
      'SLACK_API_URL may only be at slack.com in production.',
    ]);
  });
});

describe('what can be', () => {
  it.each([
    ['production with Slack, for others', { ...PRODUCTION, HOST: '0.0.0.0' }],
    ['Slack for governments in production', { ...PRODUCTION, SLACK_API_URL: 'https://slack-gov.com/api/' }],
    ['Slack by its own address in production', { ...PRODUCTION, SLACK_API_URL: 'https://slack.com/api/' }],
    ['another Slack elsewhere', { ...SLACK, SLACK_API_URL: 'http://10.0.0.7:3001/api/' }],
    ['a playground on each name of this computer', { HOST: 'localhost' }],
    ['a playground on IPv6', { HOST: '::1' }],
  ])('is %s', (_, env) => {
    expect(mistakesIn(env)).toEqual([]);
  });
});

describe('.env.example', () => {
  const example = readFileSync('.env.example', 'utf8');

  it('names every setting that is read, and no other', () => {
    const files = ['src/config.ts', 'src/config-slack.ts', 'src/config-teams.ts'];
    const source = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    const settings = [...source.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name);

    expect(settings.length).toBeGreaterThan(20);
    expect([...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name).sort()).toEqual(settings.sort());
  });

  it('works as it is', () => {
    expect(mistakesIn(parseEnv(example) as Record<string, string>)).toEqual([]);
  });
});
