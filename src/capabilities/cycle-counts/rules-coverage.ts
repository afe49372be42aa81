/** How a boutique's counts stand. */
export interface Coverage {
  readonly code: string;
  readonly name: string;
  /** Pieces that should be there, and those of them that were seen within the promise, in decided counts. */
  readonly pieces: number;
  readonly seen: number;
  /** Days. */
  readonly promise: number;
  /** Per cent: the mean of its decided counts of the last 90 days that are open to everybody, zone by zone. */
  readonly accuracy: number | null;
  /** Of this month: counts that were due, and those closed by their day. */
  readonly due: number;
  readonly kept: number;
  /** Of the month before. */
  readonly dueBefore: number;
  readonly keptBefore: number;
  readonly late: number;
  readonly left: number;
}

export const seenRate = ({ pieces, seen }: Pick<Coverage, 'pieces' | 'seen'>): number | null =>
  pieces === 0 ? null : seen / pieces;

export const onTimeRate = ({ due, kept }: Pick<Coverage, 'due' | 'kept'>): number | null =>
  due === 0 ? null : kept / due;

/** Where least was seen first; then where least was on time. */
export const worstFirst = (a: Coverage, b: Coverage): number =>
  (seenRate(a) ?? 1) - (seenRate(b) ?? 1) || (onTimeRate(a) ?? 1) - (onTimeRate(b) ?? 1) || (a.code < b.code ? -1 : 1);

/** "98%": never rounded up to 100. */
export const wholePercent = (rate: number): string => `${Math.floor(rate * 100 + 1e-9)}%`;

/** "99.2%": never rounded up to 100. */
export const percent = (of100: number): string =>
  `${of100 >= 100 ? '100' : (Math.floor(of100 * 10 + 1e-9) / 10).toFixed(1)}%`;
