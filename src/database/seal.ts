import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { StartError } from './start-error.js';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
/** Version, which key, nonce, tag; then what was sealed. */
const KEY_AT = 1;
const NONCE_AT = 9;
const TAG_AT = 21;
const TEXT_AT = 37;

/** Only whoever holds the key can read it, and only as what it was sealed for. The id has to be a new one each time. */
export function seal(key: Buffer, text: string, about: string, newId: string): Buffer {
  const nonce = createHash('sha256')
    .update(newId)
    .digest()
    .subarray(0, TAG_AT - NONCE_AT);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), idOf(key), nonce, cipher.getAuthTag(), sealed]);
}

/** Throws where it was sealed with none of these keys, for something else, or was changed since. */
export function unseal(keys: readonly Buffer[], sealed: Uint8Array, about: string): string {
  const bytes = Buffer.from(sealed);
  const key = keys.find((each) => idOf(each).equals(bytes.subarray(KEY_AT, NONCE_AT)));
  if (bytes[0] !== VERSION || !key)
    throw new StartError(
      `The installation ${about} was sealed with another ENCRYPTION_KEY: write that one after the new one.`,
    );
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(NONCE_AT, TAG_AT))
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(TAG_AT, TEXT_AT));
  return decipher.update(bytes.subarray(TEXT_AT), undefined, 'utf8') + decipher.final('utf8');
}

const idOf = (key: Buffer): Buffer => createHash('sha256').update('key id').update(key).digest().subarray(0, 8);
