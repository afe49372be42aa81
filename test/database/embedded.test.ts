import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../src/database/embedded.js';
import { choosePlace } from '../../src/database/postgres-place.js';
import { findServer } from '../../src/database/postgres-running.js';
import { openQuickFolder } from '../helpers/folder.js';

const isRoot = process.getuid?.() === 0;

let folder: string;
const bots: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  folder = await openQuickFolder();
  const bot = await start({ durable: false });
  await ask(bot.url, 'create table counts (zone text)');
  await bot.stop();
});

afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.stop();
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('the embedded database', () => {
  it('keeps what was written from one start to the next', async () => {
    const first = await start();
    await ask(first.url, `insert into counts values ('Vitrine 2')`);
    await first.stop();

    const second = await start();

    expect(
      await ask(second.url, 'select zone, lower(zone || $$É$$) as low from counts where zone = $$Vitrine 2$$'),
    ).toEqual([{ zone: 'Vitrine 2', low: 'vitrine 2é' }]);
    expect(await ask(second.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    expect(await ask(second.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });

  it('keeps the password for us alone, and lets nobody in without it', async () => {
    const { url } = await start();
    const file = join(folder, 'postgres', 'vitrine-password');

    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(ask(url.replace(/:[^:@]+@/, ':guessed@'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('tells a second bot in one sentence, and goes on', async () => {
    const first = await start();

    await expect(start()).rejects.toThrow(
      `Vitrine already runs on ${folder}: stop it first, or set DATA_DIR to another folder.`,
    );
    expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('lets a command work beside the bot; the last one out stops the server', async () => {
    const bot = await start();
    const command = await start({ role: 'guest' });
    expect(command.url).toBe(bot.url);

    await bot.stop();
    expect(await ask(command.url, 'select 1 as one')).toEqual([{ one: 1 }]);

    await command.stop();
    await expect(ask(command.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('comes back on the same port when the server is killed under the bot', async () => {
    const bot = await start();
    await ask(bot.url, `insert into counts values ('Safe')`);

    await killServer();

    expect(await ask(bot.url, `select zone from counts where zone = 'Safe'`, 100)).toEqual([{ zone: 'Safe' }]);
  });
});

describe('a bot in a process of its own', () => {
  let compiled: string;

  beforeAll(async () => {
    compiled = await compile();
  });

  afterAll(() => rm(compiled, { recursive: true }));

  it('is killed, and the next start adopts its server with everything in it', async () => {
    const bot = await spawnBot(compiled);
    await ask(bot.url, `insert into counts values ('Window')`);
    const server = await serverPid();
    await end(bot.child, 'SIGKILL');

    const next = await start();

    expect(next.url).toBe(bot.url);
    expect(await serverPid()).toBe(server);
    expect(await ask(next.url, `select zone from counts where zone = 'Window'`)).toEqual([{ zone: 'Window' }]);
  });

  it('is killed together with its server, and the next start loses nothing', async () => {
    const bot = await spawnBot(compiled);
    await ask(bot.url, `insert into counts values ('Tray wall')`);
    await end(bot.child, 'SIGKILL');
    await killServer();

    const next = await start();

    expect(await ask(next.url, `select zone from counts where zone = 'Tray wall'`)).toEqual([{ zone: 'Tray wall' }]);
  });

  it('takes Ctrl-C for itself: the server lives until the bot stops it', async () => {
    const bot = await spawnBot(compiled);

    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.kill(-(bot.child.pid ?? 0), signal);
    expect(await ask(bot.url, 'select 1 as one')).toEqual([{ one: 1 }]);

    bot.child.stdin?.end();
    await once(bot.child, 'exit');
    await expect(ask(bot.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('finds the number of its dead server taken by somebody else, and starts all the same', async () => {
    await writeFile(note(), `${process.pid}\n${folder}/postgres\n1\n5432\n\n\n\n`);

    const bot = await start();

    expect(await ask(bot.url, 'select 1 as one from counts limit 0')).toEqual([]);
  });

  it('is killed while it mends the note of its dead server, which stays whole', async () => {
    const left = `${process.pid}\n${folder}/postgres\n1\n5432\n\n\n\n`;
    await writeFile(note(), left);
    const killed = spawn(process.execPath, [join(compiled, 'killed.js'), folder]);
    expect(await once(killed, 'exit')).toEqual([null, 'SIGKILL']);
    expect(await readFile(note(), 'utf8')).toBe(left);

    const bot = await start();

    expect(await ask(bot.url, 'select 1 as one from counts limit 0')).toEqual([]);
  });
});

describe('a server that left no number behind', () => {
  it.each([
    ['an empty note', ''],
    ['a note of zeros, as after a power cut', '\0'.repeat(40)],
    ['a note cut short', `214`],
  ])('and %s does not keep the next one from starting', async (_, left) => {
    await writeFile(note(), left);

    const bot = await start();

    expect(await ask(bot.url, 'select 1 as one from counts limit 0')).toEqual([]);
  });

  it.runIf(platform() === 'linux')('is not followed by another while a part of it still works', async () => {
    const bot = await start();
    const server = await serverPid();
    const part = await partOf(server);
    process.kill(part, 'SIGSTOP');
    process.kill(server, 'SIGKILL');
    await writeFile(note(), '');

    await expect(findServer(await choosePlace(folder, randomUUID), 15)).rejects.toThrow(
      `The database in ${folder}/postgres was killed, and parts of it still work: end these processes first, ${part}.`,
    );
    process.kill(part, 'SIGKILL');

    expect(await ask(bot.url, 'select 1 as one from counts limit 0', 100)).toEqual([]);
  });

  it('says why it does not start, also when PostgreSQL does not get as far as its log', async () => {
    const version = join(folder, 'postgres', 'PG_VERSION');
    await rename(version, `${version}.away`);

    await expect(start()).rejects.toThrow(/^The database does not start: .*is not a database cluster directory$/);
    await rename(`${version}.away`, version);
  });
});

describe('a folder that will not do', () => {
  it('is said in a sentence when it can not be made', async () => {
    const failed = start({ dataFolder: '/dev/null/vitrine' });

    await expect(failed).rejects.toThrow(
      "The data folder /dev/null/vitrine can't be written to (ENOTDIR): allow it, or set DATA_DIR to another folder.",
    );
  });

  it.skipIf(isRoot)('is said in a sentence when it is closed to us', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o500 });

    await expect(start({ dataFolder: closed })).rejects.toThrow(
      `The data folder ${closed} can't be written to (EACCES)`,
    );
  });

  it('is said in a sentence when something else lies where the database should', async () => {
    const other = join(folder, 'other');
    await mkdir(join(other, 'postgres'), { recursive: true });
    await chmod(other, 0o711);
    await writeFile(join(other, 'postgres', 'notes.txt'), 'not a database');

    await expect(start({ dataFolder: other, durable: false })).rejects.toThrow('holds no database of ours');
  });

  it.runIf(isRoot)('is passed by when the database may not enter it, also when it is closed later', async () => {
    const home = join(folder, 'home');
    const dataFolder = join(home, 'vitrine');
    await mkdir(home, { mode: 0o711 });
    const before = await start({ dataFolder, durable: false });
    await ask(before.url, 'create table counts (zone text)');
    await before.stop();
    await chmod(home, 0o700);

    const after = await start({ dataFolder, durable: false });
    const place = (await readFile(join(dataFolder, 'postgres-place'), 'utf8')).trim();

    expect(await ask(after.url, 'select count(*)::int from counts')).toEqual([{ count: 0 }]);
    expect(place).toMatch(/^\/var\/lib\/vitrine\//);
    expect(await readdir(dataFolder)).toEqual(['postgres-place']);

    await after.stop();
    await rm(place, { recursive: true });
    await expect(start({ dataFolder, durable: false })).rejects.toThrow(`The database's folder ${place} is gone`);
  });
});

async function start(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const bot = await startEmbedded({ dataFolder: folder, newId: randomUUID, say: () => undefined, ...options });
  bots.push(bot);
  return bot;
}

async function ask(url: string, statement: string, patience = 1): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(statement)).rows;
  } catch (error) {
    if (patience <= 1) throw error;
  } finally {
    await client.end();
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  return ask(url, statement, patience - 1);
}

/** What the server notes of itself. */
const note = (): string => join(folder, 'postgres', 'postmaster.pid');

async function serverPid(): Promise<number> {
  return Number((await readFile(note(), 'utf8')).split('\n')[0]);
}

/** Any child of the server that works on without asking it. */
async function partOf(server: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', `${server}`]);
  return Number(stdout.trim().split('\n')[0]);
}

async function killServer(): Promise<void> {
  process.kill(await serverPid(), 'SIGKILL');
}

/** Node runs no TypeScript before version 22, and what is killed here has to be a process like the bot's. */
async function compile(): Promise<string> {
  const target = join('node_modules', '.cache', `vitrine-${randomUUID()}`);
  const options = ['--ignoreConfig', '--noCheck', '--module', 'nodenext', '--target', 'es2023', '--outDir', target];
  const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
  await promisify(execFile)(process.execPath, [compiler, ...options, 'src/database/embedded.ts']);
  await writeFile(join(target, 'package.json'), '{ "type": "module" }');
  await writeFile(join(target, 'bot.js'), botScript);
  await writeFile(join(target, 'killed.js'), killedScript);
  return target;
}

const botScript = `
import { randomUUID } from 'node:crypto';
import { startEmbedded } from './embedded.js';
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
const bot = await startEmbedded({ dataFolder: process.argv[2], newId: randomUUID, say: () => {} });
console.log(bot.url);
process.stdin.resume().on('end', () => bot.stop());
`;

/** Killed at the worst moment of writing to a file: it is there, and nothing is in it. */
const killedScript = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { writeFile } = fs.promises;
fs.promises.writeFile = async (file, ...more) => {
  if (!file.includes('postmaster.pid')) return writeFile(file, ...more);
  fs.writeFileSync(file, '');
  process.kill(process.pid, 'SIGKILL');
};
syncBuiltinESMExports();
const { startEmbedded } = await import('./embedded.js');
await startEmbedded({ dataFolder: process.argv[2], newId: String, say: () => {} });
`;

async function spawnBot(compiled: string): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [join(compiled, 'bot.js'), folder], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  bots.push({ stop: () => end(child, 'SIGKILL') });
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { url, child };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}
