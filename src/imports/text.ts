import { Refusal } from '../domain/refusal.js';
import { decodeText, type FileKind, fileKind } from '../domain/text.js';

const LARGEST_FILE = 64 * 1024 * 1024;

/** Files that are no text, and what to do with them. */
const otherFiles: Readonly<Record<Exclude<FileKind, 'text'>, string>> = {
  archive: 'The file is a workbook or an archive. Save the sheet as CSV and import that.',
  compressed: 'The file is compressed. Unpack it and import what is in it.',
  'old-workbook': 'The file is an old workbook. Save the sheet as CSV and import that.',
  pdf: 'The file is a PDF. Export it from the register as CSV or text.',
  picture: 'The file is not text. Export it from the register as CSV or text.',
};

/** The text of a register's export. */
export function readText(bytes: Uint8Array): string {
  if (bytes.length > LARGEST_FILE) throw refused('The file is larger than 64 MB. Export one boutique at a time.');
  const kind = fileKind(bytes);
  if (kind !== 'text') throw refused(otherFiles[kind]);

  const text = decodeText(bytes);
  if (text === null) throw refused('The file says it is UTF-8, but is damaged. Export it again.');
  if (text.includes('\0')) throw refused('The file is not text. Export it from the register as CSV or text.');
  if (text.trim() === '') throw refused('The file is empty.');
  return text;
}

function refused(sentence: string): Refusal {
  return new Refusal('unreadable-file', sentence);
}
