import { createHash, createSign, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** Who Teams is to the bot: a key, its public half for who checks, and tokens signed with it. */
export interface Identity {
  readonly openIdConfiguration: Readonly<Record<string, unknown>>;
  readonly keys: Readonly<Record<string, unknown>>;
  /** A bearer for the bot's door. `claims` replace what is usual, for tests of that door. */
  readonly token: (claims?: Readonly<Record<string, unknown>>) => string;
}

export const issuer = 'https://api.botframework.com';
const lifetime = 3600;
/** What the real service grants for clocks that differ. */
const skew = 300;

/** Of RSA. */
export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

interface Service {
  readonly appId: string;
  readonly serviceUrl: string;
  readonly keysUrl: string;
  readonly now: () => Date;
  /** A new pair when absent. */
  readonly keyPair?: KeyPair | undefined;
}

export async function newIdentity({ appId, serviceUrl, keysUrl, now, ...given }: Service): Promise<Identity> {
  const { publicKey, privateKey } = given.keyPair ?? (await newKeyPair());
  const { n, e } = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha1').update(String(n)).digest('base64url');
  const algorithms = ['RS256'];
  const usual = () => {
    const second = Math.floor(now().getTime() / 1000);
    return { serviceurl: serviceUrl, nbf: second - skew, exp: second + lifetime, iss: issuer, aud: appId };
  };
  return {
    openIdConfiguration: {
      issuer,
      jwks_uri: keysUrl,
      id_token_signing_alg_values_supported: algorithms,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    },
    keys: { keys: [{ kty: 'RSA', use: 'sig', kid, x5t: kid, n, e, endorsements: ['msteams'] }] },
    token: (claims = {}) => signed(privateKey, kid, { ...usual(), ...claims }),
  };
}

export function newKeyPair(): Promise<KeyPair> {
  return promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
}

function signed(key: KeyObject, kid: string, claims: Readonly<Record<string, unknown>>): string {
  const header = encoded({ alg: 'RS256', kid, x5t: kid, typ: 'JWT' });
  const content = `${header}.${encoded(claims)}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(key, 'base64url')}`;
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
