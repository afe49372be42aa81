import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registration } from '../../src/teams/microsoft.js';

/** Like nothing that anybody else would write. */
export const PASSWORD = 'a-client-secret-of-ours';
export const APP = '11111111-2222-3333-4444-555555555555';
export const TENANT = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';
export const SERVICE = 'http://127.0.0.1:9/amer/';

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The same for every service of a test: to find the numbers takes longer than most tests. */
const ours = newKey();
const others = newKey();

/** The keys of a service that speaks for Teams, and what it signs. */
export interface Microsoft {
  readonly registration: Registration;
  readonly token: (claims?: object, how?: { readonly key?: KeyObject; readonly header?: object }) => string;
  readonly otherKey: KeyObject;
  /** How often the keys were asked for. */
  readonly asked: () => number;
  /** The keys are asked for, and there is no answer, or the wrong one. */
  readonly breakDown: (how: 'silent' | 500) => void;
  readonly close: () => Promise<void>;
}

export async function startMicrosoft({ endorsements = ['msteams'] } = {}): Promise<Microsoft> {
  const { publicKey, privateKey } = ours;
  let trouble: 'silent' | 500 | null = null;
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    if (trouble === 'silent') return;
    if (trouble === 500) return void response.writeHead(500).end();
    const keys = [{ kty: 'RSA', use: 'sig', kid: 'one', ...publicKey.export({ format: 'jwk' }), endorsements }];
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(request.url === '/keys' ? { keys } : { jwks_uri: `${urlOf(server)}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cloud = {
    openIdMetadataUrl: `${urlOf(server)}/openid`,
    issuer: 'https://api.botframework.com',
    bearer: 'our-own-word',
    serviceOrigins: [new URL(SERVICE).origin],
  };
  return {
    registration: { appId: APP, tenantId: TENANT, credentials: { password: PASSWORD }, cloud },
    token: (claims = {}, { key = privateKey, header = {} } = {}) => signed(key, claims, header),
    otherKey: others.privateKey,
    asked: () => asked,
    breakDown: (how) => {
      trouble = how;
    },
    close: () => closed(server),
  };
}

export const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

export async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

function signed(key: KeyObject, claims: object, header: object): string {
  const second = Math.floor(Date.now() / 1000);
  const usual = {
    iss: 'https://api.botframework.com',
    aud: APP,
    serviceurl: SERVICE,
    nbf: second - 300,
    exp: second + 3600,
  };
  const head = { alg: 'RS256', kid: 'one', typ: 'JWT', ...header };
  const content = `${encoded(head)}.${encoded({ ...usual, ...claims })}`;
  const signature = head.alg === 'none' ? '' : createSign('RSA-SHA256').update(content).sign(key, 'base64url');
  return `${content}.${signature}`;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
