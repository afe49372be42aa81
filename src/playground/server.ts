import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { giveFile, takeUpload } from './bot-files.js';
import { answerClient } from './client.js';
import type { Faults } from './faults.js';
import { HttpRefusal, sendJson } from './http.js';
import { sendPageFile } from './page-files.js';
import { answerResponseUrl } from './response-urls.js';
import { answerApi } from './web-api.js';
import { openWorld, type PlaygroundOptions, type World } from './world.js';

export type { PlaygroundOptions } from './world.js';

export interface Playground {
  /** Answers what is addressed to the playground; false means that somebody else should. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  /** Ends the streams to open pages, which would hold a closing server open. They come back by themselves. */
  endStreams(): void;
  /** Ends the streams, stops retries and waits for writes. The pool stays open. */
  close(): Promise<void>;
  /** The path for `SLACK_API_URL`. */
  readonly api: string;
  readonly faults: Faults;
}

const api = '/playground/api/';

/** A stand-in for Slack: its Web API, its requests to the bot, and the page to see both. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const world = await openWorld(options);
  return {
    handle: (req, res) => handle(world, req, res),
    endStreams: () => world.audience.close(),
    close: () => close(world),
    api,
    faults: world.faults,
  };
}

async function handle(world: World, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const path = (req.url ?? '').split('?')[0] ?? '';
  if (path !== '/' && !path.startsWith('/playground/')) return false;
  try {
    admit(req);
    await route(world, req, res);
  } catch (error) {
    refuse(world, error, res);
  }
  return true;
}

async function route(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://localhost');
  const [, , part = '', name = ''] = url.pathname.split('/');
  if (url.pathname === '/') return sendPageFile(world.options.pageFolder, 'index.html', res);
  switch (part) {
    case 'page':
      return sendPageFile(world.options.pageFolder, url.pathname.slice('/playground/page/'.length), res);
    case 'client':
      return answerClient(world, url, req, res);
    case 'api':
      return answerApi(world, name, req, res);
    case 'upload':
      return takeUpload(world, name, req, res);
    case 'files':
      return giveFile(world, name, req, res);
    case 'response':
      return answerResponseUrl(world, name, req, res);
    default:
      throw new HttpRefusal(404, 'There is no such page.');
  }
}

/** Another site's script must not speak here, neither under a name of its own for this address nor by a form. */
function admit(req: IncomingMessage): void {
  const host = req.headers.host ?? '';
  const port = req.socket.localPort;
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (port === 80) own.push('127.0.0.1', 'localhost', '[::1]');
  if (!own.includes(host)) throw new HttpRefusal(403, 'The playground answers only under its own local address.');
  const { origin } = req.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new HttpRefusal(403, 'The playground answers only its own page.');
  }
}

function refuse(world: World, error: unknown, res: ServerResponse): void {
  if (res.headersSent || res.destroyed) return;
  const trouble = troubleOf(error);
  if (trouble) {
    sendJson(res, trouble.status, { ok: false, trouble: trouble.sentence });
    return;
  }
  world.options.log?.('playground: a request failed', { error });
  sendJson(res, 500, { ok: false, error: 'internal_error', trouble: 'The playground failed. Its log says why.' });
}

function troubleOf(error: unknown): { readonly status: number; readonly sentence: string } | undefined {
  if (error instanceof HttpRefusal) return { status: error.status, sentence: error.message };
  return error instanceof z.ZodError ? { status: 400, sentence: inWords(error) } : undefined;
}

function inWords(error: z.ZodError): string {
  const [issue] = error.issues;
  return `The request is not as the playground expects it: ${issue?.path.join('.') || 'body'}: ${issue?.message}.`;
}

async function close(world: World): Promise<void> {
  world.closing.abort();
  world.audience.close();
  await Promise.allSettled([...world.background]);
  await world.store.settled();
}
