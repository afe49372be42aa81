import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backupCommand, restoreCommand } from '../../src/commands/backup.js';
import type { Config } from '../../src/config.js';
import { appendAudit } from '../../src/database/audit.js';
import { checkTrail } from '../../src/database/audit-trail.js';
import { connect, transaction } from '../../src/database/client.js';
import { startEmbedded } from '../../src/database/embedded.js';
import { installJobs } from '../../src/database/jobs.js';
import { migrate } from '../../src/database/migrate.js';
import { openQuickFolder } from '../helpers/folder.js';

const NOW = new Date('2026-11-27T15:00:00Z');
let folder: string;
const said: string[] = [];

beforeAll(async () => {
  folder = await openQuickFolder();
});
afterAll(() => rm(folder, { recursive: true }));

const keeping = {
  migrations: 'prisma/migrations',
  now: NOW,
  newId: randomUUID,
  say: (line: string) => void said.push(line),
  durable: false,
};
const configOf = (name: string, databaseUrl: string | null = null): Config => ({
  host: '127.0.0.1',
  port: 3000,
  dataFolder: join(folder, name),
  logLevel: 'silent',
  databaseUrl,
  slack: null,
  teams: null,
  metricsToken: null,
});

/** As a bot holds it while it runs. */
const runningOn = (name: string) =>
  startEmbedded({ dataFolder: join(folder, name), newId: randomUUID, say: () => {}, role: 'bot', durable: false });

const entry = (subject: string) => ({
  actorId: 'ana',
  channel: 'slack',
  boutique: 'MADISON',
  event: 'stock-counts.opened',
  subject,
  facts: { zone: 'Vitrine 2' },
});

it('is written beside the bot that runs, and fills the database of another folder, trail and all', async () => {
  const file = join(folder, 'backup.gz');
  const bot = await runningOn('here');
  await migrate(bot.url, 'prisma/migrations');
  await installJobs(bot.url);
  const connection = connect(bot.url);
  await transaction(connection, (db) => appendAudit(db, [entry('c1'), entry('c2')], NOW));
  await backupCommand(configOf('here'), file, keeping);
  await connection.close();

  await expect(restoreCommand(configOf('here'), file, keeping)).rejects.toThrow(
    /^Vitrine already runs on .*stop it first/,
  );
  await bot.stop();
  await expect(restoreCommand(configOf('here'), file, keeping)).rejects.toThrow('is not empty');

  await restoreCommand(configOf('there'), file, keeping);
  const [wrote] = said.filter((line) => line.startsWith('Backed'));
  expect(wrote).toMatch(/^Backed up 2 rows of \d+ tables to /);
  expect(said.at(-1)).toMatch(/^Restored 2 rows of \d+ tables, as they were at 2026-11-27T15:00:00\.000Z\.$/);
  const restored = await runningOn('there');
  const again = connect(restored.url);
  const checked = [];
  for await (const chain of checkTrail(again.prisma, { chain: null, witnesses: [] })) checked.push(chain);
  expect(checked).toMatchObject([{ head: { chain: 'MADISON', number: 2 }, fault: null }]);
  await again.close();
  await restored.stop();
}, 60_000);

it('says what to use where the database is somebody else’s', async () => {
  const elsewhere = configOf('here', 'postgresql://vitrine@db.example/vitrine');
  await expect(backupCommand(elsewhere, '/tmp/x.gz', keeping)).rejects.toThrow(/DATABASE_URL is set: .*pg_dump/);
  await expect(restoreCommand(elsewhere, '/tmp/x.gz', keeping)).rejects.toThrow(/DATABASE_URL is set: .*pg_restore/);
});

it('makes no database to back up or to refuse a restore', async () => {
  await expect(backupCommand(configOf('nowhere'), '/tmp/x.gz', keeping)).rejects.toThrow('nothing to back up');
  await expect(restoreCommand(configOf('nowhere'), '/tmp/nothing.gz', keeping)).rejects.toThrow('There is no file');
});
