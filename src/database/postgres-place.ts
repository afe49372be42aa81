import { createHash } from 'node:crypto';
import {
  access,
  chown,
  constants,
  cp,
  lchown,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { canEnter, chooseAccount } from './postgres-account.js';
import { type Binaries, binary, findBinaries } from './postgres-binaries.js';
import { type Account, run } from './run.js';
import { StartError } from './start-error.js';

/** Where the database lives, what runs it, and as whom. */
export interface Place {
  readonly cluster: string;
  readonly binaries: Binaries;
  readonly account: Account;
}

/** Below a folder that PostgreSQL's user can't enter, such as root's home, its files are kept here instead. */
const stage = '/var/lib/vitrine';

export async function choosePlace(dataFolder: string, newId: () => string): Promise<Place> {
  const binaries = await findBinaries();
  const home = await prepareFolder(dataFolder);
  const remembered = await rememberedStage(home);
  const cluster = join(remembered ?? home, 'postgres');
  const account = await chooseAccount(cluster);
  await refuseForeign(cluster, account);
  if (!account) return { cluster, binaries, account };
  return {
    cluster: (await canEnter(account, dirname(cluster))) ? cluster : await stageCluster(home, account, newId()),
    binaries: await reachableBinaries(binaries, account, newId()),
    account,
  };
}

async function prepareFolder(dataFolder: string): Promise<string> {
  const folder = resolve(dataFolder);
  // As root the folder can be passed through, not listed: the database's own user has to reach what lies in it.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    await mkdir(folder, { recursive: true, mode });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(
      `The data folder ${folder} can't be written to (${code}): allow it, or set DATA_DIR to another folder.`,
    );
  }
}

async function refuseForeign(cluster: string, account: Account): Promise<void> {
  const owner = await stat(cluster).catch(() => null);
  if (!owner || account || process.getuid === undefined || owner.uid === process.getuid()) return;
  throw new StartError(
    `The database in ${cluster} belongs to another user: start Vitrine as that user, or set DATA_DIR to another folder.`,
  );
}

async function rememberedStage(home: string): Promise<string | null> {
  const note = join(home, 'postgres-place');
  const folder = (await readFile(note, 'utf8').catch(() => '')).trim();
  if (!folder) return null;
  if (await stat(folder).catch(() => null)) return folder;
  throw new StartError(
    `The database's folder ${folder} is gone: bring it back, or delete ${note} to begin with an empty one.`,
  );
}

/** A database that was reachable before moves along; the note is written last, so an interrupted move begins again. */
async function stageCluster(home: string, account: Account, id: string): Promise<string> {
  const digest = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const folder = join(stage, `${digest}-${id.slice(0, 8)}`);
  await makeStage(home, folder);
  const before = join(home, 'postgres');
  const moves = (await stat(before).catch(() => null)) !== null;
  if (moves) await copyFor(account, before, join(folder, 'postgres'));
  await writeFile(join(home, 'postgres-place'), `${folder}\n`);
  if (moves) await rm(before, { recursive: true });
  return join(folder, 'postgres');
}

async function reachableBinaries(found: Binaries, account: Account, id: string): Promise<Binaries> {
  if ((await run(binary(found, 'initdb'), ['--version'], account)).code === 0) return found;
  const folder = join(stage, `postgresql-${found.version}`);
  if (!(await stat(folder).catch(() => null))) {
    await makeStage(found.folder, stage);
    await copyFor(account, found.folder, `${folder}.${id}`);
    // Whoever loses this race finds the winner's copy in place.
    await rename(`${folder}.${id}`, folder).catch(() => rm(`${folder}.${id}`, { recursive: true, force: true }));
  }
  return { ...found, folder };
}

async function makeStage(unreachable: string, folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
  } catch {
    throw new StartError(
      `PostgreSQL can't run as root, and its user can't enter ${unreachable}: run Vitrine as an ordinary user, move it, or set DATABASE_URL.`,
    );
  }
}

async function copyFor(account: Account, from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  if (!account) return;
  await chown(to, account.uid, account.gid);
  for (const name of await readdir(to, { recursive: true })) await lchown(join(to, name), account.uid, account.gid);
}
