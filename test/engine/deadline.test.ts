import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTime, PATIENCE_MS } from '../../src/engine/deadline.js';
import type { Answer } from '../../src/engine/request.js';

const late: Answer = { type: 'refusal', sentence: 'Not now.', failed: true };
const never = new Promise<Answer>(() => {});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('gives the answer that comes in time, and waits for nothing after it', async () => {
  expect(await inTime('slack', Promise.resolve({ type: 'done' }), () => late)).toEqual({ type: 'done' });
  expect(vi.getTimerCount()).toBe(0);
});

it('has words before Slack gives up where none come', async () => {
  const answer = inTime('slack', never, () => late);
  await vi.advanceTimersByTimeAsync(PATIENCE_MS.slack);

  expect(await answer).toEqual(late);
  expect(PATIENCE_MS.slack).toBeLessThan(3_000 - 300);
  expect(PATIENCE_MS.teams).toBeLessThan(2_000 - 200);
});
