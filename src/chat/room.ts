import type { Block } from './card.js';

/** What there is for a list whose length nobody knows. */
export interface Room {
  readonly blocks: number;
  readonly bytes: number;
}

/** Of a message, with its title and headings taken off: the narrowest chat takes 50 blocks in 13,000 bytes. */
export const ROOM: Room = { blocks: 40, bytes: 12_000 };

/** Of a page of 100 blocks, for its longest list: its header and the other lists need the rest. */
export const HOME_ROOM: Room = { blocks: 55, bytes: 200_000 };

/** The first ones that have room together, at most so many. */
export function fitting<T>(items: readonly T[], sizeOf: (item: T) => Room, room: Room, most: number): T[] {
  let [blocks, bytes] = [0, 0];
  const fit: T[] = [];
  for (const item of items.slice(0, most)) {
    const size = sizeOf(item);
    blocks += size.blocks;
    bytes += size.bytes;
    if (blocks > room.blocks || bytes > room.bytes) return fit;
    fit.push(item);
  }
  return fit;
}

/** What a chat adds to a block of ours when it draws it. */
const DRAWN = 120;

export const sizeOf = (blocks: readonly Block[]): Room => ({
  blocks: blocks.length,
  bytes: blocks.reduce((sum, block) => sum + Buffer.byteLength(JSON.stringify(block)) + DRAWN, 0),
});
