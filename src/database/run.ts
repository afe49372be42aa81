import { spawn } from 'node:child_process';
import { platform } from 'node:os';

/** The user a command runs as; null is whoever we are. */
export type Account = { readonly uid: number; readonly gid: number } | null;

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/**
 * Runs a command to its end, in a session of its own: Ctrl-C in our terminal is for us alone, and nothing of our
 * environment, where tokens live, is passed on. What it says is the outcome's, or goes into an open file.
 */
export function run(command: string, args: readonly string[], account: Account, file?: number): Promise<Outcome> {
  const windows = platform() === 'win32';
  const surroundings = windows
    ? {}
    : { cwd: '/', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
  const output = file ?? 'pipe';
  const child = spawn(command, args, {
    ...surroundings,
    ...account,
    detached: !windows,
    windowsHide: true,
    stdio: ['ignore', output, output],
  });
  return new Promise((resolve) => {
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
    const end = (code: number | null) => resolve({ code: code ?? 1, output: Buffer.concat(said).toString().trim() });
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', end);
  });
}
