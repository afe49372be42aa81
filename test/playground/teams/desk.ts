import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { newKeyPair } from '../../../src/playground/teams/identity.js';
import type {
  CardJson,
  TeamsAttachment,
  TeamsEvent,
  TeamsMessage,
  TeamsSnapshot,
  TeamsUser,
  TeamsWorkspace,
} from '../../../src/playground/teams/protocol.js';
import {
  startTeamsStandIn,
  type TeamsStandIn,
  type TeamsStandInOptions,
} from '../../../src/playground/teams/server.js';

import { testDatabase } from '../../helpers/database.js';

/** A small tenant and a stand-in that serves it on a port of its own, over real HTTP, with a bot made of a function. */

export type Json = Record<string, unknown>;

export const appId = '6f1a2b3c-0d4e-4f5a-8b6c-7d8e9f0a1b2c';
export const botId = `28:${appId}`;
export const bearer = 'the-token-that-the-bot-was-given';
export const tenantId = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
export const teamId = '19:team-of-the-demo@thread.tacv2';
export const madison = '19:madison@thread.tacv2';
export const office = '19:office@thread.tacv2';
export const buyers = '19:buyers@thread.v2';

const person = (id: string, name: string, more: Partial<TeamsUser> = {}): TeamsUser => ({
  id: `U0${id.toUpperCase()}`,
  name,
  email: `${id}@example.com`,
  title: 'Associate',
  aadObjectId: `00000000-0000-4000-8000-0000000${id.padEnd(5, '0').slice(0, 5)}`,
  mri: `29:1-${id}`,
  ...more,
});

export const ana = person('ana', 'Ana Reyes');
export const ines = person('ines', 'Inès Laurent');
export const ben = person('ben', 'Ben Okafor');
export const guest = person('gus', 'Gus Field', { isGuest: true });

export const workspace: TeamsWorkspace = {
  tenant: { id: tenantId, name: 'Demo boutiques' },
  app: { name: 'Vitrine' },
  users: [ana, ines, ben, guest],
  team: {
    id: teamId,
    aadGroupId: '5d6e7f80-1a2b-4c3d-8e4f-5a6b7c8d9e0f',
    name: 'Boutiques',
    channels: [
      { id: madison, name: 'Madison Avenue', members: [ana.id, ines.id, guest.id] },
      { id: office, name: 'Office', members: [ben.id] },
    ],
  },
  groupChats: [{ id: buyers, name: 'Buyers', members: [ana.id, ben.id] }],
  commands: {
    bot: [
      { title: 'count', description: 'Start a stock count', scopes: ['personal', 'channel', 'groupChat'], slash: true },
      { title: 'help', description: 'What I can do', scopes: ['personal'], slash: false },
    ],
    actions: [
      { id: 'count', title: 'Count', description: 'Start a count', context: ['compose', 'commandBox'], slash: true },
      { id: 'anomaly', title: 'Report', description: 'Report this', context: ['message'], slash: false },
    ],
  },
  walk: { title: 'A first count', steps: [] },
};

/** An activity that reached the bot, and the header it came with. */
export interface Received {
  readonly activity: Json & { readonly type: string };
  readonly authorization: string;
}

/** What the bot answers: nothing for an empty 200, else a JSON body; or it answers by itself. */
export type Bot = (received: Received, res: ServerResponse) => unknown;

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export interface Desk {
  readonly url: string;
  readonly standIn: TeamsStandIn;
  readonly received: readonly Received[];
  /** Waits for the first activity that fits. */
  hears(fits: (activity: Received['activity']) => boolean): Promise<Received['activity']>;
  answerWith(bot: Bot): void;
  /** The request listener of a real bot instead of `answerWith`. */
  serve(listener: (req: IncomingMessage, res: ServerResponse) => void): void;
  readonly clock: { forward(milliseconds: number): void };
  /** A call to the connector as the bot makes it. */
  call(method: string, path: string, body?: unknown, token?: string | null): Promise<Answered>;
  verb(name: string, body: unknown): Promise<Json & { readonly status: number }>;
  snapshot(user: TeamsUser): Promise<TeamsSnapshot>;
  watch(user: TeamsUser): Promise<Watcher>;
  /** The personal chat of one person with the bot. */
  chatOf(user: TeamsUser): Promise<string>;
  /** The app in every chat, and nothing of it left in `received`. */
  install(): Promise<void>;
  close(): Promise<void>;
}

/** One for all tests of a file: making one takes a while. */
const keyPair = newKeyPair();

/** A database for a whole file; `empty` between its tests. */
export async function openDatabase() {
  const database = await testDatabase();
  const pool = new Pool({ connectionString: database.url, max: 2 });
  return {
    pool,
    empty: () => pool.query('truncate playground.entry, playground.file_bytes'),
    drop: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

export async function openDesk(pool: Pool, more: Partial<TeamsStandInOptions> = {}): Promise<Desk> {
  let offset = 0;
  let id = 0;
  let answer: Bot = () => undefined;
  let listener: ((req: IncomingMessage, res: ServerResponse) => void) | undefined;
  const received: Received[] = [];
  const heard = newBell();
  const run = Math.random().toString(36).slice(2, 8);
  const server = createServer((req, res) => {
    void standIn.handle(req, res).then(async (mine) => {
      if (mine) return;
      if (listener) return listener(req, res);
      const activity = JSON.parse(await bodyOf(req)) as Received['activity'];
      const arrived = { activity, authorization: String(req.headers.authorization) };
      received.push(arrived);
      heard.ring();
      const body = await answer(arrived, res);
      if (res.writableEnded || res.destroyed) return;
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  const standIn = await startTeamsStandIn({
    workspace,
    pool,
    baseUrl: url,
    messagesUrl: `${url}/api/messages`,
    appId,
    bearer,
    now: () => new Date(Date.now() + offset),
    newId: () => `${run}-${String(++id).padStart(12, '0')}`,
    answerTimeout: 300,
    composeTimeout: 100,
    installRetryDelay: 5,
    keyPair: await keyPair,
    ...more,
  });
  const watchers: Watcher[] = [];
  const snapshot = async (user: TeamsUser) =>
    (await (await fetch(`${url}/playground/teams/client/snapshot?user=${user.id}`)).json()) as TeamsSnapshot;
  const hears: Desk['hears'] = async (fits) => {
    for (;;) {
      const found = received.find(({ activity }) => fits(activity));
      if (found) return found.activity;
      await heard.next();
    }
  };
  return {
    url,
    standIn,
    received,
    hears,
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
    call: (method, path, body, token = bearer) => call(`${standIn.serviceUrl}v3/${path}`, method, body, token),
    verb: (name, body) => postJson(`${url}/playground/teams/client/${name}`, body),
    snapshot,
    watch: async (user) => {
      const watcher = await watch(url, user);
      watchers.push(watcher);
      return watcher;
    },
    chatOf: async (user) => personalIn(await snapshot(user)),
    install: async () => {
      await standIn.installEverywhere();
      received.length = 0;
    },
    close: async () => {
      for (const watcher of watchers) watcher.stop();
      await standIn.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** The events one person's page gets. */
export interface Watcher {
  readonly events: TeamsEvent[];
  /** The first event of this type that is there or comes. */
  next<T extends TeamsEvent['type']>(
    type: T,
    fits?: (event: Extract<TeamsEvent, { type: T }>) => boolean,
  ): Promise<Extract<TeamsEvent, { type: T }>>;
  stop(): void;
}

async function watch(url: string, user: TeamsUser): Promise<Watcher> {
  const stop = new AbortController();
  const events: TeamsEvent[] = [];
  const bell = newBell();
  const response = await fetch(`${url}/playground/teams/client/stream?user=${user.id}`, { signal: stop.signal });
  const read = async () => {
    let rest = '';
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      const parts = (rest + Buffer.from(chunk).toString()).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)) as TeamsEvent);
      bell.ring();
    }
  };
  void read().catch(() => undefined);
  return {
    events,
    next: async (type, fits = () => true) => {
      for (;;) {
        const found = events.find((event) => event.type === type && fits(event as never));
        if (found) return found as never;
        await bell.next();
      }
    },
    stop: () => stop.abort(),
  };
}

async function call(url: string, method: string, body: unknown, token: string | null): Promise<Answered> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : (JSON.parse(text) as Json) };
}

export async function postJson(url: string, body: unknown) {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { status: response.status, ...((await response.json()) as Json) };
}

export const card = (more: Json = {}): CardJson => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: 'Count at Madison Avenue' }],
  ...more,
});

export const withCard = (content: unknown, more: Json = {}): Json => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  ...more,
});

export const approve: Json = {
  type: 'Action.Execute',
  title: 'Approve',
  verb: 'engine.approve',
  data: { vitrine: { action: 'engine.approve', subject: 'count-1' } },
  fallback: { type: 'Action.Submit', title: 'Approve', data: { vitrine: { action: 'engine.approve' } } },
};

/** `actions[0]` of a message's card. */
export const press = (user: TeamsUser, conversation: string, message: unknown, inputs: Json = {}): Json => ({
  user: user.id,
  conversation,
  message,
  action: '/actions/0',
  inputs,
});

export const inDialog = (content: unknown, more: Json = {}): Json => ({
  task: {
    type: 'continue',
    value: {
      title: 'Stock count',
      width: 'small',
      height: 400,
      card: { contentType: 'application/vnd.microsoft.card.adaptive', content },
      ...more,
    },
  },
});

export const encoded = (id: string): string => encodeURIComponent(id);

export function personalIn({ conversations }: TeamsSnapshot): string {
  return conversations.find(({ kind }) => kind === 'personal')?.id ?? '';
}

export function messageIn({ messages }: TeamsSnapshot, id: unknown): TeamsMessage | undefined {
  return messages.find((message) => message.id === id);
}

export function cardIn(snapshot: TeamsSnapshot, id: unknown): Extract<TeamsAttachment, { kind: 'card' }> | undefined {
  return messageIn(snapshot, id)?.attachments.find((attachment) => attachment.kind === 'card');
}

/** Wakes whoever waits for something to happen. */
function newBell() {
  let waiting: (() => void)[] = [];
  return {
    ring: () => {
      for (const wake of waiting) wake();
      waiting = [];
    },
    next: () => new Promise<void>((done) => waiting.push(done)),
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
