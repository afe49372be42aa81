import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export interface MadeUpCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

/** A certificate that nobody but itself has signed: no key needs to lie in the repository, and no openssl here. */
export function madeUpCertificate({
  from = '20200101000000Z',
  until = '21200101000000Z',
  type = 'rsa' as 'rsa' | 'ec',
} = {}): MadeUpCertificate {
  const { publicKey, privateKey } = keysOf(type);
  const algorithm = sequence(type === 'rsa' ? RSA_SHA256 : EC_SHA256);
  const validity = sequence(time(from), time(until));
  const facts = sequence(
    integer(7),
    algorithm,
    NAME,
    validity,
    NAME,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = tagged(0x03, Buffer.of(0), sign('sha256', facts, privateKey));
  const pem =
    sequence(facts, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${pem.join('\n')}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function keysOf(type: 'rsa' | 'ec'): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  if (type === 'rsa') return generateKeyPairSync('rsa', { modulusLength: 2048 });
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** Length in one byte up to 127, else in as many as the first one says. */
function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.of(tag, length), content]);
  return Buffer.concat([Buffer.of(tag, 0x82, length >> 8, length & 255), content]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts);
const integer = (value: number): Buffer => tagged(0x02, Buffer.of(value));
const time = (text: string): Buffer => tagged(0x18, Buffer.from(text));
const identifier = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));

const RSA_SHA256 = Buffer.concat([identifier('2a864886f70d01010b'), tagged(0x05)]);
const EC_SHA256 = identifier('2a8648ce3d040302');
/** CN=Vitrine */
const NAME = sequence(tagged(0x31, sequence(identifier('550403'), tagged(0x0c, Buffer.from('Vitrine')))));
