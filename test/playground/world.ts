import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Pool } from 'pg';
import type { ClientEvent, Snapshot, StateValues, Workspace } from '../../src/playground/protocol.js';
import { type Playground, type PlaygroundOptions, startPlayground } from '../../src/playground/server.js';
import { testDatabase } from '../helpers/database.js';

/** A small workspace and a playground that serves it on a port of its own, over real HTTP. */

export const botToken = 'xoxb-playground-secret-token';
export const signingSecret = 'a-signing-secret-for-tests';
export const scopes = [
  'commands',
  'chat:write',
  'im:write',
  'users:read',
  'users:read.email',
  'files:write',
  'files:read',
  'channels:read',
  'im:read',
  'team:read',
];

export const ana = 'U0ANA';
export const ines = 'U0INES';
export const guest = 'U0GUEST';
export const bot = 'U0VITRINE';
export const madison = 'C0MADISON';
export const office = 'C0OFFICE';
export const anasIm = 'D0ANA';

export const workspace: Workspace = {
  team: { id: 'T0DEMO', name: 'Demo boutiques', domain: 'demo-boutiques' },
  app: { id: 'A0VITRINE', name: 'Vitrine', botUserId: bot, botId: 'B0VITRINE' },
  users: [
    { id: ana, name: 'Ana Reyes', email: 'ana@example.com', title: 'Associate, Madison Avenue' },
    { id: ines, name: 'Inès Laurent', email: 'ines@example.com', title: 'Store manager, Madison Avenue' },
    { id: guest, name: 'Gus Field', email: 'gus@example.com', title: 'Contractor', isGuest: true },
  ],
  channels: [
    { id: madison, name: 'nyc-madison', members: [ana, ines, bot] },
    { id: office, name: 'office', members: [ana, guest] },
  ],
  commands: [{ command: '/count', description: 'Start a stock count' }],
  shortcuts: [{ callback_id: 'report-anomaly', name: 'Report as anomaly', description: 'Something is wrong' }],
  walk: { title: 'A first count', steps: [] },
};

export interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
/** How the bot answers: the body of its ack, or nothing for an empty 200. */
export type Bot = (received: Received, res: ServerResponse) => void | Promise<void>;
type Json = Record<string, unknown>;

export async function openDatabase() {
  const database = await testDatabase();
  const pool = new Pool({ connectionString: database.url, max: 2 });
  return {
    pool,
    drop: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

export interface Desk {
  readonly url: string;
  readonly playground: Playground;
  readonly received: Received[];
  answerWith(bot: Bot): void;
  /** The request listener of a real bot, such as Bolt's, instead of `answerWith`. */
  serve(listener: (req: IncomingMessage, res: ServerResponse) => void): void;
  readonly clock: { forward(milliseconds: number): void };
  call(method: string, args?: Json, token?: string | null): Promise<Json>;
  verb(name: string, body: unknown): Promise<{ status: number } & Json>;
  snapshot(user: string): Promise<Snapshot>;
  watch(user: string): Promise<Watcher>;
  close(): Promise<void>;
}

export async function openDesk(pool: Pool, more: Partial<PlaygroundOptions> = {}): Promise<Desk> {
  let offset = 0;
  let id = 0;
  let answer: Bot = (_received, res) => void res.end();
  let listener: ((req: IncomingMessage, res: ServerResponse) => void) | undefined;
  const received: Received[] = [];
  const run = Math.random().toString(36).slice(2, 8);
  const server = createServer((req, res) => {
    void playground.handle(req, res).then(async (mine) => {
      if (mine) return;
      if (listener) return listener(req, res);
      received.push({ headers: req.headers, body: await bodyOf(req) });
      await answer(received.at(-1) as Received, res);
    });
  });
  const port = await listen(server);
  const url = `http://127.0.0.1:${port}`;
  const playground = await startPlayground({
    workspace,
    pool,
    baseUrl: url,
    eventsUrl: `${url}/slack/events`,
    signingSecret,
    botToken,
    scopes,
    pageFolder: join(import.meta.dirname, 'built-page'),
    now: () => new Date(Date.now() + offset),
    newId: () => `${run}-${String(++id).padStart(12, '0')}`,
    ackTimeout: 300,
    eventRetryDelays: [0, 5, 5],
    ...more,
  });
  const watchers: Watcher[] = [];
  const desk: Desk = {
    url,
    playground,
    received,
    answerWith: (next) => {
      answer = next;
    },
    serve: (next) => {
      listener = next;
    },
    clock: {
      forward: (milliseconds) => {
        offset += milliseconds;
      },
    },
    call: (method, args = {}, token = botToken) => call(url, method, args, token),
    verb: (name, body) => postJson(`${url}/playground/client/${name}`, body),
    snapshot: async (user) =>
      (await (await fetch(`${url}/playground/client/snapshot?user=${user}`)).json()) as Snapshot,
    watch: async (user) => {
      const watcher = await watch(url, user);
      watchers.push(watcher);
      return watcher;
    },
    close: async () => {
      for (const watcher of watchers) watcher.stop();
      await playground.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return desk;
}

/** The events one person's page gets. */
export interface Watcher {
  readonly events: ClientEvent[];
  /** The first event of this type that is there or comes. */
  next<T extends ClientEvent['type']>(
    type: T,
    fits?: (event: Extract<ClientEvent, { type: T }>) => boolean,
  ): Promise<Extract<ClientEvent, { type: T }>>;
  stop(): void;
}

async function watch(url: string, user: string): Promise<Watcher> {
  const stop = new AbortController();
  const events: ClientEvent[] = [];
  let woken = () => {};
  const response = await fetch(`${url}/playground/client/stream?user=${user}`, { signal: stop.signal });
  const read = async () => {
    let rest = '';
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      const parts = (rest + Buffer.from(chunk).toString()).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)) as ClientEvent);
      woken();
    }
  };
  void read().catch(() => undefined);
  return {
    events,
    next: async (type, fits = () => true) => {
      for (;;) {
        const found = events.find((event) => event.type === type && fits(event as never));
        if (found) return found as never;
        await new Promise<void>((done) => {
          woken = done;
        });
      }
    },
    stop: () => stop.abort(),
  };
}

async function call(url: string, method: string, args: Json, token: string | null): Promise<Json> {
  const fields = Object.entries(args).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const response = await fetch(`${url}/playground/api/${method}`, {
    method: 'POST',
    body: new URLSearchParams(Object.fromEntries(fields) as Record<string, string>),
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as Json;
}

export async function postJson(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
  const text = await response.text();
  return { status: response.status, ...(text.startsWith('{') ? (JSON.parse(text) as Json) : { text }) };
}

/** What a request to the bot carried, form or JSON. */
export function payloadOf({ body, headers }: Received): Json {
  if (headers['content-type'] === 'application/json') return JSON.parse(body) as Json;
  const fields = Object.fromEntries(new URLSearchParams(body));
  return fields.payload === undefined ? fields : (JSON.parse(fields.payload) as Json);
}

export function isSigned({ headers, body }: Received): boolean {
  const base = `v0:${headers['x-slack-request-timestamp']}:${body}`;
  return headers['x-slack-signature'] === `v0=${createHmac('sha256', signingSecret).update(base).digest('hex')}`;
}

/** A trigger as a slash command brings it. */
export async function triggerFor(desk: Desk, user = ana): Promise<string> {
  await desk.verb('command', { user, channel: madison, text: '/count' });
  return String(payloadOf(desk.received.at(-1) as Received).trigger_id);
}

export const plain = (text: string): Json => ({ type: 'plain_text', text });
export const zoneInput: Json = {
  type: 'input',
  block_id: 'zone',
  label: plain('Zone'),
  element: {
    type: 'static_select',
    action_id: 'zone',
    options: ['window', 'safe'].map((value) => ({ text: plain(value), value })),
  },
};
export const serialsInput: Json = {
  type: 'input',
  block_id: 'serials',
  label: plain('Serials'),
  element: { type: 'plain_text_input', action_id: 'serials', multiline: true },
};
export const countView = (more: Json = {}): Json => ({
  type: 'modal',
  callback_id: 'count',
  title: plain('Stock count'),
  submit: plain('Save batch'),
  blocks: [zoneInput, serialsInput],
  ...more,
});
export const countValues: StateValues = {
  zone: { zone: { type: 'static_select', selected_option: { text: plain('safe'), value: 'safe' } } },
  serials: { serials: { type: 'plain_text_input', value: 'RG-1204-02' } },
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
