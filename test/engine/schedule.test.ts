import cron from 'node-cron';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BEFORE_MORNING } from '../../src/engine/capability.js';
import { startSchedule, type Tick, timesBetween } from '../../src/engine/schedule.js';

const YEARLY = '0 0 1 1 *';

it('looks at once at what people wait for, one after the other, and at nothing else', async () => {
  const looked: string[] = [];
  const tick = (name: string, rest: Partial<Tick> = {}): Tick => ({
    name,
    cron: YEARLY,
    run: async () => void looked.push(name),
    ...rest,
  });
  const errors: string[] = [];
  const fails = tick('broken', { atOnce: true, run: () => Promise.reject(new Error('no')) });
  const schedule = startSchedule(
    [tick('approvals', { atOnce: true }), fails, tick('old files'), tick('deliveries', { atOnce: true })],
    {
      info() {},
      warn() {},
      error: (message) => void errors.push(message),
    },
  );
  onTestFinished(schedule.stop);

  await schedule.look();
  expect(looked).toEqual(['approvals', 'deliveries']);
  expect(errors).toEqual(['a scheduled look failed']);
});

it('starts nothing more once it is stopped', async () => {
  const looked: string[] = [];
  const schedule = startSchedule(
    [{ name: 'approvals', cron: YEARLY, atOnce: true, run: async () => void looked.push('approvals') }],
    { info() {}, warn() {}, error() {} },
  );
  await schedule.stop();
  await schedule.look();
  expect(looked).toEqual([]);
});

const nowhere = { info() {}, warn() {}, error() {} };
const planned = () => [...cron.getTasks().values()].map(({ name }) => name).filter((name) => name?.startsWith('look'));

it('plans what is wanted on its clocks, and no longer what is not', async () => {
  const schedule = startSchedule([], nowhere);
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
