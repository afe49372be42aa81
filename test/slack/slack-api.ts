import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Not before that. */
  readonly after?: Promise<unknown>;
}

/** A few lines that stand where Slack's Web API would be: they record what is asked and answer what the test says. */
export interface SlackApi {
  readonly url: string;
  readonly calls: Call[];
  /** Whose word each call was. */
  readonly tokens: string[];
  /** The next answers of a method, in order; `ok` once they are used up. */
  readonly answers: (method: string, ...replies: Reply[]) => void;
  readonly callsOf: (method: string) => Call['args'][];
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

export const TEAM = 'T1';

export const refused = (error: string, more: object = {}): Reply => ({ body: { ok: false, error, ...more } });

export const rateLimited = (seconds: number): Reply => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: {},
});

export async function startSlackApi(): Promise<SlackApi> {
  const calls: Call[] = [];
  const tokens: string[] = [];
  const replies = new Map<string, Reply[]>();
  const server = createServer(async (request, response) => {
    const method = (request.url ?? '').replace(/^\//, '');
    tokens.push((request.headers.authorization ?? '').replace('Bearer ', ''));
    const args = argumentsOf(request, await bodyOf(request));
    calls.push({ method, args });
    const { status = 200, headers = {}, body, after } = replies.get(method)?.shift() ?? {};
    await after;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body ?? usual(method, server, args)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: urlOf(server),
    calls,
    tokens,
    answers: (method, ...next) => replies.set(method, next),
    callsOf: (method) => calls.filter((call) => call.method === method).map(({ args }) => args),
    reset() {
      calls.length = 0;
      tokens.length = 0;
      replies.clear();
    },
    close: () => closeServer(server),
  };
}

export const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

function usual(method: string, server: Server, args: Call['args']): object {
  switch (method) {
    case 'auth.test':
      return { ok: true, team_id: TEAM, user_id: 'UBOT', bot_id: 'B1' };
    case 'chat.postMessage':
      return { ok: true, channel: 'D1', ts: '100.1' };
    case 'files.getUploadURLExternal':
      return { ok: true, upload_url: `${urlOf(server)}upload`, file_id: 'F1' };
    case 'files.completeUploadExternal':
      return { ok: true, files: args.files };
    default:
      return { ok: true };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** The client sends forms, with JSON in the fields that are more than text; respond() sends JSON; uploads are multipart. */
function argumentsOf(request: IncomingMessage, body: string): Call['args'] {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return { multipart: body };
  if (type.startsWith('application/json')) return JSON.parse(body);
  return Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, unpacked(value)]));
}

function unpacked(value: string): unknown {
  return /^[[{]/.test(value) ? JSON.parse(value) : value;
}
