export interface Background {
  /** Runs on after the answer; `close()` waits for it, and its failures are logged. */
  readonly inBackground: (work: Promise<void>) => void;
  readonly background: ReadonlySet<Promise<void>>;
}

export function backgroundWork(closing: AbortSignal, log?: (message: string, facts: object) => void): Background {
  const background = new Set<Promise<void>>();
  const inBackground = (work: Promise<void>) => {
    const watched = work
      .catch((error: unknown) => {
        if (!closing.aborted) log?.('playground: work in the background failed', { error });
      })
      .finally(() => background.delete(watched));
    background.add(watched);
  };
  return { background, inBackground };
}
