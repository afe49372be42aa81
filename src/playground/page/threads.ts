import type { ClientMessage } from '../protocol.js';

/** Each message followed by its replies. A reply whose first message is not there stands by itself. */
export function inThreads(messages: readonly ClientMessage[]): ClientMessage[] {
  const present = new Set(messages.map(({ ts }) => ts));
  const replies = new Map<string, ClientMessage[]>();
  const firsts: ClientMessage[] = [];
  for (const message of messages) {
    const parent = parentOf(message);
    if (parent === null || !present.has(parent)) firsts.push(message);
    else replies.set(parent, [...(replies.get(parent) ?? []), message]);
  }
  return firsts.flatMap((message) => [message, ...(replies.get(message.ts) ?? [])]);
}

/** The first message of the thread that this one replies in. */
export function parentOf({ threadTs, ts }: ClientMessage): string | null {
  return threadTs !== undefined && threadTs !== ts ? threadTs : null;
}
