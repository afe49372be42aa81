import type { LogEntry } from '../../src/playground/protocol.js';

/** What the playground's page does with its server: it asks for a snapshot, listens to a stream and posts what is done. */
export interface Page {
  /** A POST of JSON, or of bytes; a mistake of ours is an error. */
  readonly post: <T>(path: string, body: object | Uint8Array) => Promise<T>;
  readonly snapshot: <T>() => Promise<T>;
  readonly bytes: (href: string) => Promise<Uint8Array>;
  /** Waits until something is found, looking again at every event. */
  readonly until: <T>(find: () => T | undefined | null | false, what: () => string) => Promise<T>;
  readonly close: () => void;
}

/** Longer than Teams' pauses: it takes so many messages a second. */
const PATIENCE_MS = 12_000;

export interface Listening<Event> {
  readonly address: string;
  /** `client` or `teams/client`. */
  readonly root: string;
  readonly user: string;
  readonly on: (event: Event) => void;
  /** Events that nobody needs are not even read. */
  readonly wants: (data: string) => boolean;
}

export async function openPage<Event>({ address, root, user, on, wants }: Listening<Event>): Promise<Page> {
  const base = `${address}/playground/${root}`;
  const closing = new AbortController();
  const watchers = new Set<() => void>();
  const stream = await fetch(`${base}/stream?user=${user}`, { signal: closing.signal });
  void read(stream, (data) => {
    if (!wants(data)) return;
    on(JSON.parse(data) as Event);
    for (const look of [...watchers]) look();
  });
  return {
    async post<T>(path: string, body: object | Uint8Array) {
      const isBytes = body instanceof Uint8Array;
      const type = isBytes ? 'application/octet-stream' : 'application/json';
      const init = { method: 'POST', headers: { 'content-type': type } };
      const response = await fetch(`${base}/${path}`, {
        ...init,
        body: isBytes ? Buffer.from(body) : JSON.stringify(body),
      });
      const answer = (await response.json()) as T;
      if (response.status !== 200)
        throw new Error(`the page's ${path} was answered ${response.status}: ${JSON.stringify(answer)}`);
      return answer;
    },
    snapshot: async <T>() => (await (await fetch(`${base}/snapshot?user=${user}`)).json()) as T,
    bytes: async (href) => new Uint8Array(await (await fetch(`${address}${href}`)).arrayBuffer()),
    until: (find, what) => until(watchers, find, async () => `${what()}\n${await lastRequests(base)}`),
    close: () => closing.abort(),
  };
}

function until<T>(
  watchers: Set<() => void>,
  find: () => T | undefined | null | false,
  what: () => Promise<string>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      watchers.delete(look);
    };
    const look = () => {
      try {
        const found = find();
        if (found === undefined || found === null || found === false) return;
        end();
        resolve(found);
      } catch (error) {
        end();
        reject(error);
      }
    };
    const timer = setTimeout(() => {
      end();
      void what().then((words) => reject(new Error(words)));
    }, PATIENCE_MS);
    watchers.add(look);
    look();
  });
}

/** As the panel of requests shows them. */
async function lastRequests(base: string): Promise<string> {
  const snapshot = await fetch(`${base}/snapshot`);
  const { log } = (await snapshot.json()) as { readonly log: readonly LogEntry[] };
  const lines = log.map(
    ({ direction, what, status, answer }) => `${direction} ${what} ${status} ${JSON.stringify(answer)}`,
  );
  return lines
    .slice(-8)
    .map((line) => line.slice(0, 200))
    .join('\n');
}

/** Server-sent events, the data of each. It ends with the page. */
async function read(stream: Response, on: (data: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) {
      const parts = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) if (part.startsWith('data: ')) on(part.slice('data: '.length));
    }
  } catch {
    // Closed, by us or with the bot.
  }
}
