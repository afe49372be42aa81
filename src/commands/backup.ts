import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { backUp } from '../database/backup.js';
import { connect } from '../database/client.js';
import { type EmbeddedOptions, startEmbedded } from '../database/embedded.js';
import { installJobs } from '../database/jobs.js';
import { migrate } from '../database/migrate.js';
import { restore } from '../database/restore.js';
import { StartError } from '../database/start-error.js';
import { prepareStore } from '../playground/store.js';

export interface Keeping extends Pick<EmbeddedOptions, 'newId' | 'say' | 'durable'> {
  readonly migrations: string;
  readonly now: Date;
}

/** Of the embedded database, also while the bot runs on it. */
export async function backupCommand(
  config: Config,
  file: string,
  { newId, say, now, durable }: Keeping,
): Promise<void> {
  mustBeEmbedded(config, 'pg_dump');
  if (!['postgres', 'postgres-place'].some((name) => existsSync(join(config.dataFolder, name))))
    throw new StartError(`There is no database in ${config.dataFolder}, so nothing to back up.`);

  const { dataFolder } = config;
  const embedded = await startEmbedded({
    dataFolder,
    newId,
    say,
    role: 'guest',
    ...(durable !== undefined && { durable }),
  });
  try {
    const { tables, rows } = await backUp({ url: embedded.url, file, now });
    say(`Backed up ${rows} rows of ${tables} tables to ${file}.`);
  } finally {
    await embedded.stop();
  }
}

/** Into an empty embedded database that no bot runs on. */
export async function restoreCommand(config: Config, file: string, keeping: Keeping): Promise<void> {
  mustBeEmbedded(config, 'pg_restore');
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`);

  const { newId, say, durable, migrations } = keeping;
  const { dataFolder } = config;
  const embedded = await startEmbedded({
    dataFolder,
    newId,
    say,
    role: 'bot',
    ...(durable !== undefined && { durable }),
  });
  try {
    await migrate(embedded.url, migrations);
    await installJobs(embedded.url);
    await withTablesOfThePlayground(embedded.url);
    const { tables, rows, at } = await restore(embedded.url, file);
    say(`Restored ${rows} rows of ${tables} tables, as they were at ${at}.`);
  } finally {
    await embedded.stop();
  }
}

function mustBeEmbedded({ databaseUrl }: Config, tool: string): void {
  if (databaseUrl !== null)
    throw new StartError(`DATABASE_URL is set: that database is looked after by its own tools, such as ${tool}.`);
}

/** They are made where it first runs, and the backup may hold them. */
async function withTablesOfThePlayground(url: string): Promise<void> {
  const connection = connect(url, { poolSize: 1 });
  await prepareStore(connection.pool).finally(connection.close);
}
