/** Which cards Teams has refreshed for whom by itself, so that it does so once in a while and no more. */
export interface Refreshes {
  /** False when this state of the card was refreshed for this person a moment ago. */
  due(card: string, user: string, version: number, at: number): boolean;
  count(): number;
  /** Who has had this card before their eyes. */
  watchers(card: string): readonly string[];
}

/** A card shown again within it is not asked for again. */
const rest = 60_000;

interface Refreshed {
  readonly version: number;
  readonly at: number;
}

export function noRefreshes(): Refreshes {
  const cards = new Map<string, Map<string, Refreshed>>();
  let count = 0;
  return {
    due: (card, user, version, at) => {
      const people = cards.get(card) ?? new Map<string, Refreshed>();
      const last = people.get(user);
      if (last && last.version === version && at - last.at < rest) return false;
      cards.set(card, people.set(user, { version, at }));
      count += 1;
      return true;
    },
    count: () => count,
    watchers: (card) => [...(cards.get(card)?.keys() ?? [])],
  };
}
