import type { ServerResponse } from 'node:http';
import type { ClientEvent } from './protocol.js';

/** The open pages of one chat service, and whom each acts as. */
export interface Audience<Event = ClientEvent> {
  join(user: string, res: ServerResponse): void;
  /** Only a person with an open page sees ephemeral messages. */
  isActive(user: string): boolean;
  tell(users: readonly string[], event: Event): void;
  tellAll(event: Event): void;
  close(): void;
}

const heartbeat = 15_000;
/** A page that no longer reads is let go; it comes back by itself and asks for a snapshot. */
const unread = 4_000_000;

export function openAudience<Event = ClientEvent>(): Audience<Event> {
  const pages = new Map<ServerResponse, string>();
  const write = (res: ServerResponse, text: string) => {
    if (res.writableLength > unread) res.destroy();
    else res.write(text);
  };
  const beat = setInterval(() => {
    for (const res of pages.keys()) write(res, ': still here\n\n');
  }, heartbeat);
  beat.unref();
  const send = (event: Event, wanted: (user: string) => boolean) => {
    const text = `data: ${JSON.stringify(event)}\n\n`;
    for (const [res, user] of pages) if (wanted(user)) write(res, text);
  };
  return {
    join: (user, res) => {
      res.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        connection: 'keep-alive',
      });
      res.write('retry: 1000\n\n');
      pages.set(res, user);
      res.on('close', () => pages.delete(res));
    },
    isActive: (user) => [...pages.values()].includes(user),
    tell: (users, event) => send(event, (user) => users.includes(user)),
    tellAll: (event) => send(event, () => true),
    close: () => {
      clearInterval(beat);
      for (const res of pages.keys()) res.end();
      pages.clear();
    },
  };
}
