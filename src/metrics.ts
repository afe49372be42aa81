import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Backlog } from './database/backlog.js';
import { Refusal } from './domain/refusal.js';
import type { Answer, Engine, Request } from './engine/request.js';

export interface Metrics {
  /** The same engine, counted. */
  readonly around: <T extends Engine>(engine: T) => T;
  /** The figures as Prometheus reads them. */
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export interface MetricsOptions {
  readonly backlog: () => Promise<Backlog>;
  readonly now: () => Date;
  /** Null: only from this computer. */
  readonly token: string | null;
}

type Kind = Request['type'] | 'search' | 'home';
type Result = Answer['type'] | 'options' | 'failed';

export function createMetrics({ backlog, now, token }: MetricsOptions): Metrics {
  const registry = new Registry();
  const timed = requestsIn(registry);
  const readBacklog = backlogIn(registry, backlog, now);
  return {
    around: (engine) => ({
      ...engine,
      handle: (request) => timed(request.type, () => engine.handle(request), resultOf),
      search: (request) =>
        timed(
          'search',
          () => engine.search(request),
          () => 'options',
        ),
      home: (asked) =>
        timed(
          'home',
          () => engine.home(asked),
          () => 'done',
        ),
    }),
    async serve(request, response) {
      if (!mayRead(request, token)) return refuse(response, token);
      await readBacklog();
      response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
    },
  };
}

/** Counts by what was asked and how it ended; who asked and about what is nobody's business here. */
function requestsIn(registry: Registry) {
  const registers = [registry];
  const total = new Counter({
    name: 'vitrine_requests_total',
    help: 'Requests by kind and outcome',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'vitrine_request_seconds',
    help: 'From a request to its answer',
    labelNames: ['kind'],
    // Slack hangs up after three seconds.
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5],
    registers,
  });
  return async <T>(kind: Kind, work: () => Promise<T>, resultOf: (answer: T) => Result): Promise<T> => {
    const end = seconds.startTimer({ kind });
    let outcome: Result = 'failed';
    try {
      const answer = await work();
      outcome = resultOf(answer);
      return answer;
    } catch (error) {
      if (error instanceof Refusal) outcome = 'refusal';
      throw error;
    } finally {
      end();
      total.inc({ kind, outcome });
    }
  };
}

const resultOf = (answer: Answer): Result => (answer.type === 'refusal' && answer.failed ? 'failed' : answer.type);

function backlogIn(registry: Registry, backlog: () => Promise<Backlog>, now: () => Date): () => Promise<void> {
  const gauge = (name: string, help: string) => new Gauge({ name: `vitrine_${name}`, help, registers: [registry] });
  const up = gauge('database_up', 'Whether the database answers');
  const waiting = gauge('deliveries_waiting', 'Messages that are not sent yet');
  const oldest = gauge('deliveries_oldest_waiting_seconds', 'Age of the oldest message that is not sent yet');
  const failed = gauge('deliveries_failed', 'Messages that could not be sent and will not be tried again');
  const jobsFailed = gauge('jobs_failed', 'Jobs that used up all their tries');
  const retrying = gauge('jobs_retrying', 'Jobs whose last try failed and that will be tried again');
  return async () => {
    const found = await backlog().catch(() => null);
    const since = found?.oldestWaiting ? (now().getTime() - found.oldestWaiting.getTime()) / 1000 : 0;
    up.set(found ? 1 : 0);
    // Nought would be good news; where the database is silent there is no news.
    waiting.set(found?.deliveriesWaiting ?? Number.NaN);
    oldest.set(found ? Math.max(since, 0) : Number.NaN);
    failed.set(found?.deliveriesFailed ?? Number.NaN);
    jobsFailed.set(found?.jobsFailed ?? Number.NaN);
    retrying.set(found?.jobsRetrying ?? Number.NaN);
  };
}

/** Behind a proxy everybody seems to come from this computer, so whoever was passed on needs the token. */
function mayRead({ headers, socket }: IncomingMessage, token: string | null): boolean {
  if (token !== null) return isSame(headers.authorization ?? '', `Bearer ${token}`);
  const passedOn = headers.forwarded ?? headers['x-forwarded-for'] ?? headers['x-real-ip'] ?? headers.via;
  return passedOn === undefined && LOOPBACK.test(socket.remoteAddress ?? '');
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function refuse(response: ServerResponse, token: string | null): void {
  const [status, words] =
    token === null
      ? ([403, 'The figures are for this computer; set METRICS_TOKEN to read them from elsewhere.'] as const)
      : ([401, 'The figures need METRICS_TOKEN as a bearer token.'] as const);
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
  };
  response.writeHead(status, headers).end(`${words}\n`);
}
