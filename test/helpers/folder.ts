import { spawn } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Waits until we are gone, whatever ended us, then ends the database servers below the folder, and the folder. */
const tidy = `
cat > /dev/null
find "$1" -name postmaster.pid -exec head -n 1 {} \\; | while read -r pid; do kill -QUIT "$pid"; done
sleep 0.3
rm -rf "$1"`;

/** A new folder that the database's own user can pass through, should we be root. Ctrl-C leaves nothing of it. */
export async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-test-'));
  await chmod(folder, 0o711);
  const minder = spawn('/bin/sh', ['-c', tidy, 'sh', folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  minder.unref();
  (minder.stdin as unknown as { unref(): void }).unref();
  return folder;
}
