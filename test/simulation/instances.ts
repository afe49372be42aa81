import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Everything, Occasion } from '../../src/engine/reminders/turns.js';

/** A process of its own, with a connection to the database. */
export interface Instance {
  /** By this PostgreSQL knows its connections. */
  readonly name: string;
  /** Resolves when it has done so; true where it was killed before. Rejects where it could not. */
  readonly take: (occasion: Occasion | Everything, at: Date) => Promise<'done' | 'killed'>;
  readonly kill: () => void;
  readonly ready: () => Promise<unknown>;
}

export function startInstance(databaseUrl: string, name: string): Instance {
  const url = new URL(databaseUrl);
  url.searchParams.set('application_name', name);
  const child = fork(join(import.meta.dirname, 'instance.mjs'), [url.href], { stdio: 'inherit' });
  const killed = new Promise<'killed'>((resolve, reject) =>
    child.once('exit', (code, signal) => (signal ? resolve('killed') : reject(new Error(`it ended with ${code}`)))),
  );
  killed.catch(() => {});
  const ready = Promise.race([said(child, 'ready'), killed]);
  ready.catch(() => {});
  return {
    name,
    ready: () => ready,
    async take(occasion, at) {
      const done = said(child, 'done').then(() => 'done' as const);
      if (child.connected) child.send({ occasion, at: at.toISOString() });
      return Promise.race([done, killed]);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function said(child: ChildProcess, what: 'ready' | 'done'): Promise<void> {
  return new Promise((resolve, reject) => {
    const hear = (message: Readonly<Record<string, unknown>>) => {
      if (!(what in message || 'failed' in message)) return;
      child.off('message', hear);
      if ('failed' in message) reject(new Error(String(message.failed)));
      else resolve();
    };
    child.on('message', hear);
  });
}
