import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAuthentication } from '../../src/teams/auth.js';
import { activity } from './activities.js';
import { type Microsoft, SERVICE, startMicrosoft, TENANT } from './microsoft.js';

const silence = { warn: () => {}, error: () => {} };

let microsoft: Microsoft;
beforeAll(async () => {
  microsoft = await startMicrosoft();
});
afterAll(() => microsoft.close());

// botbuilder writes what it thinks of a bad token to the console.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

const admit = (header: string | undefined, body: unknown = activity('message')): Promise<boolean> =>
  createAuthentication(microsoft.registration, silence).admit(body, header);

const bearer = (...given: Parameters<Microsoft['token']>): string => `Bearer ${microsoft.token(...given)}`;
const now = (): number => Math.floor(Date.now() / 1000);

describe('a token', () => {
  it('of Teams, for us, opens the door', async () => {
    expect(await admit(bearer())).toBe(true);
  });

  it('may be four minutes old, as clocks differ', async () => {
    expect(await admit(bearer({ exp: now() - 240 }))).toBe(true);
  });

  it.each<[string, () => string | undefined]>([
    ['is missing', () => undefined],
    ['is empty', () => ''],
    ['is no bearer', () => `Basic ${microsoft.token()}`],
    ['is no token', () => 'Bearer a.b.c'],
    ['is none at all', () => 'Bearer {}'],
    ['is for another bot', () => bearer({ aud: '99999999-2222-3333-4444-555555555555' })],
    ['is by another issuer', () => bearer({ iss: 'https://sts.windows.net/elsewhere/' })],
    ['is of another service', () => bearer({ serviceurl: 'https://elsewhere.example/' })],
    ['names no service', () => bearer({ serviceurl: undefined })],
    ['has run out', () => bearer({ exp: now() - 600 })],
    ['is not good yet', () => bearer({ nbf: now() + 600 })],
    ['is signed with another key', () => bearer({}, { key: microsoft.otherKey })],
    ['is signed with a key nobody knows', () => bearer({}, { header: { kid: 'two' } })],
    ['is not signed', () => bearer({}, { header: { alg: 'none' } })],
    [
      'is not signed, and says so in another way',
      () => `Bearer ${microsoft.token().split('.').slice(0, 2).join('.')}.`,
    ],
    ['claims another tenant', () => bearer({ tid: '99999999-5717-4562-b3fc-2c963f66afa6' })],
  ])('that %s keeps it shut', async (_, header) => {
    expect(await admit(header())).toBe(false);
  });

  it('that is not the channel’s teaches us no other issuer', async () => {
    const before = microsoft.asked();
    for (let tenant = 0; tenant < 5; tenant += 1) {
      const tid = `99999999-5717-4562-b3fc-00000000000${tenant}`;
      expect(await admit(bearer({ iss: `https://sts.windows.net/${tid}/`, tid, ver: '1.0', appid: 'other' }))).toBe(
        false,
      );
    }
    expect(microsoft.asked()).toBe(before);
  });

  it('by a key that is good for another channel keeps it shut', async () => {
    const other = await startMicrosoft({ endorsements: ['slack'] });
    const authentication = createAuthentication(other.registration, silence);
    expect(await authentication.admit(activity('message'), `Bearer ${other.token()}`)).toBe(false);
    await other.close();
  });
});

describe('with a good token', () => {
  const elsewhere = '99999999-5717-4562-b3fc-2c963f66afa6';
  const tenants = (conversation: string | null, channel: string | null): object => ({
    conversation: { id: 'a:1', ...(conversation && { tenantId: conversation }) },
    channelData: channel === null ? {} : { tenant: { id: channel } },
  });

  it.each<[string, object]>([
    ['of another tenant', tenants(elsewhere, elsewhere)],
    ['whose conversation is of another tenant', tenants(elsewhere, TENANT)],
    ['that came by another tenant', tenants(TENANT, elsewhere)],
    ['that names no tenant', tenants(null, null)],
    ['without a service', { serviceUrl: undefined }],
    ['with an empty service', { serviceUrl: '' }],
    ['of a service that is none of Teams’', { serviceUrl: 'https://elsewhere.example/' }],
    ['of another channel', { channelId: 'emulator' }],
    ['of a channel that botbuilder asks differently', { channelId: 'AseChannel' }],
  ])('an activity %s is refused', async (_, more) => {
    expect(await admit(bearer(), activity('message', more))).toBe(false);
  });

  it.each<[string, object]>([
    ['in the conversation alone', tenants(TENANT, null)],
    ['in the channel alone', tenants(null, TENANT)],
    ['in capitals', tenants(TENANT.toUpperCase(), TENANT)],
  ])('one that names our tenant %s is taken', async (_, more) => {
    expect(await admit(bearer(), activity('message', more))).toBe(true);
  });

  it.each([null, 'text', 12, [], {}])('%j is refused', async (body) => {
    expect(await admit(bearer(), body)).toBe(false);
  });
});

describe('where the keys can’t be had', () => {
  it.each(['silent', 500] as const)('(%s) nobody is let in, and it is said that it is not their fault', async (how) => {
    const down = await startMicrosoft();
    const logged: string[] = [];
    const log = { ...silence, error: (message: string) => logged.push(message) };
    const authentication = createAuthentication(down.registration, log);
    down.breakDown(how);

    await expect(authentication.admit(activity('message'), `Bearer ${down.token()}`)).rejects.toThrow();
    expect(logged).toEqual(["Microsoft's keys could not be had"]);
    await down.close();
  });

  it('nor where nobody listens', async () => {
    const gone = await startMicrosoft();
    const authentication = createAuthentication(gone.registration, silence);
    await gone.close();
    await expect(authentication.admit(activity('message'), `Bearer ${gone.token()}`)).rejects.toThrow();
  });
});

it('the keys are asked for once', async () => {
  const fresh = await startMicrosoft();
  const authentication = createAuthentication(fresh.registration, silence);
  for (let time = 0; time < 3; time += 1) await authentication.admit(activity('message'), `Bearer ${fresh.token()}`);
  expect(fresh.asked()).toBe(2);
  await fresh.close();
});

it('without an app id nobody starts', () => {
  expect(() => createAuthentication({ ...microsoft.registration, appId: '' }, silence)).toThrow('app id');
});

describe('what goes out', () => {
  it('carries the stand-in’s word', async () => {
    expect(await createAuthentication(microsoft.registration, silence).authorize()).toBe('Bearer our-own-word');
  });

  it('carries nothing where authentication is off', async () => {
    const off = createAuthentication({ ...microsoft.registration, credentials: null }, silence);
    expect(await off.authorize()).toBe('');
  });

  const { isTeams } = createAuthentication(
    { appId: 'a', tenantId: TENANT, credentials: { password: 'x' }, cloud: null },
    silence,
  );

  it.each([
    'https://smba.trafficmanager.net/amer/',
    'https://smba.trafficmanager.net/amer/a1b2c3d4-e5f6-7890-abcd-ef1234567890/',
    'https://smba.infra.gcc.teams.microsoft.com/teams',
    'https://smba.infra.gov.teams.microsoft.us/gcch/',
    'https://smba.infra.dod.teams.microsoft.us/',
  ])('may go to %s', (address) => {
    expect(isTeams(address)).toBe(true);
  });

  it.each([
    'http://smba.trafficmanager.net/amer/',
    'https://smba.trafficmanager.net:8443/amer/',
    'https://smba.trafficmanager.net@elsewhere.example/',
    'https://me:mine@smba.trafficmanager.net/amer/',
    'https://smba.trafficmanager.net.elsewhere.example/',
    'https://smba.trafficmanager.net./amer/',
    'https://other.trafficmanager.net/',
    'https://smba.infra.elsewhere.example/?.teams.microsoft.com',
    'https://smba.infra.teams.microsoft.com.elsewhere.example/',
    'https://smba.infra.gcc.teams.microsoft.org/',
    'https://smba.trafficmanager.net/amer/?to=elsewhere',
    'https://smba.trafficmanager.net/amer/#there',
    'https://127.0.0.1/',
    'http://localhost:3978/',
    SERVICE,
    'smba.trafficmanager.net',
    'javascript:alert(1)',
    '',
  ])('does not go to %s', (address) => {
    expect(isTeams(address)).toBe(false);
  });
});

describe('where authentication is off', () => {
  const off = createAuthentication({ appId: '', tenantId: TENANT, credentials: null, cloud: null }, silence);

  it('a tool on this computer is believed without a word', async () => {
    expect(await off.admit(activity('message', { serviceUrl: 'http://localhost:56150/' }), undefined)).toBe(true);
  });

  it('another tenant and a foreign service are refused all the same', async () => {
    expect(await off.admit(activity('message', { serviceUrl: 'https://elsewhere.example/' }), undefined)).toBe(false);
    const other = { serviceUrl: 'http://localhost:1/', channelData: { tenant: { id: 'another' } } };
    expect(await off.admit(activity('message', other), undefined)).toBe(false);
  });
});
