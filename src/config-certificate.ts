import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What the bot shows Microsoft instead of a password. */
export interface Certificate {
  /** SHA-1 in hex, as the app's registration shows it. Given a certificate instead, botbuilder would start openssl to find it. */
  readonly thumbprint: string;
  /** PEM, not encrypted. */
  readonly privateKey: string;
  readonly until: Date;
}

/** Of a pair without mistakes. */
export function readCertificate(certificate: string, privateKey: string): Certificate {
  const { fingerprint, validTo } = new X509Certificate(pemOf(certificate));
  return {
    thumbprint: fingerprint.replaceAll(':', ''),
    privateKey: pemOf(privateKey),
    until: new Date(validTo),
  };
}

export function certificateMistakes(certificate: string, privateKey: string, now: Date): string[] {
  // A file that can't be read has been named already.
  if (!isReadable(certificate) || !isReadable(privateKey)) return [];
  const x509 = unlessItThrows(() => new X509Certificate(pemOf(certificate)));
  const key = unlessItThrows(() => createPrivateKey(pemOf(privateKey)));
  const unread = [
    ...(x509 ? [] : ['MICROSOFT_APP_CERTIFICATE is no certificate in PEM.']),
    ...(key ? [] : ['MICROSOFT_APP_PRIVATE_KEY is no private key in PEM, or it is encrypted.']),
  ];
  return x509 && key ? [...pairMistakes(x509, key), ...dateMistakes(x509, now)] : unread;
}

/** A path to a file, or PEM itself. */
export const isReadable = (value: string): boolean => unlessItThrows(() => pemOf(value)) !== null;

/** A setting of one line has its line ends written out. */
const pemOf = (value: string): string =>
  value.includes('-----BEGIN') ? value.replaceAll('\\n', '\n') : readFileSync(value, 'utf8');

function pairMistakes(x509: X509Certificate, key: KeyObject): string[] {
  if (!x509.checkPrivateKey(key)) return ['MICROSOFT_APP_PRIVATE_KEY belongs to another certificate.'];
  // Microsoft Entra takes no other; MSAL signs with RSA alone.
  if (key.asymmetricKeyType !== 'rsa')
    return ['MICROSOFT_APP_PRIVATE_KEY is no RSA key, and Microsoft takes no other.'];
  return [];
}

function dateMistakes({ validFrom, validTo }: X509Certificate, now: Date): string[] {
  const at = now.getTime();
  if (Date.parse(validTo) < at) return [`MICROSOFT_APP_CERTIFICATE ended on ${day(validTo)}.`];
  if (Date.parse(validFrom) > at) return [`MICROSOFT_APP_CERTIFICATE begins on ${day(validFrom)}.`];
  return [];
}

const day = (text: string): string =>
  new Date(text).toLocaleDateString('en-US', { dateStyle: 'medium', timeZone: 'UTC' });

function unlessItThrows<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
