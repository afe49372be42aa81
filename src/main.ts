import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { capabilities } from './capabilities/index.js';
import { type Config, newId, now } from './config.js';
import type { OAuthConfig, SlackConfig } from './config-slack.js';
import { backlogOf } from './database/backlog.js';
import { type Connection, connect } from './database/client.js';
import { reviveDeliveries } from './database/deliveries.js';
import { createVault } from './database/installations.js';
import { startJobs } from './database/jobs.js';
import { hasNetwork } from './database/people.js';
import type { Work } from './database/work.js';
import { takeOver } from './database/workers.js';
import { loadDemo } from './demo/load.js';
import { demoWorkspace } from './demo/workspace.js';
import { anchorHeads } from './engine/anchors.js';
import type { FileReference } from './engine/capability.js';
import { createDirectory } from './engine/directory.js';
import { createEngine } from './engine/dispatch.js';
import { errorFacts, type Log } from './engine/log.js';
import { deliver } from './engine/outbox.js';
import { startSchedule } from './engine/schedule.js';
import { sweepApprovals } from './engine/sweep.js';
import { runWork } from './engine/work.js';
import { close, listen, type Routes, serve } from './http.js';
import { createLog } from './log.js';
import { createMetrics, type Metrics } from './metrics.js';
import { type Playground, startPlayground } from './playground/server.js';
import { openDatabase, projectFile, projectFiles } from './project.js';
import { createSlack, type SlackEdge } from './slack/app.js';

export interface Vitrine {
  /** Where the playground is, or where Slack's requests are taken. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** How long what is under way may take to end. */
const PATIENCE = 8_000;

/** Builds everything, in this order: port, database, people, chat, jobs, schedule. Undone in the opposite one. */
export async function start(config: Config, say: (line: string) => void): Promise<Vitrine> {
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
  try {
    const database = await openDatabase(config, 'bot', say);
    undo.push(database.stop);
    const connection = connect(database.url, { poolSize: 20 });
    undo.push(connection.close);
    const address = addressOf(config, server);
    opening.resolve(await open({ config, connection, address, log, say, undo, leaving }));
    return { address, stop: once(stop) };
  } catch (error) {
    opening.reject(error);
    await stop();
    throw error;
  }
}

interface Opening {
  readonly config: Config;
  readonly connection: Connection;
  readonly address: string;
  readonly log: Log;
  readonly say: (line: string) => void;
  readonly undo: (() => Promise<void>)[];
  /** Told once nobody new comes in: whoever would stay for ever. */
  readonly leaving: (() => void)[];
}

/** The chat and everything behind it. */
async function open(opening: Opening): Promise<Routes> {
  const { config, connection, log, say, undo, leaving } = opening;
  if (config.slack === null) await loadDemo(connection, { now: now(), newId });
  else if (!(await hasNetwork(connection.prisma))) say('No network yet: run vitrine network apply FILE.');

  const playground = config.slack === null ? await openPlayground(opening) : null;
  if (playground) undo.push(playground.played.close);
  if (playground) leaving.push(playground.played.endStreams);
  const metrics = createMetrics({ backlog: () => backlogOf(connection), now, token: config.metricsToken });
  const slack = openSlack(opening, config.slack ?? (playground as OpenPlayground).slack, metrics);
  undo.push(slack.edge.drain);
  // Nobody closes this line from outside, as the server's door is closed.
  if (config.slack && 'appToken' in config.slack) leaving.push(() => void slack.edge.drain());
  await openJobs(opening, slack.edge, slack.parts);

  const notReady = async () => {
    if (!slack.edge.ready()) return 'Slack has not answered yet';
    return connection.pool.query('select 1').then(
      () => null,
      () => 'the database does not answer',
    );
  };
  // Its own requests come through this server, so it listens before Slack is asked who we are.
  connectSlack(slack.edge, log, undo);
  const { handle = null } = playground?.played ?? {};
  return { slack: slack.edge.listener, playground: handle, metrics: metrics.serve, notReady };
}

interface OpenPlayground {
  readonly played: Playground;
  readonly slack: SlackConfig;
}

const readManifest = () => JSON.parse(readFileSync(projectFiles.manifest, 'utf8'));

/** The stand-in and the bot know each other by nothing but an address, a token and a secret. */
async function openPlayground({ connection, address, log }: Opening): Promise<OpenPlayground> {
  const manifest = readManifest();
  const slack = { token: `xoxb-${newId()}`, signingSecret: newId(), apiUrl: `${address}/playground/api/` };
  const played = await startPlayground({
    workspace: demoWorkspace(manifest.features.slash_commands),
    pool: connection.pool,
    baseUrl: address,
    eventsUrl: `${address}/slack/events`,
    signingSecret: slack.signingSecret,
    botToken: slack.token,
    scopes: manifest.oauth_config.scopes.bot,
    pageFolder: projectFile('./playground/page'),
    now,
    newId,
    log: (message, facts) => log.warn(message, { ...facts }),
  });
  return { played, slack };
}

function openSlack({ connection, log }: Opening, slack: SlackConfig, metrics: Metrics) {
  const whoIs = () => (tenant: string, userId: string) => edge.whoIs(tenant, userId);
  const engine = metrics.around(createEngine({ capabilities, connection, whoIs, now, newId, log }));
  const directory = createDirectory(engine.parts, connection, 'slack');
  const { apiUrl } = slack;
  const parts = { engine, directory, now, newId, log, ...(apiUrl && { apiUrl }) };
  const entrance = 'appToken' in slack ? { appToken: slack.appToken } : { signingSecret: slack.signingSecret };
  const access = 'token' in slack ? { token: slack.token } : { oauth: several(slack.oauth, connection) };
  const edge = createSlack({ ...parts, ...entrance, ...access });
  return { edge, parts: engine.parts };
}

function several({ keys, ...oauth }: OAuthConfig, connection: Connection) {
  const vault = createVault(connection, { channel: 'slack', keys, now, newId });
  return { ...oauth, scopes: readManifest().oauth_config.scopes.bot, vault };
}

async function openJobs(
  { connection, log, undo }: Opening,
  slack: SlackEdge,
  parts: Parameters<typeof sweepApprovals>[0],
): Promise<void> {
  const postman = { connection, channels: [slack.channel], now, log };
  const failed = (job: string, error: unknown) =>
    log.warn('a job failed and will be tried again', { job, ...errorFacts(error) });
  const files = { read: ({ tenant, id }: FileReference) => slack.channel.download(tenant, id) };
  const handlers = {
    deliver: (payload: unknown) => deliver(postman, (payload as { conversation: string }).conversation),
    work: (payload: unknown) => runWork({ parts, connection, files }, payload as Work),
  };
  const jobs = await startJobs(connection.pool, handlers, { failed });
  undo.push(() => jobs.stop());
  await reviveDeliveries(connection.prisma, now());

  const aMinuteAgo = () => new Date(now().getTime() - 60_000);
  const schedule = startSchedule(
    [
      { name: 'approvals', cron: '* * * * *', run: () => sweepApprovals(parts, connection) },
      { name: 'deliveries', cron: '* * * * *', run: () => reviveDeliveries(connection.prisma, aMinuteAgo()) },
      { name: 'dead workers', cron: '*/20 * * * * *', run: () => takeOverJobs(connection, log) },
      // Often, so that a day on which we ran for a quarter of an hour is kept too; written once a day.
      { name: 'audit heads', cron: '*/15 * * * *', run: () => anchorHeads(parts, connection) },
    ],
    log,
  );
  undo.push(schedule.stop);
}

const ARRIVING_MS = 5_000;

async function takeOverJobs({ pool }: Connection, log: Log): Promise<void> {
  const workers = await takeOver(pool, new Date(now().getTime() - ARRIVING_MS));
  if (workers.length > 0) log.warn('the jobs of an instance that is gone were taken over', { workers: workers.length });
}

/** A Slack that is down at the start is asked again; nothing else waits for it. */
function connectSlack(edge: SlackEdge, log: Log, undo: (() => Promise<void>)[]): void {
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
