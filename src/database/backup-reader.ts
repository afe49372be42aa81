import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { StartError } from './start-error.js';

/** A backup from its beginning to its end; only as much of it is in memory as was asked for. */
export interface Reader {
  /** The next line, as the value it is. */
  readonly value: () => Promise<unknown>;
  /** The pieces of a table, until the one that is empty. */
  readonly pieces: () => AsyncGenerator<Buffer>;
  /** Nothing may follow; the archive's own checksum is compared by this. */
  readonly end: () => Promise<void>;
  readonly close: () => void;
}

/** Longer than any line that is ours. */
const LONGEST = 10_000_000;

export function readBackup(file: string): Reader {
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  source.on('error', (error) => unpacked.destroy(error));
  // Whoever reads next is told.
  unpacked.on('error', () => {});
  const arriving = unpacked[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let held: Buffer = Buffer.alloc(0);

  const more = async (): Promise<Buffer> => {
    const { done, value } = await arriving.next().catch(notOurs(file));
    if (done || !value) throw new StartError(`${file} ends too early: it was cut off.`);
    return value;
  };
  const value = async (): Promise<unknown> => {
    while (!held.includes(10)) {
      if (held.length > LONGEST) throw notABackup(file);
      held = Buffer.concat([held, await more()]);
    }
    const end = held.indexOf(10);
    const text = held.subarray(0, end).toString();
    held = held.subarray(end + 1);
    return parsed(text, file);
  };
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let left = Number(await value()); left > 0; left = Number(await value())) {
      while (left > 0) {
        if (held.length === 0) held = await more();
        const piece = held.subarray(0, left);
        held = held.subarray(piece.length);
        left -= piece.length;
        yield piece;
      }
    }
  }
  const end = async (): Promise<void> => {
    const { done } = await arriving.next().catch(notOurs(file));
    if (!done || held.length > 0) throw notABackup(file);
  };
  return { value, pieces, end, close: () => source.destroy() };
}

export const notABackup = (file: string): StartError => new StartError(`${file} is no backup of Vitrine's.`);

function notOurs(file: string) {
  return (error: NodeJS.ErrnoException): never => {
    if (error.code === 'Z_BUF_ERROR') throw new StartError(`${file} ends too early: it was cut off.`);
    if (error.code?.startsWith('Z_')) throw notABackup(file);
    throw error;
  };
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notABackup(file);
  }
}
