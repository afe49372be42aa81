import cron from 'node-cron';
import { errorFacts, type Log } from './log.js';

export interface Schedule {
  /** Looks now at what is marked so. Whatever fails is in the log. */
  readonly look: () => Promise<void>;
  /** Waits for what is running. */
  readonly stop: () => Promise<void>;
}

export interface Tick {
  readonly name: string;
  /** As cron writes it. It says when we look; what is owed is decided by what we look at. */
  readonly cron: string;
  /** What people wait for; the rest is housekeeping. */
  readonly atOnce?: true;
  readonly run: () => Promise<void>;
}

export function startSchedule(ticks: readonly Tick[], log: Log): Schedule {
  const running = new Set<Promise<void>>();
  let stopped = false;
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
    async look() {
      for (const tick of ticks) if (tick.atOnce && !stopped) await look(tick);
    },
    async stop() {
      stopped = true;
      for (const task of tasks) await task.destroy();
      await Promise.all(running);
    },
  };
}
