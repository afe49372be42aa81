/** What one part of the torture found. */
export interface Result {
  readonly name: string;
  readonly sums: Readonly<Record<string, number | string>>;
  readonly faults: readonly string[];
}

const SHOWN = 12;

export function inWords({ name, sums, faults }: Result): string {
  const rows = Object.entries(sums).map(([what, sum]) => `  ${what.padEnd(44)} ${sum}`);
  const shown = faults.slice(0, SHOWN).map((fault) => `  FAULT ${fault.slice(0, 600)}`);
  const more = faults.length > SHOWN ? [`  and ${faults.length - SHOWN} more`] : [];
  return [`\n${name}: ${faults.length === 0 ? 'held' : `${faults.length} faults`}`, ...rows, ...shown, ...more].join(
    '\n',
  );
}

/** Median, 99 of 100, and the longest. */
export function spread(values: readonly number[]): string {
  if (values.length === 0) return 'none';
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return `${at(0.5)} / ${at(0.99)} / ${at(1)} ms`;
}

export function grouped<T>(all: readonly T[], key: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(key(each), [...(groups.get(key(each)) ?? []), each]);
  return groups;
}
