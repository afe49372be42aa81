import iconv from 'iconv-lite';

/** What a file is, by its first bytes. */
export type FileKind = 'text' | 'archive' | 'compressed' | 'old-workbook' | 'pdf' | 'picture';

const starts: readonly (readonly [kind: FileKind, start: readonly number[]])[] = [
  ['archive', [0x50, 0x4b, 0x03, 0x04]],
  ['archive', [0x50, 0x4b, 0x05, 0x06]],
  ['compressed', [0x1f, 0x8b]],
  ['old-workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
];

export function fileKind(bytes: Uint8Array): FileKind {
  return starts.find(([, start]) => startsWith(bytes, start))?.[0] ?? 'text';
}

/**
 * A file's text, whichever way it was written: UTF-8, UTF-16, else Windows-1252, without its mark.
 * Null where it says it is UTF-8 and is damaged.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = utf16(bytes);
  if (wide) return iconv.decode(buffer, wide);
  const text = asUtf8(bytes);
  if (text !== null || startsWith(bytes, UTF8_MARK)) return text;
  return iconv.decode(buffer, 'windows-1252');
}

/** As a database takes it: half of a character becomes a mark, a zero nothing. */
export const storable = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\0', '');

const UTF8_MARK = [0xef, 0xbb, 0xbf];
const SAMPLE = 1_000;

/** By its mark; without one, by the zeros between plain letters. */
function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE);
  const pairs = Math.floor(sample.length / 2);
  const zeros = (first: number) => sample.filter((byte, index) => byte === 0 && index % 2 === first).length;
  if (pairs < 2) return null;
  const [even, odd] = [zeros(0), zeros(1)];
  if (even === 0 && odd > pairs * 0.7) return 'utf-16le';
  return odd === 0 && even > pairs * 0.7 ? 'utf-16be' : null;
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
