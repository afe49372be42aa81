/** One item of what somebody scanned, typed or pasted. */
export interface ScannedItem {
  /** The line it stood on, as a person counts lines; for a list on one line, its place in it. */
  readonly line: number;
  readonly text: string;
  /** Null where it can't be a serial. */
  readonly serial: string | null;
}

const LONGEST_SERIAL = 40;
const SERIAL = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}\-./_#]*$/u;
/** What a spreadsheet makes of a long number: its digits are lost. */
const SCIENTIFIC = /^\d+([.,]\d+)?E\+\d+$|^\d+[.,]\d+E\d+$/;

/** Serials are compared as text: NFKC, trimmed, upper-case, leading zeros kept. Null where the text is no serial. */
export function readSerial(text: string): string | null {
  const serial = text.normalize('NFKC').trim().toUpperCase();
  if (serial.length > LONGEST_SERIAL || !SERIAL.test(serial) || SCIENTIFIC.test(serial)) return null;
  return serial;
}

/** Reads a list separated by new lines, commas, semicolons or tabs; empty items are nothing. */
export function readScan(text: string): ScannedItem[] {
  const lines = text.split(/\r\n|\r|\n/);
  const oneLine = lines.filter((line) => line.trim() !== '').length < 2;

  const items: ScannedItem[] = [];
  for (const [index, line] of lines.entries()) {
    // A spreadsheet's "8,5E+11" is one mangled number, not a list.
    for (const part of line.split(/[;\t]|,(?!\d+E\+\d)/)) {
      const item = unquoted(part);
      if (item === '') continue;
      items.push({ line: oneLine ? items.length + 1 : index + 1, text: item, serial: readSerial(item) });
    }
  }
  return items;
}

/**
 * A spreadsheet quotes cells, and a scanner may begin or end with a control character. One in between becomes a blank:
 * taken away, it would make one serial of two.
 */
function unquoted(part: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  const plain = part.replace(/[\u0000-\u001f\u007f\ufeff]+/g, ' ').trim();
  return plain.replace(/^"(.*)"$/, '$1').trim();
}
