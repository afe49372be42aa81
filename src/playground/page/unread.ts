import type { ClientMessage } from '../protocol.js';

/** The last message seen, by person and conversation. */
export type ReadMarks = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What others wrote here since this person last looked. What only they can see was seen when it came. */
export function unreadCount(messages: readonly ClientMessage[], me: string, channel: string, marks: ReadMarks): number {
  const seen = Number(marks[me]?.[channel] ?? 0);
  return messages.filter(
    (message) => message.channel === channel && message.user !== me && !message.ephemeral && Number(message.ts) > seen,
  ).length;
}

export function markRead(marks: ReadMarks, me: string, channel: string, ts: string): ReadMarks {
  if (Number(marks[me]?.[channel] ?? 0) >= Number(ts)) return marks;
  return { ...marks, [me]: { ...marks[me], [channel]: ts } };
}
