/** Which messages' cards Teams has refreshed for whom by itself, so that it does so once in a while and no more. */
export interface Refreshes {
  /** False when this state of the message was refreshed for this person a moment ago; else it is now. */
  due(message: string, user: string, version: number, at: number): boolean;
  /** One request to the bot. */
  add(): void;
  count(): number;
  /** Who has had this message before their eyes. */
  watchers(message: string): readonly string[];
}

/** What is shown again within it is not asked for again. */
const rest = 60_000;

interface Refreshed {
  readonly version: number;
  readonly at: number;
}

export function noRefreshes(): Refreshes {
  const messages = new Map<string, Map<string, Refreshed>>();
  let count = 0;
  return {
    due: (message, user, version, at) => {
      const people = messages.get(message) ?? new Map<string, Refreshed>();
      const last = people.get(user);
      if (last && last.version === version && at - last.at < rest) return false;
      messages.set(message, people.set(user, { version, at }));
      return true;
    },
    add: () => {
      count += 1;
    },
    count: () => count,
    watchers: (message) => [...(messages.get(message)?.keys() ?? [])],
  };
}
