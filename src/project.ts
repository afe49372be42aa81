import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Config, newId } from './config.js';

export const projectFile = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What is read of the project beside the program itself. */
export const projectFiles = {
  migrations: projectFile('../prisma/migrations'),
  manifest: projectFile('../manifests/slack/manifest.json'),
  teams: projectFile('../manifests/teams'),
} as const;

/** What the chats are told of us. */
export function readManifests() {
  return { slack: readJson(projectFiles.manifest), teams: readJson(`${projectFiles.teams}/manifest.json`) };
}

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

export interface Database {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The database of the configuration, migrated. A `guest` works beside a bot that runs on the same folder. */
export async function openDatabase(
  config: Config,
  role: 'bot' | 'guest',
  say: (line: string) => void,
): Promise<Database> {
  const [{ startEmbedded }, { migrate }, { installJobs }] = await Promise.all([
    import('./database/embedded.js'),
    import('./database/migrate.js'),
    import('./database/jobs.js'),
  ]);
  const { databaseUrl, dataFolder } = config;
  const database =
    databaseUrl === null
      ? await startEmbedded({ dataFolder, newId, say, role })
      : { url: databaseUrl, stop: async () => {} };
  try {
    await migrate(database.url, projectFiles.migrations);
    await installJobs(database.url);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}
