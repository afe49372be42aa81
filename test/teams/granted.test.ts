import { describe, expect, it } from 'vitest';
import { askMicrosoft, standing } from '../../src/teams/granted.js';

const registration = {
  appId: '1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809',
  tenantId: '9f8e7d6c-0000-4000-8000-0000000007ea',
  credentials: { password: 'a-secret-of-some-length' },
  cloud: {
    openIdMetadataUrl: 'http://127.0.0.1:9/keys',
    issuer: 'https://api.botframework.com',
    bearer: 'a-token',
    serviceOrigins: [],
  },
};

/** As MSAL throws it. */
const refusal = (errorCode: string, message: string) => async (): Promise<string> => {
  throw Object.assign(new Error(`${errorCode}: ${message}`), { name: 'ServerError', errorCode });
};

describe('what Microsoft says of the bot', () => {
  it('is well where it gives a token', async () => {
    expect(await askMicrosoft(registration)).toEqual({ state: 'reached' });
  });

  it('is not asked where authentication is off', async () => {
    expect(await askMicrosoft({ ...registration, appId: '', credentials: null })).toEqual({ state: 'off' });
  });

  it.each([
    [
      'its own word for a refusal',
      refusal(
        'invalid_client',
        `7000215 - AADSTS7000215: Invalid client secret provided for app '${registration.appId}'.`,
      ),
      { state: 'refused', code: 'AADSTS7000215' },
    ],
    ['a refusal without that word', refusal('invalid_client', 'no'), { state: 'refused', code: 'invalid_client' }],
    [
      'a network that does not get there',
      refusal('network_error', 'Network request failed'),
      { state: 'silent', reason: 'network_error' },
    ],
    [
      'anything else that breaks',
      async () => {
        throw new TypeError('fetch failed at https://login.microsoftonline.com');
      },
      { state: 'silent', reason: 'TypeError' },
    ],
    ['an answer that does not come', () => new Promise<string>(() => {}), { state: 'silent', reason: 'TooLate' }],
  ])('is read from %s', async (_, authorize, found) => {
    expect(await standing(authorize, 20)).toEqual(found);
  });
});
