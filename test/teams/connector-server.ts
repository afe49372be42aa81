import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../../src/teams/log.js';

export interface Asked {
  /** `POST /v3/conversations/19:abc/activities?isTargetedActivity=true`, decoded. */
  readonly what: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** The request is taken, then the connection breaks without an answer. */
  | 'cut'
  /** It breaks in the middle of the answer. */
  | 'torn'
  /** No answer comes. */
  | 'silence';

export const refused = (status: number, code: string): Reply => ({ status, body: { error: { code, message: 'no' } } });

/** A few lines that stand where Teams' connector would be: they record what is asked and answer what the test says. */
export async function startConnectorServer() {
  const calls: Asked[] = [];
  const script: { readonly on: RegExp; readonly replies: Reply[] }[] = [];
  let sent = 0;
  const together = { now: 0, most: 0 };
  const server = createServer(async (request, response) => {
    together.now += 1;
    together.most = Math.max(together.most, together.now);
    response.once('close', () => {
      together.now -= 1;
    });
    const asked = await read(request);
    calls.push(asked);
    // Long enough for another one to come meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 3));
    const reply = script.find(({ on, replies }) => replies.length > 0 && on.test(asked.what))?.replies.shift();
    give(response, reply ?? usual(asked.what, () => ++sent));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    /** As activities name it. */
    url: `${origin}/amer/`,
    calls,
    /** The next answers to calls like this one, in order; then the usual one. */
    answers: (on: RegExp, ...replies: Reply[]) => void script.push({ on, replies }),
    asked: () => calls.map(({ what }) => what),
    /** As many as were ever open at once. */
    most: () => together.most,
    bodies: (on: RegExp) => calls.filter(({ what }) => on.test(what)).map(({ body }) => body),
    reset() {
      calls.length = 0;
      script.length = 0;
      sent = 0;
      together.most = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ConnectorServer = Awaited<ReturnType<typeof startConnectorServer>>;

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const path = decodeURIComponent((request.url ?? '').replace(/^\/amer/, ''));
  const isJson = (request.headers['content-type'] ?? '').startsWith('application/json');
  return {
    what: `${request.method} ${path}`,
    headers: request.headers,
    body: isJson ? JSON.parse(bytes.toString()) : {},
    bytes,
  };
}

function give(response: ServerResponse, reply: Reply): void {
  if (reply === 'silence') return;
  if (reply === 'cut') return void response.destroy();
  if (reply === 'torn') {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': '100' });
    return void response.write('{"id":', () => response.destroy());
  }
  const { status, body = '', headers = {} } = reply;
  const given = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(given);
}

function usual(what: string, next: () => number): Reply {
  if (/^POST \/v3\/conversations$/.test(what)) return { status: 201, body: { id: 'a:opened' } };
  if (what.startsWith('POST ')) return { status: 201, body: { id: `m${next()}` } };
  if (/pagedMembers/.test(what)) return { status: 200, body: { members: [] } };
  if (what.startsWith('GET ')) return refused(404, 'MemberNotFoundInConversation');
  return { status: 200 };
}

export const TENANT = 'a1b2c3d4-0000-4000-8000-ef1234567890';
export const BOT = '28:11111111-2222-3333-4444-555555555555';

/** What a test reads back of the log: every word of it. */
export function listeningLog() {
  const lines: string[] = [];
  const note = (message: string, facts?: object) => void lines.push(`${message} ${JSON.stringify(facts ?? {})}`);
  const log: Log = { warn: note, error: note };
  return { log, lines };
}
