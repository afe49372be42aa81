import type { WebClientOptions } from '@slack/web-api';
import { WebClient } from '@slack/web-api';
import { Agent } from 'undici';
import type { Engine } from '../engine/request.js';
import { factsOf, isLateTrigger } from './errors.js';
import { type Log, slackLogger } from './log.js';

export interface ConnectionOptions {
  readonly engine: Engine;
  readonly token: string;
  /** Left out: Slack's own. */
  readonly apiUrl?: string;
  readonly newId: () => string;
  readonly log: Log;
}

/** Who we are in Slack, once it has told us. */
export interface Installation {
  readonly team: string;
  readonly enterprise: string | null;
  readonly botId: string;
  readonly botUserId: string;
}

/** What every listener works with. */
export interface Connection {
  readonly engine: Engine;
  readonly client: WebClient;
  readonly log: Log;
  readonly installation: () => Installation;
  /** Writes down what broke, and says it in words. `again` is what the person can do: "Type /count again." */
  readonly excuse: (error: unknown, again: string) => string;
}

/** The workspace of a token that was configured: Slack has to tell us which one that is. */
export interface Unmet extends Connection {
  /** May be called again after it failed. */
  readonly connect: () => Promise<Installation>;
  readonly connected: () => boolean;
}

export function createConnection(options: ConnectionOptions): Unmet {
  const client = new WebClient(options.token, clientOptions(options));
  let installation: Installation | null = null;
  return {
    ...connectionTo(client, () => installation ?? fail('Slack has not told us yet who we are'), options),
    connected: () => installation !== null,
    async connect() {
      installation = await whoWeAre(client);
      return installation;
    },
  };
}

export function connectionTo(
  client: WebClient,
  installation: () => Installation,
  { engine, newId, log }: Omit<ConnectionOptions, 'token'>,
): Connection {
  return { engine, client, log, installation, excuse: (error, again) => excuse(log, newId(), error, again) };
}

const PATIENCE_MS = 10_000;

/** It watches over all calls at once: a signal for each of them, and the agent inside Node, took a sixth of a command's time. */
const agent = new Agent({ connect: { timeout: PATIENCE_MS }, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
/** Node's own types are of an older release. */
const patiently = { dispatcher: agent as unknown } as RequestInit;

/** Retries are the outbox's business, so a call fails at once; it holds back one conversation, not the whole client. */
export function clientOptions({ apiUrl, log }: Pick<ConnectionOptions, 'apiUrl' | 'log'>): WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: slackLogger(log),
    // Bolt answers a response_url with this fetch too, and the client's own timeout would not reach there.
    fetch: (url, init) => fetch(url, { ...init, ...patiently }),
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  };
}

async function whoWeAre(client: WebClient): Promise<Installation> {
  const { team_id: team, enterprise_id: enterprise, bot_id: botId, user_id: botUserId } = await client.auth.test();
  if (!team || !botId || !botUserId) return fail("The token is not a bot's: auth.test named no team or bot");
  return { team, enterprise: enterprise ?? null, botId, botUserId };
}

function excuse(log: Log, id: string, error: unknown, again: string): string {
  if (isLateTrigger(error)) {
    log.warn('a trigger came too late', factsOf(error));
    return `That took too long to open. ${again}`;
  }
  const reference = shortened(id);
  log.error('an answer could not be given', { ...factsOf(error), reference });
  return `Something went wrong on our side. ${again} If it happens again, give support this number: ${reference}.`;
}

/** Six characters that can be read out over a telephone: 7F3K-2M. */
function shortened(id: string): string {
  const end = id
    .replace(/[^0-9a-z]/gi, '')
    .slice(-6)
    .toUpperCase();
  return `${end.slice(0, 4)}-${end.slice(4)}`;
}

function fail(message: string): never {
  throw new Error(message);
}
