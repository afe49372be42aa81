import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with a call. `unheard`: it happened, and the answer was lost. */
export type Fault =
  | { readonly kind: 'rate-limited'; readonly seconds: number }
  | { readonly kind: 'error' }
  | { readonly kind: 'hang'; readonly unheard: boolean }
  | { readonly kind: 'reset'; readonly unheard: boolean };

export interface Member {
  readonly id: string;
  readonly email: string;
}

export interface Said {
  readonly at: number;
  readonly method: 'chat.postMessage' | 'chat.update';
  readonly channel: string;
  readonly ts: string;
  readonly message: Message;
}

export interface Message {
  readonly text: string;
  readonly blocks: unknown;
}

export interface View {
  readonly id: string;
  readonly [key: string]: unknown;
}

export interface Call {
  readonly at: number;
  readonly method: string;
  readonly channel: string;
  readonly fault: Fault['kind'] | null;
}

type Args = Readonly<Record<string, unknown>>;

/**
 * Slack's Web API as far as the bot calls it, kept in memory by whoever plays its people. It is stricter than the bot
 * needs in one thing: what was said stays in the order in which it came.
 */
export interface StandIn {
  readonly url: string;
  readonly team: string;
  /** By conversation, then by its time. */
  readonly messages: ReadonlyMap<string, ReadonlyMap<string, Message>>;
  readonly said: readonly Said[];
  readonly calls: readonly Call[];
  /** Of each person, the modal on top. */
  readonly modals: Map<string, View>;
  /** What came back by each response_url. */
  readonly responses: ReadonlyMap<string, readonly Args[]>;
  readonly files: Map<string, Uint8Array>;
  /** Decides about each call; none by default. */
  fault: (method: string, args: Args) => Fault | null;
  readonly newTrigger: (user: string) => string;
  readonly newResponseUrl: () => string;
  readonly close: () => Promise<void>;
}

const TEAM = 'T0STANDIN';
const TRIGGER_MS = 3_000;

export async function startStandIn(members: readonly Member[]): Promise<StandIn> {
  const memory = remember(members);
  const hanging = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    void answer(memory, hanging, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  memory.url = urlOf(server);
  return Object.assign(memory, {
    team: TEAM,
    newTrigger: (user: string) => {
      const trigger = `${memory.next()}.trigger`;
      memory.triggers.set(trigger, { user, until: Date.now() + TRIGGER_MS });
      return trigger;
    },
    newResponseUrl: () => `${memory.url}response/${memory.next()}`,
    async close() {
      for (const response of hanging) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

type Memory = ReturnType<typeof remember>;

function remember(members: readonly Member[]) {
  let number = 0;
  return {
    url: '',
    members,
    messages: new Map<string, Map<string, Message>>(),
    said: [] as Said[],
    calls: [] as Call[],
    modals: new Map<string, View>(),
    responses: new Map<string, Args[]>(),
    files: new Map<string, Uint8Array>(),
    triggers: new Map<string, { user: string; until: number }>(),
    fault: ((): Fault | null => null) as StandIn['fault'],
    next: () => {
      number += 1;
      return number;
    },
  };
}

async function answer(
  memory: Memory,
  hanging: Set<ServerResponse>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request);
  const [, part = '', id = ''] = new URL(request.url ?? '/', 'http://localhost').pathname.split('/');
  if (part === 'response') return respond(memory, id, body, response);
  if (part === 'upload') return say(response, 'OK');
  if (part === 'files') return give(memory, id, response);

  const args = argumentsOf(request, body);
  const channel = typeof args.channel === 'string' ? placeOf(memory, args.channel) : '';
  const fault = memory.fault(part, { ...args, channel });
  memory.calls.push({ at: Date.now(), method: part, channel, fault: fault?.kind ?? null });
  if (fault === null) return say(response, run(memory, part, args));
  if ((fault.kind === 'hang' || fault.kind === 'reset') && fault.unheard) run(memory, part, args);
  fail(fault, hanging, response);
}

function fail(fault: Fault, hanging: Set<ServerResponse>, response: ServerResponse): void {
  switch (fault.kind) {
    case 'rate-limited':
      say(response, { ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(fault.seconds) });
      break;
    case 'error':
      say(response, { ok: false, error: 'internal_error' }, 500);
      break;
    case 'hang':
      hanging.add(response);
      response.on('close', () => hanging.delete(response));
      break;
    case 'reset':
      response.socket?.resetAndDestroy();
  }
}

function run(memory: Memory, method: string, args: Args): object {
  switch (method) {
    case 'auth.test':
      return { ok: true, team: 'Stand-in', team_id: TEAM, user_id: 'U0BOT', bot_id: 'B0BOT' };
    case 'users.info':
      return userOf(memory.members.find(({ id }) => id === args.user));
    case 'users.lookupByEmail':
      return userOf(memory.members.find(({ email }) => email === args.email));
    case 'chat.postMessage':
      return post(memory, args);
    case 'chat.update':
      return update(memory, args);
    case 'views.open':
    case 'views.push':
      return open(memory, args);
    case 'files.info':
      return fileOf(memory, String(args.file));
    case 'files.getUploadURLExternal':
      return { ok: true, upload_url: `${memory.url}upload/${memory.next()}`, file_id: `F${memory.next()}` };
    default:
      return { ok: true };
  }
}

function userOf(member: Member | undefined): object {
  if (!member) return { ok: false, error: 'user_not_found' };
  const { id, email } = member;
  return { ok: true, user: { id, team_id: TEAM, is_email_confirmed: true, profile: { email } } };
}

/** A person's id stands for the direct messages with them. */
function placeOf({ members }: Pick<Memory, 'members'>, channel: string): string {
  return members.some(({ id }) => id === channel) ? directMessages(channel) : channel;
}

export const directMessages = (user: string): string => `D${user.slice(1)}`;

function post(memory: Memory, args: Args): object {
  const channel = placeOf(memory, String(args.channel));
  const ts = `${Math.floor(Date.now() / 1000)}.${String(memory.next()).padStart(6, '0')}`;
  keep(memory, { method: 'chat.postMessage', channel, ts, args });
  return { ok: true, channel, ts };
}

function update(memory: Memory, args: Args): object {
  const [channel, ts] = [String(args.channel), String(args.ts)];
  if (!memory.messages.get(channel)?.has(ts)) return { ok: false, error: 'message_not_found' };
  keep(memory, { method: 'chat.update', channel, ts, args });
  return { ok: true, channel, ts };
}

interface Kept extends Pick<Said, 'method' | 'channel' | 'ts'> {
  readonly args: Args;
}

function keep(memory: Memory, { method, channel, ts, args }: Kept): void {
  const message = { text: String(args.text), blocks: args.blocks };
  memory.said.push({ at: Date.now(), method, channel, ts, message });
  const there = memory.messages.get(channel) ?? new Map<string, Message>();
  memory.messages.set(channel, there.set(ts, message));
}

function open(memory: Memory, { trigger_id, view }: Args): object {
  const trigger = memory.triggers.get(String(trigger_id));
  memory.triggers.delete(String(trigger_id));
  if (!trigger) return { ok: false, error: 'exchanged_trigger_id' };
  if (Date.now() > trigger.until) return { ok: false, error: 'expired_trigger_id' };
  const opened = { ...(view as object), id: `V${memory.next()}`, hash: '1.a', state: { values: {} } };
  memory.modals.set(trigger.user, opened);
  return { ok: true, view: opened };
}

function fileOf({ files, url }: Memory, id: string): object {
  const bytes = files.get(id);
  if (!bytes) return { ok: false, error: 'file_not_found' };
  return { ok: true, file: { id, name: `${id}.csv`, size: bytes.length, url_private_download: `${url}files/${id}` } };
}

function give({ files }: Memory, id: string, response: ServerResponse): void {
  const bytes = files.get(id);
  response.writeHead(bytes ? 200 : 404, { 'content-type': 'text/csv' }).end(bytes);
}

function respond({ responses }: Memory, id: string, body: Buffer, response: ServerResponse): void {
  const there = responses.get(id) ?? [];
  responses.set(id, [...there, { ...JSON.parse(body.toString() || '{}'), at: Date.now() }]);
  say(response, 'ok');
}

function say(response: ServerResponse, body: object | string, status = 200, headers = {}): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The client sends forms, with JSON in the fields that are more than text. */
function argumentsOf(request: IncomingMessage, body: Buffer): Args {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return JSON.parse(body.toString() || '{}');
  if (!type.startsWith('application/x-www-form-urlencoded')) return {};
  return Object.fromEntries([...new URLSearchParams(body.toString())].map(([name, value]) => [name, unpacked(value)]));
}

const unpacked = (value: string): unknown => (/^[[{]/.test(value) ? JSON.parse(value) : value);

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
