// Stands where Slack's Web API would be, in a process of its own; tells by a socket which triggers have opened a form.
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, createServer, type Socket, type Server as SocketServer } from 'node:net';
import { TEAM } from './slack.js';

const listeners = new Set<Socket>();
let lastView = '';

const api = createHttpServer(async (request, response) => {
  const body = await bodyOf(request);
  const method = (request.url ?? '').slice(1);
  if (method === 'views.open') opened(new URLSearchParams(body));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answerTo(method)));
});

function opened(args: URLSearchParams): void {
  lastView = args.get('view') ?? '';
  for (const listener of listeners) listener.write(`${args.get('trigger_id')}\n`);
}

function answerTo(method: string): object {
  if (method === 'auth.test') return { ok: true, team_id: TEAM, user_id: 'U0VITRINE', bot_id: 'B0VITRINE' };
  if (method === 'last-view') return { ok: true, view: lastView };
  return { ok: true, channel: 'D0BENCH', ts: '1764200000.000100' };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const openings = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => listeners.delete(socket)).on('close', () => listeners.delete(socket));
  listeners.add(socket);
});

const listening = (server: Server | SocketServer): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

process.on('disconnect', () => process.exit(0));
process.send?.({ apiPort: await listening(api), openingsPort: await listening(openings) });
