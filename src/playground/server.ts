import type { IncomingMessage, ServerResponse } from 'node:http';
import { giveFile, takeUpload } from './bot-files.js';
import { answerClient } from './client.js';
import type { Faults } from './faults.js';
import { admit, refuse } from './gate.js';
import { HttpRefusal } from './http.js';
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
    endStreams: () => {
      world.audience.close();
      options.teams?.endStreams();
    },
    close: () => close(world),
    api,
    faults: world.faults,
  };
}

async function handle(world: World, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const path = (req.url ?? '').split('?')[0] ?? '';
  if (path !== '/' && !path.startsWith('/playground/')) return false;
  if (await world.options.teams?.handle(req, res)) return true;
  try {
    admit(req);
    await route(world, req, res);
  } catch (error) {
    refuse(error, res, world.options.log);
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

async function close(world: World): Promise<void> {
  world.closing.abort();
  world.audience.close();
  await Promise.allSettled([...world.background]);
  await world.store.settled();
  await world.options.teams?.close();
}
