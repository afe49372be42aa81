import { readFileSync } from 'node:fs';
import { newId, now } from './config.js';
import type { SlackConfig } from './config-slack.js';
import type { TeamsConfig } from './config-teams.js';
import type { Connection } from './database/client.js';
import { demoWorkspace } from './demo/workspace.js';
import type { Log } from './engine/log.js';
import { type Playground, startPlayground } from './playground/server.js';
import { projectFile, projectFiles } from './project.js';

export interface OpenPlayground {
  readonly played: Playground;
  readonly slack: SlackConfig;
  readonly teams: TeamsConfig | null;
}

interface Opening {
  readonly connection: Connection;
  readonly address: string;
  readonly log: Log;
}

/** The stand-ins and the bot know each other by nothing but addresses, tokens and secrets. */
export async function openPlayground({ connection, address, log }: Opening): Promise<OpenPlayground> {
  const manifest = JSON.parse(readFileSync(projectFiles.manifest, 'utf8'));
  const slack = { token: `xoxb-${newId()}`, signingSecret: newId(), apiUrl: `${address}/playground/api/` };
  const shared = { pool: connection.pool, baseUrl: address, now, newId };
  const note = (message: string, facts: object) => log.warn(message, { ...facts });
  const played = await startPlayground({
    ...shared,
    workspace: demoWorkspace(manifest.features.slash_commands),
    eventsUrl: `${address}/slack/events`,
    signingSecret: slack.signingSecret,
    botToken: slack.token,
    scopes: manifest.oauth_config.scopes.bot,
    pageFolder: projectFile('./playground/page'),
    log: note,
  });
  return { played, slack, teams: null };
}
