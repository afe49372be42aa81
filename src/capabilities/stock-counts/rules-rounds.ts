/** A zone's rounds in their order, each as the serials that were found in it. */
export type Rounds = readonly ReadonlySet<string>[];

export interface Settled {
  /** What is in the zone, as far as its rounds tell. */
  readonly present: readonly string[];
  /** Serials about which no two rounds agree yet: somebody new counts the zone once more. */
  readonly unsettled: readonly string[];
}

/**
 * A serial is settled when two rounds agree on it, or when it is where it belongs in the latest round. Every round of
 * a zone is by people who have not counted it before, so two that agree are two different people.
 */
export function settleZone(expected: ReadonlySet<string>, rounds: Rounds): Settled {
  const latest = rounds.at(-1) ?? new Set<string>();
  if (rounds.length === 1) return settleFirst(expected, latest);

  const present: string[] = [];
  const unsettled: string[] = [];
  for (const serial of new Set([...expected, ...rounds.flatMap((round) => [...round])])) {
    const seen = rounds.filter((round) => round.has(serial)).length;
    const unseen = rounds.length - seen;
    const inLatest = latest.has(serial);
    const home = expected.has(serial) && inLatest;
    if (!home && seen < 2 && unseen < 2) unsettled.push(serial);
    // Where both sides have two, the latest round tells.
    if (home || seen > unseen || (seen === unseen && inLatest)) present.push(serial);
  }
  return { present, unsettled };
}

/** One round settles only what is where it belongs. */
function settleFirst(expected: ReadonlySet<string>, found: ReadonlySet<string>): Settled {
  const unsettled = [...expected].filter((serial) => !found.has(serial));
  for (const serial of found) if (!expected.has(serial)) unsettled.push(serial);
  return { present: [...found], unsettled };
}
