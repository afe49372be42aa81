import type { ReceiverEvent } from '@slack/bolt';
import { factsOf } from './errors.js';
import type { Log } from './log.js';

type Process = (event: ReceiverEvent) => Promise<void>;

/** What Slack has brought and we are still busy with. */
export interface Deliveries {
  readonly around: (process: Process) => Process;
  /** Waits for what still runs, but no longer than that. */
  readonly drain: (limitMs?: number) => Promise<void>;
}

/** Slack gives up after three seconds. */
const LATE_MS = 2_500;

const DRAIN_MS = 5_000;

export function createDeliveries(now: () => Date, log: Log): Deliveries {
  const running = new Set<Promise<void>>();
  return {
    around: (process) => (event) => {
      const work = take(process, event, now, log).finally(() => running.delete(work));
      running.add(work);
      return work;
    },
    async drain(limitMs = DRAIN_MS) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, limitMs);
      });
      await Promise.race([Promise.allSettled(running), limit]);
      clearTimeout(timer);
    },
  };
}

/** Answers once and for all: what nobody listens to is acknowledged too, since Bolt would let it hang for three seconds. */
async function take(process: Process, event: ReceiverEvent, now: () => Date, log: Log): Promise<void> {
  const since = now().getTime();
  let answered = false;
  const ack: ReceiverEvent['ack'] = async (response) => {
    if (answered) return;
    answered = true;
    const took = now().getTime() - since;
    if (took > LATE_MS) log.warn('Slack was answered late', { took });
    // Where Slack has hung up, what follows (a word by response_url) still reaches the person.
    await event.ack(response).catch((error: unknown) => log.error('Slack could not be answered', factsOf(error)));
  };
  if (event.body.type === 'app_rate_limited') log.warn('Slack holds back events: too many in this hour');
  if (event.body.type !== 'app_rate_limited') await process({ ...event, ack });
  await ack();
}
