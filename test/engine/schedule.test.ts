import { expect, it, onTestFinished } from 'vitest';
import { startSchedule, type Tick } from '../../src/engine/schedule.js';

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
