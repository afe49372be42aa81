// Sends commands as Slack would, from a process of its own, as many in flight as it is told.
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { post } from './post.js';
import { type Asker, command } from './slack.js';
import { type LoadResult, workOff } from './under-load.js';

export interface LoadOrder {
  readonly port: number;
  readonly openingsPort: number;
  readonly commands: number;
  readonly inFlight: number;
  readonly askers: readonly Asker[];
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
  const work = Array.from({ length: commands }, (_, index) => {
    const trigger = `${round}.${index}.bench`;
    const request = command(askers[index % askers.length] as Asker, trigger);
    return () => Promise.all([opening(trigger), post(agent, port, request)]);
  });
  const result = await workOff(work, { inFlight });
  agent.destroy();
  return result;
}

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
