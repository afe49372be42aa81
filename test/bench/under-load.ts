import type { ChildProcess } from 'node:child_process';
import { type Contender, median } from './measure.js';
import { message } from './processes.js';

export interface LoadResult {
  /** Done in a second. */
  readonly rate: number;
  /** From the request to what it is for, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface UnderLoad extends Contender {
  /** One of each round, those of the warm-up too. */
  readonly results: readonly LoadResult[];
}

export function underLoad(name: string, load: ChildProcess, order: object): UnderLoad {
  const results: LoadResult[] = [];
  const run = async () => {
    const result = await ask<LoadResult>(load, order);
    results.push(result);
    return result.rate;
  };
  return { name, results, run };
}

/** What the process that sends has to say of an order. */
export async function ask<T>(load: ChildProcess, order: object): Promise<T> {
  const answer = message<T>(load);
  load.send(order);
  return answer;
}

export function reportDelays(apps: readonly UnderLoad[], what: string, warmUp: number): void {
  for (const { name, results } of apps) {
    const kept = results.slice(warmUp);
    const [p50, p99] = [median(kept.map((each) => each.p50)), median(kept.map((each) => each.p99))];
    console.log(`  ${name}: ${what} after ${p50.toFixed(1)} ms (p50), ${p99.toFixed(1)} ms (p99)`);
  }
}

/** All of the work, so much of it in flight at a time. */
export async function workOff(
  work: readonly (() => Promise<unknown>)[],
  { inFlight }: { readonly inFlight: number },
): Promise<LoadResult> {
  const left = [...work];
  const took: number[] = [];
  const start = process.hrtime.bigint();
  const places = Array.from({ length: inFlight }, async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const began = process.hrtime.bigint();
      await next();
      took.push(since(began));
    }
  });
  await Promise.all(places);
  const rate = work.length / (since(start) / 1000);
  took.sort((a, b) => a - b);
  const after = (part: number) => took[Math.floor(took.length * part)] ?? 0;
  return { rate, p50: after(0.5), p99: after(0.99) };
}

const since = (start: bigint): number => Number(process.hrtime.bigint() - start) / 1e6;
