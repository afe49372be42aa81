import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Faults } from '../faults.js';
import { admit, refuse } from '../gate.js';
import { HttpRefusal, sendJson } from '../http.js';
import { answerClient } from './client.js';
import { ConnectorError } from './connector/connector-error.js';
import { answerConnector } from './connector.js';
import { installEverywhere } from './deeds/install.js';
import { faultBefore, faultCuts, slowness } from './faults.js';
import { giveFile, takeUpload } from './files.js';
import { issuer } from './identity.js';
import type { SetTeamsFault } from './protocol.js';
import { openWorld, root, type TeamsStandInOptions, type TeamsWorld } from './world.js';

export type { TeamsStandInOptions } from './world.js';

export interface TeamsStandIn {
  /** Answers what is addressed to it, below `/playground/teams/`; false means that somebody else should. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  /** Ends the streams to open pages, which would hold a closing server open. They come back by themselves. */
  endStreams(): void;
  /** Ends the streams, stops retries and waits for writes. The pool stays open. */
  close(): Promise<void>;
  /** Puts the app wherever it has never been and tells the bot, again and again until it has heard of each. Nobody need wait for it. */
  installEverywhere(): Promise<void>;
  /** `activity.serviceUrl`, for the bot's list of hosts it may call. */
  readonly serviceUrl: string;
  /** For `ToBotFromChannelOpenIdMetadataUrl`. */
  readonly openIdMetadataUrl: string;
  /** For `ToBotFromChannelTokenIssuer`. */
  readonly issuer: string;
  /** A token as Teams signs it; `claims` replace the usual, for tests of the bot's door. */
  token(claims?: Readonly<Record<string, unknown>>): string;
  automaticRefreshes(): number;
  readonly faults: Faults<SetTeamsFault>;
}

/** A stand-in for Microsoft Teams: its connector, its activities to the bot, its files, and what the page asks. */
export async function startTeamsStandIn(options: TeamsStandInOptions): Promise<TeamsStandIn> {
  const world = await openWorld(options);
  return {
    handle: (req, res) => handle(world, req, res),
    endStreams: () => world.audience.close(),
    close: () => close(world),
    installEverywhere: () => {
      const work = installEverywhere(world);
      world.inBackground(work);
      return work;
    },
    serviceUrl: world.serviceUrl,
    openIdMetadataUrl: `${options.baseUrl}${root}.well-known/openid-configuration`,
    issuer,
    token: world.identity.token,
    automaticRefreshes: world.refreshes.count,
    faults: world.faults,
  };
}

async function handle(world: TeamsWorld, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  if (!(req.url ?? '').startsWith(root)) return false;
  try {
    admit(req);
    await route(world, req, res);
  } catch (error) {
    refuse(error, res, world.options.log);
  }
  return true;
}

async function route(world: TeamsWorld, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://localhost');
  const [part = '', name = ''] = url.pathname.slice(root.length).split('/');
  switch (part) {
    case '.well-known':
      return wellKnown(world, name, res);
    case 'client':
      return answerClient(world, url, req, res);
    case 'connector':
      return answerConnector(world, url, req, res);
    case 'files':
      return transfer(world, 'download', name, { req, res });
    case 'upload':
      if (req.method !== 'PUT') throw new HttpRefusal(405, 'This address takes a PUT.');
      return transfer(world, 'upload', name, { req, res });
    case 'documents':
      throw new HttpRefusal(401, 'Sign in to see this document.');
    default:
      throw new HttpRefusal(404, 'There is no such page.');
  }
}

function wellKnown({ identity }: TeamsWorld, name: string, res: ServerResponse): void {
  const known: Readonly<Record<string, unknown>> = {
    'openid-configuration': identity.openIdConfiguration,
    keys: identity.keys,
  };
  if (!Object.hasOwn(known, name)) throw new HttpRefusal(404, 'There is no such page.');
  sendJson(res, 200, known[name]);
}

async function transfer(world: TeamsWorld, call: 'upload' | 'download', name: string, { req, res }: Exchange) {
  const fault = world.faults.take(call);
  if (fault?.kind === 'reset') return cut(res);
  try {
    faultBefore(fault);
    await wait(slowness(fault), undefined, { signal: world.closing.signal, ref: false });
    if (call === 'download') return faultCuts(fault) ? cut(res) : await giveFile(world, name, res);
    const { status, body } = await takeUpload(world, name, req);
    if (faultCuts(fault)) return cut(res);
    sendJson(res, status, body);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    sendJson(res, error.status, { error: { code: error.code, message: error.message } }, error.headers);
  }
}

interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

function cut(res: ServerResponse): void {
  res.socket?.resetAndDestroy();
}

async function close(world: TeamsWorld): Promise<void> {
  world.closing.abort();
  world.audience.close();
  await Promise.allSettled([...world.background]);
  await world.store.settled();
}
