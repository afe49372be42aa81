import cron, { type ScheduledTask } from 'node-cron';
import { whyAway } from '../database/away.js';
import { type Day, momentAt, todayIn } from '../domain/calendar.js';
import { daysAfter, weekdayOf, weekdays } from '../domain/days.js';
import { errorFacts, type Log } from './log.js';

export interface Schedule {
  /** Goes now through what people wait for. Whatever fails is in the log. */
  readonly look: () => Promise<void>;
  /** From now on these beside the first ones, and no others that were planned before. */
  readonly plan: (ticks: readonly Tick[]) => Promise<void>;
  /** Waits for what is running. */
  readonly stop: () => Promise<void>;
}

export interface Step {
  /** No two have the same. */
  readonly name: string;
  /** What would take long ends early once nothing is looked at any more. */
  readonly run: (stopped: AbortSignal) => Promise<void>;
}

export interface Tick extends Step {
  /** As cron writes it. It says when we look; what is owed is decided by what we look at. */
  readonly cron: string;
  /** On whose clocks; otherwise on those of this computer. */
  readonly timeZone?: string;
}

/**
 * What people wait for is looked at every minute, step by step: what one brings, the next one finds, so no two rounds
 * are ever under way. The rest is housekeeping, each by its own cron.
 */
export function startSchedule(everyMinute: readonly Step[], housekeeping: readonly Tick[], log: Log): Schedule {
  const running = new Set<Promise<void>>();
  const stop = new AbortController();
  const stopped = stop.signal;
  const look = async (step: Step) => {
    const looked = lookAt(step, stopped, log);
    running.add(looked);
    await looked;
    running.delete(looked);
  };
  const begin = (tick: Tick) => {
    const { name, timeZone } = tick;
    return cron.schedule(tick.cron, () => look(tick), {
      name,
      noOverlap: true,
      ...(timeZone && { timezone: timeZone }),
    });
  };
  let round = Promise.resolve();
  const goRound = () => {
    round = round.then(async () => {
      for (const step of everyMinute) if (!stopped.aborted) await look(step);
    });
    return round;
  };
  const tasks = [
    cron.schedule('* * * * *', goRound, { name: 'every minute', noOverlap: true }),
    ...housekeeping.map(begin),
  ];
  const planned = new Map<string, ScheduledTask>();

  return {
    look: goRound,
    async plan(wanted) {
      if (stopped.aborted) return;
      const names = new Set(wanted.map(({ name }) => name));
      for (const [name, task] of planned) {
        if (names.has(name)) continue;
        planned.delete(name);
        await task.destroy();
      }
      // Meanwhile it may have been stopped.
      for (const tick of wanted) if (!stopped.aborted && !planned.has(tick.name)) planned.set(tick.name, begin(tick));
    },
    async stop() {
      stop.abort();
      for (const task of [...tasks, ...planned.values()]) await task.destroy();
      await Promise.all(running);
    },
  };
}

async function lookAt({ name, run }: Step, stopped: AbortSignal, log: Log): Promise<void> {
  try {
    await run(stopped);
  } catch (error) {
    if (whyAway(error) === null) log.error('a scheduled look failed', { tick: name, ...errorFacts(error) });
    else log.warn('a scheduled look found no database, and comes again', { tick: name });
  }
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
