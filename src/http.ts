import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { StartError } from './database/start-error.js';

/** One server, one port: who answers is decided by the path. */
export interface Routes {
  readonly slack: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  /** `POST /api/messages`. */
  readonly teams: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  /** Answers true where the request was its. */
  readonly playground: ((request: IncomingMessage, response: ServerResponse) => Promise<boolean>) | null;
  /** Says itself who may read them. */
  readonly metrics: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Why requests can't be worked off yet; null where they can. */
  readonly notReady: () => Promise<string | null>;
}

/** Listens from the first moment; what asks for more than health waits until everything else is built. */
export function serve(opening: Promise<Routes>): Server {
  let routes: Routes | null = null;
  opening.then(
    (opened) => {
      routes = opened;
    },
    () => {},
  );
  return createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === '/healthz') return say(response, 200, 'ok');
    if (path === '/readyz' && !routes) return say(response, 503, 'starting');
    if (path === '/' && !routes) return askToWait(response);
    opening
      .then((opened) => answer(opened, path, request, response))
      .catch(() => say(response, 500, 'Something went wrong on our side.'));
  });
}

/** Whoever opens the address early sees that it comes, and then sees it. */
function askToWait(response: ServerResponse): void {
  const page =
    '<!doctype html><html lang="en-US"><meta charset="utf-8"><meta http-equiv="refresh" content="1">' +
    '<title>Vitrine is starting</title><p role="status">Vitrine is starting. This page follows by itself.</p></html>';
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
}

async function answer(routes: Routes, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (path === '/readyz') {
    const reason = await routes.notReady();
    return say(response, reason === null ? 200 : 503, reason ?? 'ready');
  }
  if (path === '/metrics') return routes.metrics(request, response);
  if (routes.slack && path.startsWith('/slack/')) return routes.slack(request, response);
  if (routes.teams && path === '/api/messages') return routes.teams(request, response);
  if (routes.playground && (await routes.playground(request, response))) return;
  say(response, 404, 'There is nothing here.');
}

function say(response: ServerResponse, status: number, words: string): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${words}\n`);
}

/** Listens, or says in one sentence why it can't. */
export function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(whyNot(error, host, port)));
    server.listen(port, host, () => resolve());
  });
}

function whyNot({ code, message }: NodeJS.ErrnoException, host: string, port: number): StartError {
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken: stop what uses it, or set PORT to another one.`);
  if (code === 'EACCES')
    return new StartError(`Port ${port} may not be used by this account: set PORT to one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartError(`HOST ${host} is no address of this computer.`);
  return new StartError(`The server can't listen on ${host}:${port}: ${message}.`);
}

/** Stops accepting, lets what is under way end, and cuts what does not. */
export function close(server: Server, patience: number): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    // A connection that falls idle after the door was closed would be kept open for its next request.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const cut = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
