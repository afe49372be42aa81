import { spawn } from 'node:child_process';
import { chmod, mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Waits until we are gone, whatever ended us, then ends the database servers below the folder, and the folder. */
const tidy = `
cat > /dev/null
find "$1" -name postmaster.pid -exec head -n 1 {} \\; | while read -r pid; do kill -QUIT "$pid"; done
sleep 0.3
rm -rf "$1"`;

/** A new folder that the database's own user can pass through, should we be root. Ctrl-C leaves nothing of it. */
export async function openFolder(place = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(place, 'vitrine-test-'));
  await chmod(folder, 0o711);
  const minder = spawn('/bin/sh', ['-c', tidy, 'sh', folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  minder.unref();
  (minder.stdin as unknown as { unref(): void }).unref();
  return folder;
}

const MEMORY = '/dev/shm';
const PLENTY = 4e9;

/** The same in memory where there is plenty of it: a run makes and clears away tens of thousands of files. */
export async function openQuickFolder(): Promise<string> {
  const room = await statfs(MEMORY).catch(() => null);
  return openFolder(room && room.bavail * room.bsize > PLENTY ? MEMORY : tmpdir());
}
