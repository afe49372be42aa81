import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { binary } from './postgres-binaries.js';
import type { Place } from './postgres-place.js';
import { type Outcome, run } from './run.js';
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

/** Starts the server in a session of its own; it outlives us until it is told to stop. Null is success. */
export async function startServer(place: Place, port: number, durable: boolean): Promise<string | null> {
  const log = join(place.cluster, 'server.log');
  await rename(log, `${log}.1`).catch(() => undefined);
  // What need not last serves many at once: each bot of a test run brings a pool of its own.
  const settings = `-h 127.0.0.1 -p ${port} -k ""${durable ? '' : ' -F -N 500'}`;
  const args = ['start', '-w', '-t', '60', '-D', place.cluster, '-l', log, '-o', settings];
  const { code, output } = await runInto(join(place.cluster, 'start.log'), place, args);
  if (code === 0) return null;
  const logged = await readFile(log, 'utf8').catch(() => '');
  // What keeps it from even trying is not in its log.
  return lastLine(logged.trim() === '' ? output : logged);
}

/** The server keeps what it is given for its output, so a pipe would never end, at least on Windows. */
async function runInto(path: string, place: Place, args: readonly string[]): Promise<Outcome> {
  const file = await open(path, 'w', 0o600);
  await own(place, path);
  const { code, output } = await run(binary(place.binaries, 'pg_ctl'), args, place.account, file.fd);
  await file.close();
  return { code, output: output || (await readFile(path, 'utf8')) };
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

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.findLast((line) => /FATAL|error:/.test(line)) ?? lines.at(-1) ?? 'it gave no reason';
}
