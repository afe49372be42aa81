import cron from 'node-cron';
import { errorFacts, type Log } from './log.js';

export interface Schedule {
  /** Waits for what is running. */
  readonly stop: () => Promise<void>;
}

export interface Tick {
  readonly name: string;
  /** As cron writes it. It says when we look; what is owed is decided by what we look at. */
  readonly cron: string;
  readonly run: () => Promise<void>;
}

export function startSchedule(ticks: readonly Tick[], log: Log): Schedule {
  const running = new Set<Promise<void>>();
  const look = async ({ name, run }: Tick) => {
    const look = run().catch((error: unknown) =>
      log.error('a scheduled look failed', { tick: name, ...errorFacts(error) }),
    );
    running.add(look);
    await look;
    running.delete(look);
  };
  const tasks = ticks.map((tick) => cron.schedule(tick.cron, () => look(tick), { name: tick.name, noOverlap: true }));

  return {
    async stop() {
      for (const task of tasks) await task.destroy();
      await Promise.all(running);
    },
  };
}
