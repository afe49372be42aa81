import { sayAside } from './aside.js';
import type { Desk, Visitor } from './desk.js';
import { helpCard } from './messages.js';

/** In a private chat one reads once what can be typed; a channel is left in peace. */
export async function onInstalled(desk: Desk, visitor: Visitor): Promise<void> {
  const { isPrivate, asked } = visitor;
  if (isPrivate) await sayAside(desk, { ...visitor, key: `${asked.room}/installed` }, helpCard(desk));
}

export async function onRemoved({ book, tenant }: Desk, rooms: readonly string[]): Promise<void> {
  for (const room of rooms) await book.forget(tenant, room);
}
