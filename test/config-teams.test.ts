import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig, readTeamsAppId } from '../src/config.js';
import { madeUpCertificate } from './helpers/certificate.js';
import { mistakesIn } from './helpers/mistakes.js';

const APP = '1b2c3d4e-0000-4000-8000-00000000a11c';
const TENANT = '9f8e7d6c-0000-4000-8000-0000000007ea';
const IDS = { MICROSOFT_APP_ID: APP, MICROSOFT_APP_TENANT_ID: TENANT };
const TEAMS = { ...IDS, MICROSOFT_APP_PASSWORD: 'a-secret-of-some-length' };
const OFF = { MICROSOFT_APP_TENANT_ID: TENANT, TEAMS_AUTHENTICATION: 'off' };
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-2-abc', SLACK_SIGNING_SECRET: '0123456789abcdef' };

const pair = madeUpCertificate();
const certified = ({ certificate, privateKey } = pair) => ({
  ...IDS,
  MICROSOFT_APP_CERTIFICATE: certificate,
  MICROSOFT_APP_PRIVATE_KEY: privateKey,
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-certificate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('a bot in Teams', () => {
  it('is one of one tenant, with a password', () => {
    expect(readConfig(TEAMS)).toMatchObject({ slack: null });
    expect(readConfig({ ...TEAMS, MICROSOFT_APP_TYPE: 'SingleTenant' }).teams).toEqual({
      appId: APP,
      tenantId: TENANT,
      credentials: { password: 'a-secret-of-some-length' },
      cloud: null,
    });
  });

  it('may stand beside Slack', () => {
    const { slack, teams } = readConfig({ ...TEAMS, ...SLACK });

    expect(slack).toMatchObject({ token: SLACK.SLACK_BOT_TOKEN });
    expect(teams).toMatchObject({ appId: APP });
  });

  it('is named in small letters, as Microsoft names it in tokens', () => {
    const capitals = { MICROSOFT_APP_ID: APP.toUpperCase(), MICROSOFT_APP_TENANT_ID: TENANT.toUpperCase() };

    expect(readConfig({ ...TEAMS, ...capitals }).teams).toMatchObject({ appId: APP, tenantId: TENANT });
  });

  it.each([
    ['an app', {}],
    ['no app', { MICROSOFT_APP_ID: '' }],
    ['a password that waits', { MICROSOFT_APP_PASSWORD: TEAMS.MICROSOFT_APP_PASSWORD }],
  ])('checks nobody where that is switched off, with %s', (_, change) => {
    const { teams } = readConfig({ ...OFF, MICROSOFT_APP_ID: APP, ...change });

    expect(teams).toEqual({
      appId: 'MICROSOFT_APP_ID' in change ? '' : APP,
      tenantId: TENANT,
      credentials: null,
      cloud: null,
    });
  });

  it('knows no stand-in from the environment', () => {
    const cloud = { TEAMS_CLOUD: 'http://127.0.0.1', OPEN_ID_METADATA_URL: 'http://127.0.0.1', BEARER: 'bearer' };

    expect(readConfig({ ...TEAMS, ...cloud }).teams?.cloud).toBeNull();
  });
});

describe('a certificate instead of the password', () => {
  it.each([
    ['as PEM', () => certified()],
    [
      'as PEM in one line',
      () =>
        certified({
          certificate: pair.certificate.replaceAll('\n', '\\n'),
          privateKey: pair.privateKey.replaceAll('\n', '\\n'),
        }),
    ],
    [
      'as files',
      () =>
        certified({
          certificate: fileOf('certificate.pem', pair.certificate),
          privateKey: fileOf('key.pem', pair.privateKey),
        }),
    ],
  ])('is taken %s', (_, env) => {
    expect(readConfig(env()).teams?.credentials).toEqual({
      certificate: {
        thumbprint: expect.stringMatching(/^[0-9A-F]{40}$/),
        privateKey: pair.privateKey,
        until: new Date('2120-01-01T00:00:00Z'),
      },
    });
  });

  it('is taken from one file with both, as a key vault writes it', () => {
    const both = fileOf('both.pem', `Bag Attributes\n${pair.privateKey}Bag Attributes\n${pair.certificate}`);

    expect(mistakesIn(certified({ certificate: both, privateKey: both }))).toEqual([]);
  });

  it('is what botbuilder signs with, and no program is started for its thumbprint', async () => {
    const { credentials } = readConfig(certified()).teams ?? {};
    if (!credentials || !('certificate' in credentials)) throw new Error('no certificate was read');
    const { thumbprint, privateKey } = credentials.certificate;
    const factory = new ConfigurationServiceClientCredentialFactory({
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: APP,
      MicrosoftAppTenantId: TENANT,
      CertificateThumbprint: thumbprint,
      CertificatePrivateKey: privateKey,
    });

    expect(await factory.createCredentials(APP, 'https://api.botframework.com', '', true)).toMatchObject({
      certificateThumbprint: new X509Certificate(pair.certificate).fingerprint.replaceAll(':', ''),
      certificatePrivateKey: pair.privateKey,
    });
  });

  it.each([
    [
      'that is over',
      () => certified(madeUpCertificate({ until: '20240229120000Z' })),
      'MICROSOFT_APP_CERTIFICATE ended on Feb 29, 2024.',
    ],
    [
      'that has not begun',
      () => certified(madeUpCertificate({ from: '21000301120000Z' })),
      'MICROSOFT_APP_CERTIFICATE begins on Mar 1, 2100.',
    ],
    [
      'of another key',
      () => certified({ ...pair, privateKey: madeUpCertificate().privateKey }),
      'MICROSOFT_APP_PRIVATE_KEY belongs to another certificate.',
    ],
    [
      'of a kind Microsoft does not take',
      () => certified(madeUpCertificate({ type: 'ec' })),
      'MICROSOFT_APP_PRIVATE_KEY is no RSA key, and Microsoft takes no other.',
    ],
    [
      'that is none',
      () => certified({ ...pair, certificate: '-----BEGIN CERTIFICATE-----\nhush\n-----END CERTIFICATE-----' }),
      'MICROSOFT_APP_CERTIFICATE is no certificate in PEM.',
    ],
    [
      'with a key that is none',
      () => certified({ ...pair, privateKey: fileOf('key', 'hush') }),
      'MICROSOFT_APP_PRIVATE_KEY is no private key in PEM, or it is encrypted.',
    ],
    [
      'in a file that is not there',
      () => certified({ ...pair, certificate: '/nowhere/certificate.pem' }),
      'MICROSOFT_APP_CERTIFICATE is a file that can be read, or the certificate itself, beginning with -----BEGIN.',
    ],
    [
      'without its key',
      () => ({ ...certified(), MICROSOFT_APP_PRIVATE_KEY: '' }),
      'MICROSOFT_APP_PRIVATE_KEY is missing; Teams needs it.',
    ],
    [
      'beside the password',
      () => ({ ...certified(), MICROSOFT_APP_PASSWORD: TEAMS.MICROSOFT_APP_PASSWORD }),
      'MICROSOFT_APP_PASSWORD and MICROSOFT_APP_CERTIFICATE are two ways of one thing: leave one out.',
    ],
  ])('is refused %s', (_, env, mistake) => {
    expect(mistakesIn(env())).toEqual([mistake]);
    expect(mistake).not.toContain('hush');
  });
});

describe('what can not be in Teams', () => {
  it.each<[string, Record<string, string>, readonly string[]]>([
    [
      'an app alone',
      { MICROSOFT_APP_ID: APP },
      [
        'MICROSOFT_APP_TENANT_ID is missing; Teams needs it.',
        'MICROSOFT_APP_PASSWORD is missing; or set MICROSOFT_APP_CERTIFICATE and MICROSOFT_APP_PRIVATE_KEY.',
      ],
    ],
    [
      'a password alone, in production with Slack too',
      { ...SLACK, NODE_ENV: 'production', MICROSOFT_APP_PASSWORD: TEAMS.MICROSOFT_APP_PASSWORD },
      ['MICROSOFT_APP_ID is missing; Teams needs it.', 'MICROSOFT_APP_TENANT_ID is missing; Teams needs it.'],
    ],
    [
      'names instead of ids, and a password that is none',
      { MICROSOFT_APP_ID: 'vitrine', MICROSOFT_APP_TENANT_ID: 'maison.example', MICROSOFT_APP_PASSWORD: 'hush' },
      [
        "MICROSOFT_APP_ID is a GUID, such as 1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809; it stands in the Azure bot's configuration.",
        "MICROSOFT_APP_PASSWORD is a client secret's value; it is longer than that.",
        "MICROSOFT_APP_TENANT_ID is a GUID, such as 1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809; it stands in Microsoft Entra's overview, as the tenant ID.",
      ],
    ],
    ...['MultiTenant', 'UserAssignedMSI'].map((type): [string, Record<string, string>, string[]] => [
      `a bot of the type ${type}`,
      { ...TEAMS, MICROSOFT_APP_TYPE: type },
      [
        'MICROSOFT_APP_TYPE is SingleTenant: a bot serves one tenant, by a password or a certificate. Managed identities are not supported yet.',
      ],
    ]),
    [
      "the example's ids",
      {
        ...TEAMS,
        MICROSOFT_APP_ID: '00000000-0000-0000-0000-000000000000',
        MICROSOFT_APP_TENANT_ID: '00000000-0000-0000-0000-000000000000',
      },
      [
        "MICROSOFT_APP_ID is a GUID, such as 1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809; it stands in the Azure bot's configuration.",
        "MICROSOFT_APP_TENANT_ID is a GUID, such as 1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809; it stands in Microsoft Entra's overview, as the tenant ID.",
      ],
    ],
    [
      'a switch that is neither on nor off',
      { ...TEAMS, TEAMS_AUTHENTICATION: 'maybe' },
      ['TEAMS_AUTHENTICATION is on, or off for development on this computer.'],
    ],
    [
      'authentication off without a tenant',
      { TEAMS_AUTHENTICATION: 'off' },
      ['MICROSOFT_APP_TENANT_ID is missing; Teams needs it.'],
    ],
    [
      'authentication off in production',
      { ...TEAMS, ...OFF, NODE_ENV: 'production' },
      ['TEAMS_AUTHENTICATION may not be off in production.'],
    ],
    [
      'authentication off where others can reach the bot',
      { ...TEAMS, ...OFF, HOST: '0.0.0.0' },
      ['TEAMS_AUTHENTICATION may only be off where HOST is this computer, 127.0.0.1.'],
    ],
  ])('is %s', (_, env, mistakes) => {
    expect(mistakesIn(env)).toEqual(mistakes);
  });

  it.each<[string, Record<string, string>]>([
    ['Teams alone in production, for others', { ...TEAMS, NODE_ENV: 'production', HOST: '0.0.0.0' }],
    ['Slack alone in production', { ...SLACK, NODE_ENV: 'production', HOST: '0.0.0.0' }],
    ['both', { ...SLACK, ...TEAMS, NODE_ENV: 'production', HOST: '0.0.0.0' }],
    ['authentication that is on in words', { ...TEAMS, TEAMS_AUTHENTICATION: 'on', NODE_ENV: 'production' }],
    ['authentication that is on, where there is no Teams', { TEAMS_AUTHENTICATION: 'on' }],
    ['a type, where there is no Teams', { MICROSOFT_APP_TYPE: 'SingleTenant' }],
  ])('is not %s', (_, env) => {
    expect(mistakesIn(env)).toEqual([]);
  });
});

describe('the id for the package', () => {
  it('needs no other setting', () => {
    expect(readTeamsAppId({ MICROSOFT_APP_ID: APP.toUpperCase() })).toBe(APP);
  });

  it.each([
    ['missing', { MICROSOFT_APP_ID: '' }, 'MICROSOFT_APP_ID is missing: set it in the environment or in .env.'],
    [
      'none',
      { MICROSOFT_APP_ID: 'vitrine' },
      "MICROSOFT_APP_ID is no GUID; copy it from the Azure bot's configuration.",
    ],
  ])('is asked for in words where it is %s', (_, env, sentence) => {
    expect(() => readTeamsAppId(env)).toThrow(sentence);
  });
});
