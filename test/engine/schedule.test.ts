import { setTimeout as pause } from 'node:timers/promises';
import cron from 'node-cron';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BEFORE_MORNING } from '../../src/engine/capability.js';
import { type Step, startSchedule, type Tick, timesBetween } from '../../src/engine/schedule.js';

const YEARLY = '0 0 1 1 *';

const nowhere = { info() {}, warn() {}, error() {} };

it('goes at once through what people wait for, one after the other, and through nothing else', async () => {
  const looked: string[] = [];
  const step = (name: string): Step => ({ name, run: async () => void looked.push(name) });
  const errors: string[] = [];
  const broken: Step = { name: 'broken', run: () => Promise.reject(new Error('no')) };
  const schedule = startSchedule(
    [step('approvals'), broken, step('deliveries')],
    [{ ...step('old files'), cron: YEARLY }],
    { ...nowhere, error: (message) => void errors.push(message) },
  );
  onTestFinished(schedule.stop);

  await schedule.look();
  expect(looked).toEqual(['approvals', 'deliveries']);
  expect(errors).toEqual(['a scheduled look failed']);
});

it('goes a second time only after the first, though the minute comes in the middle of it', async () => {
  const looked: string[] = [];
  const step = (name: string): Step => ({
    name,
    async run() {
      looked.push(`${name} begins`);
      await pause(5);
      looked.push(`${name} ends`);
    },
  });
  const schedule = startSchedule([step('time'), step('reminders')], [], nowhere);
  onTestFinished(schedule.stop);
  const first = schedule.look();
  await everyMinute()?.execute();
  await first;
  const once = ['time begins', 'time ends', 'reminders begins', 'reminders ends'];
  expect(looked).toEqual([...once, ...once]);
});

it('starts nothing more once it is stopped, and says so to what is under way', async () => {
  const looked: string[] = [];
  const long: Step = {
    name: 'long',
    async run(stopped) {
      while (!stopped.aborted) await pause(1);
      looked.push('ended early');
    },
  };
  const schedule = startSchedule([long, { name: 'next', run: async () => void looked.push('next') }], [], nowhere);
  void schedule.look();
  await pause(5);
  await schedule.stop();
  await schedule.look();
  expect(looked).toEqual(['ended early']);
});

const everyMinute = () => [...cron.getTasks().values()].find(({ name }) => name === 'every minute');
const planned = () => [...cron.getTasks().values()].map(({ name }) => name).filter((name) => name?.startsWith('look'));

it('plans what is wanted on its clocks, and no longer what is not', async () => {
  const schedule = startSchedule([], [], nowhere);
  onTestFinished(schedule.stop);
  const tick = (name: string, timeZone: string): Tick => ({
    name,
    cron: BEFORE_MORNING,
    timeZone,
    run: async () => {},
  });
  const [madison, rodeo] = [tick('look NY', 'America/New_York'), tick('look LA', 'America/Los_Angeles')];

  await schedule.plan([madison, rodeo]);
  expect(planned()).toEqual(['look NY', 'look LA']);
  const [first, second] = [...cron.getTasks().values()].filter(({ name }) => name?.startsWith('look'));
  const hours = ((second?.getNextRun()?.getTime() ?? 0) - (first?.getNextRun()?.getTime() ?? 0)) / 3_600_000;
  expect([3, -21]).toContain(hours);

  await schedule.plan([rodeo]);
  await schedule.plan([rodeo]);
  expect(planned()).toEqual(['look LA']);
  await schedule.stop();
  await schedule.plan([madison]);
  expect(planned()).toEqual([]);
});

describe('the times of a tick', () => {
  const between = (written: string, timeZone: string, after: string, until: string) =>
    timesBetween({ cron: written, timeZone }, new Date(after), new Date(until)).map((at) =>
      at.toISOString().slice(0, 16),
    );

  it('are after the one moment, up to the other and with it', () => {
    expect(between('0 9 * * *', 'America/New_York', '2026-11-23T14:00:00Z', '2026-11-25T14:00:00Z')).toEqual([
      '2026-11-24T14:00',
      '2026-11-25T14:00',
    ]);
  });

  it('are on the days that cron means, Sunday being 0 and 7', () => {
    const week = ['2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z'] as const;
    expect(between('30 10,16 * * 1,3', 'UTC', ...week)).toEqual([
      '2026-11-23T10:30',
      '2026-11-23T16:30',
      '2026-11-25T10:30',
      '2026-11-25T16:30',
    ]);
    expect(between('0 12 * * 0', 'UTC', ...week)).toEqual(['2026-11-29T12:00']);
    expect(between('0 12 * * 7', 'UTC', ...week)).toEqual(['2026-11-29T12:00']);
    expect(between('0 12 24 11 *', 'UTC', ...week)).toEqual(['2026-11-24T12:00']);
  });

  it.each([
    ['America/New_York', '2026-03-06T12:00:00Z', '2026-03-10T12:00:00Z'],
    ['America/New_York', '2026-10-30T12:00:00Z', '2026-11-03T12:00:00Z'],
    ['Europe/Paris', '2026-03-27T12:00:00Z', '2026-03-31T12:00:00Z'],
    ['Europe/Paris', '2026-10-23T12:00:00Z', '2026-10-27T12:00:00Z'],
  ])('are as those of node-cron before a morning when clocks change: %s %s', (timeZone, after, until) => {
    const task = cron.createTask(BEFORE_MORNING, () => {}, { timezone: timeZone });
    onTestFinished(() => void task.destroy());
    const times = between(BEFORE_MORNING, timeZone, after, until);
    expect(times).toHaveLength(4);
    for (const time of times) {
      expect(task.match(new Date(`${time}:00Z`))).toBe(true);
    }
  });
});
