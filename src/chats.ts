import { capabilities } from './capabilities/index.js';
import type { Channel, ChatName } from './chat/channel.js';
import { chance, newId } from './config.js';
import type { OAuthConfig, SlackConfig } from './config-slack.js';
import type { TeamsConfig } from './config-teams.js';
import type { Connection } from './database/client.js';
import { createVault } from './database/installations.js';
import type { JobHandlers } from './database/jobs.js';
import { createTeamsStore } from './database/teams.js';
import { createDirectory } from './engine/directory.js';
import { createEngine } from './engine/dispatch.js';
import type { Log } from './engine/log.js';
import type { WhoIs } from './engine/request.js';
import type { Routes } from './http.js';
import type { Metrics } from './metrics.js';
import { readManifests } from './project.js';
import { createSlack } from './slack/app.js';

type Handler = Routes['slack'];
type Engine = ReturnType<typeof createEngine>;

/** What every chat's edge is to the rest of us. */
export interface Edge {
  readonly channel: Channel;
  readonly whoIs: WhoIs;
  readonly listener: NonNullable<Handler>;
  /** Asks the chat who we are, where that has to be known before anything else; may be called again. */
  readonly init: () => Promise<void>;
  readonly ready: () => boolean;
  readonly drain: () => Promise<void>;
  /** Work of its own that outlasts a request. */
  readonly jobs?: JobHandlers;
  /** What is old goes. */
  readonly tidy?: () => Promise<void>;
}

export interface Chats {
  readonly engine: Engine;
  readonly edges: Readonly<Partial<Record<ChatName, Edge>>>;
}

export interface ChatOptions {
  readonly connection: Connection;
  readonly slack: SlackConfig | null;
  readonly teams: TeamsConfig | null;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly log: Log;
}

/** One engine for the chats that are configured; the first of them is asked first where nobody knows where a person is. */
export async function openChats({ connection, slack, teams, metrics, now, log }: ChatOptions): Promise<Chats> {
  const chats: ChatName[] = [...(slack ? ['slack' as const] : []), ...(teams ? ['teams' as const] : [])];
  const edges: Partial<Record<ChatName, Edge>> = {};
  const whoIs = (chat: ChatName): WhoIs => {
    const edge = edges[chat];
    if (!edge) throw new Error(`${chat} is not configured`);
    return edge.whoIs;
  };
  const engine = createEngine({ capabilities, connection, whoIs, now, newId, log, chats });
  const measured = metrics.around(engine);
  const shared = { connection, now, log, engine: measured, parts: engine.parts };
  if (slack) edges.slack = openSlack(slack, shared);
  if (teams) edges.teams = await openTeams(teams, shared);
  return { engine, edges };
}

interface Shared {
  readonly connection: Connection;
  readonly now: () => Date;
  readonly log: Log;
  readonly engine: ReturnType<Metrics['around']>;
  readonly parts: Engine['parts'];
}

function openSlack(slack: SlackConfig, { connection, now, log, engine, parts }: Shared): Edge {
  const directory = createDirectory(parts, connection, 'slack');
  const { apiUrl } = slack;
  const entrance = 'appToken' in slack ? { appToken: slack.appToken } : { signingSecret: slack.signingSecret };
  const access = 'token' in slack ? { token: slack.token } : { oauth: several(slack.oauth, connection, now) };
  return createSlack({ engine, directory, now, newId, log, ...(apiUrl && { apiUrl }), ...entrance, ...access });
}

function several({ keys, ...oauth }: OAuthConfig, connection: Connection, now: () => Date) {
  const vault = createVault(connection, { channel: 'slack', keys, now, newId });
  return { ...oauth, scopes: readManifests().slack.oauth_config.scopes.bot, vault };
}

/** Loaded only where it is needed: its SDK is large. */
async function openTeams(config: TeamsConfig, { connection, now, log, engine, parts }: Shared): Promise<Edge> {
  const { createTeams } = await import('./teams/app.js');
  const directory = createDirectory(parts, connection, 'teams');
  const store = createTeamsStore(connection, now);
  return createTeams({ config, engine, directory, store, commands: typed(), now, newId, chance, log });
}

/** What one may type, in the words of those who look commands up. */
const typed = () =>
  capabilities.flatMap(({ commands }) => Object.entries(commands).map(([words, { summary }]) => ({ words, summary })));
