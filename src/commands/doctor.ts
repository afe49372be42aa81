import { constants, existsSync, readFileSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChatName } from '../chat/channel.js';
import type { Config } from '../config.js';
import { type Connection, connect } from '../database/client.js';
import { startEmbedded } from '../database/embedded.js';
import { networkHealth, queueHealth } from '../database/health.js';
import { createVault, type Vault, type VaultOptions } from '../database/installations.js';
import { missingMigrations } from '../database/migrate.js';
import { StartError } from '../database/start-error.js';
import { type DatabaseFacts, type DiskFacts, diagnose, type Facts, type SlackFacts } from '../doctor/checks.js';
import type { Finding } from '../doctor/finding.js';
import type { TeamsFacts } from '../doctor/teams.js';
import { askWorkspace } from '../slack/granted.js';

export interface Surgery {
  readonly migrations: string;
  readonly manifest: string;
  readonly now: Date;
  readonly newId: () => string;
  readonly say: (line: string) => void;
}

/** Looks at everything and changes nothing. False where something must be mended. */
export async function doctor(config: Config, surgery: Surgery): Promise<boolean> {
  const [disk, asked] = await Promise.all([
    config.databaseUrl === null ? diskFacts(config.dataFolder) : null,
    askDatabase(config, surgery),
  ]);
  const { tokens, ...known } = asked;
  const [slack, teams] = await Promise.all([slackFacts(config, surgery.manifest, tokens), teamsFacts(config)]);
  const findings = diagnose({ now: surgery.now, slack, teams, disk, ...known });
  for (const finding of findings) surgery.say(inWords(finding));
  return findings.every(({ is }) => is !== 'mend');
}

const MARKS = { well: 'well', note: 'note', mend: 'MEND' } as const;

const inWords = ({ is, says, todo }: Finding): string => `${MARKS[is]}  ${says}${todo ? ` ${todo}` : ''}`;

interface Asked extends Pick<Facts, 'database' | 'network' | 'queue'> {
  /** Of the workspaces that installed us. */
  readonly tokens: readonly string[];
}

async function askDatabase(config: Config, surgery: Surgery): Promise<Asked> {
  if (config.databaseUrl !== null) return lookInto(config.databaseUrl, config, surgery);
  if (!['postgres', 'postgres-place'].some((name) => existsSync(join(config.dataFolder, name))))
    return unknown({ state: 'none' });

  const { newId, say } = surgery;
  try {
    const embedded = await startEmbedded({ dataFolder: config.dataFolder, newId, say, role: 'guest' });
    return await lookInto(embedded.url, config, surgery).finally(() => embedded.stop());
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return unknown({ state: 'silent', reason: error.message.replace(/\.$/, '') });
  }
}

async function lookInto(url: string, config: Config, { migrations, now, newId }: Surgery): Promise<Asked> {
  const connection = connect(url, { poolSize: 2 });
  try {
    const missing = await missingMigrations(url, migrations);
    if (missing.length > 0) return unknown({ state: 'behind', missing: missing.length });
    const network = await networkHealth(connection.pool, chatsOf(config));
    const queue = await queueHealth(connection.pool, now);
    const vault = vaultOf(config, connection, { now: () => now, newId });
    return { database: { state: 'ready' }, network, queue, tokens: vault ? await tokensIn(vault) : [] };
  } catch (error) {
    if (error instanceof StartError) throw error;
    const { code, message } = error as { code?: string; message?: string };
    return unknown({ state: 'silent', reason: code ?? message ?? 'no answer' });
  } finally {
    await connection.close();
  }
}

const unknown = (database: DatabaseFacts): Asked => ({ database, network: null, queue: null, tokens: [] });

function vaultOf({ slack }: Config, connection: Connection, parts: Pick<VaultOptions, 'now' | 'newId'>): Vault | null {
  if (!slack || !('oauth' in slack)) return null;
  return createVault(connection, { channel: 'slack', keys: slack.oauth.keys, ...parts });
}

async function tokensIn(vault: Vault): Promise<string[]> {
  const tokens: string[] = [];
  for (const tenant of await vault.tenants()) tokens.push(JSON.parse((await vault.read(tenant)) ?? '{}').bot?.token);
  return tokens;
}

async function slackFacts(
  { slack }: Config,
  manifest: string,
  installed: readonly string[],
): Promise<SlackFacts | null> {
  if (slack === null) return null;
  const tokens = 'token' in slack ? [slack.token] : installed;
  const { oauth_config } = JSON.parse(readFileSync(manifest, 'utf8'));
  const workspaces = await Promise.all(tokens.map((token) => askWorkspace(token, slack.apiUrl)));
  return { scopes: oauth_config.scopes.bot, workspaces };
}

/** botbuilder is slow to load: only for those who use it. */
async function teamsFacts({ teams }: Config): Promise<TeamsFacts | null> {
  if (teams === null) return null;
  const { askMicrosoft } = await import('../teams/granted.js');
  const { credentials } = teams;
  const until = credentials && 'certificate' in credentials ? credentials.certificate.until : null;
  return { standing: await askMicrosoft(teams), until };
}

/** The playground plays both. */
function chatsOf({ slack, teams }: Config): readonly ChatName[] {
  if (slack === null && teams === null) return ['slack', 'teams'];
  return [...(slack ? (['slack'] as const) : []), ...(teams ? (['teams'] as const) : [])];
}

async function diskFacts(folder: string): Promise<DiskFacts> {
  // Before the first start it is the folder above that counts.
  const there = existsSync(folder) ? folder : join(folder, '..');
  const writable = await access(there, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  const freeBytes = await statfs(there).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return { folder, writable, freeBytes };
}
