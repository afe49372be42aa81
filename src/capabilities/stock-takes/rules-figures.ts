import type { Cents } from '../../domain/money.js';

/** What a count found, at retail. */
export interface Figures {
  readonly count: string;
  readonly expected: number;
  readonly matched: number;
  readonly differences: number;
  readonly net: Cents;
  readonly gross: Cents;
  readonly currency: string;
  /** Of each cause so many pieces, the most first. */
  readonly causes: readonly { readonly cause: string; readonly pieces: number }[];
}

/** "99.2%": never rounded up to 100. */
export function accuracy({ expected, matched }: Pick<Figures, 'expected' | 'matched'>): string {
  if (expected === 0 || matched === expected) return '100%';
  return `${tenths(expected, matched).toFixed(1)}%`;
}

const tenths = (expected: number, matched: number): number => Math.floor((matched / expected) * 1000) / 10;

/** "+0.4 points": against the take before it. */
export function change(now: Figures, before: Figures): string {
  const points = (of: Figures) => (of.expected === 0 ? 100 : (of.matched / of.expected) * 100);
  const difference = Math.round((points(now) - points(before)) * 10) / 10;
  return `${difference > 0 ? '+' : difference < 0 ? '−' : '±'}${Math.abs(difference).toFixed(1)} points`;
}
