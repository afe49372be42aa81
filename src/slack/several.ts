import type { Installation as Granted, InstallationStore } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import {
  type Connection,
  type ConnectionOptions,
  clientOptions,
  connectionTo,
  type Installation,
} from './connection.js';
import type { Workspaces } from './workspaces.js';

/** Where installations are kept; what is in them is for us alone. */
export interface Vault {
  readonly keep: (tenant: string, scopes: readonly string[], content: string) => Promise<void>;
  readonly read: (tenant: string) => Promise<string | null>;
  readonly remove: (tenant: string) => Promise<void>;
  readonly tenants: () => Promise<readonly string[]>;
  readonly mayInstall: (tenant: string) => Promise<boolean>;
}

export interface SeveralOptions extends Omit<ConnectionOptions, 'token'> {
  readonly vault: Vault;
  readonly now: () => Date;
}

export interface Several extends Workspaces {
  readonly store: InstallationStore;
}

/** Another instance may have seen a workspace go. */
const FRESH_MS = 60_000;
const MOST = 200;

interface Held {
  readonly connection: Promise<Connection | null>;
  readonly until: number;
}

/** Every workspace that installed us by itself. */
export function severalWorkspaces(options: SeveralOptions): Several {
  const { vault, log, now } = options;
  const held = new Map<string, Held>();
  const forget = async <T>(team: string, work: Promise<T>): Promise<T> => work.finally(() => held.delete(team));
  const find = (team: string): Promise<Connection | null> => {
    const at = now().getTime();
    const known = held.get(team);
    if (known && at < known.until) return known.connection;

    const connection = open(options, team);
    connection.catch(() => held.delete(team));
    held.delete(team);
    held.set(team, { connection, until: at + FRESH_MS });
    for (const oldest of held.keys()) if (held.size > MOST) held.delete(oldest);
    return connection;
  };
  return {
    find,
    all: vault.tenants,
    start: async () => {},
    started: () => true,
    async leave(team) {
      await forget(team, vault.remove(team));
      log.warn('a workspace has taken the app out; its token is deleted', { team });
    },
    store: storeIn(vault, forget),
  };
}

async function open(options: SeveralOptions, team: string): Promise<Connection | null> {
  const content = await options.vault.read(team);
  if (content === null) return null;
  const { bot, enterprise } = JSON.parse(content) as Granted<'v2'>;
  if (!bot) return null;
  const client = new WebClient(bot.token, clientOptions(options));
  const installation: Installation = {
    team,
    enterprise: enterprise?.id ?? null,
    botId: bot.id,
    botUserId: bot.userId,
  };
  return connectionTo(client, () => installation, options);
}

/** As Bolt's way through Slack's pages wants it. */
function storeIn(vault: Vault, forget: (team: string, work: Promise<void>) => Promise<void>): InstallationStore {
  return {
    async storeInstallation(granted) {
      const { team, bot } = granted;
      if (!team || !bot || granted.isEnterpriseInstall) throw new NotTaken('It is installed one workspace at a time.');
      if (!(await vault.mayInstall(team.id)))
        throw new NotTaken(`Vitrine’s network does not name this workspace. Write slack_team: ${team.id} there first.`);
      await forget(team.id, vault.keep(team.id, bot.scopes, JSON.stringify(granted)));
    },
    async fetchInstallation({ teamId = '' }) {
      const content = await vault.read(teamId);
      if (content === null) throw new Error('not installed');
      return JSON.parse(content);
    },
    deleteInstallation: ({ teamId = '' }) => forget(teamId, vault.remove(teamId)),
  };
}

/** The sentence is for whoever installs it. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
}
