import type { IncomingMessage, ServerResponse } from 'node:http';
import { newId, now } from './config.js';
import type { SlackConfig } from './config-slack.js';
import type { TeamsConfig } from './config-teams.js';
import type { Connection } from './database/client.js';
import { commandsOf, demoAppId, demoTeams, demoTenant } from './demo/teams.js';
import { firstCount } from './demo/walk.js';
import { demoWorkspace } from './demo/workspace.js';
import type { Log } from './engine/log.js';
import { startPlayground } from './playground/server.js';
import { startTeamsStandIn } from './playground/teams/server.js';
import { projectFile, readManifests } from './project.js';

export interface OpenPlayground {
  readonly slack: SlackConfig;
  readonly teams: TeamsConfig;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** The bot answers now: the stand-ins may speak to it by themselves. */
  readonly begin: () => void;
  readonly endStreams: () => void;
  readonly close: () => Promise<void>;
}

/** Where tests would only wait for what Slack and Teams insist on. */
export interface StandIns {
  /** Milliseconds that the one for Slack waits for us: three seconds, as Slack does, when absent. */
  readonly slackWaits?: number;
  /** False: the one for Teams takes any number of calls a second. */
  readonly teamsThrottles?: boolean;
}

interface Opening {
  readonly connection: Connection;
  readonly address: string;
  readonly standIns: StandIns;
  readonly log: Log;
}

/** The stand-ins and the bot know each other by nothing but addresses, tokens and secrets. */
export async function openPlayground(opening: Opening): Promise<OpenPlayground> {
  const [slack, teams] = await Promise.all([openSlack(opening), openTeams(opening)]);
  const both = [teams.played, slack.played];
  return {
    slack: slack.config,
    teams: teams.config,
    handle: async (request, response) =>
      (await teams.played.handle(request, response)) || slack.played.handle(request, response),
    begin: teams.played.installEverywhere,
    endStreams: () => {
      for (const each of both) each.endStreams();
    },
    close: async () => void (await Promise.all(both.map((each) => each.close()))),
  };
}

async function openSlack({ connection, address, standIns: { slackWaits }, log }: Opening) {
  const manifest = readManifests().slack;
  const config = { token: `xoxb-${newId()}`, signingSecret: newId(), apiUrl: `${address}/playground/api/` };
  const played = await startPlayground({
    workspace: demoWorkspace(manifest.features.slash_commands, manifest.features.shortcuts),
    pool: connection.pool,
    baseUrl: address,
    eventsUrl: `${address}/slack/events`,
    signingSecret: config.signingSecret,
    botToken: config.token,
    scopes: manifest.oauth_config.scopes.bot,
    pageFolder: projectFile('./playground/page'),
    ...(slackWaits !== undefined && { ackTimeout: slackWaits, triggerLifetime: slackWaits }),
    now,
    newId,
    log: (message, facts) => log.warn(message, { ...facts }),
  });
  return { played, config };
}

/** Its tokens are checked as Microsoft's are, by keys of its own. */
async function openTeams({ connection, address, standIns: { teamsThrottles = true }, log }: Opening) {
  const bearer = newId();
  const played = await startTeamsStandIn({
    workspace: demoTeams(commandsOf(readManifests().teams), firstCount('teams')),
    pool: connection.pool,
    baseUrl: address,
    messagesUrl: `${address}/api/messages`,
    appId: demoAppId,
    bearer,
    throttles: teamsThrottles,
    now,
    newId,
    log: (message, facts) => log.warn(message, { ...facts }),
  });
  const { openIdMetadataUrl, issuer, serviceUrl } = played;
  const cloud = { openIdMetadataUrl, issuer, bearer, serviceOrigins: [address], serviceUrl };
  return { played, config: { appId: demoAppId, tenantId: demoTenant, credentials: { password: bearer }, cloud } };
}
