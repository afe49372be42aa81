import { type Role, roleNames } from '../../domain/people.js';

/** Whoever has a role has an inbox. */
export const everybody = Object.keys(roleNames) as Role[];

/** Of each part of a list. */
export const MOST_LISTED = 10;

export const MOST_FOUND = 15;

/** Cards that are said whole beside the inbox, where Home is no page. */
export const MOST_WHOLE = 3;

export interface Room {
  readonly blocks: number;
  readonly bytes: number;
}

/** Of a message, with its title and headings taken off: the narrowest chat takes 50 blocks in 13,000 bytes. */
export const ROOM: Room = { blocks: 40, bytes: 12_000 };

/** Of a page of 100 blocks, for what waits: its header and the lists below need the others. */
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
