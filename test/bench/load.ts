// Sends commands as Slack would, from a process of its own, as many in flight as it is told.
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { type Asker, command, send } from './slack.js';

export interface LoadOrder {
  readonly port: number;
  readonly openingsPort: number;
  readonly commands: number;
  readonly inFlight: number;
  readonly askers: readonly Asker[];
}

export interface LoadResult {
  /** Forms opened in a second. */
  readonly rate: number;
  /** From the command to the opened form, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const waiting = new Map<string, () => void>();
let listening = false;
let round = 0;

process.on('message', async (order: LoadOrder) => {
  if (!listening) await listenTo(order.openingsPort);
  listening = true;
  process.send?.(await run(order));
});
process.on('disconnect', () => process.exit(0));

async function listenTo(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  createInterface(socket).on('line', (trigger) => waiting.get(trigger)?.());
}

/** A place in flight is free again once the command is acknowledged and its form has opened. */
async function run({ port, commands, inFlight, askers }: LoadOrder): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight, noDelay: true });
  round += 1;
  const signed = Array.from({ length: commands }, (_, index) => {
    const trigger = `${round}.${index}.bench`;
    return { trigger, request: command(askers[index % askers.length] as Asker, trigger) };
  });
  const took: number[] = [];
  const start = process.hrtime.bigint();
  const places = Array.from({ length: inFlight }, async () => {
    for (let next = signed.pop(); next; next = signed.pop()) {
      const began = process.hrtime.bigint();
      await Promise.all([opening(next.trigger), send(agent, port, next.request)]);
      took.push(since(began));
    }
  });
  await Promise.all(places);
  const rate = commands / (since(start) / 1000);
  agent.destroy();
  took.sort((a, b) => a - b);
  return { rate, p50: took[Math.floor(commands * 0.5)] ?? 0, p99: took[Math.floor(commands * 0.99)] ?? 0 };
}

const since = (start: bigint): number => Number(process.hrtime.bigint() - start) / 1e6;

const PATIENCE_MS = 10_000;

function opening(trigger: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('a form has not opened')), PATIENCE_MS);
    waiting.set(trigger, () => {
      clearTimeout(late);
      waiting.delete(trigger);
      resolve();
    });
  });
}
