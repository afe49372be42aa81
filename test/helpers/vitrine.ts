import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { freePort } from '../../src/database/postgres-server.js';

export interface Running {
  readonly address: string;
  readonly process: ChildProcess;
  /** What it said so far, on both outputs. */
  readonly said: () => string;
  /** Sends the signal and waits for the end. */
  readonly end: (signal: NodeJS.Signals) => Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly said: string;
}

export type Settings = Readonly<Record<string, string>>;

/** Nothing of the environment or of a file `.env` reaches the bots that tests start. */
const settingNames = [...readFileSync('.env.example', 'utf8').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = '']) => name);

/** `dist` as a person's `npm start` would find it. Nothing happens where it is up to date. */
export async function build(): Promise<void> {
  built ??= promisify(execFile)(process.execPath, ['src/scripts/make.mjs', 'build']);
  await built;
}

let built: Promise<unknown> | undefined;

/** A bot in a process of its own, once it says that it is there. */
export async function startVitrine(settings: Settings): Promise<Running> {
  const port = settings.PORT ?? `${await freePort()}`;
  const { child, said, ended } = launch(['start'], { LOG_LEVEL: 'warn', ...settings, PORT: port });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (/playground is ready|takes (Slack’s|Teams’) requests/.test(said())) resolve();
    });
    void ended.then(() => reject(new Error(`Vitrine did not start:\n${said()}`)));
  });
  return {
    address: `http://127.0.0.1:${port}`,
    process: child,
    said,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Any command to its end. */
export function vitrine(args: readonly string[], settings: Settings): Promise<Ended> {
  return launch(args, settings).ended;
}

/** Most live a second or two: compiling WebAssembly once more, and well, takes a third of that and never pays. */
const COMPILES_FAST = '--liftoff-only';

export function launch(args: readonly string[], settings: Settings) {
  const nothing = Object.fromEntries(settingNames.map((name) => [name, '']));
  const child = spawn(process.execPath, [COMPILES_FAST, 'dist/vitrine.js', ...args], {
    env: { ...process.env, ...nothing, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => heard.push(chunk));
  const said = () => Buffer.concat(heard).toString();
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, said: said() }));
  return { child, said, ended };
}
