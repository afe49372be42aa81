import { describe, expect, it } from 'vitest';
import { createDeliveries } from '../../src/slack/deliveries.js';

const never = new Promise<void>(() => undefined);

function deliveries() {
  const logged: string[] = [];
  const note = (message: string) => void logged.push(message);
  return { logged, ...createDeliveries(() => new Date(0), { warn: note, error: note }) };
}

describe('a delivery', () => {
  it('goes on when Slack has hung up meanwhile', async () => {
    const { around, logged } = deliveries();
    let finished = false;
    const process = around(async ({ ack }) => {
      await ack();
      finished = true;
    });

    await process({ body: {}, ack: () => Promise.reject(new Error('headers already sent')) });

    expect(finished).toBe(true);
    expect(logged).toEqual(['Slack could not be answered']);
  });

  it('is answered once', async () => {
    let answers = 0;
    const ack = async (): Promise<void> => {
      answers += 1;
    };
    const process = deliveries().around(async (event) => {
      await event.ack('first');
      await event.ack('second');
    });

    await process({ body: {}, ack });

    expect(answers).toBe(1);
  });

  it('is not waited for without end', async () => {
    const { around, drain } = deliveries();
    void around(() => never)({ body: {}, ack: async () => undefined });

    await expect(drain(1)).resolves.toBeUndefined();
  });

  it('that fails is not running any more', async () => {
    const { around, drain } = deliveries();
    const work = around(() => Promise.reject(new Error('boom')))({ body: {}, ack: async () => undefined });

    await expect(work).rejects.toThrow('boom');
    await drain();
  });
});
