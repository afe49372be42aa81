/** One way of doing the work; `run` gives its figure for one round. */
export interface Contender {
  readonly name: string;
  readonly run: () => Promise<number>;
}

/** The figure of each contender in each round, the contenders in their order. */
export type Rounds = readonly (readonly number[])[];

/** By turns, A B A B, so that whatever else the machine does falls on all of them; the first rounds only warm up. */
export async function alternate(
  contenders: readonly Contender[],
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
): Promise<Rounds> {
  const kept: number[][] = contenders.map(() => []);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [at, { run }] of contenders.entries()) {
      const figure = await run();
      if (round >= 0) kept[at]?.push(figure);
    }
  }
  return kept;
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** What each round makes of two figures: what slows a round down slows both. */
export const ratios = (figures: readonly number[] | undefined, to: readonly number[] | undefined): readonly number[] =>
  (figures ?? []).map((figure, round) => figure / (to?.[round] ?? Number.NaN));

/** The median of them. */
export const ratio = (figures: readonly number[] | undefined, to: readonly number[] | undefined): number =>
  median(ratios(figures, to));

/** Milliseconds that the work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

export interface Target {
  readonly what: string;
  /** Of each round, where their range is to be told. */
  readonly ratio: number | readonly number[];
  /** Null: reported, and no target. */
  readonly target: { readonly least: number } | { readonly most: number } | null;
}

export function report(contenders: readonly Contender[], rounds: Rounds, unit: string): void {
  for (const [at, { name }] of contenders.entries()) {
    const figures = rounds[at] ?? [];
    const range = `${figure(Math.min(...figures))} to ${figure(Math.max(...figures))}`;
    console.log(`  ${name.padEnd(58)} ${figure(median(figures)).padStart(9)} ${unit}  (${range})`);
  }
}

export function judge({ what, ratio: found, target }: Target): void {
  const ratio = typeof found === 'number' ? found : median(found);
  const range =
    typeof found === 'number' ? '' : `(${Math.min(...found).toFixed(2)} to ${Math.max(...found).toFixed(2)})`;
  const wanted = target === null ? '' : 'least' in target ? `at least ${target.least}` : `at most ${target.most}`;
  const met = target === null || ('least' in target ? ratio >= target.least : ratio <= target.most);
  const words = [range, `${wanted}${met ? '' : ', missed'}`].filter(Boolean).join('  ');
  console.log(`  ${what.padEnd(58)} ${ratio.toFixed(2).padStart(9)}  ${words}`);
}

const figure = (value: number): string => value.toFixed(value < 100 ? 2 : 0);
