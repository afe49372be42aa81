/** Lets whoever waits for an answer have their turn: the same process answers them. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The work on each, a few at a time, so that thousands of boutiques do not keep everybody waiting who presses something. */
export async function aFewAtATime<T, R>(items: readonly T[], work: (item: T) => R, few: number): Promise<R[]> {
  const done: R[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % few === 0) await breathe();
    done.push(work(item));
  }
  return done;
}
