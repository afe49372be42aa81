// Sends invokes as Teams would, from a process of its own, as many in flight as it is told.
import { Agent } from 'node:http';
import { post } from './post.js';
import { invoke, type Kind, type Somebody } from './teams.js';
import { type LoadResult, workOff } from './under-load.js';

export interface InvokeOrder {
  readonly port: number;
  readonly kind: Kind;
  readonly invokes: number;
  readonly inFlight: number;
  readonly authorization: string;
  readonly people: readonly Somebody[];
}

process.on('message', async (order: InvokeOrder) => {
  process.send?.(await run(order));
});
process.on('disconnect', () => process.exit(0));

async function run({ port, kind, invokes, inFlight, authorization, people }: InvokeOrder): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight, noDelay: true });
  const work = Array.from({ length: invokes }, (_, index) => {
    const posted = invoke(kind, people[index % people.length] as Somebody, authorization);
    return async () => mustBeCard(await post(agent, port, posted));
  });
  const result = await workOff(work, { inFlight });
  agent.destroy();
  return result;
}

/** A refusal would be sooner done, and also comes with 200. */
function mustBeCard(answer: string): void {
  if (!answer.includes('"AdaptiveCard"')) throw new Error(`answered ${answer}`);
}
