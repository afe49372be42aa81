import cron, { type ScheduledTask } from 'node-cron';
import { whyAway } from '../database/away.js';
import { type Day, momentAt, todayIn } from '../domain/calendar.js';
import { daysAfter, weekdayOf, weekdays } from '../domain/days.js';
import { errorFacts, type Log } from './log.js';

export interface Schedule {
  /** Looks now at what is marked so. Whatever fails is in the log. */
  readonly look: () => Promise<void>;
  /** From now on these beside the first ones, and no others that were planned before. */
  readonly plan: (ticks: readonly Tick[]) => Promise<void>;
  /** Waits for what is running. */
  readonly stop: () => Promise<void>;
}

export interface Tick {
  /** No two have the same. */
  readonly name: string;
  /** As cron writes it. It says when we look; what is owed is decided by what we look at. */
  readonly cron: string;
  /** On whose clocks; otherwise on those of this computer. */
  readonly timeZone?: string;
  /** What people wait for; the rest is housekeeping. */
  readonly atOnce?: true;
  readonly run: () => Promise<void>;
}

export function startSchedule(ticks: readonly Tick[], log: Log): Schedule {
  const running = new Set<Promise<void>>();
  let stopped = false;
  const look = async ({ name, run }: Tick) => {
    const look = run().catch((error: unknown) => {
      if (whyAway(error) === null) return log.error('a scheduled look failed', { tick: name, ...errorFacts(error) });
      log.warn('a scheduled look found no database, and comes again', { tick: name });
    });
    running.add(look);
    await look;
    running.delete(look);
  };
  const begin = (tick: Tick) => {
    const { name, timeZone } = tick;
    return cron.schedule(tick.cron, () => look(tick), {
      name,
      noOverlap: true,
      ...(timeZone && { timezone: timeZone }),
    });
  };
  const tasks = ticks.map(begin);
  const planned = new Map<string, ScheduledTask>();

  return {
    async look() {
      for (const tick of ticks) if (tick.atOnce && !stopped) await look(tick);
    },
    async plan(wanted) {
      if (stopped) return;
      const names = new Set(wanted.map(({ name }) => name));
      for (const [name, task] of planned) {
        if (names.has(name)) continue;
        planned.delete(name);
        await task.destroy();
      }
      // Meanwhile it may have been stopped.
      for (const tick of wanted) if (!stopped && !planned.has(tick.name)) planned.set(tick.name, begin(tick));
    },
    async stop() {
      stopped = true;
      for (const task of [...tasks, ...planned.values()]) await task.destroy();
      await Promise.all(running);
    },
  };
}

/** When such a tick comes after a moment, up to another and with it. Each clock time comes once, also when clocks change. */
export function timesBetween(
  { cron: written, timeZone }: { readonly cron: string; readonly timeZone: string },
  after: Date,
  until: Date,
): Date[] {
  const { hour, minute } = cron.parse(written);
  const times = hour.flatMap((h) => minute.map((m) => `${twoDigits(h)}:${twoDigits(m)}`));
  return daysOf(written, todayIn(timeZone, after), todayIn(timeZone, until))
    .flatMap((day) => times.map((time) => momentAt(day, time, timeZone)))
    .filter((moment) => moment > after && moment <= until);
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

function daysOf(written: string, first: Day, last: Day): Day[] {
  const { dayOfMonth, month, dayOfWeek } = cron.parse(written);
  const days: Day[] = [];
  for (let day = first; day <= last; day = daysAfter(day, 1)) {
    // Monday is our first, Sunday is cron's.
    const weekday = (weekdays.indexOf(weekdayOf(day)) + 1) % 7;
    const fits = dayOfMonth.includes(Number(day.slice(8))) && month.includes(Number(day.slice(5, 7)));
    if (fits && dayOfWeek.includes(weekday)) days.push(day);
  }
  return days;
}
