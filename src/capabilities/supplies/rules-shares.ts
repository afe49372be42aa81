import { compare, openOf, type Share } from './rules-orders.js';

/** What came of an order line, and how it was shared out. */
export interface Shared {
  /** By request line; only what is more than nothing. */
  readonly to: ReadonlyMap<string, number>;
  /** What nobody asked for: it filled packs, and is the network's. */
  readonly surplus: number;
}

type Claim = Pick<Share, 'requestLine' | 'boutique' | 'quantity' | 'received'>;

/**
 * Shares out what came, in proportion to what is still open, by largest remainder; where remainders are equal, by the
 * code of the boutique. Nobody gets more than is open of theirs; what is left fills packs.
 */
export function shareOut(came: number, claims: readonly Claim[]): Shared {
  const open = claims.filter((claim) => openOf(claim) > 0).sort(byBoutique);
  const total = open.reduce((sum, claim) => sum + openOf(claim), 0);
  const quantity = Math.min(came, total);
  const whole = open.map((claim) => Math.floor((quantity * openOf(claim)) / Math.max(total, 1)));
  const given = whole.reduce((sum, each) => sum + each, 0);
  const next = open
    .map((claim, index) => ({ index, remainder: (quantity * openOf(claim)) % Math.max(total, 1) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
    .slice(0, quantity - given);
  const extra = new Set(next.map(({ index }) => index));

  const to = open.map(
    ({ requestLine }, index) => [requestLine, (whole[index] ?? 0) + (extra.has(index) ? 1 : 0)] as const,
  );
  return { to: new Map(to.filter(([, part]) => part > 0)), surplus: came - quantity };
}

const byBoutique = (a: Claim, b: Claim): number =>
  compare(a.boutique, b.boutique) || compare(a.requestLine, b.requestLine);
