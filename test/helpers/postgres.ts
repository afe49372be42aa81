import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/database/embedded.js';
import { installJobs } from '../../src/database/jobs.js';
import { migrate } from '../../src/database/migrate.js';
import { openQuickFolder } from './folder.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run; its database `vitrine_template` is migrated and empty. */
    readonly postgresUrl: string;
  }
}

/** One server for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startQuick();
  project.provide('postgresUrl', server.url);
  return server.stop;
}

export interface QuickServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A server that waits for no disk, with its template, in a folder that goes with it. */
export async function startQuick(): Promise<QuickServer> {
  const dataFolder = await openQuickFolder();
  const server = await startEmbedded({ dataFolder, newId: randomUUID, say: console.log, durable: false });
  await prepareTemplate(server.url);
  const stop = async () => {
    await server.stop();
    await rm(dataFolder, { recursive: true });
  };
  return { url: server.url, stop };
}

async function prepareTemplate(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('create database vitrine_template');
  // Thousands of connections are opened in a run, and nobody has to guess this password.
  await client.query(`set scram_iterations = 1; alter role ${client.user} password '${client.password}'`);
  for (const setting of SETTINGS) await client.query(`alter system set ${setting}`);
  await client.query('select pg_reload_conf()');
  await client.end();
  const template = new URL(url);
  template.pathname = '/vitrine_template';
  await migrate(template.href, 'prisma/migrations');
  await installJobs(template.href);
}

/** Nothing here outlives the run, and no table grows. */
const SETTINGS = ['synchronous_commit = off', 'full_page_writes = off', 'autovacuum = off', 'jit = off'];
