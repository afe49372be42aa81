import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { Refusal } from '../domain/refusal.js';

const LARGEST_FILE = 64 * 1024 * 1024;

/** Files that are no text, by their first bytes, and what to do with them. */
const otherFiles: readonly (readonly [start: readonly number[], sentence: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'The file is a workbook or an archive. Save the sheet as CSV and import that.'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'The file is an old workbook. Save the sheet as CSV and import that.'],
  [[0x25, 0x50, 0x44, 0x46], 'The file is a PDF. Export it from the register as CSV or text.'],
];

/** A file's text, whichever way the register wrote it: UTF-8, UTF-16 with its mark, else Windows-1252. */
export function readText(bytes: Uint8Array): string {
  if (bytes.length > LARGEST_FILE) throw refused('The file is larger than 64 MB. Export one boutique at a time.');
  for (const [start, sentence] of otherFiles) {
    if (startsWith(bytes, start)) throw refused(sentence);
  }

  const text = decoded(bytes);
  if (text.includes('\0')) throw refused('The file is not text. Export it from the register as CSV or text.');
  if (text.trim() === '') throw refused('The file is empty.');
  return text;
}

/** Iconv takes the byte order mark away. */
function decoded(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, [0xff, 0xfe])) return iconv.decode(buffer, 'utf-16le');
  if (startsWith(bytes, [0xfe, 0xff])) return iconv.decode(buffer, 'utf-16be');
  if (isUtf8(buffer)) return iconv.decode(buffer, 'utf-8');
  if (startsWith(bytes, [0xef, 0xbb, 0xbf]))
    throw refused('The file says it is UTF-8, but is damaged. Export it again.');
  return iconv.decode(buffer, 'windows-1252');
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function refused(sentence: string): Refusal {
  return new Refusal('unreadable-file', sentence);
}
