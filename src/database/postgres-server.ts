import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { dirname, join } from 'node:path';
import { binary } from './postgres-binaries.js';
import type { Place } from './postgres-place.js';
import { run } from './run.js';
import { StartError } from './start-error.js';

export const superuser = 'vitrine';

/** Where the password lies: in the cluster itself, so that both come into being at once. */
const passwordFile = 'vitrine-password';

export async function readPassword(place: Place): Promise<string | null> {
  return readFile(join(place.cluster, passwordFile), 'utf8').catch(() => null);
}

/** Made beside its final place and moved there whole: a kill in between leaves nothing half done. */
export async function createCluster(place: Place, newId: () => string, durable: boolean): Promise<void> {
  const draft = `${place.cluster}.new-${newId()}`;
  const password = join(draft, passwordFile);
  await mkdir(draft, { mode: 0o700 });
  await own(place, draft);
  await writeFile(`${draft}.txt`, newId(), { mode: 0o600 });
  await own(place, `${draft}.txt`);
  const { code, output } = await run(binary(place.binaries, 'initdb'), initdbArguments(draft, durable), place.account);
  // Somebody else may have been faster, and have cleared our draft away.
  if (code !== 0 && (await readPassword(place))) return;
  if (code !== 0) {
    await removeDrafts(place);
    throw new StartError(`The database could not be created: ${lastLine(output)}`);
  }
  await rename(`${draft}.txt`, password);
  await rename(draft, place.cluster).catch(() => rm(draft, { recursive: true, force: true }));
}

/** What a killed start left behind. Only safe when a cluster is there, for then nobody is making one. */
export async function removeDrafts(place: Place): Promise<void> {
  const names = await readdir(dirname(place.cluster));
  const drafts = names.filter((name) => name.startsWith('postgres.new-'));
  await Promise.all(drafts.map((name) => rm(join(dirname(place.cluster), name), { recursive: true, force: true })));
}

/** The port of the server that runs on this cluster now, whoever started it. */
export async function findServer(place: Place): Promise<number | null> {
  const file = join(place.cluster, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid) return null;
  if (await runsOn(place.cluster, pid)) return port || null;
  await disown(file, lines);
  return null;
}

/** Starts the server in a session of its own; it outlives us until it is told to stop. Null is success. */
export async function startServer(place: Place, port: number, durable: boolean): Promise<string | null> {
  const log = join(place.cluster, 'server.log');
  await rename(log, `${log}.1`).catch(() => undefined);
  const settings = `-h 127.0.0.1 -p ${port} -k ""${durable ? '' : ' -F'}`;
  const args = ['start', '-w', '-t', '60', '-D', place.cluster, '-l', log, '-o', settings];
  // On Windows the server would keep our pipe open, so the outcome is read from its log.
  const { code } = await run(binary(place.binaries, 'pg_ctl'), args, place.account, false);
  if (code === 0) return null;
  return lastLine(await readFile(log, 'utf8').catch(() => ''));
}

export async function stopServer(place: Place): Promise<void> {
  const args = ['stop', '-w', '-t', '60', '-m', 'fast', '-D', place.cluster];
  await run(binary(place.binaries, 'pg_ctl'), args, place.account);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function initdbArguments(draft: string, durable: boolean): readonly string[] {
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const settings = ['timezone=UTC', 'log_timezone=UTC', 'log_min_error_statement=panic'].flatMap((set) => [
    '--set',
    set,
  ]);
  const access = [`--username=${superuser}`, '--auth=scram-sha-256', `--pwfile=${draft}.txt`];
  return [`--pgdata=${draft}`, ...access, ...locale, ...settings, ...(durable ? [] : ['--no-sync'])];
}

async function own({ account }: Place, path: string): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}

/** A number alone says little: after a restart it may be somebody else's, and an unburied process still has one. */
async function runsOn(cluster: string, pid: number): Promise<boolean> {
  if (platform() === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(cluster);
  }
  if (platform() !== 'win32')
    return (await run('ps', ['-o', 'command=', '-p', `${pid}`], null)).output.includes(cluster);
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * PostgreSQL takes any living process with that number for its predecessor and refuses to start. We put a number there
 * that no process has, and leave the rest: from it, it still tells whether children of the dead server are at work.
 */
async function disown(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(file, ['2147483647', ...lines.slice(1)].join('\n'));
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.findLast((line) => /FATAL|error:/.test(line)) ?? lines.at(-1) ?? 'it gave no reason';
}
