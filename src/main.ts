import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatName } from './chat/channel.js';
import { type Chats, type Edge, openChats } from './chats.js';
import { type Config, newId, now as realNow } from './config.js';
import { mustHaveRoom, POOL_SIZE } from './database/away.js';
import { backlogOf } from './database/backlog.js';
import { type Connection, connect } from './database/client.js';
import { reviveDeliveries } from './database/deliveries.js';
import { startJobs } from './database/jobs.js';
import { hasNetwork } from './database/people.js';
import type { Work } from './database/work.js';
import { takeOver } from './database/workers.js';
import { loadDemo } from './demo/load.js';
import { Refusal } from './domain/refusal.js';
import { anchorHeads } from './engine/anchors.js';
import type { FileReference } from './engine/capability.js';
import { loadDemoOf } from './engine/demo.js';
import { errorFacts, type Log } from './engine/log.js';
import { deliver } from './engine/outbox.js';
import { createKeeping } from './engine/reminders/keeping.js';
import { type Schedule, startSchedule } from './engine/schedule.js';
import { sweepApprovals } from './engine/sweep.js';
import { sweepTimed } from './engine/timed.js';
import { runWork } from './engine/work.js';
import { close, listen, type Routes, serve } from './http.js';
import { createLog } from './log.js';
import { createMetrics } from './metrics.js';
import { openPlayground, type StandIns } from './open-playground.js';
import { openDatabase } from './project.js';

export interface Vitrine {
  /** Where the playground is, or where the chats' requests are taken. */
  readonly address: string;
  /** Looks at once at what it looks at every minute, and comes back when what was owed is done. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What else it may be given. */
export interface Given {
  /** The clock of everything that is recorded and waited for; the queue and the stand-ins for chats keep the real one. */
  readonly now?: () => Date;
  /** As strict as Slack and Teams are, when absent. */
  readonly standIns?: StandIns;
  /** Gives the start up between two of its steps: what was begun is undone, and its reason is thrown. */
  readonly stopped?: AbortSignal | undefined;
}

/** How long what is under way may take to end. */
const PATIENCE = 8_000;

/** Builds everything, in this order: port, database, people, chat, jobs, schedule. Undone in the opposite one. */
export async function start(config: Config, say: (line: string) => void, given: Given = {}): Promise<Vitrine> {
  const log = createLog(config);
  const opening = promised<Routes>();
  const server = serve(opening.promise);
  await listen(server, config.host, config.port);
  const undo: (() => Promise<void>)[] = [];
  const leaving: (() => void)[] = [];
  const stop = async () => {
    const closed = close(server, PATIENCE);
    for (const leave of leaving) leave();
    await closed;
    for (const step of undo.splice(0).reverse()) await step();
  };
  const { now = realNow, standIns = {}, stopped } = given;
  try {
    const database = await openDatabase(config, 'bot', say);
    undo.push(database.stop);
    stopped?.throwIfAborted();
    const connection = connect(database.url, { poolSize: POOL_SIZE });
    undo.push(connection.close);
    await mustHaveRoom(connection.pool);
    const address = addressOf(config, server);
    const opened = { config, connection, address, now, standIns, stopped, log, say, undo, leaving };
    const { routes, look } = await open(opened);
    opening.resolve(routes);
    return { address, look, stop: once(stop) };
  } catch (error) {
    opening.reject(error);
    // Why it could not be is said in any case; what does not let go of its connections ends with the process.
    await Promise.race([stop(), pause(PATIENCE, undefined, { ref: false })]);
    throw error;
  }
}

interface Opening {
  readonly config: Config;
  readonly connection: Connection;
  readonly address: string;
  readonly now: () => Date;
  readonly standIns: StandIns;
  readonly stopped: AbortSignal | undefined;
  readonly log: Log;
  readonly say: (line: string) => void;
  readonly undo: (() => Promise<void>)[];
  /** Told once nobody new comes in: whoever would stay for ever. */
  readonly leaving: (() => void)[];
}

/** The chats and everything behind them. */
async function open(opening: Opening): Promise<{ readonly routes: Routes; readonly look: Vitrine['look'] }> {
  const { config, connection, now, stopped, log, say, undo, leaving } = opening;
  const played = config.slack === null && config.teams === null;
  if (played) await loadDemo(connection, { now: now(), newId, stopped });
  else if (!(await hasNetwork(connection.prisma))) say('No network yet: run vitrine network apply FILE.');

  const playground = played ? await openPlayground(opening) : null;
  if (playground) undo.push(playground.close);
  if (playground) leaving.push(playground.endStreams);
  const metrics = createMetrics({ backlog: () => backlogOf(connection), now, token: config.metricsToken });
  const { slack, teams } = playground ?? config;
  const chats = await openChats({ connection, slack, teams, metrics, now, log });
  for (const edge of Object.values(chats.edges)) undo.push(edge.drain);
  // Nobody closes this line from outside, as the server's door is closed.
  if (slack && 'appToken' in slack) leaving.push(() => void chats.edges.slack?.drain());
  if (played) await loadDemoOf(chats.engine.parts, connection, stopped);
  const { look } = await openJobs(opening, chats);

  const notReady = async () => {
    if (chats.edges.slack?.ready() === false) return 'Slack has not answered yet';
    return connection.pool.query('select 1').then(
      () => null,
      () => 'the database does not answer',
    );
  };
  // Its own requests come through this server, so it listens before Slack is asked who we are.
  if (chats.edges.slack) connectSlack(chats.edges.slack, log, undo);
  // After this turn: the routes are in place then.
  if (playground) setTimeout(playground.begin, 0);
  const listeners = { slack: chats.edges.slack?.listener ?? null, teams: chats.edges.teams?.listener ?? null };
  const routes = { ...listeners, playground: playground?.handle ?? null, metrics: metrics.serve, notReady };
  return { routes, look };
}

async function openJobs({ connection, now, log, undo }: Opening, { engine, edges }: Chats): Promise<Schedule> {
  const { parts } = engine;
  const open = Object.values(edges);
  // What it says for later is for the queue, which asks the database for the time.
  const postman = { connection, channels: open.map(({ channel }) => channel), now: realNow, log };
  const failed = (job: string, error: unknown) =>
    log.warn('a job failed and will be tried again', { job, ...errorFacts(error) });
  const lost = () => log.warn('the queue lost the database, and begins again');
  const files = { read: (file: FileReference) => download(edges, file) };
  const handlers = {
    deliver: (payload: unknown) => deliver(postman, (payload as { conversation: string }).conversation),
    work: (payload: unknown) => runWork({ parts, connection, files }, payload as Work),
    ...Object.assign({}, ...open.map(({ jobs }) => jobs)),
  };
  const jobs = await startJobs(connection.pool, handlers, { failed, lost });
  undo.push(() => jobs.stop());
  await reviveDeliveries(connection.prisma, now());

  const aMinuteAgo = () => new Date(now().getTime() - 60_000);
  const keepReminders = createKeeping({ parts, connection, log }, (ticks) => schedule.plan(ticks));
  const schedule: Schedule = startSchedule(
    [
      { name: 'deliveries', run: () => reviveDeliveries(connection.prisma, aMinuteAgo()) },
      { name: 'approvals', run: () => sweepApprovals(parts, connection) },
      { name: 'what time brings', run: (stopped) => sweepTimed(parts, connection, log, stopped) },
      // After what time brings, so that a morning tells of it too.
      { name: 'reminders', run: keepReminders },
    ],
    [
      { name: 'dead workers', cron: '*/20 * * * * *', run: () => takeOverJobs(connection, log) },
      // Often, so that a day on which we ran for a quarter of an hour is kept too; written once a day.
      { name: 'audit heads', cron: '*/15 * * * *', run: () => anchorHeads(parts, connection) },
      {
        name: 'old files',
        cron: '7 * * * *',
        run: async () => void (await Promise.all(open.map(({ tidy }) => tidy?.()))),
      },
    ],
    log,
  );
  undo.push(schedule.stop);
  // A bot that was away catches up now, not at the next minute. Nobody waits for it.
  void schedule.look();
  return schedule;
}

async function download(edges: Chats['edges'], { channel, tenant, id }: FileReference): Promise<Uint8Array> {
  const edge = edges[channel as ChatName];
  if (!edge) throw new Refusal('no-file', 'It was sent in a chat that Vitrine no longer reads. Send it again.');
  return edge.channel.download(tenant, id);
}

const ARRIVING_MS = 5_000;

async function takeOverJobs({ pool }: Connection, log: Log): Promise<void> {
  const workers = await takeOver(pool, new Date(realNow().getTime() - ARRIVING_MS));
  if (workers.length > 0) log.warn('the jobs of an instance that is gone were taken over', { workers: workers.length });
}

/** A Slack that is down at the start is asked again; nothing else waits for it. */
function connectSlack(edge: Edge, log: Log, undo: (() => Promise<void>)[]): void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const attempt = async (wait: number): Promise<void> => {
    try {
      await edge.init();
    } catch (error) {
      log.warn('Slack did not say who we are; asking again', { seconds: wait, ...errorFacts(error) });
      if (!stopped) timer = setTimeout(() => attempt(Math.min(wait * 2, 60)), wait * 1000);
    }
  };
  // After this turn: the routes are in place then.
  timer = setTimeout(() => attempt(1), 0);
  undo.push(async () => {
    stopped = true;
    clearTimeout(timer);
  });
}

function addressOf({ host }: Config, server: Server): string {
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** A promise and its two ends. */
function promised<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Ctrl-C twice, or Ctrl-C and SIGTERM, stop once. */
function once(stop: () => Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  return () => {
    stopping ??= stop();
    return stopping;
  };
}
