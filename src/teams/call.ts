import { Agent, request } from 'undici';
import { RateLimited, Undeliverable, Unsure } from '../chat/channel.js';
import { ConnectorError, codeOf } from './errors.js';
import type { Log } from './log.js';

/** How one speaks to Teams' connector. */
export interface Line {
  /** The value of the header `Authorization`; empty: none. */
  readonly authorize: () => Promise<string>;
  /** Whether the token may go there. */
  readonly isTeams: (serviceUrl: string) => boolean;
  readonly now: () => Date;
  /** From 0 to 1: two instances that are held back must not come again together. */
  readonly chance: () => number;
  readonly log: Log;
  /** How long an answer may take. */
  readonly patienceMs?: number;
  readonly pause?: (ms: number) => Promise<void>;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly serviceUrl: string;
  /** Below `/v3/conversations`, with what it asks: `/19%3A.../activities`. */
  readonly path: string;
  readonly body?: object;
  /** Done twice, it is done once. */
  readonly repeatable: boolean;
}

const PATIENCE_MS = 10_000;
const MOST_TRIES = 4;
const BREATH_MS = 400;

/** A redirect is not followed, so that the token stays where it may be. */
const agent = new Agent({ connect: { timeout: PATIENCE_MS }, maxResponseSize: 10_000_000 });

/**
 * What Teams answered, as JSON. What passes within seconds is tried again here: two calls in one conversation at once,
 * a gateway that is away. Throws `RateLimited` where Teams asks for a longer pause, and `Unsure` where the connection
 * broke and the message may stand there all the same.
 */
export async function call(line: Line, { serviceUrl, path, ...what }: Call): Promise<unknown> {
  if (!line.isTeams(serviceUrl)) throw new Undeliverable('not_an_address_of_teams');
  const url = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations${path}`;
  for (let tries = 1; ; tries += 1) {
    const outcome = await attempt(line, url, what);
    if (outcome === null) return {};
    if ('body' in outcome) return outcome.body;
    if (!outcome.again || tries === MOST_TRIES) throw outcome.error;
    await (line.pause ?? sleep)(BREATH_MS * 2 ** (tries - 1) * (0.5 + line.chance()));
  }
}

type Outcome = { readonly body: unknown } | { readonly error: unknown; readonly again: boolean } | null;

async function attempt(line: Line, url: string, what: Omit<Call, 'serviceUrl' | 'path'>): Promise<Outcome> {
  const { authorize, patienceMs = PATIENCE_MS } = line;
  const { method, body, repeatable } = what;
  const authorization = await authorize();
  const headers = { ...(authorization && { authorization }), ...(body && { 'content-type': 'application/json' }) };
  const patience = { headersTimeout: patienceMs, bodyTimeout: patienceMs };
  const payload = body === undefined ? null : JSON.stringify(body);
  try {
    const response = await request(url, { method, headers, body: payload, dispatcher: agent, ...patience });
    const text = await response.body.text();
    return outcomeOf(line, response.statusCode, response.headers['retry-after'], text);
  } catch (error) {
    if (wasNeverSent(error)) return { error, again: true };
    if (!repeatable) throw new Unsure('the connection broke before Teams answered', { cause: error });
    return { error, again: !isImpatience(error) };
  }
}

function outcomeOf(line: Line, status: number, retryAfter: string | string[] | undefined, text: string): Outcome {
  if (status >= 200 && status < 300) return text.trim() === '' ? null : { body: JSON.parse(text) };
  if (status === 429 || (status === 503 && retryAfter !== undefined))
    return { error: new RateLimited(pauseOf(line, String(retryAfter))), again: false };

  const error = new ConnectorError(status, codeOf(status, text));
  if (status === 401) line.log.error(UNAUTHORIZED, { code: error.code });
  return { error, again: AGAIN.has(status) };
}

const AGAIN: ReadonlySet<number> = new Set([412, 500, 502, 503, 504]);

const UNAUTHORIZED =
  "Teams does not take the bot's token: look at MICROSOFT_APP_ID, MICROSOFT_APP_TENANT_ID and the bot's registration";

/** Seconds, a date, or nothing that can be read. */
function pauseOf({ now, chance }: Line, retryAfter: string): number {
  if (/^\d{1,6}$/.test(retryAfter)) return Math.max(1, Number(retryAfter));
  const until = Math.ceil((Date.parse(retryAfter) - now().getTime()) / 1000);
  return until >= 1 && until < 1_000_000 ? until : Math.round(2 + 4 * chance());
}

/** There was no connection yet on which anything could have gone out. */
const NEVER_SENT: ReadonlySet<unknown> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const wasNeverSent = (error: unknown): boolean => NEVER_SENT.has((error as { code?: unknown } | null)?.code);

/** Whoever was waited for so long is not waited for again at once. */
const isImpatience = (error: unknown): boolean =>
  /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(String((error as { code?: unknown } | null)?.code));

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
