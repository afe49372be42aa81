import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface Child<First> {
  readonly process: ChildProcess;
  /** What it said of itself once it was ready. */
  readonly first: First;
}

/** A process of ours; it ends with us. */
export async function child<First>(file: string, args: readonly string[] = []): Promise<Child<First>> {
  const process = fork(new URL(`./${file}.js`, import.meta.url), args);
  const first = await message<First>(process);
  return { process, first };
}

/** Its next message, or the news that there will be none. */
export function message<T>(process: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) => reject(new Error(`a process of the bench ended with ${code}`));
    process.once('exit', died);
    process.once('message', (said) => {
      process.off('exit', died);
      resolve(said as T);
    });
  });
}

/** Lets it go, and waits until it has gone. */
export async function end(process: ChildProcess): Promise<void> {
  process.disconnect();
  await once(process, 'exit');
}
