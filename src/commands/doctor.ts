import { constants, existsSync, readFileSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { connect } from '../database/client.js';
import { startEmbedded } from '../database/embedded.js';
import { networkHealth, queueHealth } from '../database/health.js';
import { missingMigrations } from '../database/migrate.js';
import { StartError } from '../database/start-error.js';
import { type DatabaseFacts, type DiskFacts, diagnose, type Facts, type SlackFacts } from '../doctor/checks.js';
import type { Finding } from '../doctor/finding.js';
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
  const [slack, disk, asked] = await Promise.all([
    slackFacts(config, surgery.manifest),
    config.databaseUrl === null ? diskFacts(config.dataFolder) : null,
    askDatabase(config, surgery),
  ]);
  const findings = diagnose({ now: surgery.now, slack, disk, ...asked });
  for (const finding of findings) surgery.say(inWords(finding));
  return findings.every(({ is }) => is !== 'mend');
}

const MARKS = { well: 'well', note: 'note', mend: 'MEND' } as const;

const inWords = ({ is, says, todo }: Finding): string => `${MARKS[is]}  ${says}${todo ? ` ${todo}` : ''}`;

type Asked = Pick<Facts, 'database' | 'network' | 'queue'>;

async function askDatabase(config: Config, surgery: Surgery): Promise<Asked> {
  if (config.databaseUrl !== null) return lookInto(config.databaseUrl, surgery);
  if (!['postgres', 'postgres-place'].some((name) => existsSync(join(config.dataFolder, name))))
    return unknown({ state: 'none' });

  const { newId, say } = surgery;
  try {
    const embedded = await startEmbedded({ dataFolder: config.dataFolder, newId, say, role: 'guest' });
    return await lookInto(embedded.url, surgery).finally(() => embedded.stop());
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return unknown({ state: 'silent', reason: error.message.replace(/\.$/, '') });
  }
}

async function lookInto(url: string, { migrations, now }: Surgery): Promise<Asked> {
  const connection = connect(url, { poolSize: 2 });
  try {
    const missing = await missingMigrations(url, migrations);
    if (missing.length > 0) return unknown({ state: 'behind', missing: missing.length });
    const network = await networkHealth(connection.pool);
    return { database: { state: 'ready' }, network, queue: await queueHealth(connection.pool, now) };
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return unknown({ state: 'silent', reason: code ?? message ?? 'no answer' });
  } finally {
    await connection.close();
  }
}

const unknown = (database: DatabaseFacts): Asked => ({ database, network: null, queue: null });

async function slackFacts({ slack }: Config, manifest: string): Promise<SlackFacts | null> {
  if (slack === null) return null;
  const { oauth_config } = JSON.parse(readFileSync(manifest, 'utf8'));
  return { scopes: oauth_config.scopes.bot, workspaces: [await askWorkspace(slack.token, slack.apiUrl)] };
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
