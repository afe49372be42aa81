import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { type Connection, connect } from '../../src/database/client.js';
import { startEmbedded } from '../../src/database/embedded.js';
import { installJobs } from '../../src/database/jobs.js';
import { migrate } from '../../src/database/migrate.js';
import { loadDemo } from '../../src/demo/load.js';
import { openFolder } from '../helpers/folder.js';
import { TEAM } from './slack.js';

export interface Bench {
  readonly url: string;
  readonly connection: Connection;
  readonly stop: () => Promise<void>;
}

/** A PostgreSQL of our own that waits for the disk as in earnest, with the demo's network, stock and people. */
export async function openBench(): Promise<Bench> {
  const dataFolder = await openFolder();
  const server = await startEmbedded({ dataFolder, newId: randomUUID, say: console.log });
  await migrate(server.url, 'prisma/migrations');
  await installJobs(server.url);
  // As large as the product's own.
  const connection = connect(server.url, { poolSize: 20 });
  await loadDemo(connection, { now: new Date(), newId: randomUUID });
  await bindEverybody(connection);
  return {
    url: server.url,
    connection,
    async stop() {
      await connection.close();
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Everybody has used the bot before: they are known by their account. */
async function bindEverybody({ pool }: Connection): Promise<void> {
  await pool.query(
    `insert into chat_accounts (channel, tenant, user_id, person_id, bound_at)
     select 'slack', $1, 'U0' || upper(id), id, now() from people`,
    [TEAM],
  );
  await pool.query('analyze');
}
